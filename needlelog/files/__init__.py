"""Floor 2: the disk beside the database."""
