"""Addresses that lead through an alert, a network's counter or a mail gateway → the page that they stand for."""

import base64
import binascii
import re
from urllib.parse import unquote

_LONGEST = 8000
#: Where the page stands in a parameter: the host and path that tell the detour, and the parameter's names.
_PARAMETERS = tuple(
    (re.compile(rf"https?://{place}\?", re.IGNORECASE), re.compile(rf"[?&](?:{names})=(https?[^&#]+)", re.IGNORECASE))
    for place, names in (
        (r"(?:www\.)?google\.[a-z.]{2,6}/url", "url|q"),
        (r"[\w-]+\.safelinks\.protection\.outlook\.com/[^?]{0,80}", "url"),
        (r"outlook\.(?:office|office365|live)\.com/mail/[^?]{0,80}", "url"),
        (r"urldefense(?:\.proofpoint)?\.com/v1/url", "u"),
        (r"linkprotect\.cudasvc\.com/url", "a"),
        (r"protect\d?\.fireeye\.com/[^?]{0,80}", "u"),
        (r"lm?\.facebook\.com/l\.php", "u"),
        (r"out\.reddit\.com/[^?]{0,80}", "url"),
    )
)
_SECOND = re.compile(r"https?://urldefense\.(?:proofpoint\.)?com/v2/url\?(?:[^#]*&)?u=([^&#]+)", re.IGNORECASE)
_THIRD = re.compile(r"https?://urldefense\.(?:us|com)/v3/__(.+?)__;([\w-]*=*)!", re.IGNORECASE)


def undone(address: str) -> str:
    """The page that ``address`` stands for; ``address`` itself where it is no detour, or one that tells nothing."""
    further = address.strip() if len(address) <= _LONGEST else ""
    while further.startswith(("http://", "https://")):  # gateways behind gateways: each step leaves a shorter one
        address, further = further, _step(further)
    return address


def _step(address: str) -> str:
    for place, names in _PARAMETERS:
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
