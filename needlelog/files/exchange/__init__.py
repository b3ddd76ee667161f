"""Files that carry records from one machine of a clinic to the others, and the key that signs them."""
