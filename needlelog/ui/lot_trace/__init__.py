"""Where lots of the stock were used: for a lot, for a number, for a client."""
