"""Who is in: sessions in memory, each with a secret for its forms; and who knocks too often."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

#: A session ends so long after its last page, and so long after its first.
IDLE, LONGEST = timedelta(hours=2), timedelta(hours=12)
#: Sessions at once, and addresses and names counted; the oldest give way.
SESSIONS, COUNTED = 1000, 10_000


@dataclass(slots=True)
class Session:
    """One person in one browser.

    Attributes:
        user: who.
        csrf: what every form of this session carries.
        stamp: changes with the user's password.
        opened, seen: first and last page.
    """

    user: str
    csrf: str
    stamp: str
    opened: datetime
    seen: datetime


class Sessions:
    """Sessions by the hash of their token: who reads this memory cannot come in with what he finds.

    Args:
        clock: the moment, with a zone.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._kept: dict[str, Session] = {}
        self._lock = Lock()

    def open(self, user: str, stamp: str) -> str:
        """A new session; returns its token, which nobody has seen before."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._kept[_hash(token)] = Session(user, secrets.token_urlsafe(32), stamp, now, now)
            while len(self._kept) > SESSIONS:
                del self._kept[next(iter(self._kept))]
        return token

    def get(self, token: str) -> Session | None:
        """The session of ``token``; None where there is none, or it has ended."""
        now = self._clock()
        with self._lock:
            found = self._kept.get(_hash(token))
            if found and (now - found.seen > IDLE or now - found.opened > LONGEST):
                del self._kept[_hash(token)]
                return None
            if found:
                found.seen = now
            return found

    def close(self, token: str) -> None:
        """End the session of ``token``."""
        with self._lock:
            self._kept.pop(_hash(token), None)


class Limiter:
    """So many of a thing in a stretch of time, by a key; see `over`.

    Args:
        most: times.
        within: the stretch.
        clock: the moment.
    """

    def __init__(self, most: int, within: timedelta, clock: Callable[[], datetime]) -> None:
        self._most, self._within, self._clock = most, within, clock
        self._seen: dict[str, list[datetime]] = {}
        self._lock = Lock()

    def over(self, key: str) -> int:
        """Seconds that ``key`` has to wait; 0 where it may come in."""
        with self._lock:
            recent = self._recent(key)
            return (
                int((recent[0] + self._within - self._clock()).total_seconds()) + 1 if len(recent) >= self._most else 0
            )

    def count(self, key: str) -> None:
        """``key`` has come once more."""
        with self._lock:
            recent = self._recent(key)
            self._seen.pop(key, None)
            self._seen[key] = [*recent, self._clock()][-self._most :]
            while len(self._seen) > COUNTED:
                del self._seen[next(iter(self._seen))]

    def forget(self, key: str) -> None:
        """``key`` has shown that it may."""
        with self._lock:
            self._seen.pop(key, None)

    def _recent(self, key: str) -> list[datetime]:
        since = self._clock() - self._within
        return [moment for moment in self._seen.get(key, ()) if moment > since]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def same(given: str, right: str) -> bool:
    """Whether two secrets are one, in a time that does not tell how much of them is."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), right.encode("utf-8", "surrogatepass"))
