"""The page while the program closes."""
