"""Sending to and receiving from the other machines of the clinic."""
