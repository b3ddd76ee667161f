"""What came of a treatment, as it is asked for and shown: follow-ups and adverse events."""
