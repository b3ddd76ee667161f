"""Backups at the screen: when they are made, how they are told, where they go."""
