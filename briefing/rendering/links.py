"""Links: an address that came from outside is a link only if it leads to a page or a mailbox."""

from __future__ import annotations

from urllib.parse import urlsplit

_SCHEMES = frozenset({"http", "https", "mailto"})
_LONGEST = 2048


def safe_link(url: str) -> str:
    """``url`` if it is http, https or mailto, else ""; never a script, a file or data."""
    url = "".join(
        character for character in url.strip() if character.isprintable() and character not in " \"'<>\\^`{|}"
    )
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
