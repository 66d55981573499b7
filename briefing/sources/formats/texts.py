"""Plain text and Markdown → Draft. Both may open with a few lines of "Title: …", "Date: …"."""

import re

from briefing.errors import InputError
from briefing.sources.bounds import MAX_TEXT_FILE
from briefing.sources.cleaning import decode
from briefing.sources.draft import Blob, Draft, Found
from briefing.sources.page.days import parse_published

_FIELD = re.compile(r"\s*[\"']?([A-Za-z][\w -]{1,20})[\"']?\s*:\s*(.*?)\s*$")
_NAMES = {
    "title": "title", "headline": "title", "date": "published", "published": "published", "pubdate": "published",
    "publication date": "published", "source": "source", "publication": "source", "outlet": "source", "publisher": "source",
    "site": "source", "url": "url", "link": "url", "canonical": "url", "author": "authors", "authors": "authors",
    "byline": "authors", "by": "authors", "language": "language", "lang": "language", "id": "id",
}  # fmt: skip
_FENCE = re.compile(r"^(```|~~~)")
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[([^\]\n]{0,300})\]\([^)\n]{0,1000}\)"), ""),
    (re.compile(r"\[([^\]\n]{1,300})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)"), r"\1"),
    (re.compile(r"\[([^\]\n]{1,300})\]\[[^\]\n]{0,100}\]"), r"\1"),
    (re.compile(r"<((?:https?://|mailto:)[^>\s]{1,500})>"), r"\1"),
    (re.compile(r"(?<![\w*])\*\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])__(?=\S)([^_\n]{1,500}?)(?<=\S)__(?![\w_])"), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{1,500}?)(?<=[^\s_])_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]{1,500})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>-])"), r"\1"),
)
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*$")
_DEFINITION = re.compile(r"\s{0,3}\[[^\]\n]{1,200}\]:\s+\S+")


def read_text(blob: Blob) -> Found:
    """One article from plain text."""
    text, fields = _opening(_decoded(blob))
    yield _draft(blob, text, fields)


def read_markdown(blob: Blob) -> Found:
    """One article from Markdown: its marks are taken off, its first heading is the title."""
    text, fields = _opening(_decoded(blob))
    lines: list[str] = []
    fenced = False
    for line in text.split("\n"):
        if _FENCE.match(line.strip()):
            fenced = not fenced
            continue
        heading = None if fenced else _HEADING.match(line)
        if heading:
            fields.setdefault("title", _inline(heading[1]))
            lines += ["", _inline(heading[1]), ""]
        elif not _DEFINITION.match(line):
            lines.append(_inline(re.sub(r"^\s{0,3}(?:>\s?)+", "", line)))
    yield _draft(blob, "\n".join(lines), fields)


def _decoded(blob: Blob) -> str:
    if len(blob.data) > MAX_TEXT_FILE:
        raise InputError(
            blob.name, f"{len(blob.data) / 1e6:.0f} MB of text, far more than an article", "split it into its articles"
        )
    return decode(blob.data, blob.charset).replace("\r\n", "\n").replace("\r", "\n")


def _inline(line: str) -> str:
    for form, by in _INLINE:
        line = form.sub(by, line)
    return line


def _opening(text: str) -> tuple[str, dict[str, str]]:
    """The text after its opening fields, and the fields: between "---" lines, or before a blank line."""
    lines = text.lstrip("\ufeff\n").split("\n", 40)
    fenced = lines[0].strip() == "---"
    fields: dict[str, str] = {}
    listed = ""
    for index, line in enumerate(lines[1:] if fenced else lines, start=1 if fenced else 0):
        if index > 30:
            break
        if (line.strip() in ("---", "...")) if fenced else (not line.strip()):
            if fields and (fenced or len(fields) >= 2):
                return "\n".join(lines[index + 1 :]), fields
            break
        match = _FIELD.match(line)
        name = _NAMES.get(match[1].casefold()) if match else None
        if match and name:
            fields.setdefault(name, match[2].strip("\"'[] "))
            listed = name
        elif fenced and line.strip().startswith("- ") and listed == "authors":
            fields["authors"] = ", ".join(filter(None, (fields["authors"], line.strip()[2:].strip("\"' "))))
        elif not fenced:
            break
        else:
            listed = ""
    return text, {}


def _draft(blob: Blob, text: str, fields: dict[str, str]) -> Draft:
    authors = re.split(r"\s*[,;]\s*|\s+and\s+", fields.get("authors", ""))
    return Draft(
        origin=blob.name,
        text=text,
        title=fields.get("title", ""),
        id=fields.get("id", ""),
        published=parse_published(fields.get("published")),
        source=fields.get("source", ""),
        url=fields.get("url", "") or blob.url,
        language=fields.get("language", ""),
        authors=tuple(author for author in authors if author),
        file_name=blob.file_name,
    )
