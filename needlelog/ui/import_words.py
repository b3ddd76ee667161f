"""Words for an import: fields, what becomes of rows, and what is wrong with them."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.errors import InvalidValue
from needlelog.domain.imports.fields import Field
from needlelog.domain.imports.plan import Outcome
from needlelog.domain.imports.rows import RowProblem, Trouble
from needlelog.ui.sentences import error_sentence

_FIELDS: dict[Field, object] = {
    Field.DAY: QT_TRANSLATE_NOOP("Import", "Day of treatment"),
    Field.CLIENT: QT_TRANSLATE_NOOP("Import", "Client"),
    Field.BIRTH: QT_TRANSLATE_NOOP("Import", "Birth date"),
    Field.PHONE: QT_TRANSLATE_NOOP("Import", "Phone"),
    Field.EMAIL: QT_TRANSLATE_NOOP("Import", "E-mail"),
    Field.PHOTOTYPE: QT_TRANSLATE_NOOP("Import", "Fitzpatrick type"),
    Field.ZONES: QT_TRANSLATE_NOOP("Import", "Zones"),
    Field.DEPTH: QT_TRANSLATE_NOOP("Import", "Depth, mm"),
    Field.SIDE: QT_TRANSLATE_NOOP("Import", "Side"),
    Field.PASSES: QT_TRANSLATE_NOOP("Import", "Passes"),
    Field.PRODUCT: QT_TRANSLATE_NOOP("Import", "Product"),
    Field.LOT: QT_TRANSLATE_NOOP("Import", "Lot of the product"),
    Field.CARTRIDGE_LOT: QT_TRANSLATE_NOOP("Import", "Lot of the cartridge"),
    Field.NUMBING: QT_TRANSLATE_NOOP("Import", "Numbing"),
    Field.PRACTITIONER: QT_TRANSLATE_NOOP("Import", "Practitioner"),
    Field.NUMBER: QT_TRANSLATE_NOOP("Import", "Session number"),
    Field.NOTE: QT_TRANSLATE_NOOP("Import", "Note"),
}
_OUTCOMES: dict[Outcome, object] = {
    Outcome.NEW: QT_TRANSLATE_NOOP("Import", "new"),
    Outcome.TWICE: QT_TRANSLATE_NOOP("Import", "twice in the file"),
    Outcome.THERE: QT_TRANSLATE_NOOP("Import", "already in the log"),
    Outcome.REFUSED: QT_TRANSLATE_NOOP("Import", "not taken"),
    Outcome.EMPTY: QT_TRANSLATE_NOOP("Import", "empty row"),
}
_TROUBLES: dict[Trouble, object] = {
    Trouble.EMPTY: QT_TRANSLATE_NOOP("Import", "The row is empty."),
    Trouble.NO_CLIENT: QT_TRANSLATE_NOOP("Import", "There is no name of a client."),
    Trouble.NO_DAY: QT_TRANSLATE_NOOP("Import", "There is no day of treatment."),
    Trouble.NO_ZONE: QT_TRANSLATE_NOOP("Import", "There is no zone."),
    Trouble.FUTURE_DAY: QT_TRANSLATE_NOOP("Import", "“{text}” is in the future."),
    Trouble.ZONE_UNKNOWN: QT_TRANSLATE_NOOP(
        "Import", "“{text}” is no zone that is known. Say on the page before what it means."
    ),
    Trouble.SIDE_IMPOSSIBLE: QT_TRANSLATE_NOOP("Import", "“{text}” has no such side."),
    Trouble.DEPTHS_DO_NOT_MATCH: QT_TRANSLATE_NOOP(
        "Import", "“{text}”: there are not as many depths as zones."
    ),
    Trouble.TWICE_IN_FILE: QT_TRANSLATE_NOOP(
        "Import", "The same session stands in the file twice."
    ),
    Trouble.ALREADY_THERE: QT_TRANSLATE_NOOP("Import", "This session is in the log already."),
    Trouble.MORE_CELLS: QT_TRANSLATE_NOOP(
        "Import", "The row has more cells than the heading; they are left out."
    ),
    Trouble.BIRTH_DIFFERS: QT_TRANSLATE_NOOP(
        "Import", "“{text}” is in the log with another birth date or none: taken as another client."
    ),
    Trouble.BIRTH_MISSING: QT_TRANSLATE_NOOP(
        "Import",
        "Only one has a birth date, the row or the log: taken for the client “{text}” of the log.",
    ),
    Trouble.SEVERAL_OF_NAME: QT_TRANSLATE_NOOP(
        "Import",
        "Several are called “{text}” and the row has no birth date: taken as another client.",
    ),
    Trouble.SEVERAL_ALIKE: QT_TRANSLATE_NOOP(
        "Import",
        "Several clients “{text}” of the log have this birth date, or none: taken for the first.",
    ),
    Trouble.LOT_WITHOUT_PRODUCT: QT_TRANSLATE_NOOP(
        "Import", "Lot “{text}” stands without a product; the lot is kept."
    ),
    Trouble.LOT_FOR_SEVERAL: QT_TRANSLATE_NOOP(
        "Import", "Lot “{text}” stands for several products; it is kept with each."
    ),
}


def field_name(field: Field) -> str:
    """What a field is called."""
    return _tr(_FIELDS[field])


def outcome_name(outcome: Outcome) -> str:
    """What becomes of a row, in a word or two."""
    return _tr(_OUTCOMES[outcome])


def problem_sentence(problem: RowProblem) -> str:
    """What is wrong with a row, or worth knowing, in one sentence."""
    if problem.trouble is Trouble.BAD_VALUE:
        sentence = error_sentence(InvalidValue(problem.reason, text=problem.text))
    else:
        sentence = _tr(_TROUBLES[problem.trouble]).format(text=problem.text)
    return f"{field_name(problem.field)}: {sentence}" if problem.field else sentence


def _tr(text: object) -> str:
    return QCoreApplication.translate("Import", str(text))
