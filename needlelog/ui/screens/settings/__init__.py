"""The settings: clinic, people, one's own access, look, lock, depth limits, data."""
