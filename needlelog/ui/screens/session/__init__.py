"""The session screen: one draft, seen as a map and as a grid."""
