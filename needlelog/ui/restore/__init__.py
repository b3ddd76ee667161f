"""Restoring a backup: choosing one, comparing it with now, putting it in place."""
