"""What servers say when they do not give what was asked for, as reason and remedy."""

import re
from datetime import UTC
from email.utils import parsedate_to_datetime

from briefing.addresses import public
from briefing.errors import SourceError

_STATUS: dict[int, tuple[str, str]] = {
    400: ("the server does not understand the request (400)", "check the address"),
    401: ("asks for a name and password (401)", "set user and password_env for the source"),
    402: ("asks for payment (402)", "use a source that you may read"),
    403: ("refuses to be read by programs (403)", "ask the publisher, or use its feed"),
    404: ("no such page (404)", "check the address"),
    406: ("has nothing in a form that is read here (406)", "check the address"),
    407: ("a proxy asks for a password (407)", "connect without it"),
    410: ("is gone for good (410)", "remove the source"),
    429: ("asks to be left alone for a while (429)", "fetch less often"),
    451: ("is barred for legal reasons (451)", ""),
}
#: Worth another try: the server or something before it was busy.
PASSING = frozenset((408, 421, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524))


class Answer(SourceError):
    """A server's refusal.

    Attributes:
        status: of HTTP.
        retry_after: seconds that it asked for; None where it did not.
    """

    def __init__(self, address: str, status: int, retry_after: float | None = None) -> None:
        reason, remedy = _STATUS.get(status, ("", ""))
        if not reason:
            broken = status >= 500
            reason = f"the server is out of order ({status})" if broken else f"the server refuses ({status})"
            remedy = "try again later" if broken else "check the address"
        if retry_after:
            remedy = f"it asks for {retry_after:.0f} s of rest"
        super().__init__(public(address), reason, remedy)
        self.status = status
        self.retry_after = retry_after


class Unreachable(SourceError):
    """No answer, or none that ended: worth waiting for twice, not twenty times."""


def retry_after(value: str, now: str) -> float | None:
    """The seconds in a Retry-After header (RFC 9110, 10.2.3): a number, or a moment by the server's clock, ``now``."""
    if re.fullmatch(r"\d{1,9}", value.strip()):
        return float(value)
    try:
        then, here = (each.replace(tzinfo=each.tzinfo or UTC) for each in map(parsedate_to_datetime, (value, now)))
    except (ValueError, TypeError, IndexError):
        return None
    return max(0.0, (then - here).total_seconds())
