"""What a stretch of bytes is: by its content first, by its name only between forms of plain text."""

import json
import re
from typing import Any

from briefing.errors import InputError
from briefing.lexicon.tables import read_table
from briefing.sources.cleaning import decode
from briefing.sources.draft import Blob, Form
from briefing.sources.formats.mboxes import is_mbox

_HEAD, _CONTROL = 8192, re.compile(rb"[\x00-\x08\x0e-\x1f]")
_SHEETS = ("a spreadsheet or a set of slides", "save the text of it as .docx, .odt or .pdf")
_MAIL_HEADER = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[ \t].*\n(?:[ \t].*\n){0,60}){2,400}", re.MULTILINE)
_MAIL_SURE = re.compile(
    r"^(?:message-id|mime-version|received|return-path|content-type|delivered-to|dkim-signature):",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_NAMES = re.compile(r"^(from|subject|to|date):", re.IGNORECASE | re.MULTILINE)
_ROOT = re.compile(r"<\s*(?:([\w.-]+):)?([A-Za-z][\w.-]*)")
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|meta|title|span|table|br)\b", re.IGNORECASE
)
_MARKDOWN = re.compile(
    r"\A---\s*\n|^#{1,6}\s+\S|\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)|^(?:\*\*|__)\S|^>\s\S", re.MULTILINE
)
_LATE_FEED = re.compile(
    r"<\?xml\s[^>]{0,200}\?>\s*(?:<!--.{0,500}?-->\s*)?<(?:\w+:)?(?:rss|rdf|feed)[\s>]", re.IGNORECASE | re.DOTALL
)
_JSON_FEED = re.compile(r'\A\{.{0,8000}?"version"\s*:\s*"https://jsonfeed\.org/', re.DOTALL)
_PROLOGUE = re.compile(
    r"(?s)\s*(?:<\?.{0,2000}?\?>|<!--.{0,4000}?-->|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,4000}\])?\s*>|\s)*"
)


def sniff(blob: Blob) -> Form:
    """The form of ``blob``.

    Raises:
        InputError: if it is empty, or nothing that this tool reads.
    """
    data = blob.data
    if not data.strip(b"\x00\t\n\r ") if len(data) < 4096 else False:
        raise InputError(blob.name, "the file is empty", "leave it out")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_form(blob)
    if data.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    for magic, what, remedy in _table()["begin"]:
        # Letters that could be a file's mark may begin a text: "MZUZU, Malawi", "RIFFA, Bahrain".
        if data.startswith(magic.encode("latin-1")) and (not magic.isalnum() or _CONTROL.search(data[:_HEAD])):
            raise InputError(blob.name, f"{what}, which holds no text", remedy or "leave it out")
    head = decode(data[:_HEAD], blob.charset).lstrip("\ufeff")
    if _is_binary(data[:_HEAD], head):
        raise InputError(
            blob.name, "binary data of no form that is read here", "leave it out, or save it as text, HTML or PDF"
        )
    return _text_form(blob, head)


def _table() -> dict[str, Any]:
    found: dict[str, Any] = read_table("pages.toml")["files"]
    return found


def _zip_form(blob: Blob) -> Form:
    data = blob.data
    if b"application/epub+zip" in data[:200]:
        return "epub"
    if b"application/vnd.oasis.opendocument" in data[:200]:
        if b"opendocument.text" in data[:200]:
            return "odt"
        raise InputError(blob.name, *_SHEETS)
    names = data[:3000] + data[-66_000:]
    if b"word/document" in names or (b"[Content_Types].xml" in names and b"word/" in names):
        return "docx"
    if b"[Content_Types].xml" in names and (b"xl/" in names or b"ppt/" in names):
        raise InputError(blob.name, *_SHEETS)
    if b"META-INF/container.xml" in names:
        return "epub"
    return "zip"


def _is_binary(data: bytes, head: str) -> bool:
    if not head:
        return True
    odd = sum(1 for letter in head if (letter < " " and letter not in "\t\n\r\f\x0b\x1b\x1a\x00") or letter == "\ufffd")
    if data.count(0) > len(data) // 50 and head.count("\x00") > len(head) // 50:
        return True
    return odd > len(head) // 20


def _text_form(blob: Blob, head: str) -> Form:
    stripped = head.lstrip("\ufeff \t\r\n\f\v\0")
    if stripped.startswith("<"):
        return _markup(blob, stripped)
    if _LATE_FEED.search(stripped[:4096]):  # a server's warning before the declaration
        return "feed"
    if stripped[:1] in "{[":
        found = _json_form(blob, stripped)
        if found:
            return found
    if stripped.startswith("From") and is_mbox(blob.data[:_HEAD]):
        return "mbox"
    lines = head.replace("\r\n", "\n").lstrip("\n")
    match = _MAIL_HEADER.match(lines)
    if match and (
        _MAIL_SURE.search(match.group()) or len({m.lower() for m in _MAIL_NAMES.findall(match.group())}) >= 3
    ):
        return "mail"
    suffix = blob.name.rsplit(".", 1)[-1].lower()
    if suffix in _table()["names"]:
        raise InputError(blob.name, *_table()["names"][suffix])
    if suffix in ("html", "htm", "xhtml") or len(_HTML.findall(head)) >= 3:
        return "html"
    return "markdown" if suffix in ("md", "markdown") or len(_MARKDOWN.findall(head)) >= 3 else "text"


def _markup(blob: Blob, head: str) -> Form:
    if re.match(r"(?:\s|<!--.{0,2000}?-->)*<!doctype\s+html", head, re.IGNORECASE | re.DOTALL):
        return "html"
    prologue = _PROLOGUE.match(head)
    root = _ROOT.match(head, prologue.end() if prologue else 0)
    name = root[2].casefold() if root else ""
    if name in ("rss", "rdf", "feed", "channel", "entry"):
        return "feed"
    if name in ("nitf", "newsitem", "newsmessage", "newsml"):
        return "nitf"
    if name == "document" and "urn:oasis:names:tc:opendocument" in head:
        if "opendocument.text" in head:
            return "odt"
        raise InputError(blob.name, *_SHEETS)
    if name in ("urlset", "sitemapindex"):
        return "sitemap"
    if name == "opml":
        raise InputError(blob.name, "a list of feeds, no articles", "give it to 'briefing sources import'")
    if _LATE_FEED.search(head[:4096]):
        return "feed"
    if not _HTML.search(head) and re.search(r"<(?:\w+:)?(?:rss|rdf|feed|channel)\b", head, re.IGNORECASE):
        return "feed"
    return "html"


def _json_form(blob: Blob, head: str) -> Form | None:
    if _JSON_FEED.search(head):
        return "feed"
    first = head.split("\n", 1)[0].strip()
    if head.startswith("{") and first.endswith("}"):
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            pass
        else:
            rest = blob.data.lstrip().split(b"\n", 1)
            return "jsonl" if len(rest) > 1 and rest[1].strip() else "json"
    if head.startswith("{") and "\n" not in head.strip() and len(head) >= _HEAD - 16:
        return "jsonl" if b"\n" in blob.data.strip() else "json"  # one line longer than the head
    if re.match(r'[{\[]\s*(?:["{\[}\]]|$)', head):
        return "json"
    return "json" if blob.name.lower().endswith((".json", ".jsonl", ".ndjson")) else None
