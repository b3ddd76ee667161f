"""Photos at the screen: the grid, comparing, drawing on them, taking them in, giving them out."""
