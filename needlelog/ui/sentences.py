"""Errors and refused values as sentences: what happened, what was kept, what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.errors import (
    FolderInUse,
    InvalidValue,
    KnownError,
    SignInRefused,
    WrongPin,
)
from needlelog.domain.exchange.errors import ErasureNotAgreed
from needlelog.ui import formats
from needlelog.ui.error_words import entrance, exchange, files, records
from needlelog.ui.error_words.causes import cause_words

VALUE_SENTENCES_SHOWN: dict[str, object] = {
    "number": QT_TRANSLATE_NOOP("Errors", "“{text}” is not a number."),
    "whole_number": QT_TRANSLATE_NOOP("Errors", "“{text}” is not a whole number."),
    "depth_range": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” mm is outside 0.10 to 3.00 mm, what needling devices reach."
    ),
    "depth_step": QT_TRANSLATE_NOOP("Errors", "“{text}” mm is finer than 0.01 mm."),
    "passes_range": QT_TRANSLATE_NOOP("Errors", "“{text}” passes is outside 1 to 15."),
    "volume_range": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” ml is not an amount between 0.001 and 100 ml."
    ),
    "mass_range": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” g is not an amount between 0.001 and 100 g."
    ),
    "area_range": QT_TRANSLATE_NOOP("Errors", "“{text}” cm² is outside 1 to 4000."),
    "expiry": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” is not an expiry. Write it as 2027-09 or 2027-09-30."
    ),
    "name_missing": QT_TRANSLATE_NOOP("Errors", "Please write a name."),
    "name_long": QT_TRANSLATE_NOOP(
        "Errors", "A name has at most 200 characters, these are {text}."
    ),
    "birth_date_future": QT_TRANSLATE_NOOP("Errors", "The birth date {text} is in the future."),
    "birth_date_early": QT_TRANSLATE_NOOP(
        "Errors", "The birth date {text} is more than 130 years ago."
    ),
    "date": QT_TRANSLATE_NOOP("Errors", "“{text}” is not a day of the calendar."),
    "birth_date": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” cannot be the birth date of somebody who was treated then."
    ),
    "phototype": QT_TRANSLATE_NOOP("Errors", "“{text}” is not a Fitzpatrick type I to VI."),
    "window": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” is not a span of time. Write it as 24 h, 5 d, 4 wk or 6 mo."
    ),
    "window_none": QT_TRANSLATE_NOOP(
        "Errors", "This rule counts no days, so “{text}” means nothing to it."
    ),
    "window_range": QT_TRANSLATE_NOOP("Errors", "“{text}” is too short or too long for a rule."),
    "figure_range": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” is outside what this rule can be held to."
    ),
    "figure_order": QT_TRANSLATE_NOOP("Errors", "The lower figure has to be below the upper one."),
    "figure_none": QT_TRANSLATE_NOOP(
        "Errors", "This rule compares no figure, so “{text}” means nothing to it."
    ),
    "phototype_range": QT_TRANSLATE_NOOP("Errors", "“{text}” is not a phototype from 1 to 6."),
    "mark_place": QT_TRANSLATE_NOOP("Errors", "The marked spot lies outside the map."),
    "concern_missing": QT_TRANSLATE_NOOP("Errors", "Please write what is to be treated."),
    "planned_range": QT_TRANSLATE_NOOP("Errors", "“{text}” sessions is outside 1 to 1000."),
    "interval_range": QT_TRANSLATE_NOOP("Errors", "“{text}” days is outside 1 to 3660."),
    "ceiling_range": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” mm is outside 0.10 to 3.00 mm, what needling devices reach."
    ),
    "limit_range": QT_TRANSLATE_NOOP("Errors", "“{text}” mm is outside 0.00 to 3.00 mm."),
    "device_depths": QT_TRANSLATE_NOOP(
        "Errors", "The depths of a device go from its shallowest to its deepest, at most 3 mm."
    ),
    "category_missing": QT_TRANSLATE_NOOP("Errors", "Please choose what kind of product it is."),
    "lot_missing": QT_TRANSLATE_NOOP("Errors", "Please write the lot number."),
    "lot_twice": QT_TRANSLATE_NOOP(
        "Errors", "Lot “{text}” of this product is already in the stock."
    ),
    "quantity_range": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” is not a quantity from 0 to 100000000."
    ),
    "unit_pieces": QT_TRANSLATE_NOOP(
        "Errors", "Cartridges and anaesthetics are counted in pieces."
    ),
    "product_twice": QT_TRANSLATE_NOOP(
        "Errors",
        "A product “{text}” of this strength is in use already. "
        "Please give this one a name that tells them apart, such as with its maker.",
    ),
    "unit_counted": QT_TRANSLATE_NOOP(
        "Errors", "Lots of “{text}” are counted already, so the unit stays as it is."
    ),
    "reason_missing": QT_TRANSLATE_NOOP("Errors", "Please write the reason."),
    "not_counted": QT_TRANSLATE_NOOP(
        "Errors", "Lot “{text}” is not counted. Write how much there is first."
    ),
    "less_than_nothing": QT_TRANSLATE_NOOP("Errors", "Lot “{text}” has not that much left."),
    "gtin": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” is not the number of a pack: its length or its check digit is wrong."
    ),
    "preset_empty": QT_TRANSLATE_NOOP("Errors", "There are no zones to save."),
    "setting_range": QT_TRANSLATE_NOOP("Errors", "“{text}” cannot be chosen for this setting."),
    "photo_reason": QT_TRANSLATE_NOOP("Errors", "Please write why the photo is taken out of use."),
    "score_item": QT_TRANSLATE_NOOP("Errors", "“{text}” is not an item of this scale."),
    "score_range": QT_TRANSLATE_NOOP("Errors", "“{text}” is outside the range of this item."),
    "score_step": QT_TRANSLATE_NOOP("Errors", "“{text}” lies between two steps of this scale."),
    "score_missing": QT_TRANSLATE_NOOP("Errors", "{text} items of the scale have no answer yet."),
    "score_rater": QT_TRANSLATE_NOOP("Errors", "This scale is not for that rater."),
    "score_future": QT_TRANSLATE_NOOP("Errors", "The day {text} is in the future."),
    "score_early": QT_TRANSLATE_NOOP("Errors", "The day {text} is more than 130 years ago."),
    "score_scale": QT_TRANSLATE_NOOP(
        "Errors", "This scale is not known to this program or no longer in use."
    ),
    "scale_range": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” is not a range from lower to higher within 0 to 100000."
    ),
    "scale_step": QT_TRANSLATE_NOOP("Errors", "The steps do not fit the range of the scale."),
    "scale_twice": QT_TRANSLATE_NOOP("Errors", "There is a scale “{text}” in use already."),
    "follow_up_future": QT_TRANSLATE_NOOP("Errors", "The day {text} is in the future."),
    "follow_up_early": QT_TRANSLATE_NOOP(
        "Errors", "The day {text} does not lie after the session."
    ),
    "follow_up_grade": QT_TRANSLATE_NOOP("Errors", "“{text}” is not a grade from 0 to 4."),
    "follow_up_empty": QT_TRANSLATE_NOOP(
        "Errors", "Please press a grade or “Rest none”, or write a note."
    ),
    "follow_up_both": QT_TRANSLATE_NOOP(
        "Errors", "Either nobody was reached, or there are symptoms."
    ),
    "event_grade": QT_TRANSLATE_NOOP("Errors", "“{text}” is not a grade from 1 to 5."),
    "event_future": QT_TRANSLATE_NOOP("Errors", "The day {text} is in the future."),
    "event_resolved": QT_TRANSLATE_NOOP(
        "Errors", "{text} does not lie between the day it was noticed and today."
    ),
    "sheet_title": QT_TRANSLATE_NOOP("Errors", "Please write a title for the sheet."),
    "sheet_body": QT_TRANSLATE_NOOP("Errors", "Please write the text of the sheet."),
    "sheet_same": QT_TRANSLATE_NOOP("Errors", "Nothing was changed, so there is no new version."),
    "sheet_twice": QT_TRANSLATE_NOOP("Errors", "There is another sheet called “{text}”."),
    "signature_missing": QT_TRANSLATE_NOOP(
        "Errors", "Please sign, or choose to sign by typed name."
    ),
    "signature_long": QT_TRANSLATE_NOOP(
        "Errors", "The signature has too many strokes. Please clear it and sign again."
    ),
    "signer_missing": QT_TRANSLATE_NOOP("Errors", "Please write the name of the person who signs."),
    "guardian_missing": QT_TRANSLATE_NOOP(
        "Errors", "The client is under 18: please write the name of the guardian who signs."
    ),
    "witness_missing": QT_TRANSLATE_NOOP("Errors", "Please write the name of the witness."),
    "witness_same": QT_TRANSLATE_NOOP(
        "Errors", "The witness must be somebody else than the person who signs."
    ),
    "consent_title": QT_TRANSLATE_NOOP(
        "Errors", "The text needs a title of at most 200 characters."
    ),
    "consent_version": QT_TRANSLATE_NOOP(
        "Errors", "Please write a version of at most 20 characters."
    ),
    "consent_version_taken": QT_TRANSLATE_NOOP(
        "Errors", "There is a version “{text}” already. Please choose another one."
    ),
    "consent_text": QT_TRANSLATE_NOOP("Errors", "The text is empty."),
    "consent_text_long": QT_TRANSLATE_NOOP(
        "Errors", "The text has at most 20000 characters, these are {text}."
    ),
    "consent_placeholder": QT_TRANSLATE_NOOP(
        "Errors",
        "“{{{text}}}” is not known. There are {{client}}, {{clinic}}, {{date}} and {{practitioner}}.",
    ),
    "consent_guardian": QT_TRANSLATE_NOOP(
        "Errors",
        "The guardian’s part begins with a line {{guardian}} and ends with a line {{/guardian}}.",
    ),
    "consent_not_given": QT_TRANSLATE_NOOP(
        "Errors", "There is no consent in force that could be taken back."
    ),
    "told_day": QT_TRANSLATE_NOOP("Errors", "{text} is before the recall, or has not come yet."),
    "recall_reason_long": QT_TRANSLATE_NOOP("Errors", "A reason has at most 2000 characters."),
    "keep_years": QT_TRANSLATE_NOOP("Errors", "“{text}” is not a number of years from 1 to 100."),
    "keep_until_age": QT_TRANSLATE_NOOP("Errors", "“{text}” is not an age from 18 to 100."),
    "typed_name": QT_TRANSLATE_NOOP(
        "Errors", "That is not the name of the client. Nothing was destroyed."
    ),
    "register_person": QT_TRANSLATE_NOOP(
        "Errors", "Please write how the register names the person."
    ),
    "same_client": QT_TRANSLATE_NOOP("Errors", "These are one client already."),
    "withdrawn_day": QT_TRANSLATE_NOOP(
        "Errors", "{text} is before the consent, or has not come yet."
    ),
}


_KNOWN: dict[str, object] = {
    **entrance.SENTENCES,
    **records.SENTENCES,
    **files.SENTENCES,
    **exchange.SENTENCES,
}
_VARIANTS = ("reason", "kind", "unit", "can_send")
"""Details that choose between the sentences of one error."""


def sentence_key(error: KnownError) -> str:
    """The key of the sentence for an error, by its code and what is wrong; empty for none."""
    keys = (f"{error.code}:{error.details[name]}" for name in _VARIANTS if name in error.details)
    return next((key for key in (*keys, error.code) if key in _KNOWN), "")


def error_sentence(error: Exception) -> str:
    """The sentence for an error; a known one without a translation speaks for itself."""
    if isinstance(error, InvalidValue) and error.reason in VALUE_SENTENCES_SHOWN:
        sentence = QCoreApplication.translate("Errors", str(VALUE_SENTENCES_SHOWN[error.reason]))
        return sentence.format(text=_day_as_shown(str(error.details["text"])))
    if isinstance(error, KnownError):
        key = sentence_key(error)
        if not key:
            return str(error)
        return QCoreApplication.translate("Errors", str(_KNOWN[key])).format(**_shown(error))
    return QCoreApplication.translate(
        "Errors",
        "Something went wrong in the program ({kind}). What you entered before is saved.",
    ).format(kind=type(error).__name__)


def _day_as_shown(text: str) -> str:
    """A day that the program names, as it is written everywhere else; other words as they are."""
    try:
        return formats.day(date.fromisoformat(text))
    except ValueError:
        return text


def _shown(error: KnownError) -> dict[str, object]:
    """The details of an error as its sentence names them, and those made of several."""
    shown: dict[str, object] = dict(error.details)
    if "reason" in shown:
        shown["reason"] = cause_words(str(shown["reason"]))
    if isinstance(error, SignInRefused):
        shown["wait"] = wait_words(error.retry_after_seconds)
    if isinstance(error, WrongPin):
        shown["tries"] = QCoreApplication.translate(
            "Errors", "%n try(s) left.", "", error.tries_left
        )
    if isinstance(error, FolderInUse):
        shown["where"] = _where_in_use(error)
    if isinstance(error, ErasureNotAgreed):
        shown["clients"] = QCoreApplication.translate(
            "Errors", "%n client(s)", "", int(error.details["clients"])
        )
    return shown


def wait_words(seconds: int) -> str:
    """How long to wait before the next try."""
    if seconds <= 0:
        return QCoreApplication.translate("Errors", "Please try again.")
    return QCoreApplication.translate(
        "Errors", "Please wait %n second(s) before the next try.", "", seconds
    )


def _where_in_use(error: FolderInUse) -> str:
    """On which computer, by which process and since when, as far as that is known."""
    translate = QCoreApplication.translate
    parts = [translate("Errors", "on {host}").format(host=error.host)] if error.host else []
    if error.pid:
        parts.append(translate("Errors", "process {number}").format(number=error.pid))
    if error.since:
        parts.append(translate("Errors", "since {moment}").format(moment=_moment(error.since)))
    return f" ({', '.join(parts)})" if parts else ""


def _moment(instant: str) -> str:
    try:
        return formats.moment(datetime.fromisoformat(instant).astimezone())
    except ValueError:
        return instant


def kept_sentence(error: Exception) -> str:
    """Why a value typed over another cannot be used, and that the other stays."""
    kept = QCoreApplication.translate("Errors", "What was there before is kept.")
    return f"{error_sentence(error)} {kept}"


def refusal_sentence(parse: Callable[[str], object], text: str) -> str:
    """Why ``parse`` does not take this text for the value that stands; empty when it does."""
    try:
        parse(text)
    except InvalidValue as error:
        return kept_sentence(error)
    return ""
