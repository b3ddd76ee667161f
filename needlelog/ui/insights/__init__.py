"""Figures of many sessions: charts painted alike on the screen and on paper, and their words."""
