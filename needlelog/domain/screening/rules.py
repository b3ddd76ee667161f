"""What is asked before a treatment, and the rules over the answers, as one book.

The shipped book is read from ``screening.toml``; a clinic may change window, severity and figure
of a rule or switch it off. A rule keeps what it was shipped with, so that both can be shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from needlelog.domain.clients import HistoryKind
from needlelog.domain.names import fold
from needlelog.domain.screening.findings import Scope, Severity
from needlelog.domain.screening.windows import Window, WindowUnit, parse_window
from needlelog.domain.zones import Confidence

__all__ = [
    "Ask",
    "Item",
    "Question",
    "Rule",
    "RuleBook",
    "RuleChange",
    "Source",
    "Window",
    "WindowUnit",
    "parse_rules",
    "with_change",
    "with_changes",
]


_LONGEST_NAME = 4
"""Words of the longest name by which an item is known again."""


class Ask(StrEnum):
    """How an item is asked: when last, whether ever, whether now, or when it will come."""

    LAST = "last"
    EVER = "ever"
    NOW = "now"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked about. ``code`` is its identity in answers and histories, for ever.

    ``name`` is what it is called in lists. ``each_visit`` says that an earlier answer says little about today. ``ask_areas`` asks for the
    parts of the body, ``ask_hour`` for the hour. ``names`` are folded phrases by which an item of
    a client's history in free words is taken for this one.
    """

    code: str
    name: str
    kind: HistoryKind
    ask: Ask
    each_visit: bool = False
    ask_areas: bool = False
    ask_hour: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Items that are asked together in one row."""

    code: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from, and how far that can be trusted."""

    text: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Rule:
    """What speaks against a treatment, for how long and how much.

    ``item`` is the code of an asked item, or of something the program knows itself (the log, the
    client, the draft). ``window`` is ``None`` for a rule that does not count days. ``limit`` is the
    figure of a rule that compares one, ``limit_low`` the lower end of a range; both in ``unit``.
    ``areas`` are the zone groups or zones it is about, none means everywhere. ``disagreement``
    says in a sentence where the sources differ. The shipped severities are proposals.
    """

    code: str
    item: str
    severity: Severity
    scope: Scope
    window: Window | None = None
    areas: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    disagreement: str = ""
    prescriber_needed: bool = False
    enabled: bool = True
    limit: int | None = None
    limit_low: int | None = None
    unit: str = ""
    names: tuple[str, ...] = ()
    version: str = ""
    shipped_window: Window | None = None
    shipped_severity: Severity = Severity.NOTE
    shipped_limit: int | None = None
    shipped_limit_low: int | None = None
    changed: RuleChange | None = None

    @property
    def as_shipped(self) -> bool:
        """Whether it stands as it came with the program."""
        return (
            self.enabled
            and self.window == self.shipped_window
            and self.severity is self.shipped_severity
            and not self.own_figure
        )

    @property
    def own_figure(self) -> bool:
        """Whether the clinic has set another figure than was shipped."""
        return (self.limit, self.limit_low) != (self.shipped_limit, self.shipped_limit_low)


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A clinic's own word on a rule; ``None`` keeps what was shipped.

    ``by`` names the person who decided it, at ``at``. ``figure`` and, for a range, ``figure_low``
    are in the unit of the rule.
    """

    rule: str
    window: Window | None = None
    severity: Severity | None = None
    enabled: bool = True
    note: str = ""
    by: str = ""
    at: datetime | None = None
    figure: int | None = None
    figure_low: int | None = None


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All items, questions and rules, in the order in which they are asked and shown.

    ``version`` names this book as a clinic uses it; it changes with every changed rule.
    ``ask_again`` is after how long "never" is asked anew.
    """

    items: tuple[Item, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    version: str
    ask_again: Window
    _items: Mapping[str, Item] = field(repr=False, compare=False)
    _rules: Mapping[str, Rule] = field(repr=False, compare=False)
    _by_item: Mapping[str, tuple[Rule, ...]] = field(repr=False, compare=False)
    _by_name: Mapping[tuple[HistoryKind, str], tuple[Item, ...]] = field(repr=False, compare=False)

    def item(self, code: str) -> Item:
        """The item with this code. Raises KeyError."""
        return self._items[code]

    def meant_by(self, kind: HistoryKind, text: str) -> tuple[Item, ...]:
        """The items of a kind of which free words hold a name, in the order of the book."""
        words = fold(text).split()
        found: set[str] = set()
        for first in range(len(words)):
            for end in range(first + 1, min(first + _LONGEST_NAME, len(words)) + 1):
                named = self._by_name.get((kind, " ".join(words[first:end])), ())
                found.update(item.code for item in named)
        return tuple(item for item in self.items if item.code in found) if found else ()

    def rule(self, code: str) -> Rule:
        """The rule with this code, switched off or not. Raises KeyError."""
        return self._rules[code]

    def known_rule(self, code: str) -> Rule | None:
        """The rule with this code, ``None`` for one this program does not know (any more)."""
        return self._rules.get(code)

    def of_item(self, code: str) -> tuple[Rule, ...]:
        """The rules over an item that are switched on."""
        return self._by_item.get(code, ())

    def in_force(self, code: str) -> Rule | None:
        """The rule with this code where it is switched on."""
        rule = self._rules.get(code)
        return rule if rule is not None and rule.enabled else None

    def longest_window(self, item: str) -> Window | None:
        """The longest window of the rules over an item that are switched on."""
        windows = [rule.window for rule in self.of_item(item) if rule.window is not None]
        return max(windows, key=lambda window: window.length, default=None)


def parse_rules(data: Mapping[str, Any]) -> RuleBook:
    """Build the shipped book from the mapping of ``screening.toml``.

    Raises:
        KeyError, ValueError or InvalidValue: the data is not well formed.
    """
    version = str(data["version"])
    items = tuple(_item(entry) for entry in data["item"])
    questions = tuple(Question(entry["code"], tuple(entry["items"])) for entry in data["question"])
    rules = tuple(_rule(entry, version) for entry in data["rule"])
    for codes in ([item.code for item in items], [rule.code for rule in rules]):
        if len(set(codes)) != len(codes):
            raise ValueError("A code stands twice in the screening rules.")
    if any(len(name.split()) > _LONGEST_NAME for item in items for name in item.names):
        raise ValueError("A name of a screening item has too many words.")
    asked = [code for question in questions for code in question.items]
    if sorted(asked) != sorted(item.code for item in items):
        raise ValueError("Every screening item must be asked in one question, and only one.")
    return _book(items, questions, rules, version, parse_window(data["ask_again"]))


def with_changes(book: RuleBook, changes: Iterable[RuleChange]) -> RuleBook:
    """The book as a clinic has changed it; changes to rules that are gone are passed over."""
    by_rule = {change.rule: change for change in changes}
    rules = tuple(with_change(rule, by_rule.get(rule.code)) for rule in book.rules)
    marks = sorted(f"{rule.code} {rule.version}" for rule in rules if not rule.as_shipped)
    version = f"{book.version}+{_digest(' '.join(marks))}" if marks else book.version
    return _book(book.items, book.questions, rules, version, book.ask_again)


def with_change(rule: Rule, change: RuleChange | None) -> Rule:
    """A rule as a clinic has changed it."""
    if change is None:
        return rule
    # a rule that counts no days is given none
    window = change.window or rule.shipped_window if rule.shipped_window else None
    own = replace(
        rule,
        window=window,
        severity=change.severity or rule.shipped_severity,
        enabled=change.enabled,
        limit=rule.shipped_limit if change.figure is None else change.figure,
        limit_low=rule.shipped_limit_low if change.figure_low is None else change.figure_low,
        changed=change,
    )
    if own.as_shipped:
        return own
    settings = f"{window.text if window else ''}/{own.severity}/{own.enabled}"
    if own.own_figure:
        settings += f"/{own.limit_low}/{own.limit}"
    return replace(own, version=f"{rule.version}+{_digest(settings)}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _book(
    items: tuple[Item, ...],
    questions: tuple[Question, ...],
    rules: tuple[Rule, ...],
    version: str,
    ask_again: Window,
) -> RuleBook:
    by_item: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        if rule.enabled:
            by_item[rule.item] = (*by_item.get(rule.item, ()), rule)
    by_name: dict[tuple[HistoryKind, str], tuple[Item, ...]] = {}
    for item in items:
        for name in item.names:
            by_name[item.kind, name] = (*by_name.get((item.kind, name), ()), item)
    return RuleBook(
        items,
        questions,
        rules,
        version,
        ask_again,
        {item.code: item for item in items},
        {rule.code: rule for rule in rules},
        by_item,
        by_name,
    )


def _item(entry: Mapping[str, Any]) -> Item:
    return Item(
        code=entry["code"],
        name=entry["name"],
        kind=HistoryKind(entry["kind"]),
        ask=Ask(entry["ask"]),
        each_visit=entry.get("each_visit", False),
        ask_areas=entry.get("ask_areas", False),
        ask_hour=entry.get("ask_hour", False),
        names=tuple(fold(name) for name in entry.get("names", ())),
    )


def _rule(entry: Mapping[str, Any], version: str) -> Rule:
    window = parse_window(entry["window"]) if "window" in entry else None
    severity = Severity(entry["severity"])
    sources = tuple(
        Source(source["text"], Confidence(source["confidence"])) for source in entry["sources"]
    )
    if not sources or not all(source.text.strip() for source in sources):
        raise ValueError(f"A screening rule has no source: {entry['code']}")
    return Rule(
        code=entry["code"],
        item=entry["item"],
        severity=severity,
        scope=Scope(entry["scope"]),
        window=window,
        areas=tuple(entry.get("areas", ())),
        sources=sources,
        disagreement=entry.get("disagreement", ""),
        prescriber_needed=entry.get("prescriber", False),
        limit=entry.get("limit"),
        limit_low=entry.get("limit_low"),
        unit=entry.get("unit", ""),
        names=tuple(fold(name) for name in entry.get("names", ())),
        version=version,
        shipped_window=window,
        shipped_severity=severity,
        shipped_limit=entry.get("limit"),
        shipped_limit_low=entry.get("limit_low"),
    )
