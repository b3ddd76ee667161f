"""Parts of the pages that stand before the log: set-up, sign-in, lock, lost passphrase."""
