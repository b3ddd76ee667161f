"""Photos: what the encrypted file shows, and a thumbnail for lists."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, UniqueConstraint

from needlelog.db.tables.base import (
    Base,
    Identified,
    Mapped,
    mapped_column,
    reference,
    switched_on,
    written_text,
)


class PhotoTable(Identified, Base):
    """A photo kept as one encrypted file.

    ``sha256`` is the hash of the picture as it was taken in; ``file_sha256`` that of the encrypted
    file and its name on disk. ``session_uid`` names the session also while that is a draft.
    ``alignment``, ``markup`` and ``quality`` are JSON; the picture is never changed. A photo that
    is not active was taken out of use for ``removed_reason``; its file stays.
    """

    __tablename__ = "photo"
    __table_args__ = (UniqueConstraint("file_sha256"),)

    client_id: Mapped[int] = reference("client")
    session_uid: Mapped[str | None] = mapped_column(index=True)
    consent_id: Mapped[int | None] = reference("consent")
    view: Mapped[str] = mapped_column()
    phase: Mapped[str] = mapped_column()
    zone: Mapped[str | None] = mapped_column()
    side: Mapped[str | None] = mapped_column()
    sha256: Mapped[str] = mapped_column(index=True)
    file_sha256: Mapped[str] = mapped_column()
    media_type: Mapped[str] = mapped_column()
    width: Mapped[int] = mapped_column()
    height: Mapped[int] = mapped_column()
    taken_at: Mapped[datetime | None] = mapped_column()
    taken_offset: Mapped[int | None] = mapped_column()
    added_at: Mapped[datetime] = mapped_column()
    alignment: Mapped[str | None] = mapped_column()
    markup: Mapped[str | None] = mapped_column()
    quality: Mapped[str | None] = mapped_column()
    note: Mapped[str] = written_text()
    removed_reason: Mapped[str] = written_text()
    active: Mapped[bool] = switched_on()


class PhotoNameTable(Identified, Base):
    """The name under which the trail tells a photo's file, where it was encrypted anew since.

    A clinic that was made of an export has another key, so the same picture has another file.
    """

    __tablename__ = "photo_name"
    __table_args__ = (UniqueConstraint("photo_id"),)

    photo_id: Mapped[int] = reference("photo", index=False)
    file_sha256: Mapped[str] = mapped_column()


class ThumbnailTable(Identified, Base):
    """A small picture of a photo, encoded as its media type says."""

    __tablename__ = "thumbnail"
    __table_args__ = (UniqueConstraint("photo_id"),)

    photo_id: Mapped[int] = reference("photo", index=False)
    media_type: Mapped[str] = mapped_column()
    width: Mapped[int] = mapped_column()
    height: Mapped[int] = mapped_column()
    picture: Mapped[bytes] = mapped_column(LargeBinary())
