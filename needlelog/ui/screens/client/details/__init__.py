"""What is known of the client beside the sessions, and the forms to change it."""
