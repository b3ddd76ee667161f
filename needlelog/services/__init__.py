"""Floor 3: what a user can do, one short function an act."""
