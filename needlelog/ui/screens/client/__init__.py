"""One client: record, progress, plan and details."""
