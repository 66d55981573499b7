"""JSON and JSONL → Draft: the text is taken as it is, so that the giver's offsets hold."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from briefing.errors import InputError
from briefing.forms import load
from briefing.model import Block, PageMark, Skipped
from briefing.sources.bounds import MAX_LINE
from briefing.sources.cleaning import decode
from briefing.sources.draft import Blob, Draft, Found
from briefing.sources.page.days import parse_published

_TEXT = ("text", "body", "content", "article", "maintext", "articleBody")
_TITLE = ("title", "headline")
_PUBLISHED = tuple("published published_at publishedAt datePublished date date_published date_publish pubdate".split())
_LISTS = ("articles", "items", "documents", "results", "data")
_OURS = {
    "briefing.reading": ("a reading, which is made from an article", "give the article itself"),
    "briefing.story": ("a story, which is made from articles", "give the articles themselves"),
    "briefing.edition": ("an edition, which is made from articles", "give the articles themselves"),
}
_MARKS = frozenset(PageMark)


def read_json(blob: Blob) -> Found:
    """The articles of a JSON file: one object, a list, or an object with a list in it."""
    try:
        content = json.loads(decode(blob.data, blob.charset))
    except ValueError as error:
        if _is_lines(blob.data):
            yield from read_jsonl(blob)
            return
        raise InputError(blob.name, f"not valid JSON: {error}", "see 'briefing schema article' for the form") from error
    except RecursionError:
        raise InputError(blob.name, "JSON nested too deeply to be read", _remedy()) from None
    yield from _records(content, blob.name)


def read_jsonl(blob: Blob) -> Found:
    """The articles of a JSONL file, one a line."""
    yield from read_lines(blob.data.splitlines(), blob.name)


def read_lines(lines: Iterable[bytes], name: str) -> Found:
    """The articles on ``lines``; a bad line is left out by its number and the rest goes on."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            yield from _records(json.loads(_line(line, where)), where)
        except InputError as error:
            yield Skipped.of(error)
        except ValueError as error:
            reason = "not UTF-8" if isinstance(error, UnicodeDecodeError) else f"not valid JSON: {error}"
            yield Skipped(input=where, reason=reason, remedy="write one JSON object on each line")
        except RecursionError:
            yield Skipped(input=where, reason="JSON nested too deeply to be read", remedy=_remedy())


def _is_lines(data: bytes) -> bool:
    """Whether the first line is JSON by itself and others follow."""
    first, _, rest = data.strip().partition(b"\n")
    try:
        return bool(rest.strip()) and isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _line(line: bytes, where: str) -> str:
    if len(line) > MAX_LINE:
        raise InputError(where, f"a line of more than {MAX_LINE / 1e6:.0f} MB", "split the article")
    return line.decode("utf-8-sig", "surrogatepass")


def _records(content: Any, where: str) -> Found:
    if isinstance(content, list):
        yield from _each(content, where)
        return
    if not isinstance(content, dict):
        raise InputError(where, "JSON, but no article: neither an object nor a list of objects", _remedy())
    schema = str(content.get("schema", ""))
    for name, (what, remedy) in _OURS.items():
        if schema.startswith(name):
            raise InputError(where, what, remedy)
    if not any(isinstance(content.get(key), str) for key in _TEXT):
        for key in _LISTS:
            if isinstance(content.get(key), list):
                yield from _each(content[key], where)
                return
    yield _draft(content, where)


def _each(entries: list[Any], where: str) -> Found:
    for number, entry in enumerate(entries, start=1):
        try:
            yield _draft(entry, f"{where}#{number}")
        except InputError as error:
            yield Skipped.of(error)


def _draft(record: Any, where: str) -> Draft:
    if not isinstance(record, dict):
        raise InputError(where, "no JSON object", _remedy())
    text = _first(record, _TEXT)
    if not isinstance(text, str):
        raise InputError(where, 'no "text" in it', _remedy())
    if not text.strip():
        raise InputError(where, 'its "text" is empty', "fill it, or leave the record out")
    return Draft(
        origin=where,
        text=text,
        title=_string(_first(record, _TITLE)),
        id=_identity(record.get("id")),
        published=parse_published(_first(record, _PUBLISHED)),
        source=_string(record.get("source")) or _string(record.get("publisher")),
        url=_string(record.get("url")) or _string(record.get("link")),
        language=_string(record.get("language")) or _string(record.get("lang")),
        authors=tuple(_names(record.get("authors") or record.get("author") or record.get("byline"))),
        verbatim=True,
        blocks=_blocks(record, text) if str(record.get("schema", "")).startswith("briefing.article/") else (),
        extract=_string(record.get("extract")),
        section=_string(record.get("section")),
        marks=frozenset(PageMark(mark) for mark in _listed(record.get("marks")) if mark in _MARKS),
        labels=tuple(
            _listed(record.get("categories")) or _listed(record.get("tags")) or [_string(record.get("category"))]
        ),
    )


def _first(record: dict[str, Any], keys: tuple[str, ...]) -> Any:
    """The first of ``keys`` that is given; a database's {"$date": …} is what is in it."""
    found = next((record[key] for key in keys if record.get(key) not in (None, "")), None)
    while isinstance(found, dict) and len(found) == 1 and next(iter(found)).startswith("$"):
        found = next(iter(found.values()))
    return found


def _string(value: Any) -> str:
    """A string, or the name of a thing that has one ({"name": …})."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or ""
    return value if isinstance(value, str) else ""


def _identity(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "", str(value)).strip()[:200]


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (name for name in re.split(r"\s*[;,]\s*|\s+and\s+", value) if name)
    elif isinstance(value, list):
        yield from (name for entry in value[:50] if (name := _string(entry)))
    elif isinstance(value, dict):
        yield from filter(None, [_string(value)])


def _listed(value: Any) -> list[str]:
    return [entry for entry in value[:50] if isinstance(entry, str)] if isinstance(value, list) else []


def _blocks(record: dict[str, Any], text: str) -> tuple[Block, ...]:
    """Archived blocks, if they are in order and inside the text; else none, and they are found anew."""
    try:
        found = [load(Block, entry) for entry in record.get("blocks") or ()]
    except (ValueError, TypeError):
        return ()
    ends = [0, *(block.span.end for block in found)]
    ordered = all(end <= each.span.start < each.span.end <= len(text) for end, each in zip(ends, found, strict=False))
    return tuple(found) if ordered else ()


def _remedy() -> str:
    return 'an article is {"text": …, "title": …, "published": …}; see \'briefing schema article\''
