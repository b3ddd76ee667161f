"""The one time axis of a client: what it says, where each part stands, and how it is drawn.

The same painter draws on the screen, into pictures and on paper.
"""
