"""Choosing which sessions are meant: the sheets that screens with a filter share."""
