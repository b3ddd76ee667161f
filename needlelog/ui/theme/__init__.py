"""The look: named colours, typeface, icons and the one style sheet of the window."""
