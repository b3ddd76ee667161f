"""Setting up a clinic on a machine that has none: place, person, recovery code."""
