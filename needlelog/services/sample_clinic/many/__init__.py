"""The sample clinic with sessions by the hundred thousand."""
