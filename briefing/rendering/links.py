"""Links: an address that came from outside is a link only if it leads to a page or a mailbox."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_SCHEMES = frozenset({"http", "https", "mailto"})
#: Characters that no address may hold as they are (RFC 3986); they are percent-encoded.
_UNSAFE = frozenset(" \"'<>\\^`{|}")
_LONGEST = 2048


def safe_link(url: str) -> str:
    """``url`` if it is http, https or mailto, else ""; never a script, a file or data."""
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
