"""Stock: devices, products and their lots."""
