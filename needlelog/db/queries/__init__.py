"""Reads: frozen row records for screens. ORM objects never leave this floor."""
