DROP TRIGGER row_to_erase_locked_insert


CREATE TABLE missing_photo (
	machine_uid VARCHAR NOT NULL, 
	file_sha256 VARCHAR NOT NULL, 
	CONSTRAINT pk_missing_photo PRIMARY KEY (machine_uid, file_sha256)
)


CREATE TABLE session_figure (
	day DATE NOT NULL, 
	practitioner_id INTEGER NOT NULL, 
	session_id INTEGER NOT NULL, 
	client_id INTEGER NOT NULL, 
	flags INTEGER NOT NULL, 
	days_late INTEGER, 
	state INTEGER NOT NULL, 
	uses VARCHAR NOT NULL, 
	CONSTRAINT pk_session_figure PRIMARY KEY (day, practitioner_id, session_id)
)
 WITHOUT ROWID




CREATE TABLE figure_letter (
	number INTEGER NOT NULL, 
	about VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	depth_um INTEGER NOT NULL, 
	over BOOLEAN NOT NULL, 
	item_id INTEGER NOT NULL, 
	CONSTRAINT pk_figure_letter PRIMARY KEY (number), 
	CONSTRAINT uq_figure_letter_about_code_depth_um_over_item_id UNIQUE (about, code, depth_um, over, item_id)
)


CREATE TABLE rule_figure (
	rule_override_id INTEGER NOT NULL, 
	figure INTEGER, 
	figure_low INTEGER, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_rule_figure PRIMARY KEY (id), 
	CONSTRAINT uq_rule_figure_rule_override_id UNIQUE (rule_override_id), 
	CONSTRAINT fk_rule_figure_rule_override_id_rule_override FOREIGN KEY(rule_override_id) REFERENCES rule_override (id), 
	CONSTRAINT uq_rule_figure_uid UNIQUE (uid)
)


CREATE TABLE photo_name (
	photo_id INTEGER NOT NULL, 
	file_sha256 VARCHAR NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_photo_name PRIMARY KEY (id), 
	CONSTRAINT uq_photo_name_photo_id UNIQUE (photo_id), 
	CONSTRAINT fk_photo_name_photo_id_photo FOREIGN KEY(photo_id) REFERENCES photo (id), 
	CONSTRAINT uq_photo_name_uid UNIQUE (uid)
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


DROP INDEX ix_decision_reasoned


CREATE INDEX ix_decision_reasoned ON decision (session_id, rule, reason) WHERE reason <> ''


DROP INDEX ix_plan_summary_due_on


CREATE INDEX ix_plan_summary_due_on ON plan_summary (due_on, last_on, last_session_id)


CREATE TRIGGER session_figure_insert AFTER INSERT ON session_summary
BEGIN INSERT INTO session_figure (day, practitioner_id, session_id, client_id, flags, days_late, state, uses) SELECT NEW.day, NEW.practitioner_id, NEW.session_id, NEW.client_id, NEW.flags, NEW.days_late, CASE session.state WHEN 'open' THEN 0 WHEN 'signed' THEN 1 WHEN 'countersigned' THEN 2 WHEN 'imported' THEN 3 WHEN 'deferred' THEN 4 WHEN 'void' THEN 5 END, coalesce((SELECT group_concat(CASE WHEN number IS NULL THEN '?' ELSE char(number + 255 + 2048 * (number > 55040)) END, '') FROM (SELECT known.number FROM (SELECT 'zone' AS about, zone AS code, coalesce(depth_um, 0) AS depth_um, (NEW.flags & 1 AND (reason <> '' OR EXISTS (SELECT 1 FROM finding WHERE finding.session_id = treated_zone.session_id AND finding.item = 'depth' AND finding.zone = treated_zone.zone AND finding.side = treated_zone.side AND (treated_zone.depth_um IS NULL OR treated_zone.depth_um > CAST(finding.detail AS INTEGER))))) AS over, 0 AS item_id FROM treated_zone WHERE true AND session_id = NEW.session_id UNION ALL SELECT 'product', name, 0, 0, coalesce(product_id, 0) FROM topical WHERE (name <> '' OR product_id IS NOT NULL) AND session_id = NEW.session_id UNION ALL SELECT 'numbing', agent, 0, 0, coalesce(product_id, 0) FROM numbing WHERE (agent <> '' OR product_id IS NOT NULL) AND session_id = NEW.session_id UNION ALL SELECT 'cartridge', kind, 0, 0, coalesce(product_id, 0) FROM cartridge_use WHERE (kind <> '' OR product_id IS NOT NULL) AND session_id = NEW.session_id UNION ALL SELECT 'device', '', 0, 0, device_id FROM device_use WHERE device_id IS NOT NULL AND session_id = NEW.session_id) AS used LEFT JOIN figure_letter AS known ON known.about = used.about AND known.code = used.code AND known.depth_um = used.depth_um AND known.over = used.over AND known.item_id = used.item_id ORDER BY known.number)), '') FROM session WHERE session.id = NEW.session_id; END


CREATE TRIGGER session_figure_letters AFTER INSERT ON session_figure
WHEN instr(NEW.uses, '?')
BEGIN INSERT INTO figure_letter (about, code, depth_um, over, item_id) SELECT DISTINCT about, code, depth_um, over, item_id FROM (SELECT 'zone' AS about, zone AS code, coalesce(depth_um, 0) AS depth_um, (NEW.flags & 1 AND (reason <> '' OR EXISTS (SELECT 1 FROM finding WHERE finding.session_id = treated_zone.session_id AND finding.item = 'depth' AND finding.zone = treated_zone.zone AND finding.side = treated_zone.side AND (treated_zone.depth_um IS NULL OR treated_zone.depth_um > CAST(finding.detail AS INTEGER))))) AS over, 0 AS item_id FROM treated_zone WHERE true AND session_id = NEW.session_id UNION ALL SELECT 'product', name, 0, 0, coalesce(product_id, 0) FROM topical WHERE (name <> '' OR product_id IS NOT NULL) AND session_id = NEW.session_id UNION ALL SELECT 'numbing', agent, 0, 0, coalesce(product_id, 0) FROM numbing WHERE (agent <> '' OR product_id IS NOT NULL) AND session_id = NEW.session_id UNION ALL SELECT 'cartridge', kind, 0, 0, coalesce(product_id, 0) FROM cartridge_use WHERE (kind <> '' OR product_id IS NOT NULL) AND session_id = NEW.session_id UNION ALL SELECT 'device', '', 0, 0, device_id FROM device_use WHERE device_id IS NOT NULL AND session_id = NEW.session_id) AS used WHERE NOT EXISTS (SELECT 1 FROM figure_letter AS known WHERE known.about = used.about AND known.code = used.code AND known.depth_um = used.depth_um AND known.over = used.over AND known.item_id = used.item_id); UPDATE session_figure SET uses = coalesce((SELECT group_concat(CASE WHEN number IS NULL THEN '?' ELSE char(number + 255 + 2048 * (number > 55040)) END, '') FROM (SELECT known.number FROM (SELECT 'zone' AS about, zone AS code, coalesce(depth_um, 0) AS depth_um, (NEW.flags & 1 AND (reason <> '' OR EXISTS (SELECT 1 FROM finding WHERE finding.session_id = treated_zone.session_id AND finding.item = 'depth' AND finding.zone = treated_zone.zone AND finding.side = treated_zone.side AND (treated_zone.depth_um IS NULL OR treated_zone.depth_um > CAST(finding.detail AS INTEGER))))) AS over, 0 AS item_id FROM treated_zone WHERE true AND session_id = NEW.session_id UNION ALL SELECT 'product', name, 0, 0, coalesce(product_id, 0) FROM topical WHERE (name <> '' OR product_id IS NOT NULL) AND session_id = NEW.session_id UNION ALL SELECT 'numbing', agent, 0, 0, coalesce(product_id, 0) FROM numbing WHERE (agent <> '' OR product_id IS NOT NULL) AND session_id = NEW.session_id UNION ALL SELECT 'cartridge', kind, 0, 0, coalesce(product_id, 0) FROM cartridge_use WHERE (kind <> '' OR product_id IS NOT NULL) AND session_id = NEW.session_id UNION ALL SELECT 'device', '', 0, 0, device_id FROM device_use WHERE device_id IS NOT NULL AND session_id = NEW.session_id) AS used LEFT JOIN figure_letter AS known ON known.about = used.about AND known.code = used.code AND known.depth_um = used.depth_um AND known.over = used.over AND known.item_id = used.item_id ORDER BY known.number)), '') WHERE day = NEW.day AND practitioner_id = NEW.practitioner_id AND session_id = NEW.session_id; END


CREATE TRIGGER session_figure_update AFTER UPDATE OF day, practitioner_id, client_id, flags, days_late ON session_summary
BEGIN UPDATE session_figure SET day = NEW.day, practitioner_id = NEW.practitioner_id, client_id = NEW.client_id, flags = NEW.flags, days_late = NEW.days_late WHERE day = OLD.day AND practitioner_id = OLD.practitioner_id AND session_id = OLD.session_id; END


CREATE TRIGGER session_figure_delete AFTER DELETE ON session_summary
BEGIN DELETE FROM session_figure WHERE day = OLD.day AND practitioner_id = OLD.practitioner_id AND session_id = OLD.session_id; END


CREATE TRIGGER session_figure_state AFTER UPDATE OF state ON session
WHEN OLD.state <> NEW.state AND OLD.state <> 'open'
BEGIN UPDATE session_figure SET state = CASE NEW.state WHEN 'open' THEN 0 WHEN 'signed' THEN 1 WHEN 'countersigned' THEN 2 WHEN 'imported' THEN 3 WHEN 'deferred' THEN 4 WHEN 'void' THEN 5 END WHERE day = NEW.day AND practitioner_id = NEW.practitioner_id AND session_id = NEW.id; END


CREATE TRIGGER row_to_erase_locked_insert BEFORE INSERT ON row_to_erase
WHEN NEW.open_mark IS NOT -1 OR NOT EXISTS (SELECT 1 FROM erasure WHERE id = NEW.erasure_id AND open_mark IS NOT NULL) OR NEW.table_name NOT IN ('client', 'avoid_mark', 'client_concern', 'client_merge', 'consent', 'draft', 'history_item', 'legal_hold', 'plan', 'client_concern_zone', 'imported_client', 'photo', 'plan_zone', 'recall_notice', 'session', 'addendum', 'cartridge_use', 'client_summary', 'combined_treatment', 'decision', 'decision_extent', 'device_use', 'finding', 'follow_up', 'numbing', 'other_decision', 'photo_name', 'plan_summary', 'reaction', 'score', 'screening_answer', 'session_summary', 'thumbnail', 'topical', 'treated_zone', 'adverse_event', 'question', 'score_item', 'symptom', 'topical_zone', 'lot_adjustment', 'audit_entry')
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
