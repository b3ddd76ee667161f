"""Clients: finding one among many, and adding one."""
