"""Records on paper and as PDF."""
