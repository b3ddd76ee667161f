"""Pictures of clients: taken in, kept encrypted, opened, measured and brought into line."""
