"""Scanning packs: a sheet that reads a code and asks before anything is filled in."""
