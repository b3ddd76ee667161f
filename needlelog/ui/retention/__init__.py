"""Keeping records for their time, holding them, destroying them."""
