"""Errors of photos: what cannot be taken in, what cannot be shown, and what has no consent."""

from __future__ import annotations

from needlelog.domain.errors import KnownError


class PhotoNotRead(KnownError):
    """The bytes are no JPEG, PNG or HEIC picture, or one that was cut off."""

    code = "photo-not-read"

    def __init__(self) -> None:
        super().__init__(
            "This file is not a picture that can be read (JPEG, PNG or HEIC). Nothing was kept."
        )


class PhotoTooLarge(KnownError):
    """A picture has more pixels, or its file more bytes, than can be taken in safely."""

    code = "photo-too-large"

    def __init__(self, found: int, limit: int, unit: str) -> None:
        super().__init__(
            f"This picture has {found} {unit}; at most {limit} can be taken in. "
            "Please save it smaller and add it again. Nothing was kept.",
            found=found,
            limit=limit,
            unit=unit,
        )


class PhotoAlreadyKept(KnownError):
    """The very same file is already among this client's photos."""

    code = "photo-already-kept"

    def __init__(self, uid: str) -> None:
        super().__init__("This picture is already among the photos of this client.", uid=uid)


class PhotoDamaged(KnownError):
    """The file of a photo is not what was written; nothing of it is shown."""

    code = "photo-damaged"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"The photo file {file} was changed or is damaged, so it is not shown. "
            "It can be brought back from a backup in Settings, Backups, Photo files.",
            file=file,
        )


class PhotoMissing(KnownError):
    """The file of a photo is not in the clinic folder."""

    code = "photo-missing"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"The photo file {file} is missing. "
            "It can be brought back from a backup in Settings, Backups, Photo files.",
            file=file,
        )


class NoPhotoConsent(KnownError):
    """The client has not agreed to photos, or to this use of them; `kind` is the consent's."""

    code = "no-photo-consent"

    def __init__(self, kind: str) -> None:
        sentence = {
            "photo": "There is no photo consent in force. Please ask for it first.",
            "marketing": "There is no marketing consent in force, so the picture is not given out.",
        }
        super().__init__(sentence.get(kind, sentence["photo"]), kind=kind)
        self.kind = kind
