"""The records as flat tables for other programs: which columns there are, and reading them."""
