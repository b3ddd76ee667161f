"""Today: who is due, what is unfinished, what runs out."""
