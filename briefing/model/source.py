"""What is remembered of a source between two fetches, and how the last one went."""

from dataclasses import dataclass
from typing import Literal

SourceState = Literal["ok", "unchanged", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask "has it changed?" with (RFC 9110, section 8.8), or what stands in for it.

    Attributes:
        key: the address, the file, or the item of a feed that it belongs to.
        etag: as sent; for a mailbox its UIDVALIDITY, for a file its size and time.
        last_modified: as sent; for a mailbox the last message's UID.
        digest: of the content, for servers that give neither.
    """

    key: str
    etag: str = ""
    last_modified: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """How one source was found at a fetch.

    Attributes:
        name: as configured.
        location: as configured, without credentials.
        new: articles that were not known.
        unchanged: items known from earlier fetches.
        left_out: items that could not be used; each is a `Skipped` too.
        bytes: that crossed the wire for it.
        reason: why it failed, or what was wrong with a part of it; "" where nothing was.
        remedy: what to do about it.
        validators: to be kept and handed to the next fetch.
        complete: whether these are all that is worth keeping for the source; else earlier ones stay beside them.
    """

    name: str
    location: str
    state: SourceState
    new: int = 0
    unchanged: int = 0
    left_out: int = 0
    bytes: int = 0
    reason: str = ""
    remedy: str = ""
    validators: tuple[Validators, ...] = ()
    complete: bool = False
