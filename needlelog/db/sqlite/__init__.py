"""What only SQLite (through SQLCipher) knows: pragmas, triggers, the search index."""
