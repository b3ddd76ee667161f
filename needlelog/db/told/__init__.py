"""Holding rows against what the trail tells of them."""
