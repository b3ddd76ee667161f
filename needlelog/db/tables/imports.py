"""What was brought in from elsewhere, so that it can be taken back as one act."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint

from needlelog.db.tables.base import (
    Base,
    Identified,
    Mapped,
    mapped_column,
    reference,
    written_text,
)


class ImportBatchTable(Identified, Base):
    """One import of a file: by whom, when, and whether it was undone.

    ``file_sha256`` is the hash of the file as it was read; ``report`` is JSON with the counts.
    Its sessions carry its uid in ``imported_from``.
    """

    __tablename__ = "import_batch"

    file_name: Mapped[str] = mapped_column()
    file_sha256: Mapped[str] = mapped_column()
    made_at: Mapped[datetime] = mapped_column()
    person_id: Mapped[int] = reference("practitioner", index=False)
    person: Mapped[str] = mapped_column()
    report: Mapped[str] = mapped_column()
    undone_at: Mapped[datetime | None] = mapped_column()
    undone_by: Mapped[str] = written_text()


class ImportedClientTable(Identified, Base):
    """A client who was not in the log before an import."""

    __tablename__ = "imported_client"
    __table_args__ = (UniqueConstraint("import_batch_id", "client_id"),)

    import_batch_id: Mapped[int] = reference("import_batch", index=False)
    client_id: Mapped[int] = reference("client")
