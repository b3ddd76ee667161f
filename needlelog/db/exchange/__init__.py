"""Exchanging records with the other machines of the clinic: what travels, and how it is taken in."""
