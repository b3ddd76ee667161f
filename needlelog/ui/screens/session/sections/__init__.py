"""The parts of a session beside its zones, one file each."""
