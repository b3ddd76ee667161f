"""Giving records out: who may take what, each format, the manifest, and checking a file later."""
