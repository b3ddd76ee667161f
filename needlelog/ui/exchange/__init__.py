"""Exchanging records with the other computers of the clinic, at the screen."""
