"""The assistant that brings in an old log: file, columns, zones, a look before, one act."""
