"""Web addresses: one form for one page, without detours, trackers, sessions or mobile twins."""

import base64
import binascii
import re
from functools import cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from briefing.lexicon.tables import either, read_table

_AMP_PARAMETERS = re.compile(r"amp(?:_.*)?|outputtype|output", re.IGNORECASE)
_AMP_PATH = re.compile(r"/amp/?$|\.amp$|\.amp(?=\.html$)|^/amp(?=/)")
_AMP_CACHE = re.compile(r"^(?:/[cvrai])?/(?:s/)?(?P<rest>[\w.-]+\.[a-z]{2,}/.*)$")


@cache
def _trackers() -> re.Pattern[str]:
    return either(read_table("pages.toml")["addresses"]["trackers"])


@cache
def _parameters() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What tells a detour, and where in it the page stands."""
    return tuple(
        (either([rf"https?://{place}\?"]), either([rf"[?&](?:{names})=(https?[^&#]+)"]))
        for place, names in read_table("pages.toml")["detours"].items()
    )


def clean_address(address: str) -> str:
    """``address`` without detours, fragment, trackers and AMP; "" unless it is http or https and plain.

    Credentials in it are dropped: they would end in the brief.
    """
    parts = split_address(undone(address))
    if parts is None:
        return ""
    name, path = parts.hostname or "", parts.path
    if name.endswith(".cdn.ampproject.org") or (name.endswith("google.com") and path.startswith("/amp/")):
        match = _AMP_CACHE.match(path.removeprefix("/amp") if name.endswith("google.com") else path)
        if match:
            return clean_address(f"https://{match['rest']}")
    if name.startswith("amp."):
        name = name.removeprefix("amp.")
        name = name if name.count(".") != 1 else f"www.{name}"
    given = parse_qsl(parts.query, keep_blank_values=True)
    query = [(key, value) for key, value in given if not (_trackers().fullmatch(key) or _AMP_PARAMETERS.fullmatch(key))]
    encoded = parts.query if query == given else urlencode(query)
    port = f":{parts.port}" if parts.port and (parts.scheme, parts.port) not in (("http", 80), ("https", 443)) else ""
    host_name = f"[{name}]" if ":" in name else name
    return urlunsplit((parts.scheme.lower(), host_name + port, _AMP_PATH.sub("", path) or "/", encoded, ""))


def split_address(address: str) -> SplitResult | None:
    """The parts of a plain web address; None for everything else."""
    address = address.strip()
    if len(address) > 2000 or re.search(r"[\x00-\x20\x7f<>\"\\]", address):
        return None
    try:
        parts = urlsplit(re.sub(r"\s", lambda blank: quote(blank[0]), address))
        if parts.port is not None and not 0 < parts.port < 65536:
            return None
    except ValueError:
        return None
    return parts if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def joined(base: str, link: str) -> str:
    """Where ``link`` on the page ``base`` leads; "" where that is no address."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def absolute(base: str, link: str) -> str:
    """As `joined`, in the one form of `clean_address`."""
    return clean_address(joined(base, link))


def host(address: str) -> str:
    """The outlet's name for want of a better one: "news.example.org" without "www."."""
    parts = split_address(address)
    return (parts.hostname or "").removeprefix("www.").removeprefix("m.") if parts else ""


_LONGEST = 8000
_SECOND = re.compile(r"https?://urldefense\.(?:proofpoint\.)?com/v2/url\?(?:[^#]*&)?u=([^&#]+)", re.IGNORECASE)
_THIRD = re.compile(r"https?://urldefense\.(?:us|com)/v3/__(.+?)__;([\w-]*=*)!", re.IGNORECASE)


def undone(address: str) -> str:
    """The page that ``address`` stands for; ``address`` itself where it is no detour, or one that tells nothing."""
    further = address.strip() if len(address) <= _LONGEST else ""
    while further.startswith(("http://", "https://")):  # gateways behind gateways: each step leaves a shorter one
        address, further = further, _step(further)
    return address


def _step(address: str) -> str:
    for place, names in _parameters():
        if place.match(address):
            found = names.search(address)
            return unquote(found[1]) if found else ""
    if second := _SECOND.match(address):  # "-" for "%", "_" for "/"
        return unquote(second[1].replace("-", "%").replace("_", "/"))
    third = _THIRD.match(address)
    return _filled(third[1], third[2]) if third else ""


def _filled(address: str, kept: str) -> str:
    """``address`` with the characters that its stars stand for; "" where a star stands for several."""
    address = re.sub(r"^(https?:/)(?=[^/])", r"\1/", address)
    if "**" in address:
        return ""
    try:
        letters = iter(base64.urlsafe_b64decode(kept + "=" * (-len(kept) % 4)).decode())
    except (binascii.Error, ValueError):
        return ""
    return re.sub(r"\*", lambda _: next(letters, "*"), address)
