"""The small controls that every screen is built from."""
