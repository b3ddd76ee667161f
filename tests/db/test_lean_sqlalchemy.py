"""SQLAlchemy comes without what it brings along for others, and all of that is there on demand."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import sys
for name in sys.argv[1:]:
    __import__(name)
import needlelog.db.engine
print(*sorted({"asyncio", "email", "importlib.metadata", "sqlalchemy.orm", "ssl"} & set(sys.modules)))
from sqlalchemy.util import compat, concurrency, langhelpers
assert concurrency.is_exit_exception(TimeoutError())
assert not concurrency.is_cancellation_exception(ValueError())
assert str(langhelpers.importlib.metadata.version("sqlalchemy"))
assert [each.name for each in compat.importlib_metadata_get("console_scripts")]
import asyncio
import asyncio.events
import importlib.metadata
assert type(asyncio) is type(importlib.metadata) is type(sys)
assert importlib.metadata.version("click")
async def act():
    return 3
coroutine = act()
assert concurrency.iscoroutine(coroutine)
assert asyncio.run(coroutine) == 3
assert concurrency.asyncio.CancelledError is asyncio.CancelledError
import alembic.operations
from sqlalchemy.orm import Session
"""


@pytest.mark.parametrize("before", [[], ["asyncio", "importlib.metadata"], ["sqlalchemy"]])
def test_what_sqlalchemy_brings_along_is_loaded_when_it_is_asked_for(before: list[str]) -> None:
    told = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-W", "error", "-c", SCRIPT, *before],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    if not before:
        assert told.stdout.split() == []
    else:
        assert "asyncio" in told.stdout.split()
