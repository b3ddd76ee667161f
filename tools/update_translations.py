"""Collect the counted sentences of the window and write their English singular and plural.

Run it after a sentence with ``%n`` was added: ``make translations``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "resources" / "translations" / "needlelog_en.ts"
IRREGULAR = {
    "%n addendum(s)": ("%n addendum", "%n addenda"),
    "I have seen these %n warning(s)": (
        "I have seen this warning",
        "I have seen these %n warnings",
    ),
    "%n row(s) were taken over.": ("%n row was taken over.", "%n rows were taken over."),
    "%n picture(s) were not in the file.": (
        "%n picture was not in the file.",
        "%n pictures were not in the file.",
    ),
    "%n picture(s) were damaged and left out.": (
        "%n picture was damaged and left out.",
        "%n pictures were damaged and left out.",
    ),
    "All %n client(s) told": ("The client was told", "All %n clients told"),
    "%n try(s) left.": ("%n try left.", "%n tries left."),
    "The same %n reason(s) hold here too": (
        "The same reason holds here too",
        "The same %n reasons hold here too",
    ),
}


def forms(source: str) -> tuple[str, str]:
    """Singular and plural of a sentence that marks its plural as ``day(s)``."""
    if source in IRREGULAR:
        return IRREGULAR[source]
    if "(" not in source:
        return source, source
    return re.sub(r"\(e?s\)", "", source), re.sub(r"\((e?s)\)", r"\1", source)


def tool(name: str) -> str:
    """A Qt tool that stands beside this Python."""
    found = next(Path(sys.executable).parent.glob(f"pyside6-{name}*"), None)
    if found is None:
        raise SystemExit(f"pyside6-{name} was not found beside {sys.executable}.")
    return str(found)


def main() -> None:
    """Collect, fill in, compile."""
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "needlelog").rglob("*.py"))
    collect = [tool("lupdate"), "-silent", "-no-obsolete", "-pluralonly", "-locations", "none"]
    languages = ["-source-language", "en", "-target-language", "en"]
    subprocess.run([*collect, *languages, *sources, "-ts", str(CATALOGUE)], check=True, cwd=ROOT)
    tree = ET.parse(CATALOGUE)  # noqa: S314 - our own file, written a moment ago
    for message in tree.iter("message"):
        singular, plural = forms(message.findtext("source", ""))
        translation = message.find("translation")
        if translation is None:
            continue
        translation.attrib.pop("type", None)
        for place, text in zip(translation.findall("numerusform"), (singular, plural), strict=True):
            place.text = text
    header = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    text = ET.tostring(tree.getroot(), encoding="unicode")
    CATALOGUE.write_text(header + text + "\n", encoding="utf-8")
    # A running program has the compiled file mapped: written in place, it would take its ground.
    compiled = CATALOGUE.with_suffix(".qm.part")
    subprocess.run(
        [tool("lrelease"), "-silent", str(CATALOGUE), "-qm", str(compiled)], check=True, cwd=ROOT
    )
    compiled.replace(CATALOGUE.with_suffix(".qm"))


if __name__ == "__main__":
    main()
