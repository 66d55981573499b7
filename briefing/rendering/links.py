"""Links: an address that came from outside is a link only if it leads to a page or a mailbox."""

import re
from urllib.parse import quote, urlsplit

_SCHEMES = frozenset({"http", "https", "mailto"})
#: Characters that no address may hold as they are (RFC 3986); they are percent-encoded.
_UNSAFE = frozenset(" \"'<>\\^`{|}")
#: What needs no looking at.
_PLAIN = re.compile(r"[A-Za-z0-9:/?#&=%.,;~+_-]+")
_LONGEST = 2048


def safe_link(url: str) -> str:
    """``url`` if it is http, https or mailto, else ""; never a script, a file or data."""
    if not _PLAIN.fullmatch(url):
        url = "".join(c if c.isprintable() and c not in _UNSAFE else quote(c, errors="replace") for c in url.strip())
    if not url or len(url) > _LONGEST:
        return ""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES:
        return ""
    if parts.scheme.lower() != "mailto" and not host:
        return ""
    return url
