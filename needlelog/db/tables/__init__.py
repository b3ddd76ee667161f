"""The tables of a clinic's database, one module for each group of records."""
