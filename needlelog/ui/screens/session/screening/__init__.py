"""What is asked before a treatment, and what the answers mean."""
