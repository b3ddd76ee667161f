"""Giving, showing and withdrawing scores."""
