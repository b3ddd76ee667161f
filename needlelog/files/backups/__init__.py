"""Backups on the disk: in the clinic folder and in a second place."""
