CREATE TABLE audit_entry (
	id INTEGER NOT NULL, 
	origin VARCHAR NOT NULL, 
	sequence INTEGER NOT NULL, 
	made_at BIGINT NOT NULL, 
	person_uid VARCHAR NOT NULL, 
	person VARCHAR NOT NULL, 
	act VARCHAR NOT NULL, 
	record_kind VARCHAR NOT NULL, 
	record_uid VARCHAR NOT NULL, 
	"before" VARCHAR, 
	"after" VARCHAR, 
	previous_hash VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	CONSTRAINT pk_audit_entry PRIMARY KEY (id), 
	CONSTRAINT uq_audit_entry_origin_sequence UNIQUE (origin, sequence)
)


CREATE INDEX ix_audit_entry_record_kind_record_uid ON audit_entry (record_kind, record_uid)


CREATE TABLE client (
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
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_client PRIMARY KEY (id), 
	CONSTRAINT ck_client_phototype CHECK (phototype BETWEEN 1 AND 6), 
	CONSTRAINT uq_client_uid UNIQUE (uid)
)


CREATE INDEX ix_client_active ON client (active)


CREATE INDEX ix_client_name ON client (name)


CREATE TABLE consent_template (
	kind VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_consent_template PRIMARY KEY (id), 
	CONSTRAINT ck_consent_template_kind CHECK (kind IN ('treatment', 'photo', 'marketing')), 
	CONSTRAINT uq_consent_template_kind_version_language UNIQUE (kind, version, language), 
	CONSTRAINT uq_consent_template_uid UNIQUE (uid)
)


CREATE TABLE installation (
	id INTEGER NOT NULL, 
	origin VARCHAR NOT NULL, 
	clinic_name VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_installation PRIMARY KEY (id), 
	CONSTRAINT ck_installation_one_row CHECK (id = 1)
)


CREATE TABLE practitioner (
	name VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	licence VARCHAR DEFAULT '' NOT NULL, 
	depth_ceiling_um INTEGER, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_practitioner PRIMARY KEY (id), 
	CONSTRAINT ck_practitioner_role CHECK (role IN ('practitioner', 'manager', 'inspector')), 
	CONSTRAINT ck_practitioner_depth_ceiling_um CHECK (depth_ceiling_um BETWEEN 100 AND 3000), 
	CONSTRAINT uq_practitioner_uid UNIQUE (uid)
)


CREATE TABLE setting (
	"key" VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	changed_at BIGINT NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (id), 
	CONSTRAINT uq_setting_key UNIQUE ("key"), 
	CONSTRAINT uq_setting_uid UNIQUE (uid)
)


CREATE TABLE device (
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


CREATE TABLE product (
	name VARCHAR NOT NULL, 
	category VARCHAR NOT NULL, 
	maker VARCHAR DEFAULT '' NOT NULL, 
	strength VARCHAR DEFAULT '' NOT NULL, 
	sterile BOOLEAN, 
	labelled_for_microneedling BOOLEAN, 
	note VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_product PRIMARY KEY (id), 
	CONSTRAINT uq_product_uid UNIQUE (uid)
)


CREATE TABLE history_item (
	client_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	last_exposure DATE, 
	asked_on DATE, 
	note VARCHAR DEFAULT '' NOT NULL, 
	alert BOOLEAN DEFAULT '0' NOT NULL, 
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


CREATE INDEX ix_history_item_client_id ON history_item (client_id)


CREATE TABLE client_concern (
	client_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	concern VARCHAR NOT NULL, 
	severity VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_client_concern PRIMARY KEY (id), 
	CONSTRAINT fk_client_concern_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT uq_client_concern_uid UNIQUE (uid)
)


CREATE INDEX ix_client_concern_client_id ON client_concern (client_id)


CREATE TABLE avoid_mark (
	client_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	map_name VARCHAR NOT NULL, 
	x INTEGER NOT NULL, 
	y INTEGER NOT NULL, 
	zone VARCHAR, 
	side VARCHAR, 
	since DATE, 
	until DATE, 
	note VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_avoid_mark PRIMARY KEY (id), 
	CONSTRAINT ck_avoid_mark_x CHECK (x BETWEEN 0 AND 10000), 
	CONSTRAINT ck_avoid_mark_y CHECK (y BETWEEN 0 AND 10000), 
	CONSTRAINT fk_avoid_mark_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT uq_avoid_mark_uid UNIQUE (uid)
)


CREATE INDEX ix_avoid_mark_client_id ON avoid_mark (client_id)


CREATE TABLE consent (
	client_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	version VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	decided_on DATE NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	consent_template_id INTEGER, 
	signer_name VARCHAR DEFAULT '' NOT NULL, 
	guardian_name VARCHAR DEFAULT '' NOT NULL, 
	witness_name VARCHAR DEFAULT '' NOT NULL, 
	strokes VARCHAR, 
	document_hash VARCHAR DEFAULT '' NOT NULL, 
	signed_at BIGINT, 
	expires_on DATE, 
	withdrawn_on DATE, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_consent PRIMARY KEY (id), 
	CONSTRAINT ck_consent_kind CHECK (kind IN ('treatment', 'photo', 'marketing')), 
	CONSTRAINT ck_consent_status CHECK (status IN ('given', 'refused', 'withdrawn')), 
	CONSTRAINT fk_consent_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_consent_consent_template_id_consent_template FOREIGN KEY(consent_template_id) REFERENCES consent_template (id), 
	CONSTRAINT uq_consent_uid UNIQUE (uid)
)


CREATE INDEX ix_consent_client_id ON consent (client_id)


CREATE INDEX ix_consent_consent_template_id ON consent (consent_template_id)


CREATE TABLE draft (
	client_id INTEGER NOT NULL, 
	practitioner_id INTEGER NOT NULL, 
	saved_at BIGINT NOT NULL, 
	document VARCHAR NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (id), 
	CONSTRAINT fk_draft_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_draft_practitioner_id_practitioner FOREIGN KEY(practitioner_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_draft_uid UNIQUE (uid)
)


CREATE INDEX ix_draft_client_id ON draft (client_id)


CREATE TABLE "plan" (
	client_id INTEGER NOT NULL, 
	concern VARCHAR NOT NULL, 
	planned_sessions INTEGER, 
	interval_days INTEGER, 
	phase VARCHAR NOT NULL, 
	started_on DATE, 
	note VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_plan PRIMARY KEY (id), 
	CONSTRAINT ck_plan_phase CHECK (phase IN ('series', 'maintenance')), 
	CONSTRAINT ck_plan_planned_sessions CHECK (planned_sessions BETWEEN 1 AND 1000), 
	CONSTRAINT ck_plan_interval_days CHECK (interval_days BETWEEN 1 AND 3660), 
	CONSTRAINT fk_plan_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT uq_plan_uid UNIQUE (uid)
)


CREATE INDEX ix_plan_client_id ON "plan" (client_id)


CREATE TABLE preset (
	name VARCHAR NOT NULL, 
	document VARCHAR NOT NULL, 
	created_by_id INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_preset PRIMARY KEY (id), 
	CONSTRAINT fk_preset_created_by_id_practitioner FOREIGN KEY(created_by_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_preset_uid UNIQUE (uid)
)


CREATE TABLE limit_override (
	zone VARCHAR NOT NULL, 
	warn_um INTEGER NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	person_id INTEGER NOT NULL, 
	person VARCHAR NOT NULL, 
	made_at BIGINT NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_limit_override PRIMARY KEY (id), 
	CONSTRAINT ck_limit_override_warn_um CHECK (warn_um BETWEEN 0 AND 3000), 
	CONSTRAINT fk_limit_override_person_id_practitioner FOREIGN KEY(person_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_limit_override_uid UNIQUE (uid)
)


CREATE INDEX ix_limit_override_zone ON limit_override (zone)


CREATE TABLE rule_override (
	rule VARCHAR NOT NULL, 
	window_days INTEGER, 
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


CREATE INDEX ix_rule_override_rule ON rule_override (rule)


CREATE TABLE lot (
	product_id INTEGER NOT NULL, 
	lot VARCHAR NOT NULL, 
	expiry VARCHAR, 
	opened_on DATE, 
	quantity INTEGER, 
	note VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_lot PRIMARY KEY (id), 
	CONSTRAINT fk_lot_product_id_product FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT uq_lot_uid UNIQUE (uid)
)


CREATE INDEX ix_lot_product_id ON lot (product_id)


CREATE INDEX ix_lot_lot ON lot (lot)


CREATE TABLE client_concern_zone (
	client_concern_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	zone VARCHAR NOT NULL, 
	side VARCHAR NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_client_concern_zone PRIMARY KEY (id), 
	CONSTRAINT uq_client_concern_zone_client_concern_id_position UNIQUE (client_concern_id, position), 
	CONSTRAINT fk_client_concern_zone_client_concern_id_client_concern FOREIGN KEY(client_concern_id) REFERENCES client_concern (id), 
	CONSTRAINT uq_client_concern_zone_uid UNIQUE (uid)
)


CREATE TABLE session (
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
	CONSTRAINT ck_session_state CHECK (state IN ('open', 'signed', 'countersigned', 'void')), 
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


CREATE INDEX ix_session_state_day ON session (state, day)


CREATE INDEX ix_session_plan_id ON session (plan_id)


CREATE INDEX ix_session_day ON session (day)


CREATE INDEX ix_session_client_id_day ON session (client_id, day)


CREATE INDEX ix_session_practitioner_id_day ON session (practitioner_id, day)


CREATE TABLE plan_zone (
	plan_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	zone VARCHAR NOT NULL, 
	side VARCHAR NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_plan_zone PRIMARY KEY (id), 
	CONSTRAINT uq_plan_zone_plan_id_position UNIQUE (plan_id, position), 
	CONSTRAINT fk_plan_zone_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT uq_plan_zone_uid UNIQUE (uid)
)


CREATE TABLE plan_summary (
	plan_id INTEGER NOT NULL, 
	done INTEGER NOT NULL, 
	last_on DATE, 
	due_on DATE, 
	CONSTRAINT pk_plan_summary PRIMARY KEY (plan_id), 
	CONSTRAINT fk_plan_summary_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id)
)


CREATE INDEX ix_plan_summary_due_on ON plan_summary (due_on)


CREATE TABLE treated_zone (
	session_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	zone VARCHAR NOT NULL, 
	side VARCHAR NOT NULL, 
	custom_name VARCHAR DEFAULT '' NOT NULL, 
	depth_um INTEGER, 
	passes INTEGER, 
	pattern VARCHAR, 
	speed_value VARCHAR, 
	speed_unit VARCHAR, 
	erythema INTEGER, 
	bleeding INTEGER, 
	pain INTEGER, 
	concern VARCHAR DEFAULT '' NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	reason VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_treated_zone PRIMARY KEY (id), 
	CONSTRAINT uq_treated_zone_session_id_row UNIQUE (session_id, "row"), 
	CONSTRAINT ck_treated_zone_depth_um CHECK (depth_um BETWEEN 100 AND 3000), 
	CONSTRAINT ck_treated_zone_passes CHECK (passes BETWEEN 1 AND 15), 
	CONSTRAINT ck_treated_zone_erythema CHECK (erythema BETWEEN 0 AND 4), 
	CONSTRAINT ck_treated_zone_bleeding CHECK (bleeding BETWEEN 0 AND 4), 
	CONSTRAINT ck_treated_zone_pain CHECK (pain BETWEEN 0 AND 10), 
	CONSTRAINT fk_treated_zone_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT uq_treated_zone_uid UNIQUE (uid)
)


CREATE INDEX ix_treated_zone_zone_depth_um ON treated_zone (zone, depth_um)


CREATE TABLE numbing (
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
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_numbing PRIMARY KEY (id), 
	CONSTRAINT uq_numbing_session_id_row UNIQUE (session_id, "row"), 
	CONSTRAINT ck_numbing_off_not_before_on CHECK (off_at >= on_at), 
	CONSTRAINT fk_numbing_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_numbing_product_id_product FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_numbing_lot_id_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT uq_numbing_uid UNIQUE (uid)
)


CREATE INDEX ix_numbing_lot_id ON numbing (lot_id)


CREATE INDEX ix_numbing_product_id ON numbing (product_id)


CREATE TABLE device_use (
	session_id INTEGER NOT NULL, 
	device_id INTEGER, 
	model_code VARCHAR DEFAULT '' NOT NULL, 
	name VARCHAR DEFAULT '' NOT NULL, 
	serial VARCHAR DEFAULT '' NOT NULL, 
	speed_value VARCHAR, 
	speed_unit VARCHAR, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_device_use PRIMARY KEY (id), 
	CONSTRAINT uq_device_use_session_id UNIQUE (session_id), 
	CONSTRAINT fk_device_use_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_device_use_device_id_device FOREIGN KEY(device_id) REFERENCES device (id), 
	CONSTRAINT uq_device_use_uid UNIQUE (uid)
)


CREATE INDEX ix_device_use_device_id ON device_use (device_id)


CREATE TABLE cartridge_use (
	session_id INTEGER NOT NULL, 
	product_id INTEGER, 
	lot_id INTEGER, 
	kind VARCHAR DEFAULT '' NOT NULL, 
	lot VARCHAR DEFAULT '' NOT NULL, 
	expiry VARCHAR, 
	count INTEGER, 
	expired_reason VARCHAR DEFAULT '' NOT NULL, 
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


CREATE INDEX ix_cartridge_use_lot_id ON cartridge_use (lot_id)


CREATE INDEX ix_cartridge_use_product_id ON cartridge_use (product_id)


CREATE INDEX ix_cartridge_use_lot ON cartridge_use (lot)


CREATE TABLE topical (
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


CREATE INDEX ix_topical_product_id ON topical (product_id)


CREATE INDEX ix_topical_lot ON topical (lot)


CREATE INDEX ix_topical_lot_id ON topical (lot_id)


CREATE TABLE reaction (
	session_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	sign VARCHAR NOT NULL, 
	severity INTEGER, 
	zone VARCHAR, 
	side VARCHAR, 
	note VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_reaction PRIMARY KEY (id), 
	CONSTRAINT uq_reaction_session_id_row UNIQUE (session_id, "row"), 
	CONSTRAINT ck_reaction_severity CHECK (severity BETWEEN 1 AND 3), 
	CONSTRAINT fk_reaction_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT uq_reaction_uid UNIQUE (uid)
)


CREATE TABLE combined_treatment (
	session_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	treatment VARCHAR NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_combined_treatment PRIMARY KEY (id), 
	CONSTRAINT uq_combined_treatment_session_id_position UNIQUE (session_id, position), 
	CONSTRAINT fk_combined_treatment_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT uq_combined_treatment_uid UNIQUE (uid)
)


CREATE TABLE addendum (
	session_id INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
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


CREATE INDEX ix_addendum_session_id ON addendum (session_id)


CREATE TABLE score (
	client_id INTEGER NOT NULL, 
	session_id INTEGER, 
	scale VARCHAR NOT NULL, 
	scale_version VARCHAR NOT NULL, 
	rater VARCHAR NOT NULL, 
	rated_on DATE NOT NULL, 
	total INTEGER, 
	note VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_score PRIMARY KEY (id), 
	CONSTRAINT fk_score_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_score_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT uq_score_uid UNIQUE (uid)
)


CREATE INDEX ix_score_session_id ON score (session_id)


CREATE INDEX ix_score_client_id_rated_on ON score (client_id, rated_on)


CREATE TABLE follow_up (
	client_id INTEGER NOT NULL, 
	session_id INTEGER, 
	day_offset INTEGER, 
	seen_on DATE NOT NULL, 
	note VARCHAR DEFAULT '' NOT NULL, 
	recorded_by_id INTEGER NOT NULL, 
	recorded_at BIGINT NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_follow_up PRIMARY KEY (id), 
	CONSTRAINT ck_follow_up_day_offset CHECK (day_offset BETWEEN 0 AND 3660), 
	CONSTRAINT fk_follow_up_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_follow_up_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_follow_up_recorded_by_id_practitioner FOREIGN KEY(recorded_by_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_follow_up_uid UNIQUE (uid)
)


CREATE INDEX ix_follow_up_client_id ON follow_up (client_id)


CREATE INDEX ix_follow_up_session_id ON follow_up (session_id)


CREATE TABLE photo (
	client_id INTEGER NOT NULL, 
	session_id INTEGER, 
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
	note VARCHAR DEFAULT '' NOT NULL, 
	active BOOLEAN DEFAULT '1' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_photo PRIMARY KEY (id), 
	CONSTRAINT uq_photo_file_sha256 UNIQUE (file_sha256), 
	CONSTRAINT fk_photo_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_photo_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_photo_consent_id_consent FOREIGN KEY(consent_id) REFERENCES consent (id), 
	CONSTRAINT uq_photo_uid UNIQUE (uid)
)


CREATE INDEX ix_photo_client_id ON photo (client_id)


CREATE INDEX ix_photo_consent_id ON photo (consent_id)


CREATE INDEX ix_photo_session_id ON photo (session_id)


CREATE INDEX ix_photo_sha256 ON photo (sha256)


CREATE TABLE screening_answer (
	session_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	question VARCHAR NOT NULL, 
	answer VARCHAR NOT NULL, 
	last_exposure DATE, 
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


CREATE INDEX ix_screening_answer_session_id ON screening_answer (session_id)


CREATE TABLE finding (
	session_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	rule VARCHAR NOT NULL, 
	rule_version VARCHAR NOT NULL, 
	severity VARCHAR NOT NULL, 
	scope VARCHAR NOT NULL, 
	zone VARCHAR, 
	side VARCHAR, 
	window_days INTEGER, 
	measured_days INTEGER, 
	decision VARCHAR DEFAULT '' NOT NULL, 
	reason VARCHAR DEFAULT '' NOT NULL, 
	prescriber VARCHAR DEFAULT '' NOT NULL, 
	decided_by VARCHAR DEFAULT '' NOT NULL, 
	decided_at BIGINT, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_finding PRIMARY KEY (id), 
	CONSTRAINT ck_finding_severity CHECK (severity IN ('block', 'warn', 'note')), 
	CONSTRAINT ck_finding_scope CHECK (scope IN ('session', 'zone', 'numbing')), 
	CONSTRAINT fk_finding_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT uq_finding_uid UNIQUE (uid)
)


CREATE INDEX ix_finding_session_id ON finding (session_id)


CREATE INDEX ix_finding_rule ON finding (rule)


CREATE TABLE lot_adjustment (
	lot_id INTEGER NOT NULL, 
	session_id INTEGER, 
	change INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	made_at BIGINT NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_lot_adjustment PRIMARY KEY (id), 
	CONSTRAINT fk_lot_adjustment_lot_id_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_lot_adjustment_session_id_session FOREIGN KEY(session_id) REFERENCES session (id), 
	CONSTRAINT fk_lot_adjustment_person_id_practitioner FOREIGN KEY(person_id) REFERENCES practitioner (id), 
	CONSTRAINT uq_lot_adjustment_uid UNIQUE (uid)
)


CREATE INDEX ix_lot_adjustment_session_id ON lot_adjustment (session_id)


CREATE INDEX ix_lot_adjustment_lot_id ON lot_adjustment (lot_id)


CREATE TABLE client_summary (
	client_id INTEGER NOT NULL, 
	sessions INTEGER NOT NULL, 
	last_session_id INTEGER, 
	last_session_on DATE, 
	last_zones VARCHAR DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_client_summary PRIMARY KEY (client_id), 
	CONSTRAINT fk_client_summary_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_client_summary_last_session_id_session FOREIGN KEY(last_session_id) REFERENCES session (id)
)


CREATE INDEX ix_client_summary_last_session_on ON client_summary (last_session_on)


CREATE TABLE topical_zone (
	session_id INTEGER NOT NULL, 
	"row" INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	zone VARCHAR NOT NULL, 
	side VARCHAR NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_topical_zone PRIMARY KEY (id), 
	CONSTRAINT fk_topical_zone_session_id_row_topical FOREIGN KEY(session_id, "row") REFERENCES topical (session_id, "row"), 
	CONSTRAINT uq_topical_zone_session_id_row_position UNIQUE (session_id, "row", position), 
	CONSTRAINT uq_topical_zone_uid UNIQUE (uid)
)


CREATE TABLE score_item (
	score_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	item VARCHAR NOT NULL, 
	value INTEGER NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_score_item PRIMARY KEY (id), 
	CONSTRAINT uq_score_item_score_id_item UNIQUE (score_id, item), 
	CONSTRAINT fk_score_item_score_id_score FOREIGN KEY(score_id) REFERENCES score (id), 
	CONSTRAINT uq_score_item_uid UNIQUE (uid)
)


CREATE TABLE symptom (
	follow_up_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	sign VARCHAR NOT NULL, 
	grade INTEGER NOT NULL, 
	zone VARCHAR, 
	side VARCHAR, 
	resolved_on DATE, 
	note VARCHAR DEFAULT '' NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_symptom PRIMARY KEY (id), 
	CONSTRAINT uq_symptom_follow_up_id_position UNIQUE (follow_up_id, position), 
	CONSTRAINT ck_symptom_grade CHECK (grade BETWEEN 0 AND 4), 
	CONSTRAINT fk_symptom_follow_up_id_follow_up FOREIGN KEY(follow_up_id) REFERENCES follow_up (id), 
	CONSTRAINT uq_symptom_uid UNIQUE (uid)
)


CREATE TABLE adverse_event (
	client_id INTEGER NOT NULL, 
	session_id INTEGER, 
	follow_up_id INTEGER, 
	lot_id INTEGER, 
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


CREATE INDEX ix_adverse_event_client_id ON adverse_event (client_id)


CREATE INDEX ix_adverse_event_session_id ON adverse_event (session_id)


CREATE INDEX ix_adverse_event_follow_up_id ON adverse_event (follow_up_id)


CREATE INDEX ix_adverse_event_lot_id ON adverse_event (lot_id)


CREATE TABLE thumbnail (
	photo_id INTEGER NOT NULL, 
	media_type VARCHAR NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	picture BLOB NOT NULL, 
	id INTEGER NOT NULL, 
	uid VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, 
	CONSTRAINT pk_thumbnail PRIMARY KEY (id), 
	CONSTRAINT uq_thumbnail_photo_id UNIQUE (photo_id), 
	CONSTRAINT fk_thumbnail_photo_id_photo FOREIGN KEY(photo_id) REFERENCES photo (id), 
	CONSTRAINT uq_thumbnail_uid UNIQUE (uid)
)


CREATE VIRTUAL TABLE client_search USING fts5(words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3')


CREATE TRIGGER session_locked_insert BEFORE INSERT ON session
WHEN NEW.state <> 'open' OR EXISTS (SELECT 1 FROM session WHERE (id = NEW.id OR uid = NEW.uid) AND state <> 'open')
BEGIN SELECT RAISE(ABORT, 'record is locked: session'); END


CREATE TRIGGER session_locked_update BEFORE UPDATE ON session
WHEN NOT (
  (OLD.state = 'open' AND NEW.state = 'open' AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid)
  OR (OLD.state = 'open' AND NEW.state = 'signed' AND NEW.client_id IS OLD.client_id AND NEW.practitioner_id IS OLD.practitioner_id AND NEW.plan_id IS OLD.plan_id AND NEW.day IS OLD.day AND NEW.created_at IS OLD.created_at AND NEW.created_offset IS OLD.created_offset AND NEW.started_at IS OLD.started_at AND NEW.started_offset IS OLD.started_offset AND NEW.ended_at IS OLD.ended_at AND NEW.ended_offset IS OLD.ended_offset AND NEW.offset_minutes IS OLD.offset_minutes AND NEW.number IS OLD.number AND NEW.planned_total IS OLD.planned_total AND NEW.phase IS OLD.phase AND NEW.pain IS OLD.pain AND NEW.reactions_answered IS OLD.reactions_answered AND NEW.reactions_note IS OLD.reactions_note AND NEW.combined_other IS OLD.combined_other AND NEW.aftercare_sheet IS OLD.aftercare_sheet AND NEW.aftercare_version IS OLD.aftercare_version AND NEW.aftercare_given_at IS OLD.aftercare_given_at AND NEW.aftercare_given_offset IS OLD.aftercare_given_offset AND NEW.next_due IS OLD.next_due AND NEW.note IS OLD.note AND NEW.repeated_from IS OLD.repeated_from AND NEW.screening_outcome IS OLD.screening_outcome AND NEW.rules_version IS OLD.rules_version AND NEW.ask_again_on IS OLD.ask_again_on AND NEW.imported_from IS OLD.imported_from AND NEW.countersigned_by_id IS OLD.countersigned_by_id AND NEW.countersigned_by IS OLD.countersigned_by AND NEW.countersigned_at IS OLD.countersigned_at AND NEW.countersigned_offset IS OLD.countersigned_offset AND NEW.voided_by_id IS OLD.voided_by_id AND NEW.voided_by IS OLD.voided_by AND NEW.voided_at IS OLD.voided_at AND NEW.voided_offset IS OLD.voided_offset AND NEW.void_reason IS OLD.void_reason AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin)
  OR (OLD.state = 'signed' AND NEW.state = 'countersigned' AND NEW.client_id IS OLD.client_id AND NEW.practitioner_id IS OLD.practitioner_id AND NEW.plan_id IS OLD.plan_id AND NEW.day IS OLD.day AND NEW.created_at IS OLD.created_at AND NEW.created_offset IS OLD.created_offset AND NEW.started_at IS OLD.started_at AND NEW.started_offset IS OLD.started_offset AND NEW.ended_at IS OLD.ended_at AND NEW.ended_offset IS OLD.ended_offset AND NEW.offset_minutes IS OLD.offset_minutes AND NEW.number IS OLD.number AND NEW.planned_total IS OLD.planned_total AND NEW.phase IS OLD.phase AND NEW.pain IS OLD.pain AND NEW.reactions_answered IS OLD.reactions_answered AND NEW.reactions_note IS OLD.reactions_note AND NEW.combined_other IS OLD.combined_other AND NEW.aftercare_sheet IS OLD.aftercare_sheet AND NEW.aftercare_version IS OLD.aftercare_version AND NEW.aftercare_given_at IS OLD.aftercare_given_at AND NEW.aftercare_given_offset IS OLD.aftercare_given_offset AND NEW.next_due IS OLD.next_due AND NEW.note IS OLD.note AND NEW.repeated_from IS OLD.repeated_from AND NEW.screening_outcome IS OLD.screening_outcome AND NEW.rules_version IS OLD.rules_version AND NEW.ask_again_on IS OLD.ask_again_on AND NEW.imported_from IS OLD.imported_from AND NEW.signed_by_id IS OLD.signed_by_id AND NEW.signed_by IS OLD.signed_by AND NEW.licence IS OLD.licence AND NEW.signed_at IS OLD.signed_at AND NEW.signed_offset IS OLD.signed_offset AND NEW.chain_hash IS OLD.chain_hash AND NEW.voided_by_id IS OLD.voided_by_id AND NEW.voided_by IS OLD.voided_by AND NEW.voided_at IS OLD.voided_at AND NEW.voided_offset IS OLD.voided_offset AND NEW.void_reason IS OLD.void_reason AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin)
  OR (OLD.state IN ('signed', 'countersigned') AND NEW.state = 'void' AND NEW.client_id IS OLD.client_id AND NEW.practitioner_id IS OLD.practitioner_id AND NEW.plan_id IS OLD.plan_id AND NEW.day IS OLD.day AND NEW.created_at IS OLD.created_at AND NEW.created_offset IS OLD.created_offset AND NEW.started_at IS OLD.started_at AND NEW.started_offset IS OLD.started_offset AND NEW.ended_at IS OLD.ended_at AND NEW.ended_offset IS OLD.ended_offset AND NEW.offset_minutes IS OLD.offset_minutes AND NEW.number IS OLD.number AND NEW.planned_total IS OLD.planned_total AND NEW.phase IS OLD.phase AND NEW.pain IS OLD.pain AND NEW.reactions_answered IS OLD.reactions_answered AND NEW.reactions_note IS OLD.reactions_note AND NEW.combined_other IS OLD.combined_other AND NEW.aftercare_sheet IS OLD.aftercare_sheet AND NEW.aftercare_version IS OLD.aftercare_version AND NEW.aftercare_given_at IS OLD.aftercare_given_at AND NEW.aftercare_given_offset IS OLD.aftercare_given_offset AND NEW.next_due IS OLD.next_due AND NEW.note IS OLD.note AND NEW.repeated_from IS OLD.repeated_from AND NEW.screening_outcome IS OLD.screening_outcome AND NEW.rules_version IS OLD.rules_version AND NEW.ask_again_on IS OLD.ask_again_on AND NEW.imported_from IS OLD.imported_from AND NEW.signed_by_id IS OLD.signed_by_id AND NEW.signed_by IS OLD.signed_by AND NEW.licence IS OLD.licence AND NEW.signed_at IS OLD.signed_at AND NEW.signed_offset IS OLD.signed_offset AND NEW.chain_hash IS OLD.chain_hash AND NEW.countersigned_by_id IS OLD.countersigned_by_id AND NEW.countersigned_by IS OLD.countersigned_by AND NEW.countersigned_at IS OLD.countersigned_at AND NEW.countersigned_offset IS OLD.countersigned_offset AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid AND NEW.origin IS OLD.origin))
BEGIN SELECT RAISE(ABORT, 'record is locked: session'); END


CREATE TRIGGER session_locked_delete BEFORE DELETE ON session
WHEN OLD.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'record is locked: session'); END


CREATE TRIGGER addendum_locked_insert BEFORE INSERT ON addendum
WHEN NOT EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id AND state IN ('signed', 'countersigned'))
  OR EXISTS (SELECT 1 FROM addendum WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: addendum'); END


CREATE TRIGGER addendum_locked_update BEFORE UPDATE ON addendum
BEGIN SELECT RAISE(ABORT, 'record is locked: addendum'); END


CREATE TRIGGER addendum_locked_delete BEFORE DELETE ON addendum
BEGIN SELECT RAISE(ABORT, 'record is locked: addendum'); END


CREATE TRIGGER audit_entry_locked_insert BEFORE INSERT ON audit_entry
WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id OR (origin = NEW.origin AND sequence = NEW.sequence))
BEGIN SELECT RAISE(ABORT, 'record is locked: audit_entry'); END


CREATE TRIGGER audit_entry_locked_update BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'record is locked: audit_entry'); END


CREATE TRIGGER audit_entry_locked_delete BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'record is locked: audit_entry'); END


CREATE TRIGGER adverse_event_locked_insert BEFORE INSERT ON adverse_event
WHEN EXISTS (SELECT 1 FROM adverse_event WHERE id = NEW.id OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'record is locked: adverse_event'); END


CREATE TRIGGER adverse_event_locked_update BEFORE UPDATE ON adverse_event
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
BEGIN SELECT RAISE(ABORT, 'record is locked: adverse_event'); END


CREATE TRIGGER adverse_event_locked_delete BEFORE DELETE ON adverse_event
BEGIN SELECT RAISE(ABORT, 'record is locked: adverse_event'); END


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
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
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
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
BEGIN SELECT RAISE(ABORT, 'record is locked: combined_treatment'); END


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
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
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
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
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
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
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
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
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
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
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
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
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
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
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
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
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
WHEN EXISTS (SELECT 1 FROM session WHERE id = (SELECT session_id FROM score WHERE id = OLD.score_id) AND state <> 'open')
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
WHEN EXISTS (SELECT 1 FROM session WHERE id = OLD.session_id AND state <> 'open')
BEGIN SELECT RAISE(ABORT, 'record is locked: topical_zone'); END


CREATE TRIGGER client_search_insert AFTER INSERT ON client
BEGIN INSERT INTO client_search (rowid, words) VALUES (NEW.id, NEW.search_text); END


CREATE TRIGGER client_search_update AFTER UPDATE OF search_text ON client
BEGIN DELETE FROM client_search WHERE rowid = OLD.id; INSERT INTO client_search (rowid, words) VALUES (NEW.id, NEW.search_text); END


CREATE TRIGGER client_search_delete AFTER DELETE ON client
BEGIN DELETE FROM client_search WHERE rowid = OLD.id; END
