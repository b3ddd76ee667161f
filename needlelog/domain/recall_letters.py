"""A letter about a recall: Markdown with what is filled in for each client."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDERS = (
    *("client", "address", "clinic", "phone"),
    *("date", "subject", "lot", "reason", "last", "sender"),
)
"""What stands in double braces in a letter; days are as the caller writes them."""

_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!<>~|])")


def unknown_words(template: str) -> tuple[str, ...]:
    """The words in braces that mean nothing, each once."""
    return tuple(
        dict.fromkeys(word for word in _PLACEHOLDER.findall(template) if word not in PLACEHOLDERS)
    )


def letter(template: str, values: Mapping[str, str]) -> str:
    """The Markdown of one letter; what is filled in is shown as it was written.

    A line break of an address stays one. A line that holds nothing but an empty value goes.
    """
    lines = []
    for line in template.splitlines():
        names = _PLACEHOLDER.findall(line)
        bare = _PLACEHOLDER.sub("", line).strip()
        if names and not bare and not any(values.get(name, "") for name in names):
            continue
        lines.append(_PLACEHOLDER.sub(lambda found: _shown(found, values), line))
    return "\n".join(lines).strip() + "\n"


def _shown(found: re.Match[str], values: Mapping[str, str]) -> str:
    value = values.get(found[1])
    if value is None:
        return found[0]
    kept = (_MARKDOWN.sub(r"\\\1", " ".join(line.split())) for line in value.splitlines())
    return "  \n".join(line for line in kept if line)
