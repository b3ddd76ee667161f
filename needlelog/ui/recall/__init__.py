"""Recalls: what is called back, who was touched, who was told."""
