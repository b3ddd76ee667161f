"""Which program this is, and whose work it is built on."""

from __future__ import annotations

from PySide6.QtCore import qVersion

import needlelog
from needlelog.ui.screens.settings.section import Section
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.side_row import SideRow

LICENCES = (
    ("NeedleLog", "MIT"),
    ("Qt, PySide6", "LGPL-3.0"),
    ("SQLCipher, sqlcipher3", "BSD-3-Clause, zlib"),
    ("SQLAlchemy, alembic", "MIT"),
    ("cryptography", "Apache-2.0 or BSD-3-Clause"),
    ("Argon2, argon2-cffi", "MIT"),
    ("pyqtgraph", "MIT"),
    ("NumPy, SciPy", "BSD-3-Clause"),
    ("Pillow", "MIT-CMU"),
    ("pillow-heif with libheif, libde265 and x265", "BSD-3-Clause, LGPL-3.0, GPL-2.0"),
    ("zxing-cpp, biip", "Apache-2.0"),
    ("XlsxWriter", "BSD-2-Clause"),
    ("openpyxl, charset-normalizer", "MIT"),
    ("QtAwesome", "MIT"),
    ("Material Design Icons", "Apache-2.0"),
    ("Inter", "OFL-1.1"),
    ("platformdirs", "MIT"),
    ("click", "BSD-3-Clause"),
)
"""What the program is made of, and under which licence."""


class AboutSection(Section):
    """Version and licences."""

    def build(self) -> None:
        """Two cards."""
        program = Card(self.tr("NeedleLog"), padding=18)
        program.body.setSpacing(6)
        program.add(SideRow(self.tr("Version"), needlelog.__version__))
        program.add(SideRow("Qt", qVersion()))
        program.add(
            label(
                self.tr(
                    "Works offline: it has no account, no telemetry and no network access. "
                    "It records and reminds; it does not replace clinical judgement."
                ),
                "quiet",
                wrap=True,
            )
        )
        self.body.addWidget(program)
        licences = Card(self.tr("Licences"), padding=18)
        licences.body.setSpacing(2)
        for part, licence in LICENCES:
            licences.add(SideRow(part, licence))
        self.body.addWidget(licences)
