"""The cover over a locked clinic."""
