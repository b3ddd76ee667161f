"""Consents at the screen: showing, signing, withdrawing, printing."""
