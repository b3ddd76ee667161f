"""What leaves a clinic: what is asked for, what is left out, and how a file proves itself."""
