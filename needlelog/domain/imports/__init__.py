"""An old log kept as a spreadsheet, read row by row: what is good, what is not, and why."""
