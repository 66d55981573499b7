"""Mail → Draft: subject as title, the part that reads best as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import PurePath
from urllib.parse import unquote

from briefing.errors import InputError
from briefing.model import Skipped
from briefing.sources.cleaning import decode
from briefing.sources.draft import Blob, Draft, Found
from briefing.sources.formats.fragments import fragment_text
from briefing.sources.page.days import parse_published

_START = re.compile(rb"^From \S+.*$", re.MULTILINE)
_REPLY = re.compile(r"^(?:(?:re|fw|fwd|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)
_DETOUR = re.compile(r"^https?://www\.google\.[a-z.]{2,6}/url\?(?:[^#]{0,500}&)?(?:url|q)=(https?[^&]{1,1500})")
_PARTS = 200


def read_mail(blob: Blob) -> Found:
    """The article that one mail is.

    Raises:
        InputError: if no part of it is text.
    """
    yield mail_draft(parse_mail(blob.data), blob.name)


def read_mbox(blob: Blob) -> Found:
    """The mails of a mailbox file, one article each."""
    starts = [match.start() for match in _START.finditer(blob.data)]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(blob.data)], strict=True), start=1):
        name = f"{blob.name}#{number}"
        data = blob.data[start:end].split(b"\n", 1)[-1]
        try:
            yield mail_draft(parse_mail(data), name)
        except InputError as error:
            yield Skipped(input=error.subject, reason=error.reason, remedy=error.remedy)


def parse_mail(data: bytes) -> EmailMessage:
    """The message in ``data``; broken headers stay, as they are."""
    return message_from_bytes(data, policy=policy.default)


def mail_draft(message: EmailMessage, name: str) -> Draft:
    """The article that ``message`` is."""
    plain, rich = _parts(message)
    markup, captions = fragment_text(rich) if rich else ("", frozenset())
    # A text part that only says "see the HTML version" is no text part.
    text = plain if len(plain.split()) * 2 >= len(markup.split()) else markup
    if not re.search(r"\w", text):
        raise InputError(name, "a mail without text", "")
    sender, address = parseaddr(_header(message, "from"))
    return Draft(
        origin=name,
        text=text,
        title=_REPLY.sub("", _header(message, "subject")),
        published=parse_published(_header(message, "date")),
        source=sender or address.rpartition("@")[2],
        language=_header(message, "content-language"),
        captions=captions if text is markup else frozenset(),
        file_name=PurePath(name).name,
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (MessageError, ValueError, IndexError, AttributeError, TypeError):  # the stdlib's parser on broken headers
        return ""


def _parts(message: EmailMessage) -> tuple[str, str]:
    """The text of the first plain part and of the first HTML part."""
    found: dict[str, str] = {}
    for part in _walk(message):
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not part.get_filename() and kind not in found:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                found[kind] = decode(payload, part.get_content_charset() or "")
    return found.get("text/plain", ""), found.get("text/html", "")


def _walk(message: EmailMessage) -> Iterator[EmailMessage]:
    for number, part in enumerate(message.walk()):
        if number >= _PARTS:
            return
        yield part


def mail_links(message: EmailMessage) -> list[str]:
    """The articles that a newsletter or an alert points to, in order; Google Alerts' detours are undone."""
    from lxml import etree, html

    from briefing.sources.formats.links import article_links

    rich = _parts(message)[1]
    if not rich.strip():
        return []
    try:
        tree = html.document_fromstring(rich)
    except (etree.ParserError, ValueError):
        return []
    for anchor in tree.iter("a"):
        target = _DETOUR.search(anchor.get("href") or "")
        if target:
            anchor.set("href", unquote(target[1]))
    return article_links(tree, "", same_site=False)
