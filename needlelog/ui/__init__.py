"""Floor 4: the only place with Qt."""
