"""Every known error has a sentence in the window that can be translated, and says what it knows."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTranslator
from PySide6.QtWidgets import QApplication

import needlelog
from needlelog.domain.errors import FolderInUse, InvalidValue, KnownError, SignInRefused, WrongPin
from needlelog.domain.exchange.errors import ErasureNotAgreed
from needlelog.domain.record_errors import RecordIncomplete
from needlelog.services import sessions
from needlelog.ui import sentences
from needlelog.ui.error_words import causes
from needlelog.ui.sentences import _KNOWN, error_sentence, sentence_key

PACKAGE = Path(str(needlelog.__file__)).parent
VARIANTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "RecordKept": ("reason", ("legal_hold", "open_recall", "pointed_at")),
    "BackupPlaceRefused": ("reason", ("inside", "missing")),
    "BackupNotProven": ("reason", ("pages", "counts", "bytes")),
    "ReceiptNotUndoable": ("reason", ("later_receipt", "built_on", "erased", "undone")),
    "NotPacked": ("reason", ("foreign", "cut", "altered")),
    "NoPhotoConsent": ("kind", ("photo", "marketing")),
    "PhotoTooLarge": ("unit", ("megapixels", "megabytes")),
}
"""What the argument that chooses the sentence can be."""
SAID_ELSEWHERE = ("RecoveryCodeMistyped", "ExportNotPossible", "RecordIncomplete")
"""Errors that are given their sentence where they are raised; see the tests of their own."""
SAID_OTHERWISE = (SignInRefused, WrongPin, FolderInUse, ErasureNotAgreed)
"""Errors whose numbers are counted or left out in the window's own way."""


def kinds(parent: type[KnownError] = KnownError) -> Iterator[type[KnownError]]:
    for floor in ("domain", "files", "db", "services"):
        package = importlib.import_module(f"needlelog.{floor}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    waiting = [parent]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.startswith("needlelog.") and kind not in (
                InvalidValue,
                SignInRefused,
            ):
                yield kind


def made(kind: type[KnownError]) -> Iterator[KnownError]:
    """One error for each of its sentences, with a value of its own for each argument."""
    chooser, variants = VARIANTS.get(kind.__name__, ("", ("",)))
    flags = [False, True] if "can_send" in inspect.signature(kind.__init__).parameters else [False]
    for variant in variants:
        for flag in flags:
            given: dict[str, object] = {}
            for place, (name, each) in enumerate(
                inspect.signature(kind.__init__).parameters.items()
            ):
                if name == "self" or each.kind is inspect.Parameter.VAR_KEYWORD:
                    continue
                value: object = {"int": 700 + place, "bool": flag}.get(
                    str(each.annotation), f"<{name}>"
                )
                given[name] = variant if name == chooser else value
            yield kind(**given)  # type: ignore[call-arg, arg-type]


KINDS = sorted(
    {kind.__name__: kind for kind in kinds() if kind.__name__ not in SAID_ELSEWHERE}.items()
)


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_the_window_says_what_the_command_line_says(
    qapp: QApplication, name: str, kind: type[KnownError]
) -> None:
    for error in made(kind):
        key = sentence_key(error)
        assert key, f"{name} has no sentence in needlelog/ui/error_words"
        said = error_sentence(error)
        assert not re.search(r"[{}]|%n", said)
        if isinstance(error, SAID_OTHERWISE):
            values = [value for value in error.details.values() if isinstance(value, int)]
            assert all(str(value) in said for value in values)
        else:
            assert said == str(error)


def test_every_sentence_belongs_to_an_error(qapp: QApplication) -> None:
    used = {sentence_key(error) for _name, kind in KINDS for error in made(kind)}
    used |= {key for key in _KNOWN if key.split(":")[0] in given_where_raised()}
    assert set(_KNOWN) - used == set()


@cache
def given_where_raised() -> dict[str, set[str]]:
    """The reasons of errors that are given their sentence where they are raised, by code."""
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.py")
        if not path.is_relative_to(PACKAGE / "ui")
    )
    found = {
        "record-incomplete": set(re.findall(r'RecordIncomplete\(\s*"([\w-]+)"', text)),
        "export-not-possible": set(re.findall(r'ExportNotPossible\(\s*"([\w-]+)"', text)),
        "recovery-code-mistyped": {"character", "length", "check"},
    }
    found["record-incomplete"] |= {str(code) for code in sessions._UNDECIDED}
    found["record-incomplete"] |= {str(code) for code in sessions._UNSIGNABLE}
    return found


def test_what_is_given_its_sentence_where_it_is_raised_has_one_in_the_window() -> None:
    for code, reasons in given_where_raised().items():
        assert reasons
        assert {f"{code}:{reason}" for reason in reasons} == {
            key for key in _KNOWN if key.split(":")[0] == code
        }
    for table in (sessions._UNDECIDED, sessions._UNSIGNABLE):
        for reason, sentence in table.items():
            assert str(_KNOWN[f"record-incomplete:{reason}"]) == sentence


def test_causes_inside_a_sentence_are_translated_too() -> None:
    raised = re.compile(
        r"(?:NotAnExport|NotASpreadsheet|WriteFailed|ReadFailed)"
        r'\(\s*[^,()]+(?:\([^()]*\))?,\s*"([^"]+)"'
    )
    found = {
        cause
        for path in PACKAGE.rglob("*.py")
        if not path.is_relative_to(PACKAGE / "ui")
        for cause in raised.findall(path.read_text(encoding="utf-8"))
    }
    assert len(found) > 20
    assert found - set(causes._CAUSES) == set()


class Marking(QTranslator):
    """Another language: what is translated stands between guillemets."""

    def translate(
        self, context: str, source: str, _disambiguation: str | None = None, n: int = -1
    ) -> str:
        if context in ("Errors", "ErrorCauses"):
            return f"«{source.replace('%n', str(n))}»"
        return ""


@pytest.fixture
def other_language(qapp: QApplication) -> Iterator[QObject]:
    translator = Marking()
    QCoreApplication.installTranslator(translator)
    yield translator
    QCoreApplication.removeTranslator(translator)


def test_each_goes_through_the_translation(other_language: QObject) -> None:
    for _name, kind in KINDS:
        for error in made(kind):
            said = error_sentence(error)
            assert said.startswith("«"), said
            assert said.endswith("»"), said
    assert error_sentence(RecordIncomplete("zone_depth", "x")) == "«A zone has no depth.»"
    assert error_sentence(RecordIncomplete("of a later version", "Said.")) == "Said."


def test_no_sentence_names_what_its_error_does_not_know() -> None:
    for _name, kind in KINDS:
        for error in made(kind):
            text = str(_KNOWN[sentence_key(error)])
            named = {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}
            assert named <= set(sentences._shown(error))
    for code in given_where_raised():
        for key in (key for key in _KNOWN if key.split(":")[0] == code):
            assert set(re.findall(r"{(\w+)}", str(_KNOWN[key]))) <= {"group", "expected", "found"}
