"""What is asked before a treatment, the rules over the answers, and what they find."""
