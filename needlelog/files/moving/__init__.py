"""A whole clinic in one file, to carry it to another computer."""
