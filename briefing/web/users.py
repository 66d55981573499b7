"""Who may come in: names and hashed passwords in a file that only its owner can read."""

import base64
import hashlib
import hmac
import json
import os
import re
import secrets
import stat
from pathlib import Path

from briefing.errors import SettingsError
from briefing.files import put_in_place

#: scrypt's cost, N, r and p: 16 MiB and about a twentieth of a second a try (RFC 7914; OWASP asks for no less).
COST = (2**14, 8, 5)
_MEMORY = 64 * 1024 * 1024
#: What a password must have at least; longer ones than the most are cut by nobody, but refused.
SHORTEST, LONGEST = 10, 200
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")


class Users:
    """The file of users; read anew at each question, so that a change needs no restart."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # Who asks for a name that nobody has waits as long as one who asks for one that somebody has.
        self._nobody = hashed(secrets.token_urlsafe(16))

    def names(self) -> list[str]:
        """All users, by name."""
        return sorted(self._read())

    def put(self, name: str, password: str) -> bool:
        """Add the user ``name``, or give it another password; returns whether it is new.

        Raises:
            SettingsError: if name or password is none that a user can have.
        """
        if not NAME.fullmatch(name):
            raise SettingsError(name, "is no name of a user", "64 letters, digits and .-_@ at most")
        if not SHORTEST <= len(password) <= LONGEST:
            raise SettingsError("the password", f"must have {SHORTEST} to {LONGEST} characters", "choose another")
        users = self._read()
        new = name not in users
        self._write(users | {name: hashed(password)})
        return new

    def remove(self, name: str) -> bool:
        """Take the user ``name`` away; returns whether there was one."""
        users = self._read()
        known = users.pop(name, None) is not None
        if known:
            self._write(users)
        return known

    def knows(self, name: str, password: str) -> bool:
        """Whether ``password`` is that of the user ``name``; takes the same time either way."""
        kept = self._read().get(name)
        right = matches(password[: LONGEST + 1], kept or self._nobody)
        return right and kept is not None

    def stamp(self, name: str) -> str:
        """Changes with the user's password; "" where there is no such user: a session of an earlier one ends."""
        return self._read().get(name, "")[-16:]

    def _read(self) -> dict[str, str]:
        try:
            if stat.S_IMODE(self._path.stat().st_mode) & 0o077:
                raise SettingsError(str(self._path), "others may read it", f"chmod 600 {self._path}")
            found = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise SettingsError(str(self._path), "cannot be read as users", "restore it, or remove it") from error
        return {str(name): str(kept) for name, kept in found.items()} if isinstance(found, dict) else {}

    def _write(self, users: dict[str, str]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps(dict(sorted(users.items())), indent=1) + "\n"
        put_in_place({self._path: content.encode()}, mode=0o600)


def hashed(password: str) -> str:
    """``password`` as it is kept: "scrypt$N$r$p$salt$hash"."""
    salt = os.urandom(16)
    return "$".join(("scrypt", *map(str, COST), _coded(salt), _coded(_scrypt(password, salt, *COST))))


def matches(password: str, kept: str) -> bool:
    """Whether ``kept`` was made of ``password``."""
    try:
        kind, n, r, p, salt, right = kept.split("$")
        made = _scrypt(password, base64.b64decode(salt), int(n), int(r), int(p))
        return kind == "scrypt" and hmac.compare_digest(made, base64.b64decode(right))
    except ValueError:
        return False


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    said = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(said, salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _coded(content: bytes) -> str:
    return base64.b64encode(content).decode()
