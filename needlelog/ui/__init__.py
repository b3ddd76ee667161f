"""Floor 4: the only place with Qt."""

from __future__ import annotations

from needlelog.ui.lasting_constants import keep_constants
from needlelog.ui.plain_imports import use_plain_imports

# Here, because whatever of Qt the program uses comes in through this package.
keep_constants()
use_plain_imports()
