"""What servers say when they do not give what was asked for, as reason and remedy."""

import re
from datetime import UTC
from email.utils import parsedate_to_datetime

from briefing.addresses import public
from briefing.errors import SourceError
from briefing.lexicon.tables import read_table

#: Worth another try: the server or something before it was busy.
PASSING = frozenset((408, 421, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524))


class Answer(SourceError):
    """A server's refusal.

    Attributes:
        status: of HTTP.
        retry_after: seconds that it asked for; None where it did not.
    """

    def __init__(self, address: str, status: int, retry_after: float | None = None) -> None:
        reason, remedy = read_table("pages.toml")["answers"].get(str(status), ("", ""))
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
