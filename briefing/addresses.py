"""Addresses: what of one may be stored, printed and logged. Names, passwords and tokens may not."""

import hashlib
import re
from urllib.parse import urlsplit, urlunsplit

LONGEST = 300
#: Names of a query's parts that open a door; "key" and "id" name articles as often.
_SECRET = re.compile(
    r"(?:^|[_-])(?:token|apikey|auth|authorization|password|passwd|pwd|secret|sig|signature|credential|jwt)$|^api[_-]?key$",
    re.IGNORECASE,
)
_HIDDEN = "…"


def bare(address: str) -> str:
    """``address`` without user name, password and tokens, however long."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return re.sub(r"//[^/@]*@", "//", address)
    if not parts.netloc:
        return address
    query = "&".join(_shown(part) for part in parts.query.split("&")) if parts.query else ""
    host = parts.netloc.rpartition("@")[2]
    return (
        address
        if (host, query) == (parts.netloc, parts.query)
        else urlunsplit(parts._replace(netloc=host, query=query))
    )


def _shown(part: str) -> str:
    name, sign, _ = part.partition("=")
    return f"{name}={_HIDDEN}" if sign and _SECRET.search(name) else part


def public(address: str) -> str:
    """``address`` as a message may show it: `bare`, and not too long."""
    return bare(address)[:LONGEST]


def sealed(key: str) -> str:
    """``key``, an address or none, such that nobody learns a secret from it and no other has the same."""
    shown = bare(key)
    return key if shown == key else f"{shown}#{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
