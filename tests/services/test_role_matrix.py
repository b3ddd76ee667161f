"""Every service that is handed a clinic, against every role.

The table says who may call what. A service that is not in it fails the first test: whoever writes
a new one decides here who may use it.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from needlelog import services
from needlelog.domain.exports.request import ExportFormat, ExportRequest
from needlelog.domain.people import Role
from needlelog.domain.record_errors import NotAllowed
from needlelog.domain.session_filter import SessionFilter
from needlelog.services.clinic import Clinic, open_clinic
from tests.services.conftest import (
    CHEAP,
    MANAGER,
    NOW,
    PASSPHRASE,
    PEOPLE,
    SteppingClock,
    Template,
)


class Who(Enum):
    """Which roles may call a service."""

    ALL = frozenset(Role)
    REVIEWERS = frozenset({Role.MANAGER, Role.INSPECTOR})
    WRITERS = frozenset({Role.MANAGER, Role.PRACTITIONER})
    MANAGERS = frozenset({Role.MANAGER})


TABLE: dict[Who, dict[str, str]] = {
    Who.ALL: {
        "access": "note_opening",
        "backup_places": "backup_status backups places_of former_places remember_origin",
        "backups": "back_up back_up_to",
        "begun_words": "begun_words begun_addenda",
        "aftercare": "sheets sheet_versions given_sheet handout",
        "clients": "client search_client_ids found_clients client_rows",
        "clock_check": "clock_behind",
        "consent_texts": "templates template_history",
        "consents": "valid_consent consent_standings needed_consents consent consent_paper",
        "exchange.backup_before": "back_up_before_receiving",
        "exchange.conflicts": "conflicts conflict_count",
        "exchange.machines": "machines this_machine replaced_here key_is_lost",
        "exchange.receiving": "receipts",
        "exchange.sending": "waiting",
        "exchange.sent_files": "sent_files",
        "exports.against": "faults_against",
        "filter_choices": "filter_choices",
        "follow_up": "due_follow_ups client_outcomes session_outcomes",
        "imports": "imports",
        "limits": "limit_overrides",
        "moving": "suggested_name",
        "people": "people names_apart change_passphrase",
        "photos": (
            "has_consent known_hashes photos photos_of_session removed_photos thumbnails "
            "open_photo original find_alignment require_export_consent"
        ),
        "photo_repair": "harmed_photos",
        "plans": "plans plan_progress",
        "presets": "presets",
        "progress": "client_timeline",
        "put_back": "put_back_faults",
        "quick_pin": "quick_pin save_quick_pin remove_quick_pin",
        "recalls": (
            "subject_of recalls recall open_recalls recalled_now affected contacts "
            "touched_sessions recall_of would_touch recalled_in"
        ),
        "review": (
            "find_sessions first_page all_sessions still_meant count_sessions session_rows "
            "questions_of "
            "saved_filters"
        ),
        "scores": "scales scores client_scores own_scales",
        "screening": "rule_book own_log rule_history",
        "sessions": "load_draft session_record last_record records record_count",
        "settings": "settings",
        "stock": ("devices products lots adjustments alerts lot_of_product"),
        "today": "today_board due_until",
        "trace": "lot_trace number_trace client_trace cartridge_used_by",
        "trail": "history",
        "verification": "verify",
        "waiting": "drafts deferred_due questions_for_me answers_to_read",
        "client_merge": "merges",
        "cohorts": "cohort cohort_sessions",
        "retention": "keeping",
        "insights": "dashboard late_sessions missed_sessions override_sessions product_sessions",
    },
    Who.REVIEWERS: {
        "retention": "register",
        "trail": "trail_page trail_kinds check_trail",
    },
    Who.WRITERS: {
        "adverse_events": "record_event update_event",
        "aftercare": "keep_given",
        "begun_words": "keep_begun forget_begun",
        "clients": "create_client save_client",
        "clock_check": "confirm_clock",
        "consents": "sign_consent withdraw_consent",
        "exchange.sending": "send",
        "follow_up": "record_follow_up",
        "paper_consents": "record_paper_consent change_paper_consent remove_paper_consent",
        "photos": (
            "add_photo set_alignment set_markup set_view deactivate_photo restore_photo "
            "export_comparison"
        ),
        "photo_repair": "bring_photos_back",
        "plans": "bring_back_plan save_plan",
        "presets": "save_preset delete_preset",
        "recalls": "mark_notified take_back_notice write_list",
        "review": "answer_question",
        "scores": "save_score withdraw_score add_own_scale retire_own_scale",
        "sessions": (
            "start_session save_draft discard_draft drop_untouched sign_session defer_session add_addendum "
            "void_session"
        ),
        "stock": (
            "save_device save_product save_lot save_scanned_lot adjust_lot "
            "deactivate_device deactivate_product deactivate_lot use_device_again "
            "use_product_again use_lot_again"
        ),
        "progress": "write_report",
    },
    Who.MANAGERS: {
        "aftercare": "save_sheet switch_sheet",
        "backup_places": "choose_second_place forget_second_place put_off_second_place",
        "client_merge": "likely compare merge undo_merge",
        "clinic": "rename_clinic new_recovery_code replace_recovery_code",
        "consent_texts": "save_template",
        "exchange.conflicts": "choose",
        "exchange.machines": ("begin join rename_machine retire_machine use_machine_again"),
        "exchange.offers": "offers",
        "exchange.receiving": "preview receive undo_receive",
        "exports.preview": "preview",
        "exports.run": "export",
        "imports": "suggested_mapping dry_run import_sheet undo_import",
        "limits": "save_limit_override",
        "moving": "pack",
        "people": "add_person update_person deactivate_person",
        "recalls": "open_recall close_recall",
        "restoring": "prepare_here make_ready_here put_here restore_here",
        "retention": "due place_hold lift_hold destroy remove_left_files",
        "review": (
            "look_before_countersigning countersign ask_question close_question save_filter "
            "drop_filter"
        ),
        "screening": "save_rule",
        "set_aside": "check_set_aside delete put_back take_back",
        "settings": "save_settings",
    },
}
"""The services of each module by who may call them."""

NO_ACTS = frozenset(
    {
        *("acts.acting", "exports.allowed.permit", "exports.job.begun"),
        *("exchange.opened_bundle.opened_bundle", "sign_in_names.show_apart"),
    }
)
"""What other services are made of; they are asked through those."""

GIVEN: dict[str, dict[str, Callable[[Path], object]]] = {
    "exports.run.export": {"request": lambda _tmp: _whole()},
    "exports.preview.preview": {"request": lambda _tmp: _whole()},
    "review.find_sessions": {"wanted": lambda _tmp: SessionFilter()},
    "review.first_page": {"wanted": lambda _tmp: SessionFilter()},
    "review.all_sessions": {"wanted": lambda _tmp: SessionFilter()},
    "review.still_meant": {"wanted": lambda _tmp: SessionFilter()},
    "review.count_sessions": {"wanted": lambda _tmp: SessionFilter()},
    "filter_choices.filter_choices": {"wanted": lambda _tmp: SessionFilter()},
    "access.note_opening": {"kind": lambda _tmp: "client"},
}
"""Arguments that decide whether the role is asked."""

SIMPLE: dict[str, Callable[[Path], object]] = {
    "str": lambda _tmp: "x",
    "int": lambda _tmp: 1,
    "bool": lambda _tmp: True,
    "bytes": lambda _tmp: b"x",
    "date": lambda _tmp: NOW.date(),
    "Path": lambda tmp: tmp / "file",
    "Iterable[int]": lambda _tmp: [1],
    "Sequence[str]": lambda _tmp: ["x"],
}


def _whole() -> ExportRequest:
    return ExportRequest(ExportFormat.JSON)


def acts() -> dict[str, Callable[..., Any]]:
    """Every public function of the services whose first argument is a clinic."""
    found: dict[str, Callable[..., Any]] = {}
    for each in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        if ".sample_clinic" in each.name:
            continue
        module = importlib.import_module(each.name)
        for name, function in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(function):
                continue
            first = next(iter(inspect.signature(function).parameters.values()), None)
            own = inspect.unwrap(function).__module__ == module.__name__
            if own and first is not None and first.annotation == "Clinic":
                found[f"{each.name.removeprefix(services.__name__ + '.')}.{name}"] = function
    return found


def allowed() -> dict[str, Who]:
    """Who may call each service of the table."""
    return {
        f"{module}.{name}": who
        for who, modules in TABLE.items()
        for module, names in modules.items()
        for name in names.split()
    }


ACTS = acts()


def test_every_service_stands_in_the_table() -> None:
    known = set(allowed()) | NO_ACTS
    assert sorted(set(ACTS) - known) == [], "decide in TABLE who may call these"
    assert sorted(set(allowed()) - set(ACTS)) == [], "these are gone"


@pytest.fixture(scope="module")
def opened(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    folder = tmp_path_factory.mktemp("matrix") / "clinic"
    shutil.copytree(template.folder, folder)
    clinic = open_clinic(folder, MANAGER.uid, PASSPHRASE, SteppingClock(), CHEAP)
    yield clinic
    clinic.close()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", sorted(allowed()))
def test_who_may_call_a_service(opened: Clinic, tmp_path: Path, name: str, role: Role) -> None:
    if name not in ACTS:
        pytest.fail("gone")
    opened.person = PEOPLE[role]
    refused = _refuses(ACTS[name], opened, GIVEN.get(name, {}), tmp_path)
    assert refused == (role not in allowed()[name].value)


def _refuses(
    function: Callable[..., Any],
    clinic: Clinic,
    given: dict[str, Callable[[Path], object]],
    tmp_path: Path,
) -> bool:
    """Whether a service says that the role does not allow it; whatever else it says is no matter."""
    arguments: dict[str, object] = {}
    for name, parameter in list(inspect.signature(function).parameters.items())[1:]:
        if name in given:
            arguments[name] = given[name](tmp_path)
        elif parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            continue
        elif parameter.default is inspect.Parameter.empty:
            make = SIMPLE.get(parameter.annotation)
            arguments[name] = MagicMock() if make is None else make(tmp_path)
    try:
        function(clinic, **arguments)
    except NotAllowed:
        return True
    except Exception:  # noqa: BLE001  made-up arguments are refused in many ways
        return False
    return False
