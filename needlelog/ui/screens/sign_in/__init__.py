"""Choosing who one is and giving the passphrase."""
