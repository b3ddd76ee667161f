"""The page that says why a clinic cannot be opened."""
