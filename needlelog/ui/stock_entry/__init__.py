"""The sheets in which devices, products and lots are written down."""
