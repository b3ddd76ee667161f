"""Writes: one small store a kind of record. Each runs inside the transaction it is handed."""
