DROP TRIGGER session_locked_insert


DROP TRIGGER session_locked_update


DROP TRIGGER session_locked_delete


DROP TRIGGER addendum_locked_insert


DROP TRIGGER addendum_locked_update


DROP TRIGGER addendum_locked_delete


DROP TRIGGER audit_entry_locked_insert


DROP TRIGGER audit_entry_locked_update


DROP TRIGGER audit_entry_locked_delete


DROP TRIGGER adverse_event_locked_insert


DROP TRIGGER adverse_event_locked_update


DROP TRIGGER adverse_event_locked_delete


DROP TRIGGER cartridge_use_locked_insert


DROP TRIGGER cartridge_use_locked_update


DROP TRIGGER cartridge_use_locked_delete


DROP TRIGGER combined_treatment_locked_insert


DROP TRIGGER combined_treatment_locked_update


DROP TRIGGER combined_treatment_locked_delete


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


DROP TRIGGER client_search_insert


DROP TRIGGER client_search_update


DROP TRIGGER client_search_delete


CREATE TABLE client_new (
	name VARCHAR NOT NULL, 
	birth_date DATE, 
	sex VARCHAR, 
	phone VARCHAR DEFAULT '' NOT NULL, 
	email VARCHAR DEFAULT '' NOT NULL, 
	address VARCHAR DEFAULT '' NOT NULL, 
	emergency_contact VARCHAR DEFAULT '' NOT NULL, 
	phototype INTEGER, 
	note VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	created_at BIGINT NOT NULL, 
	search_text VARCHAR DEFAULT '' NOT NULL, 
	merged_into_id INTEGER, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_client PRIMARY KEY (id), 
	CONSTRAINT ck_client_phototype CHECK (phototype BETWEEN 1 AND 6), 
	CONSTRAINT fk_client_merged_into_id_client FOREIGN KEY(merged_into_id) REFERENCES client (id), 
	CONSTRAINT uq_client_uid UNIQUE (uid)
)


INSERT INTO client_new ("name", "birth_date", "sex", "phone", "email", "address", "emergency_contact", "phototype", "note", "active", "created_at", "search_text", "id", "uid", "origin") SELECT "name", "birth_date", "sex", "phone", "email", "address", "emergency_contact", "phototype", "note", "active", "created_at", "search_text", "id", "uid", "origin" FROM client


DROP TABLE client


ALTER TABLE client_new RENAME TO client


CREATE TABLE consent_template_new (
	kind VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	author VARCHAR DEFAULT '' NOT NULL, 
	created_at BIGINT NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_consent_template PRIMARY KEY (id), 
	CONSTRAINT ck_consent_template_kind CHECK (kind IN ('treatment', 'photo', 'marketing', 'disclosure')), 
	CONSTRAINT uq_consent_template_kind_version_language UNIQUE (kind, version, language), 
	CONSTRAINT uq_consent_template_uid UNIQUE (uid)
)


INSERT INTO consent_template_new ("kind", "version", "language", "title", "body", "created_at", "active", "id", "uid", "origin") SELECT "kind", "version", "language", "title", "body", "created_at", "active", "id", "uid", "origin" FROM consent_template


DROP TABLE consent_template


ALTER TABLE consent_template_new RENAME TO consent_template


CREATE TABLE saved_filter (
	name VARCHAR NOT NULL, 
	document VARCHAR NOT NULL, 
	made_by VARCHAR NOT NULL, 
	made_at BIGINT NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_saved_filter PRIMARY KEY (id), 
	CONSTRAINT uq_saved_filter_name UNIQUE (name), 
	CONSTRAINT uq_saved_filter_uid UNIQUE (uid)
)


CREATE TABLE aftercare_template (
	sheet VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	areas VARCHAR DEFAULT '' NOT NULL, 
	from_um INTEGER, 
	to_um INTEGER, 
	author VARCHAR DEFAULT '' NOT NULL, 
	created_at BIGINT NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_aftercare_template PRIMARY KEY (id), 
	CONSTRAINT uq_aftercare_template_sheet_version_language UNIQUE (sheet, version, language), 
	CONSTRAINT uq_aftercare_template_uid UNIQUE (uid)
)


CREATE TABLE device_new (
	name VARCHAR NOT NULL, 
	model_code VARCHAR DEFAULT '' NOT NULL, 
	maker VARCHAR DEFAULT '' NOT NULL, 
	serial VARCHAR DEFAULT '' NOT NULL, 
	shallowest_um INTEGER NOT NULL, 
	deepest_um INTEGER NOT NULL, 
	step_um INTEGER NOT NULL, 
	evaluated_to_um INTEGER, 
	speed_unit VARCHAR DEFAULT '' NOT NULL, 
	speed_default VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	inactive_reason VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_device PRIMARY KEY (id), 
	CONSTRAINT ck_device_shallowest_um CHECK (shallowest_um BETWEEN 0 AND 3000), 
	CONSTRAINT ck_device_deepest_um CHECK (deepest_um BETWEEN 100 AND 3000), 
	CONSTRAINT ck_device_step_um CHECK (step_um BETWEEN 1 AND 3000), 
	CONSTRAINT ck_device_evaluated_to_um CHECK (evaluated_to_um BETWEEN 0 AND 3000), 
	CONSTRAINT ck_device_depth_order CHECK (deepest_um >= shallowest_um), 
	CONSTRAINT uq_device_uid UNIQUE (uid)
)


INSERT INTO device_new ("name", "model_code", "maker", "serial", "shallowest_um", "deepest_um", "step_um", "evaluated_to_um", "speed_unit", "speed_default", "active", "id", "uid", "origin") SELECT "name", "model_code", "maker", "serial", "shallowest_um", "deepest_um", "step_um", "evaluated_to_um", "speed_unit", "speed_default", "active", "id", "uid", "origin" FROM device


DROP TABLE device


ALTER TABLE device_new RENAME TO device


CREATE TABLE product_new (
	name VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	maker VARCHAR DEFAULT '' NOT NULL, 
	strength VARCHAR DEFAULT '' NOT NULL, 
	sterile BOOLEAN, 
	labelled_for_microneedling BOOLEAN, 
	note VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	gtin VARCHAR DEFAULT '' NOT NULL, 
	unit VARCHAR DEFAULT 'piece' NOT NULL, 
	inactive_reason VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_product PRIMARY KEY (id), 
	CONSTRAINT ck_product_unit CHECK (unit IN ('piece', 'ul')), 
	CONSTRAINT uq_product_uid UNIQUE (uid)
)


INSERT INTO product_new ("name", "category", "maker", "strength", "sterile", "labelled_for_microneedling", "note", "active", "id", "uid", "origin") SELECT "name", "category", "maker", "strength", "sterile", "labelled_for_microneedling", "note", "active", "id", "uid", "origin" FROM product


DROP TABLE product


ALTER TABLE product_new RENAME TO product


CREATE TABLE client_merge (
	kept_id INTEGER NOT NULL, 
	duplicate_id INTEGER NOT NULL, 
	document VARCHAR NOT NULL, 
	merged_at BIGINT NOT NULL, 
	merged_by VARCHAR NOT NULL, 
	undone_at BIGINT, 
	undone_by VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_client_merge PRIMARY KEY (id), 
	CONSTRAINT fk_client_merge_kept_id_client FOREIGN KEY(kept_id) REFERENCES client (id), 
	CONSTRAINT fk_client_merge_duplicate_id_client FOREIGN KEY(duplicate_id) REFERENCES client (id), 
	CONSTRAINT uq_client_merge_uid UNIQUE (uid)
)


CREATE TABLE history_item_new (
	client_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	last_exposure DATE, 
	asked_on DATE, 
	note VARCHAR DEFAULT '' NOT NULL, 
	alert BOOLEAN DEFAULT '0' NOT NULL, 
	code VARCHAR DEFAULT '' NOT NULL, 
	last_at BIGINT, 
	last_offset INTEGER, 
	areas VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_history_item PRIMARY KEY (id), 
	CONSTRAINT ck_history_item_kind CHECK (kind IN ('condition', 'medicine', 'allergy', 'treatment')), 
	CONSTRAINT ck_history_item_answer CHECK (answer IN ('yes', 'no', 'unknown')), 
	CONSTRAINT fk_history_item_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT uq_history_item_uid UNIQUE (uid)
)


INSERT INTO history_item_new ("client_id", "position", "kind", "name", "answer", "last_exposure", "asked_on", "note", "alert", "active", "id", "uid", "origin") SELECT "client_id", "position", "kind", "name", "answer", "last_exposure", "asked_on", "note", "alert", "active", "id", "uid", "origin" FROM history_item


DROP TABLE history_item


ALTER TABLE history_item_new RENAME TO history_item


CREATE TABLE consent_new (
	client_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	decided_on DATE NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	consent_template_id INTEGER, 
	language VARCHAR DEFAULT '' NOT NULL, 
	title VARCHAR DEFAULT '' NOT NULL, 
	shown_text VARCHAR DEFAULT '' NOT NULL, 
	client_name VARCHAR DEFAULT '' NOT NULL, 
	clinic_name VARCHAR DEFAULT '' NOT NULL, 
	practitioner VARCHAR DEFAULT '' NOT NULL, 
	signer_name VARCHAR DEFAULT '' NOT NULL, 
	guardian_name VARCHAR DEFAULT '' NOT NULL, 
	witness_name VARCHAR DEFAULT '' NOT NULL, 
	strokes VARCHAR, 
	document_hash VARCHAR DEFAULT '' NOT NULL, 
	signed_at BIGINT, 
	signed_offset INTEGER, 
	expires_on DATE, 
	withdrawn_on DATE, 
	withdrawn_at BIGINT, 
	withdrawn_note VARCHAR DEFAULT '' NOT NULL, 
	withdrawn_by VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_consent PRIMARY KEY (id), 
	CONSTRAINT ck_consent_kind CHECK (kind IN ('treatment', 'photo', 'marketing', 'disclosure')), 
	CONSTRAINT ck_consent_status CHECK (status IN ('given', 'refused', 'withdrawn')), 
	CONSTRAINT ck_consent_signed_has_hash CHECK ((signed_at IS NULL) = (document_hash = '')), 
	CONSTRAINT fk_consent_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_consent_consent_template_id_consent_template FOREIGN KEY(consent_template_id) REFERENCES consent_template (id), 
	CONSTRAINT uq_consent_uid UNIQUE (uid)
)


INSERT INTO consent_new ("client_id", "position", "kind", "version", "status", "decided_on", "note", "consent_template_id", "signer_name", "guardian_name", "witness_name", "strokes", "document_hash", "signed_at", "expires_on", "withdrawn_on", "active", "id", "uid", "origin") SELECT "client_id", "position", "kind", "version", "status", "decided_on", "note", "consent_template_id", "signer_name", "guardian_name", "witness_name", "strokes", "document_hash", "signed_at", "expires_on", "withdrawn_on", "active", "id", "uid", "origin" FROM consent


DROP TABLE consent


ALTER TABLE consent_new RENAME TO consent


CREATE TABLE import_batch (
	file_name VARCHAR NOT NULL, 
	file_sha256 VARCHAR NOT NULL, 
	made_at BIGINT NOT NULL, 
	person_id INTEGER NOT NULL, 
	person VARCHAR NOT NULL, 
	report VARCHAR NOT NULL, 
	undone_at BIGINT, 
	undone_by VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_import_batch PRIMARY KEY (id), 
	CONSTRAINT fk_import_batch_person_id_practitioner FOREIGN KEY(person_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_import_batch_uid UNIQUE (uid)
)


CREATE TABLE recall (
	kind VARCHAR NOT NULL, 
	subject_uid VARCHAR DEFAULT '' NOT NULL, 
	subject VARCHAR NOT NULL, 
	number VARCHAR DEFAULT '' NOT NULL, 
	reason VARCHAR NOT NULL, 
	opened_by_id INTEGER NOT NULL, 
	opened_by VARCHAR NOT NULL, 
	opened_at BIGINT NOT NULL, 
	closed_at BIGINT, 
	closed_by VARCHAR DEFAULT '' NOT NULL, 
	clients INTEGER, 
	sessions INTEGER, 
	notified INTEGER, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_recall PRIMARY KEY (id), 
	CONSTRAINT ck_recall_kind CHECK (kind IN ('lot', 'product', 'device')), 
	CONSTRAINT ck_recall_about_something CHECK (subject_uid <> '' OR number <> ''), 
	CONSTRAINT fk_recall_opened_by_id_practitioner FOREIGN KEY(opened_by_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_recall_uid UNIQUE (uid)
)


CREATE TABLE legal_hold (
	client_id INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	placed_by VARCHAR NOT NULL, 
	placed_at BIGINT NOT NULL, 
	lifted_by VARCHAR DEFAULT '' NOT NULL, 
	lifted_at BIGINT, 
	lifted_reason VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_legal_hold PRIMARY KEY (id), 
	CONSTRAINT fk_legal_hold_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT uq_legal_hold_uid UNIQUE (uid)
)


CREATE TABLE erasure (
	client_uid VARCHAR NOT NULL, 
	person VARCHAR NOT NULL, 
	first_on DATE, 
	last_on DATE, 
	sessions INTEGER NOT NULL, 
	photos INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at BIGINT NOT NULL, 
	erased_by_id INTEGER NOT NULL, 
	erased_by VARCHAR NOT NULL, 
	entries INTEGER DEFAULT '0' NOT NULL, 
	digest VARCHAR DEFAULT '' NOT NULL, 
	files VARCHAR DEFAULT '' NOT NULL, 
	open_mark INTEGER, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_erasure PRIMARY KEY (id), 
	CONSTRAINT fk_erasure_erased_by_id_practitioner FOREIGN KEY(erased_by_id) REFERENCES practitioner (id), 
	CONSTRAINT fk_erasure_open_mark_erasure FOREIGN KEY(open_mark) REFERENCES erasure (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_erasure_uid UNIQUE (uid)
)


CREATE TABLE rule_override_new (
	rule VARCHAR NOT NULL, 
	window VARCHAR, 
	severity VARCHAR, 
	enabled BOOLEAN NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	person_id INTEGER NOT NULL, 
	person VARCHAR NOT NULL, 
	made_at BIGINT NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_rule_override PRIMARY KEY (id), 
	CONSTRAINT ck_rule_override_severity CHECK (severity IN ('block', 'warn', 'note')), 
	CONSTRAINT fk_rule_override_person_id_practitioner FOREIGN KEY(person_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_rule_override_uid UNIQUE (uid)
)


INSERT INTO rule_override_new ("rule", "severity", "enabled", "note", "person_id", "person", "made_at", "active", "id", "uid", "origin") SELECT "rule", "severity", "enabled", "note", "person_id", "person", "made_at", "active", "id", "uid", "origin" FROM rule_override


DROP TABLE rule_override


ALTER TABLE rule_override_new RENAME TO rule_override


CREATE TABLE lot_new (
	product_id INTEGER NOT NULL, 
	lot VARCHAR NOT NULL, 
	expiry VARCHAR, 
	opened_on DATE, 
	quantity INTEGER, 
	note VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	received INTEGER, 
	inactive_reason VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_lot PRIMARY KEY (id), 
	CONSTRAINT ck_lot_quantity CHECK (quantity BETWEEN 0 AND 100000000), 
	CONSTRAINT ck_lot_received CHECK (received BETWEEN 0 AND 100000000), 
	CONSTRAINT fk_lot_product_id_product FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT uq_lot_uid UNIQUE (uid)
)


INSERT INTO lot_new ("product_id", "lot", "expiry", "opened_on", "quantity", "note", "active", "id", "uid", "origin") SELECT "product_id", "lot", "expiry", "opened_on", "quantity", "note", "active", "id", "uid", "origin" FROM lot


DROP TABLE lot


ALTER TABLE lot_new RENAME TO lot


CREATE TABLE week_sum (
	week DATE NOT NULL, 
	practitioner_id INTEGER NOT NULL, 
	about VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	depth_um INTEGER NOT NULL, 
	uses INTEGER NOT NULL, 
	over INTEGER NOT NULL, 
	CONSTRAINT pk_week_sum PRIMARY KEY (week, practitioner_id, about, code, depth_um), 
	CONSTRAINT fk_week_sum_practitioner_id_practitioner FOREIGN KEY(practitioner_id) REFERENCES practitioner (id)
)


CREATE TABLE imported_client (
	import_batch_id INTEGER NOT NULL, 
	client_id INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_imported_client PRIMARY KEY (id), 
	CONSTRAINT uq_imported_client_import_batch_id_client_id UNIQUE (import_batch_id, client_id), 
	CONSTRAINT fk_imported_client_import_batch_id_import_batch FOREIGN KEY(import_batch_id) REFERENCES import_batch (id), 
	CONSTRAINT fk_imported_client_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT uq_imported_client_uid UNIQUE (uid)
)


CREATE TABLE session_new (
	client_id INTEGER NOT NULL, 
	practitioner_id INTEGER NOT NULL, 
	plan_id INTEGER, 
	state VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	created_at BIGINT NOT NULL, 
	created_offset INTEGER NOT NULL, 
	started_at BIGINT, 
	started_offset INTEGER, 
	ended_at BIGINT, 
	ended_offset INTEGER, 
	offset_minutes INTEGER NOT NULL, 
	number INTEGER, 
	planned_total INTEGER, 
	phase VARCHAR DEFAULT '' NOT NULL, 
	pain INTEGER, 
	reactions_answered BOOLEAN NOT NULL, 
	reactions_note VARCHAR DEFAULT '' NOT NULL, 
	combined_other VARCHAR DEFAULT '' NOT NULL, 
	aftercare_sheet VARCHAR, 
	aftercare_version VARCHAR, 
	aftercare_given_at BIGINT, 
	aftercare_given_offset INTEGER, 
	next_due DATE, 
	note VARCHAR DEFAULT '' NOT NULL, 
	repeated_from VARCHAR, 
	screening_outcome VARCHAR DEFAULT '' NOT NULL, 
	rules_version VARCHAR DEFAULT '' NOT NULL, 
	ask_again_on DATE, 
	defer_reason VARCHAR DEFAULT '' NOT NULL, 
	imported_from VARCHAR DEFAULT '' NOT NULL, 
	signed_by_id INTEGER, 
	signed_by VARCHAR DEFAULT '' NOT NULL, 
	licence VARCHAR DEFAULT '' NOT NULL, 
	signed_at BIGINT, 
	signed_offset INTEGER, 
	chain_hash VARCHAR DEFAULT '' NOT NULL, 
	countersigned_by_id INTEGER, 
	countersigned_by VARCHAR DEFAULT '' NOT NULL, 
	countersigned_at BIGINT, 
	countersigned_offset INTEGER, 
	voided_by_id INTEGER, 
	voided_by VARCHAR DEFAULT '' NOT NULL, 
	voided_at BIGINT, 
	voided_offset INTEGER, 
	void_reason VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_session PRIMARY KEY (id), 
	CONSTRAINT ck_session_state CHECK (state IN ('open', 'signed', 'countersigned', 'deferred', 'imported', 'void')), 
	CONSTRAINT ck_session_pain CHECK (pain BETWEEN 0 AND 10), 
	CONSTRAINT ck_session_number CHECK (number BETWEEN 1 AND 1000), 
	CONSTRAINT ck_session_planned_total CHECK (planned_total BETWEEN 1 AND 1000), 
	CONSTRAINT ck_session_end_not_before_start CHECK (ended_at >= started_at), 
	CONSTRAINT ck_session_signed_by_somebody CHECK (state = 'open' OR (signed_at IS NOT NULL AND signed_by_id IS NOT NULL AND chain_hash <> '')), 
	CONSTRAINT ck_session_countersigned_by_somebody CHECK (state <> 'countersigned' OR countersigned_at IS NOT NULL), 
	CONSTRAINT ck_session_void_with_reason CHECK (state <> 'void' OR void_reason <> ''), 
	CONSTRAINT fk_session_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_session_practitioner_id_practitioner FOREIGN KEY(practitioner_id) REFERENCES practitioner (id), 
	CONSTRAINT fk_session_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_session_signed_by_id_practitioner FOREIGN KEY(signed_by_id) REFERENCES practitioner (id), 
	CONSTRAINT fk_session_countersigned_by_id_practitioner FOREIGN KEY(countersigned_by_id) REFERENCES practitioner (id), 
	CONSTRAINT fk_session_voided_by_id_practitioner FOREIGN KEY(voided_by_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_session_uid UNIQUE (uid)
)


INSERT INTO session_new ("client_id", "practitioner_id", "plan_id", "state", "day", "created_at", "created_offset", "started_at", "started_offset", "ended_at", "ended_offset", "offset_minutes", "number", "planned_total", "phase", "pain", "reactions_answered", "reactions_note", "combined_other", "aftercare_sheet", "aftercare_version", "aftercare_given_at", "aftercare_given_offset", "next_due", "note", "repeated_from", "screening_outcome", "rules_version", "ask_again_on", "imported_from", "signed_by_id", "signed_by", "licence", "signed_at", "signed_offset", "chain_hash", "countersigned_by_id", "countersigned_by", "countersigned_at", "countersigned_offset", "voided_by_id", "voided_by", "voided_at", "voided_offset", "void_reason", "id", "uid", "origin") SELECT "client_id", "practitioner_id", "plan_id", "state", "day", "created_at", "created_offset", "started_at", "started_offset", "ended_at", "ended_offset", "offset_minutes", "number", "planned_total", "phase", "pain", "reactions_answered", "reactions_note", "combined_other", "aftercare_sheet", "aftercare_version", "aftercare_given_at", "aftercare_given_offset", "next_due", "note", "repeated_from", "screening_outcome", "rules_version", "ask_again_on", "imported_from", "signed_by_id", "signed_by", "licence", "signed_at", "signed_offset", "chain_hash", "countersigned_by_id", "countersigned_by", "countersigned_at", "countersigned_offset", "voided_by_id", "voided_by", "voided_at", "voided_offset", "void_reason", "id", "uid", "origin" FROM session


DROP TABLE session


ALTER TABLE session_new RENAME TO session


CREATE TABLE photo_new (
	client_id INTEGER NOT NULL, 
	session_uid VARCHAR, 
	consent_id INTEGER, 
	"view" VARCHAR NOT NULL, 
	phase VARCHAR NOT NULL, 
	zone VARCHAR, 
	side VARCHAR, 
	sha256 VARCHAR NOT NULL, 
	file_sha256 VARCHAR NOT NULL, 
	media_type VARCHAR NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	taken_at BIGINT, 
	taken_offset INTEGER, 
	added_at BIGINT NOT NULL, 
	alignment VARCHAR, 
	markup VARCHAR, 
	quality VARCHAR, 
	note VARCHAR DEFAULT '' NOT NULL, 
	removed_reason VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_photo PRIMARY KEY (id), 
	CONSTRAINT uq_photo_file_sha256 UNIQUE (file_sha256), 
	CONSTRAINT fk_photo_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_photo_consent_id_consent FOREIGN KEY(consent_id) REFERENCES consent (id), 
	CONSTRAINT uq_photo_uid UNIQUE (uid)
)


INSERT INTO photo_new ("client_id", "consent_id", "view", "phase", "zone", "side", "sha256", "file_sha256", "media_type", "width", "height", "taken_at", "taken_offset", "added_at", "alignment", "markup", "note", "active", "id", "uid", "origin") SELECT "client_id", "consent_id", "view", "phase", "zone", "side", "sha256", "file_sha256", "media_type", "width", "height", "taken_at", "taken_offset", "added_at", "alignment", "markup", "note", "active", "id", "uid", "origin" FROM photo


DROP TABLE photo


ALTER TABLE photo_new RENAME TO photo


CREATE TABLE recall_notice (
	recall_id INTEGER NOT NULL, 
	client_id INTEGER NOT NULL, 
	told BOOLEAN DEFAULT '1' NOT NULL, 
	told_on DATE NOT NULL, 
	way VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	person VARCHAR NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	recorded_at BIGINT NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_recall_notice PRIMARY KEY (id), 
	CONSTRAINT ck_recall_notice_way CHECK (way IN ('phone', 'letter', 'email', 'in_person')), 
	CONSTRAINT fk_recall_notice_recall_id_recall FOREIGN KEY(recall_id) REFERENCES recall (id), 
	CONSTRAINT fk_recall_notice_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_recall_notice_person_id_practitioner FOREIGN KEY(person_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_recall_notice_uid UNIQUE (uid)
)


CREATE TABLE audit_tombstone (
	id INTEGER NOT NULL, 
	erasure_id INTEGER NOT NULL, 
	origin VARCHAR NOT NULL, 
	sequence INTEGER NOT NULL, 
	hash VARCHAR NOT NULL, 
	remains VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_tombstone PRIMARY KEY (id), 
	CONSTRAINT uq_audit_tombstone_origin_sequence UNIQUE (origin, sequence), 
	CONSTRAINT fk_audit_tombstone_erasure_id_erasure FOREIGN KEY(erasure_id) REFERENCES erasure (id)
)


CREATE TABLE row_to_erase (
	id INTEGER NOT NULL, 
	erasure_id INTEGER NOT NULL, 
	table_name VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	open_mark INTEGER NOT NULL, 
	CONSTRAINT pk_row_to_erase PRIMARY KEY (id), 
	CONSTRAINT uq_row_to_erase_table_name_row_id UNIQUE (table_name, row_id), 
	CONSTRAINT fk_row_to_erase_erasure_id_erasure FOREIGN KEY(erasure_id) REFERENCES erasure (id), 
	CONSTRAINT fk_row_to_erase_open_mark_erasure FOREIGN KEY(open_mark) REFERENCES erasure (id) DEFERRABLE INITIALLY DEFERRED
)


CREATE TABLE numbing_new (
	session_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	agent VARCHAR DEFAULT '' NOT NULL, 
	strength VARCHAR DEFAULT '' NOT NULL, 
	product_id INTEGER, 
	lot_id INTEGER, 
	lot VARCHAR DEFAULT '' NOT NULL, 
	expiry VARCHAR, 
	on_at BIGINT, 
	on_offset INTEGER, 
	off_at BIGINT, 
	off_offset INTEGER, 
	occluded BOOLEAN, 
	wiped_off BOOLEAN, 
	note VARCHAR DEFAULT '' NOT NULL, 
	amount_mg INTEGER, 
	area_cm2 INTEGER, 
	expired_reason VARCHAR DEFAULT '' NOT NULL, 
	pack_finished BOOLEAN DEFAULT '0' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_numbing PRIMARY KEY (id), 
	CONSTRAINT uq_numbing_session_id_row UNIQUE (session_id, "row"), 
	CONSTRAINT ck_numbing_off_not_before_on CHECK (off_at >= on_at), 
	CONSTRAINT ck_numbing_amount_mg CHECK (amount_mg BETWEEN 1 AND 200000), 
	CONSTRAINT ck_numbing_area_cm2 CHECK (area_cm2 BETWEEN 1 AND 20000), 
	CONSTRAINT fk_numbing_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_numbing_product_id_product FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_numbing_lot_id_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT uq_numbing_uid UNIQUE (uid)
)


INSERT INTO numbing_new ("session_id", "position", "row", "agent", "strength", "product_id", "lot_id", "lot", "expiry", "on_at", "on_offset", "off_at", "off_offset", "occluded", "wiped_off", "note", "id", "uid", "origin") SELECT "session_id", "position", "row", "agent", "strength", "product_id", "lot_id", "lot", "expiry", "on_at", "on_offset", "off_at", "off_offset", "occluded", "wiped_off", "note", "id", "uid", "origin" FROM numbing


DROP TABLE numbing


ALTER TABLE numbing_new RENAME TO numbing


CREATE TABLE cartridge_use_new (
	session_id INTEGER NOT NULL, 
	product_id INTEGER, 
	lot_id INTEGER, 
	kind VARCHAR DEFAULT '' NOT NULL, 
	lot VARCHAR DEFAULT '' NOT NULL, 
	expiry VARCHAR, 
	count INTEGER, 
	expired_reason VARCHAR DEFAULT '' NOT NULL, 
	serial VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_cartridge_use PRIMARY KEY (id), 
	CONSTRAINT uq_cartridge_use_session_id UNIQUE (session_id), 
	CONSTRAINT ck_cartridge_use_count CHECK (count BETWEEN 0 AND 1000), 
	CONSTRAINT fk_cartridge_use_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_cartridge_use_product_id_product FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_cartridge_use_lot_id_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT uq_cartridge_use_uid UNIQUE (uid)
)


INSERT INTO cartridge_use_new ("session_id", "product_id", "lot_id", "kind", "lot", "expiry", "count", "expired_reason", "id", "uid", "origin") SELECT "session_id", "product_id", "lot_id", "kind", "lot", "expiry", "count", "expired_reason", "id", "uid", "origin" FROM cartridge_use


DROP TABLE cartridge_use


ALTER TABLE cartridge_use_new RENAME TO cartridge_use


CREATE TABLE topical_new (
	session_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	name VARCHAR DEFAULT '' NOT NULL, 
	category VARCHAR DEFAULT '' NOT NULL, 
	product_id INTEGER, 
	lot_id INTEGER, 
	lot VARCHAR DEFAULT '' NOT NULL, 
	expiry VARCHAR, 
	amount_ul INTEGER, 
	strength VARCHAR DEFAULT '' NOT NULL, 
	timing VARCHAR, 
	note VARCHAR DEFAULT '' NOT NULL, 
	expired_reason VARCHAR DEFAULT '' NOT NULL, 
	pack_finished BOOLEAN DEFAULT '0' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_topical PRIMARY KEY (id), 
	CONSTRAINT uq_topical_session_id_row UNIQUE (session_id, "row"), 
	CONSTRAINT ck_topical_amount_ul CHECK (amount_ul BETWEEN 1 AND 100000), 
	CONSTRAINT fk_topical_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_topical_product_id_product FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_topical_lot_id_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT uq_topical_uid UNIQUE (uid)
)


INSERT INTO topical_new ("session_id", "position", "row", "name", "category", "product_id", "lot_id", "lot", "expiry", "amount_ul", "strength", "timing", "note", "expired_reason", "id", "uid", "origin") SELECT "session_id", "position", "row", "name", "category", "product_id", "lot_id", "lot", "expiry", "amount_ul", "strength", "timing", "note", "expired_reason", "id", "uid", "origin" FROM topical


DROP TABLE topical


ALTER TABLE topical_new RENAME TO topical


CREATE TABLE addendum_new (
	session_id INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	about VARCHAR DEFAULT '' NOT NULL, 
	author_id INTEGER NOT NULL, 
	author VARCHAR NOT NULL, 
	written_at BIGINT NOT NULL, 
	written_offset INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_addendum PRIMARY KEY (id), 
	CONSTRAINT fk_addendum_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_addendum_author_id_practitioner FOREIGN KEY(author_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_addendum_uid UNIQUE (uid)
)


INSERT INTO addendum_new ("session_id", "text", "author_id", "author", "written_at", "written_offset", "id", "uid", "origin") SELECT "session_id", "text", "author_id", "author", "written_at", "written_offset", "id", "uid", "origin" FROM addendum


DROP TABLE addendum


ALTER TABLE addendum_new RENAME TO addendum


CREATE TABLE score_new (
	client_id INTEGER NOT NULL, 
	session_id INTEGER, 
	scale VARCHAR NOT NULL, 
	scale_version VARCHAR NOT NULL, 
	scale_name VARCHAR DEFAULT '' NOT NULL, 
	rater VARCHAR NOT NULL, 
	rated_on DATE NOT NULL, 
	total INTEGER, 
	note VARCHAR DEFAULT '' NOT NULL, 
	rated_by_id INTEGER, 
	rated_by VARCHAR DEFAULT '' NOT NULL, 
	recorded_at BIGINT, 
	withdrawn_at BIGINT, 
	withdrawn_by_id INTEGER, 
	withdrawn_by VARCHAR DEFAULT '' NOT NULL, 
	withdrawn_reason VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_score PRIMARY KEY (id), 
	CONSTRAINT fk_score_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_score_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_score_rated_by_id_practitioner FOREIGN KEY(rated_by_id) REFERENCES practitioner (id), 
	CONSTRAINT fk_score_withdrawn_by_id_practitioner FOREIGN KEY(withdrawn_by_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_score_uid UNIQUE (uid)
)


INSERT INTO score_new ("client_id", "session_id", "scale", "scale_version", "rater", "rated_on", "total", "note", "id", "uid", "origin") SELECT "client_id", "session_id", "scale", "scale_version", "rater", "rated_on", "total", "note", "id", "uid", "origin" FROM score


DROP TABLE score


ALTER TABLE score_new RENAME TO score


CREATE TABLE follow_up_new (
	client_id INTEGER NOT NULL, 
	session_id INTEGER, 
	day_offset INTEGER, 
	seen_on DATE NOT NULL, 
	reached BOOLEAN DEFAULT '1' NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	replaces_id INTEGER, 
	recorded_by_id INTEGER NOT NULL, 
	recorded_at BIGINT NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_follow_up PRIMARY KEY (id), 
	CONSTRAINT ck_follow_up_day_offset CHECK (day_offset BETWEEN 0 AND 3660), 
	CONSTRAINT uq_follow_up_replaces_id UNIQUE (replaces_id), 
	CONSTRAINT fk_follow_up_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_follow_up_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_follow_up_replaces_id_follow_up FOREIGN KEY(replaces_id) REFERENCES follow_up (id), 
	CONSTRAINT fk_follow_up_recorded_by_id_practitioner FOREIGN KEY(recorded_by_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_follow_up_uid UNIQUE (uid)
)


INSERT INTO follow_up_new ("client_id", "session_id", "day_offset", "seen_on", "note", "recorded_by_id", "recorded_at", "id", "uid", "origin") SELECT "client_id", "session_id", "day_offset", "seen_on", "note", "recorded_by_id", "recorded_at", "id", "uid", "origin" FROM follow_up


DROP TABLE follow_up


ALTER TABLE follow_up_new RENAME TO follow_up


CREATE TABLE session_summary (
	session_id INTEGER NOT NULL, 
	client_id INTEGER NOT NULL, 
	practitioner_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	ticks INTEGER NOT NULL, 
	flags INTEGER NOT NULL, 
	deepest_um INTEGER, 
	most_passes INTEGER, 
	zones INTEGER NOT NULL, 
	days_late INTEGER, 
	CONSTRAINT pk_session_summary PRIMARY KEY (session_id), 
	CONSTRAINT fk_session_summary_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_session_summary_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_session_summary_practitioner_id_practitioner FOREIGN KEY(practitioner_id) REFERENCES practitioner (id)
)


CREATE TABLE screening_answer_new (
	session_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	item VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	last_exposure DATE, 
	last_at BIGINT, 
	last_offset INTEGER, 
	areas VARCHAR DEFAULT '' NOT NULL, 
	confirmed BOOLEAN DEFAULT '0' NOT NULL, 
	asked_on DATE, 
	note VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_screening_answer PRIMARY KEY (id), 
	CONSTRAINT ck_screening_answer_answer CHECK (answer IN ('yes', 'no', 'unknown')), 
	CONSTRAINT fk_screening_answer_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT uq_screening_answer_uid UNIQUE (uid)
)


INSERT INTO screening_answer_new ("session_id", "position", "answer", "last_exposure", "asked_on", "note", "id", "uid", "origin") SELECT "session_id", "position", "answer", "last_exposure", "asked_on", "note", "id", "uid", "origin" FROM screening_answer


DROP TABLE screening_answer


ALTER TABLE screening_answer_new RENAME TO screening_answer


CREATE TABLE finding_new (
	session_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	rule VARCHAR NOT NULL, 
	rule_version VARCHAR NOT NULL, 
	severity VARCHAR NOT NULL, 
	scope VARCHAR NOT NULL, 
	zone VARCHAR, 
	side VARCHAR, 
	item VARCHAR NOT NULL, 
	window VARCHAR DEFAULT '' NOT NULL, 
	measured_days INTEGER, 
	measured_hours INTEGER, 
	clear_at BIGINT, 
	clear_offset INTEGER, 
	prescriber_needed BOOLEAN DEFAULT '0' NOT NULL, 
	detail VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_finding PRIMARY KEY (id), 
	CONSTRAINT ck_finding_severity CHECK (severity IN ('block', 'warn', 'note')), 
	CONSTRAINT ck_finding_scope CHECK (scope IN ('session', 'zone', 'numbing')), 
	CONSTRAINT fk_finding_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT uq_finding_uid UNIQUE (uid)
)


INSERT INTO finding_new ("session_id", "position", "rule", "rule_version", "severity", "scope", "zone", "side", "measured_days", "id", "uid", "origin") SELECT "session_id", "position", "rule", "rule_version", "severity", "scope", "zone", "side", "measured_days", "id", "uid", "origin" FROM finding


DROP TABLE finding


ALTER TABLE finding_new RENAME TO finding


CREATE TABLE decision (
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
	CONSTRAINT pk_decision PRIMARY KEY (id), 
	CONSTRAINT uq_decision_session_id_rule UNIQUE (session_id, rule), 
	CONSTRAINT fk_decision_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT uq_decision_uid UNIQUE (uid)
)


CREATE TABLE plan_summary_new (
	plan_id INTEGER NOT NULL, 
	done INTEGER NOT NULL, 
	last_on DATE, 
	last_session_id INTEGER, 
	due_on DATE, 
	CONSTRAINT pk_plan_summary PRIMARY KEY (plan_id), 
	CONSTRAINT fk_plan_summary_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_plan_summary_last_session_id_session FOREIGN KEY(last_session_id) REFERENCES session (id)
)


INSERT INTO plan_summary_new ("plan_id", "done", "last_on", "due_on") SELECT "plan_id", "done", "last_on", "due_on" FROM plan_summary


DROP TABLE plan_summary


ALTER TABLE plan_summary_new RENAME TO plan_summary


CREATE TABLE adverse_event_new (
	client_id INTEGER NOT NULL, 
	session_id INTEGER, 
	follow_up_id INTEGER, 
	lot_id INTEGER, 
	product VARCHAR DEFAULT '' NOT NULL, 
	lot VARCHAR DEFAULT '' NOT NULL, 
	kind VARCHAR NOT NULL, 
	grade INTEGER, 
	noticed_on DATE NOT NULL, 
	action VARCHAR DEFAULT '' NOT NULL, 
	referral VARCHAR DEFAULT '' NOT NULL, 
	resolved_on DATE, 
	note VARCHAR DEFAULT '' NOT NULL, 
	recorded_by_id INTEGER NOT NULL, 
	recorded_at BIGINT NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_adverse_event PRIMARY KEY (id), 
	CONSTRAINT ck_adverse_event_grade CHECK (grade BETWEEN 1 AND 5), 
	CONSTRAINT fk_adverse_event_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_adverse_event_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_adverse_event_follow_up_id_follow_up FOREIGN KEY(follow_up_id) REFERENCES follow_up (id), 
	CONSTRAINT fk_adverse_event_lot_id_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_adverse_event_recorded_by_id_practitioner FOREIGN KEY(recorded_by_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_adverse_event_uid UNIQUE (uid)
)


INSERT INTO adverse_event_new ("client_id", "session_id", "follow_up_id", "lot_id", "kind", "grade", "noticed_on", "action", "referral", "resolved_on", "note", "recorded_by_id", "recorded_at", "id", "uid", "origin") SELECT "client_id", "session_id", "follow_up_id", "lot_id", "kind", "grade", "noticed_on", "action", "referral", "resolved_on", "note", "recorded_by_id", "recorded_at", "id", "uid", "origin" FROM adverse_event


DROP TABLE adverse_event


ALTER TABLE adverse_event_new RENAME TO adverse_event


CREATE TABLE question (
	session_id INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	asked_by_id INTEGER NOT NULL, 
	asked_by VARCHAR NOT NULL, 
	asked_at BIGINT NOT NULL, 
	answer_id INTEGER, 
	closed_at BIGINT, 
	closed_by VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_question PRIMARY KEY (id), 
	CONSTRAINT fk_question_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_question_asked_by_id_practitioner FOREIGN KEY(asked_by_id) REFERENCES practitioner (id), 
	CONSTRAINT fk_question_answer_id_addendum FOREIGN KEY(answer_id) REFERENCES addendum (id), 
	CONSTRAINT uq_question_uid UNIQUE (uid)
)


CREATE VIRTUAL TABLE session_search USING fts5(words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2 3')


CREATE INDEX ix_addendum_session_id ON addendum (session_id)


CREATE INDEX ix_adverse_event_client_id ON adverse_event (client_id)


CREATE INDEX ix_adverse_event_follow_up_id ON adverse_event (follow_up_id)


CREATE INDEX ix_adverse_event_lot_id ON adverse_event (lot_id)


CREATE INDEX ix_adverse_event_session_id ON adverse_event (session_id)


CREATE INDEX ix_audit_tombstone_erasure_id ON audit_tombstone (erasure_id)


CREATE INDEX ix_cartridge_use_lot_id ON cartridge_use (lot_id)


CREATE INDEX ix_cartridge_use_lot_spelled ON cartridge_use (upper(replace(lot, ' ', '')))


CREATE INDEX ix_cartridge_use_product_id ON cartridge_use (product_id)


CREATE INDEX ix_cartridge_use_unit ON cartridge_use (upper(replace(serial, ' ', ''))) WHERE serial <> ''


CREATE INDEX ix_client_active ON client (active)


CREATE INDEX ix_client_merge_duplicate_id ON client_merge (duplicate_id)


CREATE INDEX ix_client_merge_kept_id ON client_merge (kept_id)


CREATE INDEX ix_client_merged_into_id ON client (merged_into_id)


CREATE INDEX ix_client_name ON client (name)


CREATE INDEX ix_consent_client_id ON consent (client_id)


CREATE INDEX ix_consent_consent_template_id ON consent (consent_template_id)


CREATE INDEX ix_decision_rule ON decision (rule)


CREATE INDEX ix_device_use_serial_spelled ON device_use (upper(replace(serial, ' ', '')))


CREATE INDEX ix_finding_rule ON finding (rule)


CREATE INDEX ix_finding_session_id ON finding (session_id)


CREATE INDEX ix_follow_up_client_id ON follow_up (client_id)


CREATE INDEX ix_follow_up_session_id ON follow_up (session_id)


CREATE INDEX ix_history_item_client_id ON history_item (client_id)


CREATE INDEX ix_imported_client_client_id ON imported_client (client_id)


CREATE INDEX ix_legal_hold_client_id ON legal_hold (client_id)


CREATE INDEX ix_lot_lot ON lot (lot)


CREATE INDEX ix_lot_product_id ON lot (product_id)


CREATE INDEX ix_numbing_lot_id ON numbing (lot_id)


CREATE INDEX ix_numbing_lot_spelled ON numbing (upper(replace(lot, ' ', '')))


CREATE INDEX ix_numbing_product_id ON numbing (product_id)


CREATE INDEX ix_photo_client_id ON photo (client_id)


CREATE INDEX ix_photo_consent_id ON photo (consent_id)


CREATE INDEX ix_photo_session_uid ON photo (session_uid)


CREATE INDEX ix_photo_sha256 ON photo (sha256)


CREATE INDEX ix_plan_summary_due_on ON plan_summary (due_on)


CREATE INDEX ix_product_gtin ON product (gtin)


CREATE INDEX ix_question_answer_id ON question (answer_id)


CREATE INDEX ix_question_closed_at_session_id ON question (closed_at, session_id)


CREATE INDEX ix_question_session_id ON question (session_id)


CREATE INDEX ix_recall_closed_at ON recall (closed_at)


CREATE INDEX ix_recall_notice_client_id ON recall_notice (client_id)


CREATE INDEX ix_recall_notice_recall_id ON recall_notice (recall_id)


CREATE INDEX ix_rule_override_rule ON rule_override (rule)


CREATE INDEX ix_score_client_id_rated_on ON score (client_id, rated_on)


CREATE INDEX ix_score_session_id ON score (session_id)


CREATE INDEX ix_screening_answer_session_id ON screening_answer (session_id)


CREATE INDEX ix_session_ask_again_on ON session (ask_again_on)


CREATE INDEX ix_session_client_id_day ON session (client_id, day)


CREATE INDEX ix_session_day ON session (day)


CREATE INDEX ix_session_imported_from ON session (imported_from)


CREATE INDEX ix_session_phase ON session (phase)


CREATE INDEX ix_session_plan_id ON session (plan_id)


CREATE INDEX ix_session_practitioner_id_day ON session (practitioner_id, day)


CREATE INDEX ix_session_state_day ON session (state, day)


CREATE INDEX ix_session_summary_client_id_day ON session_summary (client_id, day)


CREATE INDEX ix_session_summary_day_session_id ON session_summary (day, session_id)


CREATE INDEX ix_session_summary_deepest_um_day ON session_summary (deepest_um, day, session_id)


CREATE INDEX ix_session_summary_flags_day ON session_summary (flags, day, session_id)


CREATE INDEX ix_session_summary_practitioner_id_day ON session_summary (practitioner_id, day)


CREATE INDEX ix_topical_lot_id ON topical (lot_id)


CREATE INDEX ix_topical_lot_spelled ON topical (upper(replace(lot, ' ', '')))


CREATE INDEX ix_topical_product_id ON topical (product_id)


CREATE INDEX ix_treated_zone_concern ON treated_zone (concern)


CREATE INDEX ix_treated_zone_reasoned ON treated_zone (session_id) WHERE reason <> ''


DROP INDEX ix_treated_zone_zone_depth_um


CREATE INDEX ix_treated_zone_zone_depth_um ON treated_zone (zone, depth_um, session_id)


CREATE TRIGGER client_search_insert AFTER INSERT ON client
BEGIN INSERT INTO client_search (rowid, words) VALUES (NEW.id, NEW.search_text); END


CREATE TRIGGER client_search_update AFTER UPDATE OF search_text ON client
BEGIN DELETE FROM client_search WHERE rowid = OLD.id; INSERT INTO client_search (rowid, words) VALUES (NEW.id, NEW.search_text); END


CREATE TRIGGER client_search_delete AFTER DELETE ON client
BEGIN DELETE FROM client_search WHERE rowid = OLD.id; END


CREATE TRIGGER session_locked_insert BEFORE INSERT ON session
WHEN NEW.state <> 'open' OR EXISTS (SELECT 1 FROM session WHERE (id = NEW.id OR uid = NEW.uid) AND state <> 'open')
BEGIN SELECT RAISE(ABORT, 'record is locked: session'); END


CREATE TRIGGER session_locked_update BEFORE UPDATE ON session
WHEN NOT (
  (OLD.state = 'open' AND NEW.state = 'open' AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid)
  OR (OLD.state = 'open' AND NEW.state IN ('signed', 'deferred', 'imported') AND NEW.client_id IS OLD.client_id AND NEW.practitioner_id IS OLD.practitioner_id AND NEW.plan_id IS OLD.plan_id AND NEW.day IS OLD.day AND NEW.created_at IS OLD.created_at AND NEW.created_offset IS OLD.created_offset AND NEW.started_at IS OLD.started_at AND NEW.started_offset IS OLD.started_offset AND NEW.ended_at IS OLD.ended_at AND NEW.ended_offset IS OLD.ended_offset AND NEW.offset_minutes IS OLD.offset_minutes AND NEW.number IS OLD.number AND NEW.planned_total IS OLD.planned_total AND NEW.phase IS OLD.phase AND NEW.pain IS OLD.pain AND NEW.reactions_answered IS OLD.reactions_answered AND NEW.reactions_note IS OLD.reactions_note AND NEW.combined_other IS OLD.combined_other AND NEW.aftercare_sheet IS OLD.aftercare_sheet AND NEW.aftercare_version IS OLD.aftercare_version AND NEW.aftercare_given_at IS OLD.aftercare_given_at AND NEW.aftercare_given_offset IS OLD.aftercare_given_offset AND NEW.next_due IS OLD.next_due AND NEW.note IS OLD.note AND NEW.repeated_from IS OLD.repeated_from AND NEW.screening_outcome IS OLD.screening_outcome AND NEW.rules_version IS OLD.rules_version AND NEW.ask_again_on IS OLD.ask_again_on AND NEW.defer_reason IS OLD.defer_reason AND NEW.imported_from IS OLD.imported_from AND NEW.countersigned_by_id IS OLD.countersigned_by_id AND NEW.countersigned_by IS OLD.countersigned_by AND NEW.countersigned_at IS OLD.countersigned_at AND NEW.countersigned_offset IS OLD.countersigned_offset AND NEW.voided_by_id IS OLD.voided_by_id AND NEW.voided_by IS OLD.voided_by AND NEW.voided_at IS OLD.voided_at AND NEW.voided_offset IS OLD.voided_offset AND NEW.void_reason IS OLD.void_reason AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin)
  OR (OLD.state = 'signed' AND NEW.state = 'countersigned' AND NEW.client_id IS OLD.client_id AND NEW.practitioner_id IS OLD.practitioner_id AND NEW.plan_id IS OLD.plan_id AND NEW.day IS OLD.day AND NEW.created_at IS OLD.created_at AND NEW.created_offset IS OLD.created_offset AND NEW.started_at IS OLD.started_at AND NEW.started_offset IS OLD.started_offset AND NEW.ended_at IS OLD.ended_at AND NEW.ended_offset IS OLD.ended_offset AND NEW.offset_minutes IS OLD.offset_minutes AND NEW.number IS OLD.number AND NEW.planned_total IS OLD.planned_total AND NEW.phase IS OLD.phase AND NEW.pain IS OLD.pain AND NEW.reactions_answered IS OLD.reactions_answered AND NEW.reactions_note IS OLD.reactions_note AND NEW.combined_other IS OLD.combined_other AND NEW.aftercare_sheet IS OLD.aftercare_sheet AND NEW.aftercare_version IS OLD.aftercare_version AND NEW.aftercare_given_at IS OLD.aftercare_given_at AND NEW.aftercare_given_offset IS OLD.aftercare_given_offset AND NEW.next_due IS OLD.next_due AND NEW.note IS OLD.note AND NEW.repeated_from IS OLD.repeated_from AND NEW.screening_outcome IS OLD.screening_outcome AND NEW.rules_version IS OLD.rules_version AND NEW.ask_again_on IS OLD.ask_again_on AND NEW.defer_reason IS OLD.defer_reason AND NEW.imported_from IS OLD.imported_from AND NEW.signed_by_id IS OLD.signed_by_id AND NEW.signed_by IS OLD.signed_by AND NEW.licence IS OLD.licence AND NEW.signed_at IS OLD.signed_at AND NEW.signed_offset IS OLD.signed_offset AND NEW.chain_hash IS OLD.chain_hash AND NEW.voided_by_id IS OLD.voided_by_id AND NEW.voided_by IS OLD.voided_by AND NEW.voided_at IS OLD.voided_at AND NEW.voided_offset IS OLD.voided_offset AND NEW.void_reason IS OLD.void_reason AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin)
  OR (OLD.state IN ('signed', 'countersigned', 'deferred', 'imported') AND NEW.state = 'void' AND NEW.client_id IS OLD.client_id AND NEW.practitioner_id IS OLD.practitioner_id AND NEW.plan_id IS OLD.plan_id AND NEW.day IS OLD.day AND NEW.created_at IS OLD.created_at AND NEW.created_offset IS OLD.created_offset AND NEW.started_at IS OLD.started_at AND NEW.started_offset IS OLD.started_offset AND NEW.ended_at IS OLD.ended_at AND NEW.ended_offset IS OLD.ended_offset AND NEW.offset_minutes IS OLD.offset_minutes AND NEW.number IS OLD.number AND NEW.planned_total IS OLD.planned_total AND NEW.phase IS OLD.phase AND NEW.pain IS OLD.pain AND NEW.reactions_answered IS OLD.reactions_answered AND NEW.reactions_note IS OLD.reactions_note AND NEW.combined_other IS OLD.combined_other AND NEW.aftercare_sheet IS OLD.aftercare_sheet AND NEW.aftercare_version IS OLD.aftercare_version AND NEW.aftercare_given_at IS OLD.aftercare_given_at AND NEW.aftercare_given_offset IS OLD.aftercare_given_offset AND NEW.next_due IS OLD.next_due AND NEW.note IS OLD.note AND NEW.repeated_from IS OLD.repeated_from AND NEW.screening_outcome IS OLD.screening_outcome AND NEW.rules_version IS OLD.rules_version AND NEW.ask_again_on IS OLD.ask_again_on AND NEW.defer_reason IS OLD.defer_reason AND NEW.imported_from IS OLD.imported_from AND NEW.signed_by_id IS OLD.signed_by_id AND NEW.signed_by IS OLD.signed_by AND NEW.licence IS OLD.licence AND NEW.signed_at IS OLD.signed_at AND NEW.signed_offset IS OLD.signed_offset AND NEW.chain_hash IS OLD.chain_hash AND NEW.countersigned_by_id IS OLD.countersigned_by_id AND NEW.countersigned_by IS OLD.countersigned_by AND NEW.countersigned_at IS OLD.countersigned_at AND NEW.countersigned_offset IS OLD.countersigned_offset AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin))
BEGIN SELECT RAISE(ABORT, 'record is locked: session'); END


CREATE TRIGGER session_locked_delete BEFORE DELETE ON session
WHEN (OLD.state <> 'open')
  AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'session' AND row_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'record is locked: session'); END


CREATE TRIGGER addendum_locked_insert BEFORE INSERT ON addendum
WHEN NOT EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state IN ('signed', 'countersigned', 'deferred', 'imported'))
  OR EXISTS (SELECT 1 FROM addendum WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: addendum'); END


CREATE TRIGGER addendum_locked_update BEFORE UPDATE ON addendum
BEGIN SELECT RAISE(ABORT, 'record is locked: addendum'); END


CREATE TRIGGER addendum_locked_delete BEFORE DELETE ON addendum
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'addendum' AND row_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'record is locked: addendum'); END


CREATE TRIGGER audit_entry_locked_insert BEFORE INSERT ON audit_entry
WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id OR (origin = NEW.origin AND sequence = NEW.sequence))
BEGIN SELECT RAISE(ABORT, 'record is locked: audit_entry'); END


CREATE TRIGGER audit_entry_locked_update BEFORE UPDATE ON audit_entry
WHEN NOT (NEW.before IS NULL AND NEW.after IS NULL AND NEW.id IS OLD.id AND NEW.origin IS OLD.origin AND NEW.sequence IS OLD.sequence AND NEW.made_at IS OLD.made_at AND NEW.person_uid IS OLD.person_uid AND NEW.person IS OLD.person AND NEW.act IS OLD.act AND NEW.record_kind IS OLD.record_kind AND NEW.record_uid IS OLD.record_uid AND NEW.previous_hash IS OLD.previous_hash AND NEW.hash IS OLD.hash AND EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'audit_entry' AND row_id = OLD.id) AND EXISTS (SELECT 1 FROM audit_tombstone WHERE origin = OLD.origin AND sequence = OLD.sequence AND hash = OLD.hash))
BEGIN SELECT RAISE(ABORT, 'record is locked: audit_entry'); END


CREATE TRIGGER audit_entry_locked_delete BEFORE DELETE ON audit_entry
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
WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE id = NEW.erasure_id AND open_mark IS NOT NULL) OR EXISTS (SELECT 1 FROM audit_tombstone WHERE id = NEW.id OR (origin = NEW.origin AND sequence = NEW.sequence))
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
BEGIN SELECT RAISE(ABORT, 'record is locked: adverse_event'); END


CREATE TRIGGER follow_up_locked_insert BEFORE INSERT ON follow_up
WHEN EXISTS (SELECT 1 FROM follow_up WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: follow_up'); END


CREATE TRIGGER follow_up_locked_update BEFORE UPDATE ON follow_up
BEGIN SELECT RAISE(ABORT, 'record is locked: follow_up'); END


CREATE TRIGGER follow_up_locked_delete BEFORE DELETE ON follow_up
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'follow_up' AND row_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'record is locked: follow_up'); END


CREATE TRIGGER symptom_locked_insert BEFORE INSERT ON symptom
WHEN EXISTS (SELECT 1 FROM symptom WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: symptom'); END


CREATE TRIGGER symptom_locked_update BEFORE UPDATE ON symptom
BEGIN SELECT RAISE(ABORT, 'record is locked: symptom'); END


CREATE TRIGGER symptom_locked_delete BEFORE DELETE ON symptom
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'symptom' AND row_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'record is locked: symptom'); END


CREATE TRIGGER aftercare_template_locked_insert BEFORE INSERT ON aftercare_template
WHEN EXISTS (SELECT 1 FROM aftercare_template WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: aftercare_template'); END


CREATE TRIGGER aftercare_template_locked_update BEFORE UPDATE ON aftercare_template
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.sheet IS NOT OLD.sheet OR NEW.version IS NOT OLD.version OR NEW.language IS NOT OLD.language OR NEW.title IS NOT OLD.title OR NEW.body IS NOT OLD.body OR NEW.areas IS NOT OLD.areas OR NEW.author IS NOT OLD.author OR NEW.created_at IS NOT OLD.created_at
BEGIN SELECT RAISE(ABORT, 'record is locked: aftercare_template'); END


CREATE TRIGGER aftercare_template_locked_delete BEFORE DELETE ON aftercare_template
BEGIN SELECT RAISE(ABORT, 'record is locked: aftercare_template'); END


CREATE TRIGGER photo_locked_insert BEFORE INSERT ON photo
WHEN EXISTS (SELECT 1 FROM photo WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: photo'); END


CREATE TRIGGER photo_locked_update BEFORE UPDATE ON photo
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.client_id IS NOT OLD.client_id OR NEW.sha256 IS NOT OLD.sha256 OR NEW.file_sha256 IS NOT OLD.file_sha256 OR NEW.width IS NOT OLD.width OR NEW.height IS NOT OLD.height OR NEW.taken_at IS NOT OLD.taken_at OR NEW.added_at IS NOT OLD.added_at
BEGIN SELECT RAISE(ABORT, 'record is locked: photo'); END


CREATE TRIGGER photo_locked_delete BEFORE DELETE ON photo
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'photo' AND row_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'record is locked: photo'); END


CREATE TRIGGER device_locked_insert BEFORE INSERT ON device
WHEN EXISTS (SELECT 1 FROM device WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: device'); END


CREATE TRIGGER device_locked_update BEFORE UPDATE ON device
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: device'); END


CREATE TRIGGER device_locked_delete BEFORE DELETE ON device
BEGIN SELECT RAISE(ABORT, 'record is locked: device'); END


CREATE TRIGGER product_locked_insert BEFORE INSERT ON product
WHEN EXISTS (SELECT 1 FROM product WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: product'); END


CREATE TRIGGER product_locked_update BEFORE UPDATE ON product
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: product'); END


CREATE TRIGGER product_locked_delete BEFORE DELETE ON product
BEGIN SELECT RAISE(ABORT, 'record is locked: product'); END


CREATE TRIGGER lot_locked_insert BEFORE INSERT ON lot
WHEN EXISTS (SELECT 1 FROM lot WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: lot'); END


CREATE TRIGGER lot_locked_update BEFORE UPDATE ON lot
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: lot'); END


CREATE TRIGGER lot_locked_delete BEFORE DELETE ON lot
BEGIN SELECT RAISE(ABORT, 'record is locked: lot'); END


CREATE TRIGGER lot_adjustment_locked_insert BEFORE INSERT ON lot_adjustment
WHEN EXISTS (SELECT 1 FROM lot_adjustment WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: lot_adjustment'); END


CREATE TRIGGER lot_adjustment_locked_update BEFORE UPDATE ON lot_adjustment
WHEN NOT (NEW.session_id IS NULL AND NEW.lot_id IS OLD.lot_id AND NEW.change IS OLD.change AND NEW.person_id IS OLD.person_id AND NEW.made_at IS OLD.made_at AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin AND EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'lot_adjustment' AND row_id = OLD.id))
BEGIN SELECT RAISE(ABORT, 'record is locked: lot_adjustment'); END


CREATE TRIGGER lot_adjustment_locked_delete BEFORE DELETE ON lot_adjustment
BEGIN SELECT RAISE(ABORT, 'record is locked: lot_adjustment'); END


CREATE TRIGGER recall_locked_insert BEFORE INSERT ON recall
WHEN EXISTS (SELECT 1 FROM recall WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: recall'); END


CREATE TRIGGER recall_locked_update BEFORE UPDATE ON recall
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.kind IS NOT OLD.kind OR NEW.subject_uid IS NOT OLD.subject_uid OR NEW.subject IS NOT OLD.subject OR NEW.number IS NOT OLD.number OR NEW.reason IS NOT OLD.reason OR NEW.opened_by_id IS NOT OLD.opened_by_id OR NEW.opened_by IS NOT OLD.opened_by OR NEW.opened_at IS NOT OLD.opened_at
BEGIN SELECT RAISE(ABORT, 'record is locked: recall'); END


CREATE TRIGGER recall_locked_delete BEFORE DELETE ON recall
BEGIN SELECT RAISE(ABORT, 'record is locked: recall'); END


CREATE TRIGGER recall_notice_locked_insert BEFORE INSERT ON recall_notice
WHEN EXISTS (SELECT 1 FROM recall_notice WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: recall_notice'); END


CREATE TRIGGER recall_notice_locked_update BEFORE UPDATE ON recall_notice
BEGIN SELECT RAISE(ABORT, 'record is locked: recall_notice'); END


CREATE TRIGGER recall_notice_locked_delete BEFORE DELETE ON recall_notice
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'recall_notice' AND row_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'record is locked: recall_notice'); END


CREATE TRIGGER legal_hold_locked_insert BEFORE INSERT ON legal_hold
WHEN EXISTS (SELECT 1 FROM legal_hold WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: legal_hold'); END


CREATE TRIGGER legal_hold_locked_update BEFORE UPDATE ON legal_hold
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.client_id IS NOT OLD.client_id OR NEW.reason IS NOT OLD.reason OR NEW.placed_by IS NOT OLD.placed_by OR NEW.placed_at IS NOT OLD.placed_at
BEGIN SELECT RAISE(ABORT, 'record is locked: legal_hold'); END


CREATE TRIGGER legal_hold_locked_delete BEFORE DELETE ON legal_hold
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'legal_hold' AND row_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'record is locked: legal_hold'); END


CREATE TRIGGER cartridge_use_once_insert BEFORE INSERT ON cartridge_use
WHEN NEW.serial <> '' AND EXISTS (SELECT 1 FROM cartridge_use AS used JOIN session AS other ON other.id = used.session_id WHERE used.serial <> '' AND upper(replace(used.serial, ' ', '')) = upper(replace(NEW.serial, ' ', '')) AND (used.lot_id = NEW.lot_id OR upper(replace(used.lot, ' ', '')) = upper(replace(NEW.lot, ' ', '')) OR upper(replace(NEW.lot, ' ', '')) = '' OR upper(replace(used.lot, ' ', '')) = '') AND NOT EXISTS (SELECT 1 FROM product AS this, product AS that WHERE this.id = NEW.product_id AND that.id = used.product_id AND this.gtin <> '' AND that.gtin <> '' AND this.gtin <> that.gtin) AND other.state NOT IN ('void', 'deferred') AND (SELECT coalesce(merged_into_id, id) FROM client WHERE id = other.client_id) <> (SELECT coalesce(merged_into_id, id) FROM client WHERE id = (SELECT client_id FROM session WHERE id = NEW.session_id)))
BEGIN SELECT RAISE(ABORT, 'cartridge was used for another client'); END


CREATE TRIGGER cartridge_use_in_stock_insert BEFORE INSERT ON cartridge_use
WHEN NEW.lot_id IS NOT NULL AND coalesce(NEW.count, 0) > (SELECT quantity FROM lot WHERE id = NEW.lot_id)
BEGIN SELECT RAISE(ABORT, 'lot has not so many left'); END


CREATE TRIGGER cartridge_use_once_update BEFORE UPDATE ON cartridge_use
WHEN NEW.serial <> '' AND EXISTS (SELECT 1 FROM cartridge_use AS used JOIN session AS other ON other.id = used.session_id WHERE used.serial <> '' AND upper(replace(used.serial, ' ', '')) = upper(replace(NEW.serial, ' ', '')) AND (used.lot_id = NEW.lot_id OR upper(replace(used.lot, ' ', '')) = upper(replace(NEW.lot, ' ', '')) OR upper(replace(NEW.lot, ' ', '')) = '' OR upper(replace(used.lot, ' ', '')) = '') AND NOT EXISTS (SELECT 1 FROM product AS this, product AS that WHERE this.id = NEW.product_id AND that.id = used.product_id AND this.gtin <> '' AND that.gtin <> '' AND this.gtin <> that.gtin) AND other.state NOT IN ('void', 'deferred') AND (SELECT coalesce(merged_into_id, id) FROM client WHERE id = other.client_id) <> (SELECT coalesce(merged_into_id, id) FROM client WHERE id = (SELECT client_id FROM session WHERE id = NEW.session_id)))
BEGIN SELECT RAISE(ABORT, 'cartridge was used for another client'); END


CREATE TRIGGER cartridge_use_in_stock_update BEFORE UPDATE ON cartridge_use
WHEN NEW.lot_id IS NOT NULL AND coalesce(NEW.count, 0) > (SELECT quantity FROM lot WHERE id = NEW.lot_id)
BEGIN SELECT RAISE(ABORT, 'lot has not so many left'); END


CREATE TRIGGER session_hands_on_no_unit BEFORE UPDATE ON session
WHEN NEW.client_id IS NOT OLD.client_id AND EXISTS (SELECT 1 FROM cartridge_use WHERE session_id = OLD.id AND serial <> '')
BEGIN SELECT RAISE(ABORT, 'cartridge was used for another client'); END


CREATE TRIGGER score_kept_update BEFORE UPDATE ON score
WHEN OLD.session_id IS NULL AND NOT (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND NEW.withdrawn_reason <> '' AND NEW.client_id IS OLD.client_id AND NEW.session_id IS OLD.session_id AND NEW.scale IS OLD.scale AND NEW.scale_version IS OLD.scale_version AND NEW.scale_name IS OLD.scale_name AND NEW.rater IS OLD.rater AND NEW.rated_on IS OLD.rated_on AND NEW.total IS OLD.total AND NEW.note IS OLD.note AND NEW.rated_by_id IS OLD.rated_by_id AND NEW.rated_by IS OLD.rated_by AND NEW.recorded_at IS OLD.recorded_at AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin)
BEGIN SELECT RAISE(ABORT, 'record is locked: score'); END


CREATE TRIGGER score_kept_delete BEFORE DELETE ON score
WHEN OLD.session_id IS NULL AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'score' AND row_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'record is locked: score'); END


CREATE TRIGGER score_item_kept_update BEFORE UPDATE ON score_item
WHEN (SELECT session_id FROM score WHERE id = OLD.score_id) IS NULL
BEGIN SELECT RAISE(ABORT, 'record is locked: score_item'); END


CREATE TRIGGER score_item_kept_delete BEFORE DELETE ON score_item
WHEN (SELECT session_id FROM score WHERE id = OLD.score_id) IS NULL AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'score_item' AND row_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'record is locked: score_item'); END


CREATE TRIGGER consent_locked_insert BEFORE INSERT ON consent
WHEN EXISTS (SELECT 1 FROM consent WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: consent'); END


CREATE TRIGGER consent_locked_update BEFORE UPDATE ON consent
WHEN NOT (
  (OLD.signed_at IS NULL AND NEW.signed_at IS NULL AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid)
  OR (OLD.status = 'given' AND NEW.status = 'withdrawn' AND OLD.withdrawn_on IS NULL AND NEW.withdrawn_on IS NOT NULL AND NEW.client_id IS OLD.client_id AND NEW.position IS OLD.position AND NEW.kind IS OLD.kind AND NEW.version IS OLD.version AND NEW.decided_on IS OLD.decided_on AND NEW.note IS OLD.note AND NEW.consent_template_id IS OLD.consent_template_id AND NEW.language IS OLD.language AND NEW.title IS OLD.title AND NEW.shown_text IS OLD.shown_text AND NEW.client_name IS OLD.client_name AND NEW.clinic_name IS OLD.clinic_name AND NEW.practitioner IS OLD.practitioner AND NEW.signer_name IS OLD.signer_name AND NEW.guardian_name IS OLD.guardian_name AND NEW.witness_name IS OLD.witness_name AND NEW.strokes IS OLD.strokes AND NEW.document_hash IS OLD.document_hash AND NEW.signed_at IS OLD.signed_at AND NEW.signed_offset IS OLD.signed_offset AND NEW.expires_on IS OLD.expires_on AND NEW.active IS OLD.active AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin))
BEGIN SELECT RAISE(ABORT, 'record is locked: consent'); END


CREATE TRIGGER consent_locked_delete BEFORE DELETE ON consent
WHEN NOT EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = 'consent' AND row_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'record is locked: consent'); END


CREATE TRIGGER consent_template_locked_insert BEFORE INSERT ON consent_template
WHEN EXISTS (SELECT 1 FROM consent_template WHERE id = NEW.id OR uid = NEW.uid OR (kind = NEW.kind AND version = NEW.version AND language = NEW.language))
BEGIN SELECT RAISE(ABORT, 'record is locked: consent_template'); END


CREATE TRIGGER consent_template_locked_update BEFORE UPDATE ON consent_template
BEGIN SELECT RAISE(ABORT, 'record is locked: consent_template'); END


CREATE TRIGGER consent_template_locked_delete BEFORE DELETE ON consent_template
BEGIN SELECT RAISE(ABORT, 'record is locked: consent_template'); END


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
BEGIN SELECT RAISE(ABORT, 'record is locked: topical_zone'); END
