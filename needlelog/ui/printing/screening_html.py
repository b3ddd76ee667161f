"""The screening of a printed session: findings with what was decided, then the answers."""

from __future__ import annotations

from html import escape

from needlelog.domain.sessions import SessionRecord
from needlelog.domain.zones import ZoneCatalogue
from needlelog.ui.screening_record_words import answer_lines, recorded_findings, rules_line


def screening_html(record: SessionRecord, zones: ZoneCatalogue) -> str:
    """Every finding with its lines, every answer, and the version of the rules."""
    parts = []
    for finding in recorded_findings(record, zones):
        lines = "<br/>".join(escape(line) for line in finding.lines)
        parts.append(f"<p><b>{escape(finding.title)}</b><br/>{lines}</p>")
    parts += [f"<p>{escape(line)}</p>" for line in answer_lines(record.content)]
    if line := rules_line(record):
        parts.append(f"<p class='quiet'>{escape(line)}</p>")
    return "".join(parts)
