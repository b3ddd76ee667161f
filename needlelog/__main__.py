"""`python -m needlelog`."""

from __future__ import annotations

from needlelog.cli import main

main(prog_name="needlelog")
