"""The recovery code on the screen and on paper, for set-up, settings and a lost passphrase."""
