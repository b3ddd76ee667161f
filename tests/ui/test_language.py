"""Counted sentences read well in the singular and the plural."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from needlelog.files.resources import resource_root

PACKAGE = Path(__file__).resolve().parents[2] / "needlelog"


def counted_sentences() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(
                node.func, ast.Attribute | ast.Name
            ):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if name not in {"tr", "translate"}:
                continue
            for argument in node.args:
                if isinstance(argument, ast.Constant) and "%n" in str(argument.value):
                    yield str(argument.value)


def test_every_counted_sentence_is_in_the_english_catalogue(qapp: QApplication) -> None:
    catalogue = (resource_root() / "translations" / "needlelog_en.ts").read_text(encoding="utf-8")
    known = catalogue.replace("&quot;", '"').replace("&amp;", "&").replace("&gt;", ">")
    missing = {text for text in counted_sentences() if f"<source>{text}</source>" not in known}
    assert not missing, "run `make translations`"


def test_one_day_and_two_days(qapp: QApplication) -> None:
    translator = QTranslator()
    assert translator.load("needlelog_en", str(resource_root() / "translations"))
    assert translator.translate("Formats", "in %n day(s)", "", 1) == "in %n day"
    assert translator.translate("Formats", "in %n day(s)", "", 2) == "in %n days"
