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


CREATE INDEX ix_treated_zone_zone_side ON treated_zone (zone, side, session_id)


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
