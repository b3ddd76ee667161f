"""`python -m needlelog`."""

from __future__ import annotations

from needlelog.cli import main

if __name__ == "__main__":  # another process of ours imports this module by another name
    main(prog_name="needlelog")
