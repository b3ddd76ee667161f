DROP TRIGGER row_to_erase_locked_insert


CREATE TABLE begun_words (
	practitioner_id INTEGER NOT NULL, 
	client_id INTEGER, 
	kind VARCHAR NOT NULL, 
	about_uid VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	changed_at BIGINT NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_begun_words PRIMARY KEY (id), 
	CONSTRAINT uq_begun_words_practitioner_id_kind_about_uid UNIQUE (practitioner_id, kind, about_uid), 
	CONSTRAINT fk_begun_words_practitioner_id_practitioner FOREIGN KEY(practitioner_id) REFERENCES practitioner (id), 
	CONSTRAINT fk_begun_words_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT uq_begun_words_uid UNIQUE (uid)
)


CREATE INDEX ix_begun_words_client_id ON begun_words (client_id)


CREATE TRIGGER row_to_erase_locked_insert BEFORE INSERT ON row_to_erase
WHEN NEW.open_mark IS NOT -1 OR NOT EXISTS (SELECT 1 FROM erasure WHERE id = NEW.erasure_id AND open_mark IS NOT NULL) OR NEW.table_name NOT IN ('client', 'avoid_mark', 'client_concern', 'client_merge', 'consent', 'draft', 'history_item', 'legal_hold', 'plan', 'client_concern_zone', 'imported_client', 'photo', 'plan_zone', 'recall_notice', 'session', 'addendum', 'cartridge_use', 'client_summary', 'combined_treatment', 'decision', 'decision_extent', 'device_use', 'finding', 'follow_up', 'numbing', 'other_decision', 'photo_name', 'plan_summary', 'reaction', 'score', 'screening_answer', 'session_summary', 'thumbnail', 'topical', 'treated_zone', 'adverse_event', 'question', 'score_item', 'symptom', 'topical_zone', 'begun_words', 'lot_adjustment', 'audit_entry')
BEGIN SELECT RAISE(ABORT, 'record is locked: row_to_erase'); END
