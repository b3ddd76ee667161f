"""Two entries of one client: found, compared, merged, parted again."""
