"""The progress of a client on one time axis."""
