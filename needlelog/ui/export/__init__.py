"""Giving records out from the window."""
