"""The parts of a mail: what is read as its text, what is attached, what cannot be read and why."""

import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from itertools import islice

from briefing.model import Skipped
from briefing.sources.bounds import MAX_FILE
from briefing.sources.cleaning import decode
from briefing.sources.draft import Blob

#: Parts of one mail that are looked at.
_PARTS = 200
#: Signatures, certificates, delivery receipts: no one misses them.
_SILENT = re.compile(
    r"application/(?:pgp-(?:signature|keys)|(?:x-)?pkcs7-signature)|message/(?:delivery-status|disposition-notification)|"
    r"text/(?:rfc822-headers|x-amp-html|x-vcard|vcard)|multipart/.*"
)
#: What programs send as plain text and is none.
_MARKUP = re.compile(rb"\s{0,99}<(?:!doctype html|html|body|table)\b", re.IGNORECASE)
_JOINED = re.compile(r"=[ \t]+(?=\r?\n)")
_LOCKED = re.compile(r"application/(?:pgp-encrypted|(?:x-)?pkcs7-mime)")
_OUTLOOK = re.compile(r"application/(?:vnd\.)?ms-tnef")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a mail is made of: its plain and its HTML text, and its attachments or why they cannot be read."""

    plain: str
    rich: str
    attached: tuple[Blob | Skipped, ...]


def parts_of(message: EmailMessage, name: str) -> Parts:
    """The parts of ``message``, attachments named ``name!file``; an attached mail is one attachment, however deep."""
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    attached: list[Blob | Skipped] = []
    leaves = list(islice(_walk(message, 0), _PARTS + 1))
    nameless = any(part.get_content_type() in texts and not _file_name(part) for part in leaves)
    for number, part in enumerate(leaves):
        if number >= _PARTS:
            attached.append(
                Skipped(input=name, reason=f"a mail of more than {_PARTS} parts", remedy="save the rest on its own")
            )
            break
        kind, file_name = part.get_content_type(), _file_name(part)
        if kind == "message/rfc822" or (kind == "message/global" and part.is_multipart()):
            attached.append(_message(part, name, file_name or f"message{number}.eml"))
            continue
        apart = bool(file_name) or part.get_content_disposition() == "attachment"
        own = not apart or (not nameless and part.get_content_disposition() != "attachment")  # "body.html"
        if kind in texts and own:
            payload = _content(part)
            if isinstance(payload, bytes) and payload.strip():
                kind = "text/html" if _MARKUP.match(payload) else kind
                texts[kind].append(decode(payload, _said(part.get_content_charset)))
        elif found := _attachment(part, kind, f"{name}!{file_name or f'part{number}'}", apart=apart):
            attached.append(found)
    return Parts(plain="\n\n".join(texts["text/plain"]), rich="\n".join(texts["text/html"]), attached=tuple(attached))


def _content(part: Message) -> object:
    """The bytes of a text; blanks behind a sign that joins two lines are none of them, as the library has it."""
    coding, raw = str(part.get("content-transfer-encoding", "")), part.get_payload()
    if coding.strip().lower() == "quoted-printable" and isinstance(raw, str) and raw.isascii():
        return binascii.a2b_qp(_JOINED.sub("=", raw).encode())
    return part.get_payload(decode=True)


def _walk(part: Message, depth: int) -> Iterator[Message]:
    """The leaves of a mail's tree, and attached mails whole; of alternatives all, so that the best can be chosen."""
    kind = part.get_content_type()
    if part.is_multipart() and kind.startswith("multipart/") and depth < 20:
        payload = part.get_payload()
        for inner in payload if isinstance(payload, list) else ():
            if isinstance(inner, Message):
                yield from _walk(inner, depth + 1)
    else:
        yield part


def _message(part: Message, name: str, file_name: str) -> Blob | Skipped:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    where = f"{name}!{file_name}"
    if isinstance(inner, Message):
        try:
            return Blob(name=where, data=b"MIME-Version: 1.0\n" + inner.as_bytes())
        except (LookupError, ValueError, TypeError, AttributeError):  # headers that the stdlib reads but cannot write
            return Skipped(input=where, reason="a damaged mail", remedy="save it on its own")
    return Skipped(input=where, reason="an attached mail without content", remedy="save it on its own")


def _attachment(part: Message, kind: str, where: str, *, apart: bool) -> Blob | Skipped | None:
    if _SILENT.fullmatch(kind):
        return None
    if _LOCKED.fullmatch(kind):
        return Skipped(input=where, reason="encrypted", remedy="decrypt it in your mail program and save it")
    if _OUTLOOK.fullmatch(kind):
        return Skipped(
            input=where, reason="Outlook's own wrapping (winmail.dat)", remedy="ask for it as HTML or plain text"
        )
    if kind.startswith(("image/", "audio/", "video/", "font/")) or kind == "text/calendar":
        shown = apart and part.get_content_disposition() == "attachment" and not part.get("content-id")
        left = Skipped(input=where, reason=f"attached: {kind}, which holds no text", remedy="leave it out")
        return left if shown else None
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        left = Skipped(input=where, reason="an attachment without content", remedy="ask for it again")
        return left if apart else None
    if len(payload) > MAX_FILE:
        return Skipped(input=where, reason=f"{len(payload) / 1e6:.0f} MB", remedy="split it")
    return Blob(name=where, data=payload, charset=_said(part.get_content_charset))


def _file_name(part: Message) -> str:
    return re.sub(r"[\x00-\x1f\x7f/\\]", "?", _said(part.get_filename))[-200:]


def _said(ask: Callable[[], str | None]) -> str:
    """What a header says; "" where it says nothing, or is broken."""
    try:
        return ask() or ""
    except (ValueError, TypeError, LookupError, AttributeError):
        return ""
