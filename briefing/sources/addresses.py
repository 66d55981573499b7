"""Web addresses: one form for one page, without trackers, sessions or mobile twins."""

import re
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from briefing.sources.detours import undone

#: Parameters that follow the reader, not the page.
_TRACKERS = re.compile(
    r"utm_.*|at_(?:medium|campaign|link.*|custom.*|bbc.*|format|ptr.*)|ns_(?:campaign|source|mchannel|fee|linkname)|mc_[ce]id|"
    r"fb(?:clid|_.*)|gclid|dclid|msclkid|yclid|igshid|wt\..*|cmp(?:id)?|icid|ncid|ito|itm_.*|smid|smtyp|sref|srnd|"
    r"ref(?:_?src|errer|_?url)?|ftag|taid|tpcc|xtor|_ga|_gl|mkt_tok|ocid|guccounter|guce_.*",
    re.IGNORECASE,
)
_AMP_PARAMETERS = re.compile(r"amp(?:_.*)?|outputtype|output", re.IGNORECASE)
_AMP_PATH = re.compile(r"/amp/?$|\.amp$|\.amp(?=\.html$)|^/amp(?=/)")
_AMP_CACHE = re.compile(r"^(?:/[cvrai])?/(?:s/)?(?P<rest>[\w.-]+\.[a-z]{2,}/.*)$")


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
    query = [(key, value) for key, value in given if not (_TRACKERS.fullmatch(key) or _AMP_PARAMETERS.fullmatch(key))]
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
