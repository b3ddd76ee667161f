CREATE TABLE missing_photo (
	machine_uid VARCHAR NOT NULL, 
	file_sha256 VARCHAR NOT NULL, 
	CONSTRAINT pk_missing_photo PRIMARY KEY (machine_uid, file_sha256)
)


CREATE VIRTUAL TABLE session_word USING fts5vocab(session_search, instance)
