"""A tour through the real window: every screen and state, drawn into picture files."""
