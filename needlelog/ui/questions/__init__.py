"""Questions about a record: asked by a manager, answered by an addendum, closed."""
