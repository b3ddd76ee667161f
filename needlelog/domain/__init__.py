"""Floor 1: what a treatment record is and means. Standard library only."""
