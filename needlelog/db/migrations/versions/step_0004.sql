DROP TRIGGER row_to_erase_locked_insert


CREATE TABLE missing_photo (
	machine_uid VARCHAR NOT NULL, 
	file_sha256 VARCHAR NOT NULL, 
	CONSTRAINT pk_missing_photo PRIMARY KEY (machine_uid, file_sha256)
)


CREATE TABLE other_decision (
	session_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	rule VARCHAR NOT NULL, 
	reason VARCHAR DEFAULT '' NOT NULL, 
	prescriber VARCHAR DEFAULT '' NOT NULL, 
	seen BOOLEAN DEFAULT '0' NOT NULL, 
	decided_by VARCHAR DEFAULT '' NOT NULL, 
	decided_at BIGINT, 
	decided_offset INTEGER, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_other_decision PRIMARY KEY (id), 
	CONSTRAINT uq_other_decision_session_id_position UNIQUE (session_id, position), 
	CONSTRAINT fk_other_decision_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT uq_other_decision_uid UNIQUE (uid)
)


CREATE TABLE decision_extent (
	session_id INTEGER NOT NULL, 
	decision INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	zone VARCHAR, 
	side VARCHAR, 
	thing VARCHAR DEFAULT '' NOT NULL, 
	severity VARCHAR NOT NULL, 
	figure INTEGER, 
	added_by VARCHAR DEFAULT '' NOT NULL, 
	added_at BIGINT, 
	added_offset INTEGER, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_decision_extent PRIMARY KEY (id), 
	CONSTRAINT uq_decision_extent_session_id_decision_position UNIQUE (session_id, decision, position), 
	CONSTRAINT ck_decision_extent_severity CHECK (severity IN ('block', 'warn', 'note')), 
	CONSTRAINT fk_decision_extent_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT uq_decision_extent_uid UNIQUE (uid)
)


CREATE VIRTUAL TABLE session_word USING fts5vocab(session_search, instance)


CREATE TRIGGER row_to_erase_locked_insert BEFORE INSERT ON row_to_erase
WHEN NEW.open_mark IS NOT -1 OR NOT EXISTS (SELECT 1 FROM erasure WHERE id = NEW.erasure_id AND open_mark IS NOT NULL) OR NEW.table_name NOT IN ('client', 'avoid_mark', 'client_concern', 'client_merge', 'consent', 'draft', 'history_item', 'legal_hold', 'plan', 'client_concern_zone', 'imported_client', 'photo', 'plan_zone', 'recall_notice', 'session', 'addendum', 'cartridge_use', 'client_summary', 'combined_treatment', 'decision', 'decision_extent', 'device_use', 'finding', 'follow_up', 'numbing', 'other_decision', 'plan_summary', 'reaction', 'score', 'screening_answer', 'session_summary', 'thumbnail', 'topical', 'treated_zone', 'adverse_event', 'question', 'score_item', 'symptom', 'topical_zone', 'lot_adjustment', 'audit_entry')
BEGIN SELECT RAISE(ABORT, 'record is locked: row_to_erase'); END


CREATE TRIGGER decision_extent_locked_insert BEFORE INSERT ON decision_extent
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM decision_extent WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: decision_extent'); END


CREATE TRIGGER decision_extent_locked_update BEFORE UPDATE ON decision_extent
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: decision_extent'); END


CREATE TRIGGER decision_extent_locked_delete BEFORE DELETE ON decision_extent
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'decision_extent' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'decision_extent' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: decision_extent'); END


CREATE TRIGGER other_decision_locked_insert BEFORE INSERT ON other_decision
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM other_decision WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: other_decision'); END


CREATE TRIGGER other_decision_locked_update BEFORE UPDATE ON other_decision
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: other_decision'); END


CREATE TRIGGER other_decision_locked_delete BEFORE DELETE ON other_decision
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'other_decision' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'other_decision' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: other_decision'); END
