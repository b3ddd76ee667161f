"""Aftercare sheets at the screen: handing over, printing, writing."""
