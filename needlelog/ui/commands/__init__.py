"""What a user does to a draft: one undoable step an act."""
