CREATE VIRTUAL TABLE session_word USING fts5vocab(session_search, instance)
