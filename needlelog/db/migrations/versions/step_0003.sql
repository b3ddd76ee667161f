DROP TRIGGER client_search_insert


DROP TRIGGER client_search_update


DROP TRIGGER client_search_delete


DROP TRIGGER session_locked_insert


DROP TRIGGER session_locked_update


DROP TRIGGER session_locked_delete


DROP TRIGGER addendum_locked_insert


DROP TRIGGER addendum_locked_update


DROP TRIGGER addendum_locked_delete


DROP TRIGGER audit_entry_locked_insert


DROP TRIGGER audit_entry_locked_update


DROP TRIGGER audit_entry_locked_delete


DROP TRIGGER erasure_locked_insert


DROP TRIGGER erasure_locked_update


DROP TRIGGER erasure_locked_delete


DROP TRIGGER audit_tombstone_locked_insert


DROP TRIGGER audit_tombstone_locked_update


DROP TRIGGER audit_tombstone_locked_delete


DROP TRIGGER row_to_erase_locked_insert


DROP TRIGGER row_to_erase_locked_update


DROP TRIGGER adverse_event_locked_insert


DROP TRIGGER adverse_event_locked_update


DROP TRIGGER adverse_event_locked_delete


DROP TRIGGER follow_up_locked_insert


DROP TRIGGER follow_up_locked_update


DROP TRIGGER follow_up_locked_delete


DROP TRIGGER symptom_locked_insert


DROP TRIGGER symptom_locked_update


DROP TRIGGER symptom_locked_delete


DROP TRIGGER aftercare_template_locked_insert


DROP TRIGGER aftercare_template_locked_update


DROP TRIGGER aftercare_template_locked_delete


DROP TRIGGER photo_locked_insert


DROP TRIGGER photo_locked_update


DROP TRIGGER photo_locked_delete


DROP TRIGGER device_locked_insert


DROP TRIGGER device_locked_update


DROP TRIGGER device_locked_delete


DROP TRIGGER product_locked_insert


DROP TRIGGER product_locked_update


DROP TRIGGER product_locked_delete


DROP TRIGGER lot_locked_insert


DROP TRIGGER lot_locked_update


DROP TRIGGER lot_locked_delete


DROP TRIGGER lot_adjustment_locked_insert


DROP TRIGGER lot_adjustment_locked_update


DROP TRIGGER lot_adjustment_locked_delete


DROP TRIGGER recall_locked_insert


DROP TRIGGER recall_locked_update


DROP TRIGGER recall_locked_delete


DROP TRIGGER recall_notice_locked_insert


DROP TRIGGER recall_notice_locked_update


DROP TRIGGER recall_notice_locked_delete


DROP TRIGGER legal_hold_locked_insert


DROP TRIGGER legal_hold_locked_update


DROP TRIGGER legal_hold_locked_delete


DROP TRIGGER cartridge_use_once_insert


DROP TRIGGER cartridge_use_in_stock_insert


DROP TRIGGER cartridge_use_once_update


DROP TRIGGER cartridge_use_in_stock_update


DROP TRIGGER session_hands_on_no_unit


DROP TRIGGER score_kept_update


DROP TRIGGER score_kept_delete


DROP TRIGGER score_item_kept_update


DROP TRIGGER score_item_kept_delete


DROP TRIGGER consent_locked_insert


DROP TRIGGER consent_locked_update


DROP TRIGGER consent_locked_delete


DROP TRIGGER consent_template_locked_insert


DROP TRIGGER consent_template_locked_update


DROP TRIGGER consent_template_locked_delete


DROP TRIGGER cartridge_use_locked_insert


DROP TRIGGER cartridge_use_locked_update


DROP TRIGGER cartridge_use_locked_delete


DROP TRIGGER combined_treatment_locked_insert


DROP TRIGGER combined_treatment_locked_update


DROP TRIGGER combined_treatment_locked_delete


DROP TRIGGER decision_locked_insert


DROP TRIGGER decision_locked_update


DROP TRIGGER decision_locked_delete


DROP TRIGGER device_use_locked_insert


DROP TRIGGER device_use_locked_update


DROP TRIGGER device_use_locked_delete


DROP TRIGGER finding_locked_insert


DROP TRIGGER finding_locked_update


DROP TRIGGER finding_locked_delete


DROP TRIGGER numbing_locked_insert


DROP TRIGGER numbing_locked_update


DROP TRIGGER numbing_locked_delete


DROP TRIGGER reaction_locked_insert


DROP TRIGGER reaction_locked_update


DROP TRIGGER reaction_locked_delete


DROP TRIGGER score_locked_insert


DROP TRIGGER score_locked_update


DROP TRIGGER score_locked_delete


DROP TRIGGER screening_answer_locked_insert


DROP TRIGGER screening_answer_locked_update


DROP TRIGGER screening_answer_locked_delete


DROP TRIGGER topical_locked_insert


DROP TRIGGER topical_locked_update


DROP TRIGGER topical_locked_delete


DROP TRIGGER treated_zone_locked_insert


DROP TRIGGER treated_zone_locked_update


DROP TRIGGER treated_zone_locked_delete


DROP TRIGGER score_item_locked_insert


DROP TRIGGER score_item_locked_update


DROP TRIGGER score_item_locked_delete


DROP TRIGGER topical_zone_locked_insert


DROP TRIGGER topical_zone_locked_update


DROP TRIGGER topical_zone_locked_delete


CREATE TABLE machine (
	name VARCHAR NOT NULL, 
	public_key VARCHAR NOT NULL, 
	joined_at BIGINT NOT NULL, 
	joined_by VARCHAR NOT NULL, 
	replaces VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_machine PRIMARY KEY (id), 
	CONSTRAINT uq_machine_uid UNIQUE (uid)
)


CREATE TABLE machine_mark (
	machine_uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	sequence INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_machine_mark PRIMARY KEY (machine_uid, origin)
)


CREATE TABLE exchange_change (
	id INTEGER NOT NULL, 
	origin VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	table_name VARCHAR NOT NULL, 
	row_uid VARCHAR NOT NULL, 
	field VARCHAR DEFAULT '' NOT NULL, 
	old VARCHAR, 
	new VARCHAR, 
	builds_on VARCHAR, 
	head BOOLEAN DEFAULT '1' NOT NULL, 
	sequence INTEGER, 
	made_at BIGINT, 
	CONSTRAINT pk_exchange_change PRIMARY KEY (id), 
	CONSTRAINT uq_exchange_change_origin_number UNIQUE (origin, number)
)


CREATE TABLE exchange_receipt (
	bundle_uid VARCHAR NOT NULL, 
	sender_uid VARCHAR NOT NULL, 
	made_at BIGINT NOT NULL, 
	received_at BIGINT NOT NULL, 
	received_by VARCHAR NOT NULL, 
	report VARCHAR NOT NULL, 
	last_number INTEGER NOT NULL, 
	undone_at BIGINT, 
	undone_by VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_exchange_receipt PRIMARY KEY (id), 
	CONSTRAINT uq_exchange_receipt_uid UNIQUE (uid)
)


CREATE TABLE exchange_came (
	id INTEGER NOT NULL, 
	receipt_id INTEGER NOT NULL, 
	table_name VARCHAR NOT NULL, 
	first_id INTEGER NOT NULL, 
	last_id INTEGER NOT NULL, 
	CONSTRAINT pk_exchange_came PRIMARY KEY (id), 
	CONSTRAINT uq_exchange_came_receipt_id_table_name UNIQUE (receipt_id, table_name), 
	CONSTRAINT fk_exchange_came_receipt_id_exchange_receipt FOREIGN KEY(receipt_id) REFERENCES exchange_receipt (id)
)


CREATE TABLE exchange_before (
	id INTEGER NOT NULL, 
	receipt_id INTEGER NOT NULL, 
	table_name VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	columns VARCHAR NOT NULL, 
	CONSTRAINT pk_exchange_before PRIMARY KEY (id), 
	CONSTRAINT fk_exchange_before_receipt_id_exchange_receipt FOREIGN KEY(receipt_id) REFERENCES exchange_receipt (id)
)


CREATE TABLE exchange_open (
	id INTEGER NOT NULL, 
	receipt_id INTEGER, 
	open_mark INTEGER NOT NULL, 
	CONSTRAINT pk_exchange_open PRIMARY KEY (id), 
	CONSTRAINT fk_exchange_open_receipt_id_exchange_receipt FOREIGN KEY(receipt_id) REFERENCES exchange_receipt (id), 
	CONSTRAINT fk_exchange_open_open_mark_exchange_open FOREIGN KEY(open_mark) REFERENCES exchange_open (id) DEFERRABLE INITIALLY DEFERRED
)


CREATE TABLE year_sum (
	year INTEGER NOT NULL, 
	practitioner_id INTEGER NOT NULL, 
	about VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	depth_um INTEGER NOT NULL, 
	uses INTEGER NOT NULL, 
	over INTEGER NOT NULL, 
	CONSTRAINT pk_year_sum PRIMARY KEY (year, practitioner_id, about, code, depth_um), 
	CONSTRAINT fk_year_sum_practitioner_id_practitioner FOREIGN KEY(practitioner_id) REFERENCES practitioner (id)
)


CREATE TABLE week_count (
	week DATE NOT NULL, 
	practitioner_id INTEGER NOT NULL, 
	what VARCHAR NOT NULL, 
	sessions INTEGER NOT NULL, 
	CONSTRAINT pk_week_count PRIMARY KEY (week, practitioner_id, what), 
	CONSTRAINT fk_week_count_practitioner_id_practitioner FOREIGN KEY(practitioner_id) REFERENCES practitioner (id)
)


CREATE TABLE audit_tombstone_new (
	id INTEGER NOT NULL, 
	erasure_id INTEGER NOT NULL, 
	origin VARCHAR NOT NULL, 
	sequence INTEGER NOT NULL, 
	hash VARCHAR NOT NULL, 
	remains VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_tombstone PRIMARY KEY (id), 
	CONSTRAINT uq_audit_tombstone_erasure_id_origin_sequence UNIQUE (erasure_id, origin, sequence), 
	CONSTRAINT fk_audit_tombstone_erasure_id_erasure FOREIGN KEY(erasure_id) REFERENCES erasure (id)
)


INSERT INTO audit_tombstone_new ("id", "erasure_id", "origin", "sequence", "hash", "remains") SELECT "id", "erasure_id", "origin", "sequence", "hash", "remains" FROM audit_tombstone


DROP TABLE audit_tombstone


ALTER TABLE audit_tombstone_new RENAME TO audit_tombstone


CREATE INDEX ix_audit_entry_kind ON audit_entry (record_kind, made_at)


CREATE INDEX ix_audit_entry_made_at ON audit_entry (made_at)


CREATE INDEX ix_audit_entry_person ON audit_entry (person_uid, made_at)


CREATE INDEX ix_audit_tombstone_erasure_id ON audit_tombstone (erasure_id)


CREATE INDEX ix_audit_tombstone_origin_sequence ON audit_tombstone (origin, sequence)


CREATE INDEX ix_client_phototype ON client (phototype)


CREATE INDEX ix_decision_reasoned ON decision (session_id) WHERE reason <> ''


CREATE INDEX ix_exchange_before_receipt_id ON exchange_before (receipt_id)


CREATE INDEX ix_exchange_change_heads ON exchange_change (table_name, row_uid, field) WHERE head = 1 AND field <> ''


CREATE INDEX ix_exchange_change_row ON exchange_change (table_name, row_uid, field, head)


CREATE INDEX ix_exchange_change_unstamped ON exchange_change (id) WHERE sequence IS NULL


CREATE INDEX ix_plan_concern ON "plan" (concern)


CREATE INDEX ix_session_summary_day_client ON session_summary (day, session_id, client_id)


CREATE INDEX ix_session_summary_most_passes ON session_summary (most_passes, session_id)


CREATE INDEX ix_session_summary_person_day ON session_summary (practitioner_id, day, session_id, client_id)


CREATE INDEX ix_session_summary_ticks ON session_summary (ticks, session_id)


CREATE INDEX ix_treated_zone_place ON treated_zone (zone, side, depth_um, passes, session_id)


CREATE INDEX ix_week_sum_sessions ON week_sum (week, practitioner_id, code, uses) WHERE about = 'session'


DROP INDEX ix_session_summary_day_session_id


DROP INDEX ix_session_summary_practitioner_id_day


DROP INDEX ix_treated_zone_zone_depth_um


CREATE TRIGGER client_search_insert AFTER INSERT ON client
BEGIN INSERT INTO client_search (rowid, words) VALUES (NEW.id, NEW.search_text); END


CREATE TRIGGER client_search_update AFTER UPDATE OF search_text ON client
BEGIN DELETE FROM client_search WHERE rowid = OLD.id; INSERT INTO client_search (rowid, words) VALUES (NEW.id, NEW.search_text); END


CREATE TRIGGER client_search_delete AFTER DELETE ON client
BEGIN DELETE FROM client_search WHERE rowid = OLD.id; END


CREATE TRIGGER year_sum_insert AFTER INSERT ON week_sum
BEGIN INSERT INTO year_sum (year, practitioner_id, about, code, depth_um, uses, over) VALUES (CAST(substr(NEW.week, 1, 4) AS INTEGER), NEW.practitioner_id, NEW.about, NEW.code, NEW.depth_um, NEW.uses, NEW.over) ON CONFLICT (year, practitioner_id, about, code, depth_um) DO UPDATE SET uses = uses + excluded.uses, over = over + excluded.over; END


CREATE TRIGGER year_sum_update AFTER UPDATE ON week_sum
BEGIN UPDATE year_sum SET uses = uses - OLD.uses, over = over - OLD.over WHERE year = CAST(substr(OLD.week, 1, 4) AS INTEGER) AND practitioner_id = OLD.practitioner_id AND about = OLD.about AND code = OLD.code AND depth_um = OLD.depth_um; DELETE FROM year_sum WHERE year = CAST(substr(OLD.week, 1, 4) AS INTEGER) AND practitioner_id = OLD.practitioner_id AND about = OLD.about AND code = OLD.code AND depth_um = OLD.depth_um AND uses = 0 AND over = 0; INSERT INTO year_sum (year, practitioner_id, about, code, depth_um, uses, over) VALUES (CAST(substr(NEW.week, 1, 4) AS INTEGER), NEW.practitioner_id, NEW.about, NEW.code, NEW.depth_um, NEW.uses, NEW.over) ON CONFLICT (year, practitioner_id, about, code, depth_um) DO UPDATE SET uses = uses + excluded.uses, over = over + excluded.over; END


CREATE TRIGGER year_sum_delete AFTER DELETE ON week_sum
BEGIN UPDATE year_sum SET uses = uses - OLD.uses, over = over - OLD.over WHERE year = CAST(substr(OLD.week, 1, 4) AS INTEGER) AND practitioner_id = OLD.practitioner_id AND about = OLD.about AND code = OLD.code AND depth_um = OLD.depth_um; DELETE FROM year_sum WHERE year = CAST(substr(OLD.week, 1, 4) AS INTEGER) AND practitioner_id = OLD.practitioner_id AND about = OLD.about AND code = OLD.code AND depth_um = OLD.depth_um AND uses = 0 AND over = 0; END


CREATE TRIGGER week_count_insert AFTER INSERT ON session
WHEN NEW.state <> 'open'
BEGIN INSERT INTO week_count (week, practitioner_id, what, sessions) SELECT date(NEW.day, '-6 days', 'weekday 1'), NEW.practitioner_id, NEW.state, 1 WHERE true ON CONFLICT (week, practitioner_id, what) DO UPDATE SET sessions = sessions + 1; END


CREATE TRIGGER week_count_signed AFTER UPDATE OF state ON session
WHEN OLD.state = 'open' AND NEW.state <> 'open'
BEGIN INSERT INTO week_count (week, practitioner_id, what, sessions) SELECT date(NEW.day, '-6 days', 'weekday 1'), NEW.practitioner_id, NEW.state, 1 WHERE true ON CONFLICT (week, practitioner_id, what) DO UPDATE SET sessions = sessions + 1; END


CREATE TRIGGER week_count_state AFTER UPDATE OF state ON session
WHEN OLD.state <> 'open' AND OLD.state <> NEW.state
BEGIN UPDATE week_count SET sessions = sessions - 1 WHERE week = date(OLD.day, '-6 days', 'weekday 1') AND practitioner_id = OLD.practitioner_id AND what = OLD.state AND true; DELETE FROM week_count WHERE week = date(OLD.day, '-6 days', 'weekday 1') AND practitioner_id = OLD.practitioner_id AND what = OLD.state AND sessions = 0; INSERT INTO week_count (week, practitioner_id, what, sessions) SELECT date(NEW.day, '-6 days', 'weekday 1'), NEW.practitioner_id, NEW.state, 1 WHERE true ON CONFLICT (week, practitioner_id, what) DO UPDATE SET sessions = sessions + 1; END


CREATE TRIGGER week_count_delete AFTER DELETE ON session
WHEN OLD.state <> 'open'
BEGIN UPDATE week_count SET sessions = sessions - 1 WHERE week = date(OLD.day, '-6 days', 'weekday 1') AND practitioner_id = OLD.practitioner_id AND what = OLD.state AND true; DELETE FROM week_count WHERE week = date(OLD.day, '-6 days', 'weekday 1') AND practitioner_id = OLD.practitioner_id AND what = OLD.state AND sessions = 0; END


CREATE TRIGGER week_count_planned AFTER INSERT ON session_summary
WHEN NEW.days_late IS NOT NULL
BEGIN INSERT INTO week_count (week, practitioner_id, what, sessions) SELECT date(NEW.day, '-6 days', 'weekday 1'), NEW.practitioner_id, 'planned', 1 WHERE NEW.days_late IS NOT NULL ON CONFLICT (week, practitioner_id, what) DO UPDATE SET sessions = sessions + 1; INSERT INTO week_count (week, practitioner_id, what, sessions) SELECT date(NEW.day, '-6 days', 'weekday 1'), NEW.practitioner_id, 'late', 1 WHERE NEW.days_late > 7 ON CONFLICT (week, practitioner_id, what) DO UPDATE SET sessions = sessions + 1; END


CREATE TRIGGER week_count_late AFTER UPDATE OF days_late ON session_summary
WHEN OLD.days_late IS NOT NEW.days_late
BEGIN UPDATE week_count SET sessions = sessions - 1 WHERE week = date(OLD.day, '-6 days', 'weekday 1') AND practitioner_id = OLD.practitioner_id AND what = 'planned' AND OLD.days_late IS NOT NULL; DELETE FROM week_count WHERE week = date(OLD.day, '-6 days', 'weekday 1') AND practitioner_id = OLD.practitioner_id AND what = 'planned' AND sessions = 0; UPDATE week_count SET sessions = sessions - 1 WHERE week = date(OLD.day, '-6 days', 'weekday 1') AND practitioner_id = OLD.practitioner_id AND what = 'late' AND OLD.days_late > 7; DELETE FROM week_count WHERE week = date(OLD.day, '-6 days', 'weekday 1') AND practitioner_id = OLD.practitioner_id AND what = 'late' AND sessions = 0; INSERT INTO week_count (week, practitioner_id, what, sessions) SELECT date(NEW.day, '-6 days', 'weekday 1'), NEW.practitioner_id, 'planned', 1 WHERE NEW.days_late IS NOT NULL ON CONFLICT (week, practitioner_id, what) DO UPDATE SET sessions = sessions + 1; INSERT INTO week_count (week, practitioner_id, what, sessions) SELECT date(NEW.day, '-6 days', 'weekday 1'), NEW.practitioner_id, 'late', 1 WHERE NEW.days_late > 7 ON CONFLICT (week, practitioner_id, what) DO UPDATE SET sessions = sessions + 1; END


CREATE TRIGGER week_count_unplanned AFTER DELETE ON session_summary
WHEN OLD.days_late IS NOT NULL
BEGIN UPDATE week_count SET sessions = sessions - 1 WHERE week = date(OLD.day, '-6 days', 'weekday 1') AND practitioner_id = OLD.practitioner_id AND what = 'planned' AND OLD.days_late IS NOT NULL; DELETE FROM week_count WHERE week = date(OLD.day, '-6 days', 'weekday 1') AND practitioner_id = OLD.practitioner_id AND what = 'planned' AND sessions = 0; UPDATE week_count SET sessions = sessions - 1 WHERE week = date(OLD.day, '-6 days', 'weekday 1') AND practitioner_id = OLD.practitioner_id AND what = 'late' AND OLD.days_late > 7; DELETE FROM week_count WHERE week = date(OLD.day, '-6 days', 'weekday 1') AND practitioner_id = OLD.practitioner_id AND what = 'late' AND sessions = 0; END


CREATE TRIGGER session_locked_insert BEFORE INSERT ON session
WHEN NEW.state <> 'open' OR EXISTS (SELECT 1 FROM session WHERE (id = NEW.id OR uid = NEW.uid) AND state <> 'open')
BEGIN SELECT RAISE(ABORT, 'record is locked: session'); END


CREATE TRIGGER session_locked_update BEFORE UPDATE ON session
WHEN NOT (
  (OLD.state = 'open' AND NEW.state = 'open' AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid)
  OR (OLD.state = 'open' AND NEW.state IN ('signed', 'deferred', 'imported') AND NEW.client_id IS OLD.client_id AND NEW.practitioner_id IS OLD.practitioner_id AND NEW.plan_id IS OLD.plan_id AND NEW.day IS OLD.day AND NEW.created_at IS OLD.created_at AND NEW.created_offset IS OLD.created_offset AND NEW.started_at IS OLD.started_at AND NEW.started_offset IS OLD.started_offset AND NEW.ended_at IS OLD.ended_at AND NEW.ended_offset IS OLD.ended_offset AND NEW.offset_minutes IS OLD.offset_minutes AND NEW.number IS OLD.number AND NEW.planned_total IS OLD.planned_total AND NEW.phase IS OLD.phase AND NEW.pain IS OLD.pain AND NEW.reactions_answered IS OLD.reactions_answered AND NEW.reactions_note IS OLD.reactions_note AND NEW.combined_other IS OLD.combined_other AND NEW.aftercare_sheet IS OLD.aftercare_sheet AND NEW.aftercare_version IS OLD.aftercare_version AND NEW.aftercare_given_at IS OLD.aftercare_given_at AND NEW.aftercare_given_offset IS OLD.aftercare_given_offset AND NEW.next_due IS OLD.next_due AND NEW.note IS OLD.note AND NEW.repeated_from IS OLD.repeated_from AND NEW.screening_outcome IS OLD.screening_outcome AND NEW.rules_version IS OLD.rules_version AND NEW.ask_again_on IS OLD.ask_again_on AND NEW.defer_reason IS OLD.defer_reason AND NEW.imported_from IS OLD.imported_from AND NEW.countersigned_by_id IS OLD.countersigned_by_id AND NEW.countersigned_by IS OLD.countersigned_by AND NEW.countersigned_at IS OLD.countersigned_at AND NEW.countersigned_offset IS OLD.countersigned_offset AND NEW.voided_by_id IS OLD.voided_by_id AND NEW.voided_by IS OLD.voided_by AND NEW.voided_at IS OLD.voided_at AND NEW.voided_offset IS OLD.voided_offset AND NEW.void_reason IS OLD.void_reason AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin)
  OR (OLD.state = 'signed' AND NEW.state = 'countersigned' AND NEW.client_id IS OLD.client_id AND NEW.practitioner_id IS OLD.practitioner_id AND NEW.plan_id IS OLD.plan_id AND NEW.day IS OLD.day AND NEW.created_at IS OLD.created_at AND NEW.created_offset IS OLD.created_offset AND NEW.started_at IS OLD.started_at AND NEW.started_offset IS OLD.started_offset AND NEW.ended_at IS OLD.ended_at AND NEW.ended_offset IS OLD.ended_offset AND NEW.offset_minutes IS OLD.offset_minutes AND NEW.number IS OLD.number AND NEW.planned_total IS OLD.planned_total AND NEW.phase IS OLD.phase AND NEW.pain IS OLD.pain AND NEW.reactions_answered IS OLD.reactions_answered AND NEW.reactions_note IS OLD.reactions_note AND NEW.combined_other IS OLD.combined_other AND NEW.aftercare_sheet IS OLD.aftercare_sheet AND NEW.aftercare_version IS OLD.aftercare_version AND NEW.aftercare_given_at IS OLD.aftercare_given_at AND NEW.aftercare_given_offset IS OLD.aftercare_given_offset AND NEW.next_due IS OLD.next_due AND NEW.note IS OLD.note AND NEW.repeated_from IS OLD.repeated_from AND NEW.screening_outcome IS OLD.screening_outcome AND NEW.rules_version IS OLD.rules_version AND NEW.ask_again_on IS OLD.ask_again_on AND NEW.defer_reason IS OLD.defer_reason AND NEW.imported_from IS OLD.imported_from AND NEW.signed_by_id IS OLD.signed_by_id AND NEW.signed_by IS OLD.signed_by AND NEW.licence IS OLD.licence AND NEW.signed_at IS OLD.signed_at AND NEW.signed_offset IS OLD.signed_offset AND NEW.chain_hash IS OLD.chain_hash AND NEW.voided_by_id IS OLD.voided_by_id AND NEW.voided_by IS OLD.voided_by AND NEW.voided_at IS OLD.voided_at AND NEW.voided_offset IS OLD.voided_offset AND NEW.void_reason IS OLD.void_reason AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin)
  OR (OLD.state IN ('signed', 'countersigned', 'deferred', 'imported') AND NEW.state = 'void' AND NEW.client_id IS OLD.client_id AND NEW.practitioner_id IS OLD.practitioner_id AND NEW.plan_id IS OLD.plan_id AND NEW.day IS OLD.day AND NEW.created_at IS OLD.created_at AND NEW.created_offset IS OLD.created_offset AND NEW.started_at IS OLD.started_at AND NEW.started_offset IS OLD.started_offset AND NEW.ended_at IS OLD.ended_at AND NEW.ended_offset IS OLD.ended_offset AND NEW.offset_minutes IS OLD.offset_minutes AND NEW.number IS OLD.number AND NEW.planned_total IS OLD.planned_total AND NEW.phase IS OLD.phase AND NEW.pain IS OLD.pain AND NEW.reactions_answered IS OLD.reactions_answered AND NEW.reactions_note IS OLD.reactions_note AND NEW.combined_other IS OLD.combined_other AND NEW.aftercare_sheet IS OLD.aftercare_sheet AND NEW.aftercare_version IS OLD.aftercare_version AND NEW.aftercare_given_at IS OLD.aftercare_given_at AND NEW.aftercare_given_offset IS OLD.aftercare_given_offset AND NEW.next_due IS OLD.next_due AND NEW.note IS OLD.note AND NEW.repeated_from IS OLD.repeated_from AND NEW.screening_outcome IS OLD.screening_outcome AND NEW.rules_version IS OLD.rules_version AND NEW.ask_again_on IS OLD.ask_again_on AND NEW.defer_reason IS OLD.defer_reason AND NEW.imported_from IS OLD.imported_from AND NEW.signed_by_id IS OLD.signed_by_id AND NEW.signed_by IS OLD.signed_by AND NEW.licence IS OLD.licence AND NEW.signed_at IS OLD.signed_at AND NEW.signed_offset IS OLD.signed_offset AND NEW.chain_hash IS OLD.chain_hash AND NEW.countersigned_by_id IS OLD.countersigned_by_id AND NEW.countersigned_by IS OLD.countersigned_by AND NEW.countersigned_at IS OLD.countersigned_at AND NEW.countersigned_offset IS OLD.countersigned_offset AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin)
  OR (EXISTS (SELECT 1 FROM exchange_open) AND NEW.client_id IS OLD.client_id AND NEW.practitioner_id IS OLD.practitioner_id AND NEW.plan_id IS OLD.plan_id AND NEW.day IS OLD.day AND NEW.created_at IS OLD.created_at AND NEW.created_offset IS OLD.created_offset AND NEW.started_at IS OLD.started_at AND NEW.started_offset IS OLD.started_offset AND NEW.ended_at IS OLD.ended_at AND NEW.ended_offset IS OLD.ended_offset AND NEW.offset_minutes IS OLD.offset_minutes AND NEW.number IS OLD.number AND NEW.planned_total IS OLD.planned_total AND NEW.phase IS OLD.phase AND NEW.pain IS OLD.pain AND NEW.reactions_answered IS OLD.reactions_answered AND NEW.reactions_note IS OLD.reactions_note AND NEW.combined_other IS OLD.combined_other AND NEW.aftercare_sheet IS OLD.aftercare_sheet AND NEW.aftercare_version IS OLD.aftercare_version AND NEW.aftercare_given_at IS OLD.aftercare_given_at AND NEW.aftercare_given_offset IS OLD.aftercare_given_offset AND NEW.next_due IS OLD.next_due AND NEW.note IS OLD.note AND NEW.repeated_from IS OLD.repeated_from AND NEW.screening_outcome IS OLD.screening_outcome AND NEW.rules_version IS OLD.rules_version AND NEW.ask_again_on IS OLD.ask_again_on AND NEW.defer_reason IS OLD.defer_reason AND NEW.imported_from IS OLD.imported_from AND NEW.signed_by_id IS OLD.signed_by_id AND NEW.signed_by IS OLD.signed_by AND NEW.licence IS OLD.licence AND NEW.signed_at IS OLD.signed_at AND NEW.signed_offset IS OLD.signed_offset AND NEW.chain_hash IS OLD.chain_hash AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin))
BEGIN SELECT RAISE(ABORT, 'record is locked: session'); END


CREATE TRIGGER session_locked_delete BEFORE DELETE ON session
WHEN (OLD.state <> 'open')
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'session' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'session' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: session'); END


CREATE TRIGGER addendum_locked_insert BEFORE INSERT ON addendum
WHEN (NOT EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state IN ('signed', 'countersigned', 'deferred', 'imported')) AND NOT EXISTS (SELECT 1 FROM exchange_open))
  OR EXISTS (SELECT 1 FROM addendum WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: addendum'); END


CREATE TRIGGER addendum_locked_update BEFORE UPDATE ON addendum
BEGIN SELECT RAISE(ABORT, 'record is locked: addendum'); END


CREATE TRIGGER addendum_locked_delete BEFORE DELETE ON addendum
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'addendum' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'addendum' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: addendum'); END


CREATE TRIGGER audit_entry_locked_insert BEFORE INSERT ON audit_entry
WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id OR (origin = NEW.origin AND sequence = NEW.sequence))
BEGIN SELECT RAISE(ABORT, 'record is locked: audit_entry'); END


CREATE TRIGGER audit_entry_locked_update BEFORE UPDATE ON audit_entry
WHEN NOT (NEW.before IS NULL AND NEW.after IS NULL AND NEW.id IS OLD.id AND NEW.origin IS OLD.origin AND NEW.sequence IS OLD.sequence AND NEW.made_at IS OLD.made_at AND NEW.person_uid IS OLD.person_uid AND NEW.person IS OLD.person AND NEW.act IS OLD.act AND NEW.record_kind IS OLD.record_kind AND NEW.record_uid IS OLD.record_uid AND NEW.previous_hash IS OLD.previous_hash AND NEW.hash IS OLD.hash AND EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'audit_entry' AND row_id = OLD.id) AND EXISTS (SELECT 1 FROM audit_tombstone WHERE origin = OLD.origin AND sequence = OLD.sequence AND hash = OLD.hash))
BEGIN SELECT RAISE(ABORT, 'record is locked: audit_entry'); END


CREATE TRIGGER audit_entry_locked_delete BEFORE DELETE ON audit_entry
WHEN NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'audit_entry' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: audit_entry'); END


CREATE TRIGGER erasure_locked_insert BEFORE INSERT ON erasure
WHEN NEW.open_mark IS NOT -1 OR EXISTS (SELECT 1 FROM legal_hold JOIN client ON client.id = legal_hold.client_id WHERE client.uid = NEW.client_uid AND legal_hold.lifted_at IS NULL) OR EXISTS (SELECT 1 FROM erasure WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: erasure'); END


CREATE TRIGGER erasure_locked_update BEFORE UPDATE ON erasure
WHEN NOT ((OLD.open_mark IS NOT NULL AND NEW.open_mark IS NULL AND NEW.client_uid IS OLD.client_uid AND NEW.person IS OLD.person AND NEW.first_on IS OLD.first_on AND NEW.last_on IS OLD.last_on AND NEW.sessions IS OLD.sessions AND NEW.photos IS OLD.photos AND NEW.reason IS OLD.reason AND NEW.erased_at IS OLD.erased_at AND NEW.erased_by_id IS OLD.erased_by_id AND NEW.erased_by IS OLD.erased_by AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE erasure_id = OLD.id) AND NEW.entries = (SELECT count(*) FROM audit_tombstone WHERE erasure_id = OLD.id) AND EXISTS (SELECT 1 FROM audit_entry WHERE record_kind = 'erasure' AND record_uid = OLD.uid)) OR (OLD.open_mark IS NULL AND NEW.files = '' AND NEW.client_uid IS OLD.client_uid AND NEW.person IS OLD.person AND NEW.first_on IS OLD.first_on AND NEW.last_on IS OLD.last_on AND NEW.sessions IS OLD.sessions AND NEW.photos IS OLD.photos AND NEW.reason IS OLD.reason AND NEW.erased_at IS OLD.erased_at AND NEW.erased_by_id IS OLD.erased_by_id AND NEW.erased_by IS OLD.erased_by AND NEW.entries IS OLD.entries AND NEW.digest IS OLD.digest AND NEW.open_mark IS OLD.open_mark AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin))
BEGIN SELECT RAISE(ABORT, 'record is locked: erasure'); END


CREATE TRIGGER erasure_locked_delete BEFORE DELETE ON erasure
BEGIN SELECT RAISE(ABORT, 'record is locked: erasure'); END


CREATE TRIGGER audit_tombstone_locked_insert BEFORE INSERT ON audit_tombstone
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE id = NEW.erasure_id AND open_mark IS NOT NULL) OR EXISTS (SELECT 1 FROM audit_tombstone WHERE id = NEW.id OR (erasure_id = NEW.erasure_id AND origin = NEW.origin AND sequence = NEW.sequence))
BEGIN SELECT RAISE(ABORT, 'record is locked: audit_tombstone'); END


CREATE TRIGGER audit_tombstone_locked_update BEFORE UPDATE ON audit_tombstone
BEGIN SELECT RAISE(ABORT, 'record is locked: audit_tombstone'); END


CREATE TRIGGER audit_tombstone_locked_delete BEFORE DELETE ON audit_tombstone
BEGIN SELECT RAISE(ABORT, 'record is locked: audit_tombstone'); END


CREATE TRIGGER row_to_erase_locked_insert BEFORE INSERT ON row_to_erase
WHEN NEW.open_mark IS NOT -1 OR NOT EXISTS (SELECT 1 FROM erasure WHERE id = NEW.erasure_id AND open_mark IS NOT NULL) OR NEW.table_name NOT IN ('client', 'avoid_mark', 'client_concern', 'client_merge', 'consent', 'draft', 'history_item', 'legal_hold', 'plan', 'client_concern_zone', 'imported_client', 'photo', 'plan_zone', 'recall_notice', 'session', 'addendum', 'cartridge_use', 'client_summary', 'combined_treatment', 'decision', 'device_use', 'finding', 'follow_up', 'numbing', 'plan_summary', 'reaction', 'score', 'screening_answer', 'session_summary', 'thumbnail', 'topical', 'treated_zone', 'adverse_event', 'question', 'score_item', 'symptom', 'topical_zone', 'lot_adjustment', 'audit_entry')
BEGIN SELECT RAISE(ABORT, 'record is locked: row_to_erase'); END


CREATE TRIGGER row_to_erase_locked_update BEFORE UPDATE ON row_to_erase
BEGIN SELECT RAISE(ABORT, 'record is locked: row_to_erase'); END


CREATE TRIGGER adverse_event_locked_insert BEFORE INSERT ON adverse_event
WHEN EXISTS (SELECT 1 FROM adverse_event WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: adverse_event'); END


CREATE TRIGGER adverse_event_locked_update BEFORE UPDATE ON adverse_event
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: adverse_event'); END


CREATE TRIGGER adverse_event_locked_delete BEFORE DELETE ON adverse_event
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'adverse_event' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'adverse_event' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: adverse_event'); END


CREATE TRIGGER follow_up_locked_insert BEFORE INSERT ON follow_up
WHEN EXISTS (SELECT 1 FROM follow_up WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: follow_up'); END


CREATE TRIGGER follow_up_locked_update BEFORE UPDATE ON follow_up
WHEN NOT (EXISTS (SELECT 1 FROM exchange_open) AND NEW.client_id IS OLD.client_id AND NEW.session_id IS OLD.session_id AND NEW.day_offset IS OLD.day_offset AND NEW.seen_on IS OLD.seen_on AND NEW.reached IS OLD.reached AND NEW.note IS OLD.note AND NEW.recorded_by_id IS OLD.recorded_by_id AND NEW.recorded_at IS OLD.recorded_at AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin)
BEGIN SELECT RAISE(ABORT, 'record is locked: follow_up'); END


CREATE TRIGGER follow_up_locked_delete BEFORE DELETE ON follow_up
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'follow_up' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'follow_up' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: follow_up'); END


CREATE TRIGGER symptom_locked_insert BEFORE INSERT ON symptom
WHEN EXISTS (SELECT 1 FROM symptom WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: symptom'); END


CREATE TRIGGER symptom_locked_update BEFORE UPDATE ON symptom
BEGIN SELECT RAISE(ABORT, 'record is locked: symptom'); END


CREATE TRIGGER symptom_locked_delete BEFORE DELETE ON symptom
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'symptom' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'symptom' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: symptom'); END


CREATE TRIGGER aftercare_template_locked_insert BEFORE INSERT ON aftercare_template
WHEN EXISTS (SELECT 1 FROM aftercare_template WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: aftercare_template'); END


CREATE TRIGGER aftercare_template_locked_update BEFORE UPDATE ON aftercare_template
WHEN (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.sheet IS NOT OLD.sheet OR NEW.version IS NOT OLD.version OR NEW.language IS NOT OLD.language OR NEW.title IS NOT OLD.title OR NEW.body IS NOT OLD.body OR NEW.areas IS NOT OLD.areas OR NEW.author IS NOT OLD.author OR NEW.created_at IS NOT OLD.created_at) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN SELECT RAISE(ABORT, 'record is locked: aftercare_template'); END


CREATE TRIGGER aftercare_template_locked_delete BEFORE DELETE ON aftercare_template
WHEN NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'aftercare_template' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: aftercare_template'); END


CREATE TRIGGER photo_locked_insert BEFORE INSERT ON photo
WHEN EXISTS (SELECT 1 FROM photo WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: photo'); END


CREATE TRIGGER photo_locked_update BEFORE UPDATE ON photo
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.client_id IS NOT OLD.client_id OR NEW.sha256 IS NOT OLD.sha256 OR NEW.file_sha256 IS NOT OLD.file_sha256 OR NEW.width IS NOT OLD.width OR NEW.height IS NOT OLD.height OR NEW.taken_at IS NOT OLD.taken_at OR NEW.added_at IS NOT OLD.added_at
BEGIN SELECT RAISE(ABORT, 'record is locked: photo'); END


CREATE TRIGGER photo_locked_delete BEFORE DELETE ON photo
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'photo' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'photo' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: photo'); END


CREATE TRIGGER device_locked_insert BEFORE INSERT ON device
WHEN EXISTS (SELECT 1 FROM device WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: device'); END


CREATE TRIGGER device_locked_update BEFORE UPDATE ON device
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: device'); END


CREATE TRIGGER device_locked_delete BEFORE DELETE ON device
WHEN NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'device' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: device'); END


CREATE TRIGGER product_locked_insert BEFORE INSERT ON product
WHEN EXISTS (SELECT 1 FROM product WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: product'); END


CREATE TRIGGER product_locked_update BEFORE UPDATE ON product
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: product'); END


CREATE TRIGGER product_locked_delete BEFORE DELETE ON product
WHEN NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'product' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: product'); END


CREATE TRIGGER lot_locked_insert BEFORE INSERT ON lot
WHEN EXISTS (SELECT 1 FROM lot WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: lot'); END


CREATE TRIGGER lot_locked_update BEFORE UPDATE ON lot
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: lot'); END


CREATE TRIGGER lot_locked_delete BEFORE DELETE ON lot
WHEN NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'lot' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: lot'); END


CREATE TRIGGER lot_adjustment_locked_insert BEFORE INSERT ON lot_adjustment
WHEN EXISTS (SELECT 1 FROM lot_adjustment WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: lot_adjustment'); END


CREATE TRIGGER lot_adjustment_locked_update BEFORE UPDATE ON lot_adjustment
WHEN NOT (NEW.session_id IS NULL AND NEW.lot_id IS OLD.lot_id AND NEW.change IS OLD.change AND NEW.person_id IS OLD.person_id AND NEW.made_at IS OLD.made_at AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin AND EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'lot_adjustment' AND row_id = OLD.id))
BEGIN SELECT RAISE(ABORT, 'record is locked: lot_adjustment'); END


CREATE TRIGGER lot_adjustment_locked_delete BEFORE DELETE ON lot_adjustment
WHEN NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'lot_adjustment' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: lot_adjustment'); END


CREATE TRIGGER recall_locked_insert BEFORE INSERT ON recall
WHEN EXISTS (SELECT 1 FROM recall WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: recall'); END


CREATE TRIGGER recall_locked_update BEFORE UPDATE ON recall
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.kind IS NOT OLD.kind OR NEW.subject_uid IS NOT OLD.subject_uid OR NEW.subject IS NOT OLD.subject OR NEW.number IS NOT OLD.number OR NEW.reason IS NOT OLD.reason OR NEW.opened_by_id IS NOT OLD.opened_by_id OR NEW.opened_by IS NOT OLD.opened_by OR NEW.opened_at IS NOT OLD.opened_at
BEGIN SELECT RAISE(ABORT, 'record is locked: recall'); END


CREATE TRIGGER recall_locked_delete BEFORE DELETE ON recall
WHEN NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'recall' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: recall'); END


CREATE TRIGGER recall_notice_locked_insert BEFORE INSERT ON recall_notice
WHEN EXISTS (SELECT 1 FROM recall_notice WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: recall_notice'); END


CREATE TRIGGER recall_notice_locked_update BEFORE UPDATE ON recall_notice
BEGIN SELECT RAISE(ABORT, 'record is locked: recall_notice'); END


CREATE TRIGGER recall_notice_locked_delete BEFORE DELETE ON recall_notice
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'recall_notice' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'recall_notice' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: recall_notice'); END


CREATE TRIGGER legal_hold_locked_insert BEFORE INSERT ON legal_hold
WHEN EXISTS (SELECT 1 FROM legal_hold WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: legal_hold'); END


CREATE TRIGGER legal_hold_locked_update BEFORE UPDATE ON legal_hold
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.client_id IS NOT OLD.client_id OR NEW.reason IS NOT OLD.reason OR NEW.placed_by IS NOT OLD.placed_by OR NEW.placed_at IS NOT OLD.placed_at
BEGIN SELECT RAISE(ABORT, 'record is locked: legal_hold'); END


CREATE TRIGGER legal_hold_locked_delete BEFORE DELETE ON legal_hold
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'legal_hold' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'legal_hold' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: legal_hold'); END


CREATE TRIGGER cartridge_use_once_insert BEFORE INSERT ON cartridge_use
WHEN NOT EXISTS (SELECT 1 FROM exchange_open) AND NEW.serial <> '' AND EXISTS (SELECT 1 FROM cartridge_use AS used JOIN session AS other ON other.id = used.session_id WHERE used.serial <> '' AND upper(replace(used.serial, ' ', '')) = upper(replace(NEW.serial, ' ', '')) AND (used.lot_id = NEW.lot_id OR upper(replace(used.lot, ' ', '')) = upper(replace(NEW.lot, ' ', '')) OR upper(replace(NEW.lot, ' ', '')) = '' OR upper(replace(used.lot, ' ', '')) = '') AND NOT EXISTS (SELECT 1 FROM product AS this, product AS that WHERE this.id = NEW.product_id AND that.id = used.product_id AND this.gtin <> '' AND that.gtin <> '' AND this.gtin <> that.gtin) AND other.state NOT IN ('void', 'deferred') AND (SELECT coalesce(merged_into_id, id) FROM client WHERE id = other.client_id) <> (SELECT coalesce(merged_into_id, id) FROM client WHERE id = (SELECT client_id FROM session WHERE id = NEW.session_id)))
BEGIN SELECT RAISE(ABORT, 'cartridge was used for another client'); END


CREATE TRIGGER cartridge_use_in_stock_insert BEFORE INSERT ON cartridge_use
WHEN NOT EXISTS (SELECT 1 FROM exchange_open) AND NEW.lot_id IS NOT NULL AND coalesce(NEW.count, 0) > (SELECT quantity FROM lot WHERE id = NEW.lot_id)
BEGIN SELECT RAISE(ABORT, 'lot has not so many left'); END


CREATE TRIGGER cartridge_use_once_update BEFORE UPDATE ON cartridge_use
WHEN NOT EXISTS (SELECT 1 FROM exchange_open) AND NEW.serial <> '' AND EXISTS (SELECT 1 FROM cartridge_use AS used JOIN session AS other ON other.id = used.session_id WHERE used.serial <> '' AND upper(replace(used.serial, ' ', '')) = upper(replace(NEW.serial, ' ', '')) AND (used.lot_id = NEW.lot_id OR upper(replace(used.lot, ' ', '')) = upper(replace(NEW.lot, ' ', '')) OR upper(replace(NEW.lot, ' ', '')) = '' OR upper(replace(used.lot, ' ', '')) = '') AND NOT EXISTS (SELECT 1 FROM product AS this, product AS that WHERE this.id = NEW.product_id AND that.id = used.product_id AND this.gtin <> '' AND that.gtin <> '' AND this.gtin <> that.gtin) AND other.state NOT IN ('void', 'deferred') AND (SELECT coalesce(merged_into_id, id) FROM client WHERE id = other.client_id) <> (SELECT coalesce(merged_into_id, id) FROM client WHERE id = (SELECT client_id FROM session WHERE id = NEW.session_id)))
BEGIN SELECT RAISE(ABORT, 'cartridge was used for another client'); END


CREATE TRIGGER cartridge_use_in_stock_update BEFORE UPDATE ON cartridge_use
WHEN NOT EXISTS (SELECT 1 FROM exchange_open) AND NEW.lot_id IS NOT NULL AND coalesce(NEW.count, 0) > (SELECT quantity FROM lot WHERE id = NEW.lot_id)
BEGIN SELECT RAISE(ABORT, 'lot has not so many left'); END


CREATE TRIGGER session_hands_on_no_unit BEFORE UPDATE ON session
WHEN NEW.client_id IS NOT OLD.client_id AND EXISTS (SELECT 1 FROM cartridge_use WHERE session_id = OLD.id AND serial <> '')
BEGIN SELECT RAISE(ABORT, 'cartridge was used for another client'); END


CREATE TRIGGER score_kept_update BEFORE UPDATE ON score
WHEN OLD.session_id IS NULL AND NOT (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND NEW.withdrawn_reason <> '' AND NEW.client_id IS OLD.client_id AND NEW.session_id IS OLD.session_id AND NEW.scale IS OLD.scale AND NEW.scale_version IS OLD.scale_version AND NEW.scale_name IS OLD.scale_name AND NEW.rater IS OLD.rater AND NEW.rated_on IS OLD.rated_on AND NEW.total IS OLD.total AND NEW.note IS OLD.note AND NEW.rated_by_id IS OLD.rated_by_id AND NEW.rated_by IS OLD.rated_by AND NEW.recorded_at IS OLD.recorded_at AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin OR EXISTS (SELECT 1 FROM exchange_open) AND NEW.client_id IS OLD.client_id AND NEW.session_id IS OLD.session_id AND NEW.scale IS OLD.scale AND NEW.scale_version IS OLD.scale_version AND NEW.scale_name IS OLD.scale_name AND NEW.rater IS OLD.rater AND NEW.rated_on IS OLD.rated_on AND NEW.total IS OLD.total AND NEW.note IS OLD.note AND NEW.rated_by_id IS OLD.rated_by_id AND NEW.rated_by IS OLD.rated_by AND NEW.recorded_at IS OLD.recorded_at AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin)
BEGIN SELECT RAISE(ABORT, 'record is locked: score'); END


CREATE TRIGGER score_kept_delete BEFORE DELETE ON score
WHEN OLD.session_id IS NULL AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'score' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'score' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: score'); END


CREATE TRIGGER score_item_kept_update BEFORE UPDATE ON score_item
WHEN (SELECT session_id FROM score WHERE id = OLD.score_id) IS NULL
BEGIN SELECT RAISE(ABORT, 'record is locked: score_item'); END


CREATE TRIGGER score_item_kept_delete BEFORE DELETE ON score_item
WHEN (SELECT session_id FROM score WHERE id = OLD.score_id) IS NULL AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'score_item' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'score_item' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: score_item'); END


CREATE TRIGGER consent_locked_insert BEFORE INSERT ON consent
WHEN EXISTS (SELECT 1 FROM consent WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: consent'); END


CREATE TRIGGER consent_locked_update BEFORE UPDATE ON consent
WHEN NOT (
  (OLD.signed_at IS NULL AND NEW.signed_at IS NULL AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid)
  OR (OLD.status = 'given' AND NEW.status = 'withdrawn' AND OLD.withdrawn_on IS NULL AND NEW.withdrawn_on IS NOT NULL AND NEW.client_id IS OLD.client_id AND NEW.position IS OLD.position AND NEW.kind IS OLD.kind AND NEW.version IS OLD.version AND NEW.decided_on IS OLD.decided_on AND NEW.note IS OLD.note AND NEW.consent_template_id IS OLD.consent_template_id AND NEW.language IS OLD.language AND NEW.title IS OLD.title AND NEW.shown_text IS OLD.shown_text AND NEW.client_name IS OLD.client_name AND NEW.clinic_name IS OLD.clinic_name AND NEW.practitioner IS OLD.practitioner AND NEW.signer_name IS OLD.signer_name AND NEW.guardian_name IS OLD.guardian_name AND NEW.witness_name IS OLD.witness_name AND NEW.strokes IS OLD.strokes AND NEW.document_hash IS OLD.document_hash AND NEW.signed_at IS OLD.signed_at AND NEW.signed_offset IS OLD.signed_offset AND NEW.expires_on IS OLD.expires_on AND NEW.active IS OLD.active AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin)
  OR (EXISTS (SELECT 1 FROM exchange_open) AND NEW.client_id IS OLD.client_id AND NEW.position IS OLD.position AND NEW.kind IS OLD.kind AND NEW.version IS OLD.version AND NEW.decided_on IS OLD.decided_on AND NEW.note IS OLD.note AND NEW.consent_template_id IS OLD.consent_template_id AND NEW.language IS OLD.language AND NEW.title IS OLD.title AND NEW.shown_text IS OLD.shown_text AND NEW.client_name IS OLD.client_name AND NEW.clinic_name IS OLD.clinic_name AND NEW.practitioner IS OLD.practitioner AND NEW.signer_name IS OLD.signer_name AND NEW.guardian_name IS OLD.guardian_name AND NEW.witness_name IS OLD.witness_name AND NEW.strokes IS OLD.strokes AND NEW.document_hash IS OLD.document_hash AND NEW.signed_at IS OLD.signed_at AND NEW.signed_offset IS OLD.signed_offset AND NEW.expires_on IS OLD.expires_on AND NEW.active IS OLD.active AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin))
BEGIN SELECT RAISE(ABORT, 'record is locked: consent'); END


CREATE TRIGGER consent_locked_delete BEFORE DELETE ON consent
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'consent' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'consent' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: consent'); END


CREATE TRIGGER consent_template_locked_insert BEFORE INSERT ON consent_template
WHEN EXISTS (SELECT 1 FROM consent_template WHERE id = NEW.id OR uid = NEW.uid OR (kind = NEW.kind AND version = NEW.version AND language = NEW.language))
BEGIN SELECT RAISE(ABORT, 'record is locked: consent_template'); END


CREATE TRIGGER consent_template_locked_update BEFORE UPDATE ON consent_template
BEGIN SELECT RAISE(ABORT, 'record is locked: consent_template'); END


CREATE TRIGGER consent_template_locked_delete BEFORE DELETE ON consent_template
WHEN NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'consent_template' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: consent_template'); END


CREATE TRIGGER exchange_change_completed AFTER INSERT ON exchange_change
WHEN NEW.builds_on IS NULL
BEGIN UPDATE exchange_change SET builds_on = coalesce((SELECT group_concat(origin || ':' || number, ' ') FROM exchange_change WHERE NEW.field <> '' AND table_name = NEW.table_name AND row_uid = NEW.row_uid AND field = NEW.field AND head = 1 AND id <> NEW.id), '') WHERE id = NEW.id;
UPDATE exchange_change SET head = 0 WHERE NEW.field <> '' AND table_name = NEW.table_name AND row_uid = NEW.row_uid AND field = NEW.field AND head = 1 AND id <> NEW.id; END


CREATE TRIGGER audit_entry_tells_changes AFTER INSERT ON audit_entry
WHEN EXISTS (SELECT 1 FROM exchange_change WHERE sequence IS NULL) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN UPDATE exchange_change SET sequence = NEW.sequence, made_at = NEW.made_at WHERE sequence IS NULL AND origin = NEW.origin; END


CREATE TRIGGER exchange_change_locked_update BEFORE UPDATE ON exchange_change
WHEN NOT (NEW.id IS OLD.id AND NEW.origin IS OLD.origin AND NEW.number IS OLD.number AND NEW.table_name IS OLD.table_name AND NEW.row_uid IS OLD.row_uid AND NEW.field IS OLD.field AND (NEW.new IS OLD.new OR NEW.new IS NULL) AND (NEW.old IS OLD.old OR NEW.old IS NULL))
BEGIN SELECT RAISE(ABORT, 'record is locked: exchange_change'); END


CREATE TRIGGER exchange_change_locked_delete BEFORE DELETE ON exchange_change
WHEN NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'exchange_change' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: exchange_change'); END


CREATE TRIGGER exchange_came_locked_insert BEFORE INSERT ON exchange_came
WHEN NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN SELECT RAISE(ABORT, 'record is locked: exchange_came'); END


CREATE TRIGGER exchange_came_locked_update BEFORE UPDATE ON exchange_came
BEGIN SELECT RAISE(ABORT, 'record is locked: exchange_came'); END


CREATE TRIGGER exchange_came_locked_delete BEFORE DELETE ON exchange_came
BEGIN SELECT RAISE(ABORT, 'record is locked: exchange_came'); END


CREATE TRIGGER exchange_open_locked_insert BEFORE INSERT ON exchange_open
WHEN NEW.open_mark IS NOT -1
BEGIN SELECT RAISE(ABORT, 'record is locked: exchange_open'); END


CREATE TRIGGER exchange_open_locked_update BEFORE UPDATE ON exchange_open
BEGIN SELECT RAISE(ABORT, 'record is locked: exchange_open'); END


CREATE TRIGGER machine_locked_delete BEFORE DELETE ON machine
WHEN NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'machine' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: machine'); END


CREATE TRIGGER installation_changed AFTER UPDATE OF clinic_name ON installation
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'installation', 'clinic', 'clinic_name', json_object('clinic_name', OLD.clinic_name), json_object('clinic_name', NEW.clinic_name) WHERE NEW.clinic_name IS NOT OLD.clinic_name; END


CREATE TRIGGER aftercare_template_made AFTER INSERT ON aftercare_template
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'aftercare_template', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER aftercare_template_changed AFTER UPDATE OF active ON aftercare_template
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'aftercare_template', NEW.uid, 'active', json_object('active', OLD.active), json_object('active', NEW.active) WHERE NEW.active IS NOT OLD.active; END


CREATE TRIGGER client_made AFTER INSERT ON client
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER client_changed AFTER UPDATE OF name, birth_date, sex, phone, email, address, emergency_contact, phototype, note, active ON client
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client', NEW.uid, 'name', json_object('name', OLD.name), json_object('name', NEW.name) WHERE NEW.name IS NOT OLD.name;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client', NEW.uid, 'birth_date', json_object('birth_date', OLD.birth_date), json_object('birth_date', NEW.birth_date) WHERE NEW.birth_date IS NOT OLD.birth_date;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client', NEW.uid, 'sex', json_object('sex', OLD.sex), json_object('sex', NEW.sex) WHERE NEW.sex IS NOT OLD.sex;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client', NEW.uid, 'phone', json_object('phone', OLD.phone), json_object('phone', NEW.phone) WHERE NEW.phone IS NOT OLD.phone;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client', NEW.uid, 'email', json_object('email', OLD.email), json_object('email', NEW.email) WHERE NEW.email IS NOT OLD.email;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client', NEW.uid, 'address', json_object('address', OLD.address), json_object('address', NEW.address) WHERE NEW.address IS NOT OLD.address;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client', NEW.uid, 'emergency_contact', json_object('emergency_contact', OLD.emergency_contact), json_object('emergency_contact', NEW.emergency_contact) WHERE NEW.emergency_contact IS NOT OLD.emergency_contact;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client', NEW.uid, 'phototype', json_object('phototype', OLD.phototype), json_object('phototype', NEW.phototype) WHERE NEW.phototype IS NOT OLD.phototype;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client', NEW.uid, 'note', json_object('note', OLD.note), json_object('note', NEW.note) WHERE NEW.note IS NOT OLD.note;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client', NEW.uid, 'active', json_object('active', OLD.active), json_object('active', NEW.active) WHERE (NEW.active IS NOT OLD.active) AND NEW.merged_into_id IS OLD.merged_into_id; END


CREATE TRIGGER consent_template_made AFTER INSERT ON consent_template
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'consent_template', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER device_made AFTER INSERT ON device
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'device', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER device_changed AFTER UPDATE OF name, model_code, maker, serial, shallowest_um, deepest_um, step_um, evaluated_to_um, speed_unit, speed_default, active, inactive_reason ON device
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'device', NEW.uid, 'name', json_object('name', OLD.name), json_object('name', NEW.name) WHERE NEW.name IS NOT OLD.name;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'device', NEW.uid, 'model_code', json_object('model_code', OLD.model_code), json_object('model_code', NEW.model_code) WHERE NEW.model_code IS NOT OLD.model_code;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'device', NEW.uid, 'maker', json_object('maker', OLD.maker), json_object('maker', NEW.maker) WHERE NEW.maker IS NOT OLD.maker;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'device', NEW.uid, 'serial', json_object('serial', OLD.serial), json_object('serial', NEW.serial) WHERE NEW.serial IS NOT OLD.serial;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'device', NEW.uid, 'shallowest_um', json_object('shallowest_um', OLD.shallowest_um), json_object('shallowest_um', NEW.shallowest_um) WHERE NEW.shallowest_um IS NOT OLD.shallowest_um;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'device', NEW.uid, 'deepest_um', json_object('deepest_um', OLD.deepest_um), json_object('deepest_um', NEW.deepest_um) WHERE NEW.deepest_um IS NOT OLD.deepest_um;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'device', NEW.uid, 'step_um', json_object('step_um', OLD.step_um), json_object('step_um', NEW.step_um) WHERE NEW.step_um IS NOT OLD.step_um;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'device', NEW.uid, 'evaluated_to_um', json_object('evaluated_to_um', OLD.evaluated_to_um), json_object('evaluated_to_um', NEW.evaluated_to_um) WHERE NEW.evaluated_to_um IS NOT OLD.evaluated_to_um;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'device', NEW.uid, 'speed_unit', json_object('speed_unit', OLD.speed_unit), json_object('speed_unit', NEW.speed_unit) WHERE NEW.speed_unit IS NOT OLD.speed_unit;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'device', NEW.uid, 'speed_default', json_object('speed_default', OLD.speed_default), json_object('speed_default', NEW.speed_default) WHERE NEW.speed_default IS NOT OLD.speed_default;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'device', NEW.uid, 'use', json_object('active', OLD.active, 'inactive_reason', OLD.inactive_reason), json_object('active', NEW.active, 'inactive_reason', NEW.inactive_reason) WHERE NEW.active IS NOT OLD.active OR NEW.inactive_reason IS NOT OLD.inactive_reason; END


CREATE TRIGGER machine_made AFTER INSERT ON machine
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'machine', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER machine_changed AFTER UPDATE OF name, active ON machine
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'machine', NEW.uid, 'name', json_object('name', OLD.name), json_object('name', NEW.name) WHERE NEW.name IS NOT OLD.name;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'machine', NEW.uid, 'active', json_object('active', OLD.active), json_object('active', NEW.active) WHERE NEW.active IS NOT OLD.active; END


CREATE TRIGGER practitioner_made AFTER INSERT ON practitioner
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'practitioner', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER practitioner_changed AFTER UPDATE OF name, role, licence, depth_ceiling_um, active ON practitioner
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'practitioner', NEW.uid, 'name', json_object('name', OLD.name), json_object('name', NEW.name) WHERE NEW.name IS NOT OLD.name;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'practitioner', NEW.uid, 'role', json_object('role', OLD.role), json_object('role', NEW.role) WHERE NEW.role IS NOT OLD.role;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'practitioner', NEW.uid, 'licence', json_object('licence', OLD.licence), json_object('licence', NEW.licence) WHERE NEW.licence IS NOT OLD.licence;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'practitioner', NEW.uid, 'depth_ceiling_um', json_object('depth_ceiling_um', OLD.depth_ceiling_um), json_object('depth_ceiling_um', NEW.depth_ceiling_um) WHERE NEW.depth_ceiling_um IS NOT OLD.depth_ceiling_um;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'practitioner', NEW.uid, 'active', json_object('active', OLD.active), json_object('active', NEW.active) WHERE NEW.active IS NOT OLD.active; END


CREATE TRIGGER product_made AFTER INSERT ON product
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'product', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER product_changed AFTER UPDATE OF name, category, maker, strength, sterile, labelled_for_microneedling, note, gtin, unit, active, inactive_reason ON product
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'product', NEW.uid, 'name', json_object('name', OLD.name), json_object('name', NEW.name) WHERE NEW.name IS NOT OLD.name;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'product', NEW.uid, 'category', json_object('category', OLD.category), json_object('category', NEW.category) WHERE NEW.category IS NOT OLD.category;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'product', NEW.uid, 'maker', json_object('maker', OLD.maker), json_object('maker', NEW.maker) WHERE NEW.maker IS NOT OLD.maker;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'product', NEW.uid, 'strength', json_object('strength', OLD.strength), json_object('strength', NEW.strength) WHERE NEW.strength IS NOT OLD.strength;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'product', NEW.uid, 'sterile', json_object('sterile', OLD.sterile), json_object('sterile', NEW.sterile) WHERE NEW.sterile IS NOT OLD.sterile;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'product', NEW.uid, 'labelled_for_microneedling', json_object('labelled_for_microneedling', OLD.labelled_for_microneedling), json_object('labelled_for_microneedling', NEW.labelled_for_microneedling) WHERE NEW.labelled_for_microneedling IS NOT OLD.labelled_for_microneedling;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'product', NEW.uid, 'note', json_object('note', OLD.note), json_object('note', NEW.note) WHERE NEW.note IS NOT OLD.note;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'product', NEW.uid, 'gtin', json_object('gtin', OLD.gtin), json_object('gtin', NEW.gtin) WHERE NEW.gtin IS NOT OLD.gtin;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'product', NEW.uid, 'unit', json_object('unit', OLD.unit), json_object('unit', NEW.unit) WHERE NEW.unit IS NOT OLD.unit;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'product', NEW.uid, 'use', json_object('active', OLD.active, 'inactive_reason', OLD.inactive_reason), json_object('active', NEW.active, 'inactive_reason', NEW.inactive_reason) WHERE NEW.active IS NOT OLD.active OR NEW.inactive_reason IS NOT OLD.inactive_reason; END


CREATE TRIGGER saved_filter_made AFTER INSERT ON saved_filter
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'saved_filter', NEW.uid, '', NULL, NULL;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'saved_filter', NEW.uid, 'filter', NULL, json_object('document', NEW.document, 'made_by', NEW.made_by, 'made_at', NEW.made_at, 'active', NEW.active); END


CREATE TRIGGER saved_filter_changed AFTER UPDATE OF document, made_by, made_at, active ON saved_filter
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'saved_filter', NEW.uid, 'filter', json_object('document', OLD.document, 'made_by', OLD.made_by, 'made_at', OLD.made_at, 'active', OLD.active), json_object('document', NEW.document, 'made_by', NEW.made_by, 'made_at', NEW.made_at, 'active', NEW.active) WHERE NEW.document IS NOT OLD.document OR NEW.made_by IS NOT OLD.made_by OR NEW.made_at IS NOT OLD.made_at OR NEW.active IS NOT OLD.active; END


CREATE TRIGGER setting_made AFTER INSERT ON setting
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'setting', NEW.uid, '', NULL, NULL;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'setting', NEW.uid, 'value', NULL, json_object('value', NEW.value, 'changed_at', NEW.changed_at); END


CREATE TRIGGER setting_changed AFTER UPDATE OF value, changed_at ON setting
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'setting', NEW.uid, 'value', json_object('value', OLD.value, 'changed_at', OLD.changed_at), json_object('value', NEW.value, 'changed_at', NEW.changed_at) WHERE NEW.value IS NOT OLD.value OR NEW.changed_at IS NOT OLD.changed_at; END


CREATE TRIGGER avoid_mark_made AFTER INSERT ON avoid_mark
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'avoid_mark', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER avoid_mark_changed AFTER UPDATE OF position, kind, map_name, x, y, zone, side, since, until, note, active ON avoid_mark
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'avoid_mark', NEW.uid, 'position', json_object('position', OLD.position), json_object('position', NEW.position) WHERE NEW.position IS NOT OLD.position;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'avoid_mark', NEW.uid, 'kind', json_object('kind', OLD.kind), json_object('kind', NEW.kind) WHERE NEW.kind IS NOT OLD.kind;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'avoid_mark', NEW.uid, 'map_name', json_object('map_name', OLD.map_name), json_object('map_name', NEW.map_name) WHERE NEW.map_name IS NOT OLD.map_name;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'avoid_mark', NEW.uid, 'x', json_object('x', OLD.x), json_object('x', NEW.x) WHERE NEW.x IS NOT OLD.x;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'avoid_mark', NEW.uid, 'y', json_object('y', OLD.y), json_object('y', NEW.y) WHERE NEW.y IS NOT OLD.y;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'avoid_mark', NEW.uid, 'zone', json_object('zone', OLD.zone), json_object('zone', NEW.zone) WHERE NEW.zone IS NOT OLD.zone;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'avoid_mark', NEW.uid, 'side', json_object('side', OLD.side), json_object('side', NEW.side) WHERE NEW.side IS NOT OLD.side;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'avoid_mark', NEW.uid, 'since', json_object('since', OLD.since), json_object('since', NEW.since) WHERE NEW.since IS NOT OLD.since;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'avoid_mark', NEW.uid, 'until', json_object('until', OLD.until), json_object('until', NEW.until) WHERE NEW.until IS NOT OLD.until;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'avoid_mark', NEW.uid, 'note', json_object('note', OLD.note), json_object('note', NEW.note) WHERE NEW.note IS NOT OLD.note;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'avoid_mark', NEW.uid, 'active', json_object('active', OLD.active), json_object('active', NEW.active) WHERE NEW.active IS NOT OLD.active; END


CREATE TRIGGER client_concern_made AFTER INSERT ON client_concern
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client_concern', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER client_concern_changed AFTER UPDATE OF position, concern, severity, active ON client_concern
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client_concern', NEW.uid, 'position', json_object('position', OLD.position), json_object('position', NEW.position) WHERE NEW.position IS NOT OLD.position;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client_concern', NEW.uid, 'concern', json_object('concern', OLD.concern), json_object('concern', NEW.concern) WHERE NEW.concern IS NOT OLD.concern;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client_concern', NEW.uid, 'severity', json_object('severity', OLD.severity), json_object('severity', NEW.severity) WHERE NEW.severity IS NOT OLD.severity;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client_concern', NEW.uid, 'active', json_object('active', OLD.active), json_object('active', NEW.active) WHERE NEW.active IS NOT OLD.active; END


CREATE TRIGGER client_merge_made AFTER INSERT ON client_merge
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client_merge', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER client_merge_changed AFTER UPDATE OF undone_at, undone_by ON client_merge
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'client_merge', NEW.uid, 'undoing', json_object('undone_at', OLD.undone_at, 'undone_by', OLD.undone_by), json_object('undone_at', NEW.undone_at, 'undone_by', NEW.undone_by) WHERE NEW.undone_at IS NOT OLD.undone_at OR NEW.undone_by IS NOT OLD.undone_by; END


CREATE TRIGGER consent_made AFTER INSERT ON consent
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'consent', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER consent_changed AFTER UPDATE OF position, kind, version, decided_on, note, active, expires_on, status, withdrawn_on, withdrawn_at, withdrawn_note, withdrawn_by ON consent
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'consent', NEW.uid, 'position', json_object('position', OLD.position), json_object('position', NEW.position) WHERE NEW.position IS NOT OLD.position;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'consent', NEW.uid, 'kind', json_object('kind', OLD.kind), json_object('kind', NEW.kind) WHERE NEW.kind IS NOT OLD.kind;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'consent', NEW.uid, 'version', json_object('version', OLD.version), json_object('version', NEW.version) WHERE NEW.version IS NOT OLD.version;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'consent', NEW.uid, 'decided_on', json_object('decided_on', OLD.decided_on), json_object('decided_on', NEW.decided_on) WHERE NEW.decided_on IS NOT OLD.decided_on;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'consent', NEW.uid, 'note', json_object('note', OLD.note), json_object('note', NEW.note) WHERE NEW.note IS NOT OLD.note;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'consent', NEW.uid, 'active', json_object('active', OLD.active), json_object('active', NEW.active) WHERE NEW.active IS NOT OLD.active;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'consent', NEW.uid, 'expires_on', json_object('expires_on', OLD.expires_on), json_object('expires_on', NEW.expires_on) WHERE NEW.expires_on IS NOT OLD.expires_on;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'consent', NEW.uid, 'withdrawal', json_object('status', OLD.status, 'withdrawn_on', OLD.withdrawn_on, 'withdrawn_at', OLD.withdrawn_at, 'withdrawn_note', OLD.withdrawn_note, 'withdrawn_by', OLD.withdrawn_by), json_object('status', NEW.status, 'withdrawn_on', NEW.withdrawn_on, 'withdrawn_at', NEW.withdrawn_at, 'withdrawn_note', NEW.withdrawn_note, 'withdrawn_by', NEW.withdrawn_by) WHERE NEW.status IS NOT OLD.status OR NEW.withdrawn_on IS NOT OLD.withdrawn_on OR NEW.withdrawn_at IS NOT OLD.withdrawn_at OR NEW.withdrawn_note IS NOT OLD.withdrawn_note OR NEW.withdrawn_by IS NOT OLD.withdrawn_by; END


CREATE TRIGGER history_item_made AFTER INSERT ON history_item
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'history_item', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER history_item_changed AFTER UPDATE OF position, kind, name, code, alert, note, active, answer, last_exposure, asked_on, last_at, last_offset, areas ON history_item
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'history_item', NEW.uid, 'position', json_object('position', OLD.position), json_object('position', NEW.position) WHERE NEW.position IS NOT OLD.position;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'history_item', NEW.uid, 'kind', json_object('kind', OLD.kind), json_object('kind', NEW.kind) WHERE NEW.kind IS NOT OLD.kind;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'history_item', NEW.uid, 'name', json_object('name', OLD.name), json_object('name', NEW.name) WHERE NEW.name IS NOT OLD.name;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'history_item', NEW.uid, 'code', json_object('code', OLD.code), json_object('code', NEW.code) WHERE NEW.code IS NOT OLD.code;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'history_item', NEW.uid, 'alert', json_object('alert', OLD.alert), json_object('alert', NEW.alert) WHERE NEW.alert IS NOT OLD.alert;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'history_item', NEW.uid, 'note', json_object('note', OLD.note), json_object('note', NEW.note) WHERE NEW.note IS NOT OLD.note;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'history_item', NEW.uid, 'active', json_object('active', OLD.active), json_object('active', NEW.active) WHERE NEW.active IS NOT OLD.active;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'history_item', NEW.uid, 'answer', json_object('answer', OLD.answer, 'last_exposure', OLD.last_exposure, 'asked_on', OLD.asked_on, 'last_at', OLD.last_at, 'last_offset', OLD.last_offset, 'areas', OLD.areas), json_object('answer', NEW.answer, 'last_exposure', NEW.last_exposure, 'asked_on', NEW.asked_on, 'last_at', NEW.last_at, 'last_offset', NEW.last_offset, 'areas', NEW.areas) WHERE NEW.answer IS NOT OLD.answer OR NEW.last_exposure IS NOT OLD.last_exposure OR NEW.asked_on IS NOT OLD.asked_on OR NEW.last_at IS NOT OLD.last_at OR NEW.last_offset IS NOT OLD.last_offset OR NEW.areas IS NOT OLD.areas; END


CREATE TRIGGER import_batch_made AFTER INSERT ON import_batch
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'import_batch', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER import_batch_changed AFTER UPDATE OF undone_at, undone_by ON import_batch
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'import_batch', NEW.uid, 'undoing', json_object('undone_at', OLD.undone_at, 'undone_by', OLD.undone_by), json_object('undone_at', NEW.undone_at, 'undone_by', NEW.undone_by) WHERE NEW.undone_at IS NOT OLD.undone_at OR NEW.undone_by IS NOT OLD.undone_by; END


CREATE TRIGGER legal_hold_made AFTER INSERT ON legal_hold
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'legal_hold', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER legal_hold_changed AFTER UPDATE OF lifted_by, lifted_at, lifted_reason ON legal_hold
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'legal_hold', NEW.uid, 'lifting', json_object('lifted_by', OLD.lifted_by, 'lifted_at', OLD.lifted_at, 'lifted_reason', OLD.lifted_reason), json_object('lifted_by', NEW.lifted_by, 'lifted_at', NEW.lifted_at, 'lifted_reason', NEW.lifted_reason) WHERE NEW.lifted_by IS NOT OLD.lifted_by OR NEW.lifted_at IS NOT OLD.lifted_at OR NEW.lifted_reason IS NOT OLD.lifted_reason; END


CREATE TRIGGER limit_override_made AFTER INSERT ON limit_override
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'limit_override', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER limit_override_changed AFTER UPDATE OF active ON limit_override
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'limit_override', NEW.uid, 'active', json_object('active', OLD.active), json_object('active', NEW.active) WHERE NEW.active IS NOT OLD.active; END


CREATE TRIGGER lot_made AFTER INSERT ON lot
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'lot', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER lot_changed AFTER UPDATE OF lot, expiry, opened_on, quantity, received, note, active, inactive_reason ON lot
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'lot', NEW.uid, 'lot', json_object('lot', OLD.lot), json_object('lot', NEW.lot) WHERE NEW.lot IS NOT OLD.lot;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'lot', NEW.uid, 'expiry', json_object('expiry', OLD.expiry), json_object('expiry', NEW.expiry) WHERE NEW.expiry IS NOT OLD.expiry;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'lot', NEW.uid, 'opened_on', json_object('opened_on', OLD.opened_on), json_object('opened_on', NEW.opened_on) WHERE NEW.opened_on IS NOT OLD.opened_on;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'lot', NEW.uid, 'quantity', json_object('quantity', OLD.quantity), json_object('quantity', NEW.quantity) WHERE NEW.quantity IS NOT OLD.quantity;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'lot', NEW.uid, 'received', json_object('received', OLD.received), json_object('received', NEW.received) WHERE NEW.received IS NOT OLD.received;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'lot', NEW.uid, 'note', json_object('note', OLD.note), json_object('note', NEW.note) WHERE NEW.note IS NOT OLD.note;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'lot', NEW.uid, 'use', json_object('active', OLD.active, 'inactive_reason', OLD.inactive_reason), json_object('active', NEW.active, 'inactive_reason', NEW.inactive_reason) WHERE NEW.active IS NOT OLD.active OR NEW.inactive_reason IS NOT OLD.inactive_reason; END


CREATE TRIGGER plan_made AFTER INSERT ON plan
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'plan', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER plan_changed AFTER UPDATE OF concern, planned_sessions, interval_days, phase, started_on, note, active ON plan
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'plan', NEW.uid, 'concern', json_object('concern', OLD.concern), json_object('concern', NEW.concern) WHERE NEW.concern IS NOT OLD.concern;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'plan', NEW.uid, 'planned_sessions', json_object('planned_sessions', OLD.planned_sessions), json_object('planned_sessions', NEW.planned_sessions) WHERE NEW.planned_sessions IS NOT OLD.planned_sessions;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'plan', NEW.uid, 'interval_days', json_object('interval_days', OLD.interval_days), json_object('interval_days', NEW.interval_days) WHERE NEW.interval_days IS NOT OLD.interval_days;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'plan', NEW.uid, 'phase', json_object('phase', OLD.phase), json_object('phase', NEW.phase) WHERE NEW.phase IS NOT OLD.phase;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'plan', NEW.uid, 'started_on', json_object('started_on', OLD.started_on), json_object('started_on', NEW.started_on) WHERE NEW.started_on IS NOT OLD.started_on;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'plan', NEW.uid, 'note', json_object('note', OLD.note), json_object('note', NEW.note) WHERE NEW.note IS NOT OLD.note;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'plan', NEW.uid, 'active', json_object('active', OLD.active), json_object('active', NEW.active) WHERE NEW.active IS NOT OLD.active; END


CREATE TRIGGER preset_made AFTER INSERT ON preset
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'preset', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER preset_changed AFTER UPDATE OF name, document, active ON preset
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'preset', NEW.uid, 'name', json_object('name', OLD.name), json_object('name', NEW.name) WHERE NEW.name IS NOT OLD.name;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'preset', NEW.uid, 'document', json_object('document', OLD.document), json_object('document', NEW.document) WHERE NEW.document IS NOT OLD.document;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'preset', NEW.uid, 'active', json_object('active', OLD.active), json_object('active', NEW.active) WHERE NEW.active IS NOT OLD.active; END


CREATE TRIGGER recall_made AFTER INSERT ON recall
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'recall', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER recall_changed AFTER UPDATE OF closed_at, closed_by, clients, sessions, notified ON recall
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'recall', NEW.uid, 'closing', json_object('closed_at', OLD.closed_at, 'closed_by', OLD.closed_by, 'clients', OLD.clients, 'sessions', OLD.sessions, 'notified', OLD.notified), json_object('closed_at', NEW.closed_at, 'closed_by', NEW.closed_by, 'clients', NEW.clients, 'sessions', NEW.sessions, 'notified', NEW.notified) WHERE NEW.closed_at IS NOT OLD.closed_at OR NEW.closed_by IS NOT OLD.closed_by OR NEW.clients IS NOT OLD.clients OR NEW.sessions IS NOT OLD.sessions OR NEW.notified IS NOT OLD.notified; END


CREATE TRIGGER rule_override_made AFTER INSERT ON rule_override
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'rule_override', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER rule_override_changed AFTER UPDATE OF active ON rule_override
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'rule_override', NEW.uid, 'active', json_object('active', OLD.active), json_object('active', NEW.active) WHERE NEW.active IS NOT OLD.active; END


CREATE TRIGGER imported_client_made AFTER INSERT ON imported_client
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'imported_client', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER photo_made AFTER INSERT ON photo
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'photo', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER photo_changed AFTER UPDATE OF session_uid, view, phase, zone, side, alignment, markup, quality, note, active, removed_reason ON photo
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'photo', NEW.uid, 'session_uid', json_object('session_uid', OLD.session_uid), json_object('session_uid', NEW.session_uid) WHERE NEW.session_uid IS NOT OLD.session_uid;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'photo', NEW.uid, 'view', json_object('view', OLD.view), json_object('view', NEW.view) WHERE NEW.view IS NOT OLD.view;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'photo', NEW.uid, 'phase', json_object('phase', OLD.phase), json_object('phase', NEW.phase) WHERE NEW.phase IS NOT OLD.phase;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'photo', NEW.uid, 'zone', json_object('zone', OLD.zone), json_object('zone', NEW.zone) WHERE NEW.zone IS NOT OLD.zone;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'photo', NEW.uid, 'side', json_object('side', OLD.side), json_object('side', NEW.side) WHERE NEW.side IS NOT OLD.side;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'photo', NEW.uid, 'alignment', json_object('alignment', OLD.alignment), json_object('alignment', NEW.alignment) WHERE NEW.alignment IS NOT OLD.alignment;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'photo', NEW.uid, 'markup', json_object('markup', OLD.markup), json_object('markup', NEW.markup) WHERE NEW.markup IS NOT OLD.markup;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'photo', NEW.uid, 'quality', json_object('quality', OLD.quality), json_object('quality', NEW.quality) WHERE NEW.quality IS NOT OLD.quality;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'photo', NEW.uid, 'note', json_object('note', OLD.note), json_object('note', NEW.note) WHERE NEW.note IS NOT OLD.note;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'photo', NEW.uid, 'use', json_object('active', OLD.active, 'removed_reason', OLD.removed_reason), json_object('active', NEW.active, 'removed_reason', NEW.removed_reason) WHERE NEW.active IS NOT OLD.active OR NEW.removed_reason IS NOT OLD.removed_reason; END


CREATE TRIGGER recall_notice_made AFTER INSERT ON recall_notice
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'recall_notice', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER session_made AFTER UPDATE OF state ON session
WHEN OLD.state = 'open' AND NEW.state <> 'open' AND EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'session', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER session_changed AFTER UPDATE OF countersigned_by_id, countersigned_by, countersigned_at, countersigned_offset, voided_by_id, voided_by, voided_at, voided_offset, void_reason ON session
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'session', NEW.uid, 'countersigning', json_object('countersigned_by_id', (SELECT uid FROM practitioner WHERE id = OLD.countersigned_by_id), 'countersigned_by', OLD.countersigned_by, 'countersigned_at', OLD.countersigned_at, 'countersigned_offset', OLD.countersigned_offset), json_object('countersigned_by_id', (SELECT uid FROM practitioner WHERE id = NEW.countersigned_by_id), 'countersigned_by', NEW.countersigned_by, 'countersigned_at', NEW.countersigned_at, 'countersigned_offset', NEW.countersigned_offset) WHERE NEW.countersigned_by_id IS NOT OLD.countersigned_by_id OR NEW.countersigned_by IS NOT OLD.countersigned_by OR NEW.countersigned_at IS NOT OLD.countersigned_at OR NEW.countersigned_offset IS NOT OLD.countersigned_offset;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'session', NEW.uid, 'voiding', json_object('voided_by_id', (SELECT uid FROM practitioner WHERE id = OLD.voided_by_id), 'voided_by', OLD.voided_by, 'voided_at', OLD.voided_at, 'voided_offset', OLD.voided_offset, 'void_reason', OLD.void_reason), json_object('voided_by_id', (SELECT uid FROM practitioner WHERE id = NEW.voided_by_id), 'voided_by', NEW.voided_by, 'voided_at', NEW.voided_at, 'voided_offset', NEW.voided_offset, 'void_reason', NEW.void_reason) WHERE NEW.voided_by_id IS NOT OLD.voided_by_id OR NEW.voided_by IS NOT OLD.voided_by OR NEW.voided_at IS NOT OLD.voided_at OR NEW.voided_offset IS NOT OLD.voided_offset OR NEW.void_reason IS NOT OLD.void_reason; END


CREATE TRIGGER score_made AFTER INSERT ON score
WHEN NEW.session_id IS NULL AND EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'score', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER score_changed AFTER UPDATE OF withdrawn_at, withdrawn_by_id, withdrawn_by, withdrawn_reason ON score
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'score', NEW.uid, 'withdrawal', json_object('withdrawn_at', OLD.withdrawn_at, 'withdrawn_by_id', (SELECT uid FROM practitioner WHERE id = OLD.withdrawn_by_id), 'withdrawn_by', OLD.withdrawn_by, 'withdrawn_reason', OLD.withdrawn_reason), json_object('withdrawn_at', NEW.withdrawn_at, 'withdrawn_by_id', (SELECT uid FROM practitioner WHERE id = NEW.withdrawn_by_id), 'withdrawn_by', NEW.withdrawn_by, 'withdrawn_reason', NEW.withdrawn_reason) WHERE NEW.withdrawn_at IS NOT OLD.withdrawn_at OR NEW.withdrawn_by_id IS NOT OLD.withdrawn_by_id OR NEW.withdrawn_by IS NOT OLD.withdrawn_by OR NEW.withdrawn_reason IS NOT OLD.withdrawn_reason; END


CREATE TRIGGER addendum_made AFTER INSERT ON addendum
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'addendum', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER follow_up_made AFTER INSERT ON follow_up
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'follow_up', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER lot_adjustment_made AFTER INSERT ON lot_adjustment
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'lot_adjustment', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER adverse_event_made AFTER INSERT ON adverse_event
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'adverse_event', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER adverse_event_changed AFTER UPDATE OF session_id, follow_up_id, lot_id, product, lot, kind, grade, noticed_on, action, referral, resolved_on, note ON adverse_event
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'adverse_event', NEW.uid, 'session_id', json_object('session_id', (SELECT uid FROM session WHERE id = OLD.session_id)), json_object('session_id', (SELECT uid FROM session WHERE id = NEW.session_id)) WHERE NEW.session_id IS NOT OLD.session_id;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'adverse_event', NEW.uid, 'follow_up_id', json_object('follow_up_id', (SELECT uid FROM follow_up WHERE id = OLD.follow_up_id)), json_object('follow_up_id', (SELECT uid FROM follow_up WHERE id = NEW.follow_up_id)) WHERE NEW.follow_up_id IS NOT OLD.follow_up_id;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'adverse_event', NEW.uid, 'lot_id', json_object('lot_id', (SELECT uid FROM lot WHERE id = OLD.lot_id)), json_object('lot_id', (SELECT uid FROM lot WHERE id = NEW.lot_id)) WHERE NEW.lot_id IS NOT OLD.lot_id;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'adverse_event', NEW.uid, 'product', json_object('product', OLD.product), json_object('product', NEW.product) WHERE NEW.product IS NOT OLD.product;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'adverse_event', NEW.uid, 'lot', json_object('lot', OLD.lot), json_object('lot', NEW.lot) WHERE NEW.lot IS NOT OLD.lot;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'adverse_event', NEW.uid, 'kind', json_object('kind', OLD.kind), json_object('kind', NEW.kind) WHERE NEW.kind IS NOT OLD.kind;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'adverse_event', NEW.uid, 'grade', json_object('grade', OLD.grade), json_object('grade', NEW.grade) WHERE NEW.grade IS NOT OLD.grade;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'adverse_event', NEW.uid, 'noticed_on', json_object('noticed_on', OLD.noticed_on), json_object('noticed_on', NEW.noticed_on) WHERE NEW.noticed_on IS NOT OLD.noticed_on;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'adverse_event', NEW.uid, 'action', json_object('action', OLD.action), json_object('action', NEW.action) WHERE NEW.action IS NOT OLD.action;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'adverse_event', NEW.uid, 'referral', json_object('referral', OLD.referral), json_object('referral', NEW.referral) WHERE NEW.referral IS NOT OLD.referral;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'adverse_event', NEW.uid, 'resolved_on', json_object('resolved_on', OLD.resolved_on), json_object('resolved_on', NEW.resolved_on) WHERE NEW.resolved_on IS NOT OLD.resolved_on;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'adverse_event', NEW.uid, 'note', json_object('note', OLD.note), json_object('note', NEW.note) WHERE NEW.note IS NOT OLD.note; END


CREATE TRIGGER question_made AFTER INSERT ON question
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'question', NEW.uid, '', NULL, NULL; END


CREATE TRIGGER question_changed AFTER UPDATE OF answer_id, closed_at, closed_by ON question
WHEN EXISTS (SELECT 1 FROM machine) AND NOT EXISTS (SELECT 1 FROM exchange_open)
BEGIN INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'question', NEW.uid, 'answer_id', json_object('answer_id', (SELECT uid FROM addendum WHERE id = OLD.answer_id)), json_object('answer_id', (SELECT uid FROM addendum WHERE id = NEW.answer_id)) WHERE NEW.answer_id IS NOT OLD.answer_id;
INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new) SELECT (SELECT origin FROM installation), (SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = (SELECT origin FROM installation)), 'question', NEW.uid, 'closing', json_object('closed_at', OLD.closed_at, 'closed_by', OLD.closed_by), json_object('closed_at', NEW.closed_at, 'closed_by', NEW.closed_by) WHERE NEW.closed_at IS NOT OLD.closed_at OR NEW.closed_by IS NOT OLD.closed_by; END


CREATE TRIGGER cartridge_use_locked_insert BEFORE INSERT ON cartridge_use
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM cartridge_use WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: cartridge_use'); END


CREATE TRIGGER cartridge_use_locked_update BEFORE UPDATE ON cartridge_use
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: cartridge_use'); END


CREATE TRIGGER cartridge_use_locked_delete BEFORE DELETE ON cartridge_use
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'cartridge_use' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'cartridge_use' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: cartridge_use'); END


CREATE TRIGGER combined_treatment_locked_insert BEFORE INSERT ON combined_treatment
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM combined_treatment WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: combined_treatment'); END


CREATE TRIGGER combined_treatment_locked_update BEFORE UPDATE ON combined_treatment
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: combined_treatment'); END


CREATE TRIGGER combined_treatment_locked_delete BEFORE DELETE ON combined_treatment
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'combined_treatment' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'combined_treatment' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: combined_treatment'); END


CREATE TRIGGER decision_locked_insert BEFORE INSERT ON decision
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM decision WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: decision'); END


CREATE TRIGGER decision_locked_update BEFORE UPDATE ON decision
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: decision'); END


CREATE TRIGGER decision_locked_delete BEFORE DELETE ON decision
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'decision' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'decision' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: decision'); END


CREATE TRIGGER device_use_locked_insert BEFORE INSERT ON device_use
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM device_use WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: device_use'); END


CREATE TRIGGER device_use_locked_update BEFORE UPDATE ON device_use
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: device_use'); END


CREATE TRIGGER device_use_locked_delete BEFORE DELETE ON device_use
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'device_use' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'device_use' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: device_use'); END


CREATE TRIGGER finding_locked_insert BEFORE INSERT ON finding
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM finding WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: finding'); END


CREATE TRIGGER finding_locked_update BEFORE UPDATE ON finding
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: finding'); END


CREATE TRIGGER finding_locked_delete BEFORE DELETE ON finding
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'finding' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'finding' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: finding'); END


CREATE TRIGGER numbing_locked_insert BEFORE INSERT ON numbing
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM numbing WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: numbing'); END


CREATE TRIGGER numbing_locked_update BEFORE UPDATE ON numbing
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: numbing'); END


CREATE TRIGGER numbing_locked_delete BEFORE DELETE ON numbing
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'numbing' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'numbing' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: numbing'); END


CREATE TRIGGER reaction_locked_insert BEFORE INSERT ON reaction
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM reaction WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: reaction'); END


CREATE TRIGGER reaction_locked_update BEFORE UPDATE ON reaction
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: reaction'); END


CREATE TRIGGER reaction_locked_delete BEFORE DELETE ON reaction
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'reaction' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'reaction' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: reaction'); END


CREATE TRIGGER score_locked_insert BEFORE INSERT ON score
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM score WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: score'); END


CREATE TRIGGER score_locked_update BEFORE UPDATE ON score
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: score'); END


CREATE TRIGGER score_locked_delete BEFORE DELETE ON score
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'score' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'score' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: score'); END


CREATE TRIGGER screening_answer_locked_insert BEFORE INSERT ON screening_answer
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM screening_answer WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: screening_answer'); END


CREATE TRIGGER screening_answer_locked_update BEFORE UPDATE ON screening_answer
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: screening_answer'); END


CREATE TRIGGER screening_answer_locked_delete BEFORE DELETE ON screening_answer
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'screening_answer' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'screening_answer' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: screening_answer'); END


CREATE TRIGGER topical_locked_insert BEFORE INSERT ON topical
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM topical WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: topical'); END


CREATE TRIGGER topical_locked_update BEFORE UPDATE ON topical
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: topical'); END


CREATE TRIGGER topical_locked_delete BEFORE DELETE ON topical
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'topical' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'topical' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: topical'); END


CREATE TRIGGER treated_zone_locked_insert BEFORE INSERT ON treated_zone
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM treated_zone WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: treated_zone'); END


CREATE TRIGGER treated_zone_locked_update BEFORE UPDATE ON treated_zone
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: treated_zone'); END


CREATE TRIGGER treated_zone_locked_delete BEFORE DELETE ON treated_zone
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'treated_zone' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'treated_zone' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: treated_zone'); END


CREATE TRIGGER score_item_locked_insert BEFORE INSERT ON score_item
WHEN EXISTS (SELECT 1 FROM session WHERE id = (SELECT session_id FROM score WHERE id = NEW.score_id) AND state <> 'open')
  OR EXISTS (SELECT 1 FROM score_item WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: score_item'); END


CREATE TRIGGER score_item_locked_update BEFORE UPDATE ON score_item
WHEN EXISTS (SELECT 1 FROM session WHERE id = (SELECT session_id FROM score WHERE id = OLD.score_id) AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = (SELECT session_id FROM score WHERE id = NEW.score_id) AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: score_item'); END


CREATE TRIGGER score_item_locked_delete BEFORE DELETE ON score_item
WHEN (EXISTS (SELECT 1 FROM session WHERE id = (SELECT session_id FROM score WHERE id = OLD.score_id) AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'score_item' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'score_item' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: score_item'); END


CREATE TRIGGER topical_zone_locked_insert BEFORE INSERT ON topical_zone
WHEN EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM topical_zone WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: topical_zone'); END


CREATE TRIGGER topical_zone_locked_update BEFORE UPDATE ON topical_zone
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
  OR EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state <> 'open')
  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: topical_zone'); END


CREATE TRIGGER topical_zone_locked_delete BEFORE DELETE ON topical_zone
WHEN (EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open'))
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'topical_zone' AND row_id = OLD.id)
  AND NOT EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came ON exchange_came.receipt_id = exchange_open.receipt_id WHERE exchange_came.table_name = 'topical_zone' AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)
BEGIN SELECT RAISE(ABORT, 'record is locked: topical_zone'); END
