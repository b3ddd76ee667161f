"""Why a file of another machine is refused, in sentences for a practitioner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from needlelog.domain.errors import KnownError


class ThisMachineUnnamed(KnownError):
    """Records were to be exchanged before this computer has a place among the clinic's machines."""

    code = "machine-unnamed"

    def __init__(self) -> None:
        super().__init__(
            "This computer has no name in the clinic yet. "
            "A manager gives it a name under Computers first."
        )


class MachineNamedAlready(KnownError):
    """The computer is one of the clinic's machines already."""

    code = "machine-named-already"

    def __init__(self) -> None:
        super().__init__("This computer has a name in the clinic already.")


class MachineNameTaken(KnownError):
    """Another computer of the clinic that is in use has this name, so nobody could tell them apart."""

    code = "machine-name-taken"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Another computer of the clinic is called “{name}” already. Please choose another name.",
            name=name,
        )


class NotFirstMachine(KnownError):
    """A copy wants to join, but the clinic it was made of had named no machine."""

    code = "not-first-machine"

    def __init__(self) -> None:
        super().__init__(
            "These records were copied before their own computer was given a name under Computers. "
            "Name it there, make the copy again and unpack that one here."
        )


class MachineKeyLost(KnownError):
    """The key with which this machine signs is not in the clinic folder."""

    code = "machine-key-lost"

    def __init__(self) -> None:
        super().__init__(
            "The key with which this computer signs what it sends is missing. A manager lets it "
            "join anew under Computers, in the place of the former one."
        )


class BundleDamaged(KnownError):
    """A file was cut off or changed on its way."""

    code = "bundle-damaged"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file} is damaged: it was cut off or changed on its way. Nothing was taken in. "
            "Please copy it again, or let the other computer write it once more.",
            file=file,
        )


class BundleOfOtherClinic(KnownError):
    """A file belongs to a clinic with other keys."""

    code = "bundle-of-other-clinic"

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} belongs to another clinic. Nothing was taken in.", file=file)


class NoBundle(KnownError):
    """A file is something else than records from another machine."""

    code = "no-bundle"

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} does not hold records from another computer.", file=file)


class BundleFromHere(KnownError):
    """A file was written on this very machine."""

    code = "bundle-from-here"

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} was written on this computer; it is for the others.", file=file)


class SenderNotTrusted(KnownError):
    """A file says it comes from a machine whose signature it does not carry, or from a former one."""

    code = "sender-not-trusted"

    def __init__(self, file: str, machine: str) -> None:
        super().__init__(
            f"{file} says it comes from “{machine}” but was not signed by it. Nothing was taken in.",
            file=file,
            machine=machine,
        )


class RecordsBetweenMissing(KnownError):
    """A file goes on from records that are not here."""

    code = "records-between-missing"

    def __init__(self, file: str, machine: str) -> None:
        super().__init__(
            f"{file} goes on from records that this computer does not have. Receive the earlier "
            f"file first, or let “{machine}” send everything.",
            file=file,
            machine=machine,
        )


class RecordsFromBefore(KnownError):
    """A file goes on from records that no file brings: here it is as before the machines were named.

    ``can_send`` is whether what was recorded here since then can reach the others.
    """

    code = "records-from-before"

    def __init__(self, file: str, machine: str, *, can_send: bool) -> None:
        first = (
            f"Send what was recorded here since then, receive it on “{machine}”, and make a backup "
            "there."
            if can_send
            else f"Make a backup on “{machine}”. What was recorded here meanwhile is set aside then."
        )
        super().__init__(
            f"{file} goes on from records that no file brings: a backup was put back here that was "
            f"made before the clinic's computers had names. {first} Then restore that backup on "
            "this computer: Settings, Backups, Restore, Look in another folder.",
            file=file,
            machine=machine,
            can_send=int(can_send),
        )


class SenderBeganAnew(KnownError):
    """A machine was put back to before the machines were named, and named itself the first again."""

    code = "sender-began-anew"

    def __init__(self, file: str, machine: str) -> None:
        super().__init__(
            f"{file} does not fit the records here: “{machine}” was put back to a backup that "
            "was made before the clinic's computers had names, and began anew. Nothing was taken in. "
            "Make a backup here and restore it there: Settings, Backups, Restore, Look in another "
            "folder. What was recorded there meanwhile is set aside there.",
            file=file,
            machine=machine,
        )


class TwoCopies(KnownError):
    """Two computers wrote on as the same machine, or this one went back to an older state."""

    code = "two-copies"

    def __init__(self, file: str, machine: str, sequence: int) -> None:
        super().__init__(
            f"{file} holds entry {sequence} of the trail of “{machine}”, and it is not the entry "
            "that this computer knows under that number: two copies of one machine were written "
            "to. Nothing was taken in. Please find the second copy and take it out of use.",
            file=file,
            machine=machine,
            sequence=sequence,
        )


class SignedTwice(KnownError):
    """One unfinished session lay on two computers, and both signed it; `started` is its beginning."""

    code = "signed-twice"

    def __init__(self, file: str, started: str) -> None:
        super().__init__(
            f"The session of {started} was signed on this computer and on another one, out of the "
            f"same unfinished session. {file} cannot be taken in. Restore a backup here from before "
            "that signature, then receive the file.",
            file=file,
            started=started,
        )


class ErasureNotAgreed(KnownError):
    """A file would destroy records here and nobody agreed to it."""

    code = "erasure-not-agreed"

    def __init__(self, clients: int) -> None:
        super().__init__(
            f"The records of {clients} clients were destroyed on another computer. Receiving "
            "destroys them here too; a manager has to agree.",
            clients=clients,
        )


class PreviewOutdated(KnownError):
    """What a file would do is not what somebody looked at, because something was recorded since."""

    code = "preview-outdated"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"Something was recorded here while you looked at {file}, and it would do something "
            "else now. Nothing was taken in. Please look at it again.",
            file=file,
        )


class ErasureHeld(KnownError):
    """Records destroyed elsewhere are under a legal hold here."""

    code = "erasure-held"

    def __init__(self) -> None:
        super().__init__(
            "Records that were destroyed on another computer are under a legal hold here. Nothing "
            "was taken in. Lift the hold first, or keep this computer's records apart."
        )


class ErasureEntangled(KnownError):
    """Records destroyed elsewhere belong here to a client who is more than that.

    ``client_uid`` is the client they were merged into here, empty where other records point at
    them.
    """

    code = "erasure-entangled"

    def __init__(self, client_uid: str) -> None:
        super().__init__(
            "Records that were destroyed on another computer were merged into another client here. "
            "Nothing was taken in. Undo that merge, or destroy the whole client here too.",
            client_uid=client_uid,
        )
        self.client_uid = client_uid


class NoManagerLeft(KnownError):
    """After receiving nobody could manage the clinic."""

    code = "no-manager-left"

    def __init__(self) -> None:
        super().__init__(
            "After this no manager would be left: each was switched off on another computer. "
            "Nothing was taken in. Make somebody a manager first."
        )


class ReceiptNotUndoable(KnownError):
    """What was received cannot be taken back.

    ``reason`` is ``later_receipt``, ``built_on`` or ``erased``, or ``undone`` where it was already.
    """

    code = "receipt-not-undoable"

    _SENTENCES: ClassVar[Mapping[str, str]] = {
        "later_receipt": "Another file was received after this one. Take that one back first.",
        "built_on": (
            "Something that was recorded here since then builds on what was received, so it "
            "cannot be taken back any more."
        ),
        "erased": "Records were destroyed with this file or since then. That cannot be taken back.",
        "undone": "This was taken back already.",
    }

    def __init__(self, reason: str) -> None:
        super().__init__(self._SENTENCES[reason], reason=reason)
        self.reason = reason


class ConflictGone(KnownError):
    """A choice came too late: the field was settled or changed meanwhile."""

    code = "conflict-gone"

    def __init__(self) -> None:
        super().__init__("This was settled meanwhile.")


class OlderBundle(KnownError):
    """A file was written by an older program, which knew fewer fields."""

    code = "older-bundle"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file} was written by an older NeedleLog. Please update NeedleLog on the other "
            "computer and let it send again.",
            file=file,
        )
