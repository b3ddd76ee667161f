"""The language of the window; English carries its singular and plural forms."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from needlelog.files.resources import resource_root


def install_language(application: QCoreApplication) -> None:
    """Load the catalogue of the system's language, or the English one where there is none."""
    folder = str(resource_root() / "translations")
    translator = QTranslator(application)
    known = translator.load(QLocale(), "needlelog", "_", folder)
    if known or translator.load("needlelog_en", folder):
        application.installTranslator(translator)
