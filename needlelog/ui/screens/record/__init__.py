"""A signed session, read only, with its addenda."""
