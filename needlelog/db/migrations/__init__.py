"""The steps from one schema to the next; each keeps its own frozen picture of the tables."""
