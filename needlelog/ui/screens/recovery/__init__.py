"""A lost passphrase: the recovery code opens, a new passphrase is chosen."""
