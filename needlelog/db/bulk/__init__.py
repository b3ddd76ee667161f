"""Records by the hundred thousand: rows made from forms and loaded into a new file."""
