"""Mailbox files → the mails in them, as every writer parts them: mboxo, mboxrd, mboxcl, Mozilla, Eudora, Takeout."""

import re
from collections.abc import Iterator

#: A separator, with or without an address and a day.
_START = re.compile(rb"^From(?:[ \t][^\r\n]*)?\r?$", re.MULTILINE)
_HEADER = re.compile(rb"(?:>?From [^\n]*\n)?((?:[!-9;-~]{1,60}:[^\n]*\n?(?:[ \t][^\n]*\n){0,60}){1,40})")
_MAILS = re.compile(
    rb"^(?:from|to|subject|date|received|return-path|message-id|mime-version|content-type|delivered-to|status|x-[\w-]{2,40}|"
    rb"dkim-signature|reply-to|sender|cc|envelope-to)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_DAY = re.compile(rb"\d{1,2}:\d{2}(?::\d{2})?.*\d{4}|\d{4}\s*$")


def mails_of(data: bytes) -> Iterator[bytes]:
    """Each mail in ``data`` without its separator, and without the ">" before a line that begins with "From "."""
    data = data.replace(b"\r\n", b"\n") if b"\r\n" in data[:4096] else data
    starts = [match for match in _START.finditer(data) if _separates(data, match)]
    for match, end in zip(starts, [*(each.start() for each in starts[1:]), len(data)], strict=True):
        mail = data[match.end() + 1 : end]
        if mail.startswith((b">From ", b"From ")):  # a second separator, of the program that copied it
            mail = mail.split(b"\n", 1)[-1]
        yield _QUOTED.sub(rb"\1", mail)


def is_mbox(data: bytes) -> bool:
    """Whether ``data`` begins with a separator and a mail's headers."""
    data = data.lstrip(b"\xef\xbb\xbf\r\n\t ").replace(b"\r\n", b"\n")
    match = _START.match(data)
    return match is not None and _separates(data, match)


def _separates(data: bytes, match: re.Match[bytes]) -> bool:
    """Whether a line "From …" parts two mails: headers stand under it, and above it nothing, or it has a day."""
    block = _HEADER.match(data, match.end() + 1)
    if block is None or _MAILS.search(block[1]) is None:
        return False
    above = data[max(0, match.start() - 2) : match.start()]
    return match.start() == 0 or not above.strip() or _DAY.search(match.group()) is not None
