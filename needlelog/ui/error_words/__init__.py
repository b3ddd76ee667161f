"""What goes wrong in the user's world, in sentences that can be translated."""
