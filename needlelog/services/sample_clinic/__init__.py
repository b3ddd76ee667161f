"""A made-up clinic that looks lived in, built through the services everybody uses."""
