"""Restoring a backup where the clinic cannot be opened, and unpacking one from elsewhere."""
