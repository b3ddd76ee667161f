"""Floor 2: the only place with SQL."""

from __future__ import annotations

from needlelog.db.lean_sqlalchemy import load_sqlalchemy

# Here, because whatever of SQLAlchemy the program uses comes in through this package.
load_sqlalchemy()
