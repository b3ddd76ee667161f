"""The consent texts of a clinic: what ships with the program, and its own versions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.db.exchange.machines import version_made_here
from needlelog.db.queries import consents as query
from needlelog.db.stores import consents as store
from needlelog.db.stores.rows import Transaction
from needlelog.db.stores.settings import stored_settings
from needlelog.domain.clients import ConsentKind
from needlelog.domain.clinic_settings import ClinicSettings, settings_from
from needlelog.domain.consents import ConsentTemplate, checked_template
from needlelog.domain.errors import InvalidValue
from needlelog.files.reference_data import consent_templates
from needlelog.services.acts import Permission, acting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from needlelog.services.clinic import Clinic

__all__ = [
    "clinic_settings",
    "save_template",
    "template_history",
    "templates",
    "text_since",
    "texts_in_use",
]


def templates(clinic: Clinic) -> tuple[ConsentTemplate, ...]:
    """The texts in use, by kind, one for each language of the newest version.

    The clinic's own text takes the place of the one that ships with the program.
    """
    with clinic.database.read() as session:
        return texts_in_use(session)


def template_history(clinic: Clinic, kind: ConsentKind) -> tuple[ConsentTemplate, ...]:
    """Every version there is of a kind: the shipped text first, then the clinic's, oldest first."""
    with clinic.database.read() as session:
        own = query.templates(session)
    shipped = [one for one in consent_templates() if one.kind is kind]
    return (*shipped, *(one for one in own if one.kind is kind))


def save_template(clinic: Clinic, template: ConsentTemplate) -> ConsentTemplate:
    """Keep a text as a new version of the clinic; versions before it stay as they are.

    Raises:
        NotAllowed: only managers change texts.
        InvalidValue: see `checked_template`; ``consent_version_taken`` where there is one of that
            version and language.
    """
    with acting(clinic, "save_consent_template", Permission.MANAGER) as act:
        checked = checked_template(template)
        checked = replace(checked, version=version_made_here(act.session, checked.version))
        own = query.templates(act.session)
        taken = {(one.kind, one.version, one.language) for one in (*own, *consent_templates())}
        if (checked.kind, checked.version, checked.language) in taken:
            raise InvalidValue("consent_version_taken", text=checked.version)
        kept = replace(checked, uid=act.new_uid(), author=act.person.name, created_at=act.at)
        store.insert_template(act.session, kept)
        act.record("consent text saved", "consent_template", kept.uid, after=kept)
        return _with_months(kept, clinic_settings(act.session))


def clinic_settings(session: Transaction) -> ClinicSettings:
    """The settings that hold, read inside a transaction."""
    return settings_from(stored_settings(session))


def texts_in_use(session: Transaction) -> tuple[ConsentTemplate, ...]:
    """See `templates`; read inside a transaction."""
    own, settings = query.templates(session), clinic_settings(session)
    found = [text for kind in ConsentKind for text in _newest(own, kind)]
    return tuple(_with_months(one, settings) for one in found)


def text_since(session: Transaction, kind: ConsentKind) -> tuple[str, datetime | None]:
    """The version in use of a kind, and since when; ``None`` for the one that ships."""
    text = _newest(query.templates(session), kind)[0]
    return text.version, text.created_at


def _newest(own: Iterable[ConsentTemplate], kind: ConsentKind) -> list[ConsentTemplate]:
    texts = [one for one in own if one.kind is kind]
    texts = texts or [one for one in consent_templates() if one.kind is kind]
    newest = list(dict.fromkeys(one.version for one in texts))[-1]
    return [one for one in texts if one.version == newest]


def _with_months(template: ConsentTemplate, settings: ClinicSettings) -> ConsentTemplate:
    return replace(template, expires_after_months=settings.consent_months(template.kind))
