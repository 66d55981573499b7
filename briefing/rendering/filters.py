"""Filters: what templates may ask for beyond Jinja's own."""

import unicodedata
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from briefing.rendering.quoted import Run
from briefing.rendering.word_xml import bookmark

#: Columns of the plain-text edition.
COLUMNS = 72
#: Insertions shorter than this stay on one line.
SHORT = 28


def columns(text: str) -> int:
    """How many columns ``text`` takes in a terminal: two for wide characters, none for marks (UAX 11)."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.category(c) in ("Mn", "Me", "Cf") for c in text)


def wrap(text: str, indent: str = "", first: str | None = None, width: int = COLUMNS) -> str:
    """``text`` in lines of at most ``width`` columns; a longer word (an address) has its own line.

    Args:
        text: any white space in it counts as one blank.
        indent: stands before every line.
        first: stands before the first line instead.
        width: in columns, indents included.
    """
    lead = indent if first is None else first
    lines: list[str] = []
    line, used = lead, columns(lead)
    empty = True
    for word in text.split():
        size = columns(word)
        if not empty and used + 1 + size > width:
            lines.append(line)
            line, used, empty = indent, columns(indent), True
        line += word if empty else f" {word}"
        used += size + (0 if empty else 1)
        empty = False
    return "\n".join([*lines, line]).rstrip()


def rule(text: str, mark: str = "-") -> str:
    """``text`` underlined with ``mark``."""
    return f"{text}\n{mark * min(COLUMNS, columns(text))}"


def words(runs: Iterable[Run]) -> str:
    """Runs as one text."""
    return "".join(run.text for run in runs)


def plain(runs: Iterable[Run]) -> str:
    """Runs as one text for readers without type: a source's own square brackets are doubled."""
    return "".join(run.plain for run in runs)


def direction_of(text: str) -> str:
    """Either "rtl" or "ltr" by the first character that has a direction (UAX 9, rule P2); "" if none has."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return ""


def direction_attribute(text: str, page: str) -> Markup:
    """A dir attribute for text that runs against the page; WeasyPrint knows no dir="auto"."""
    own = "ltr" if text[:1].isascii() and text[:1].isalpha() else direction_of(text)
    return Markup(f' dir="{own}"') if own and own != page else Markup("")  # noqa: S704 — a word of ours


def unbroken(text: str) -> str:
    """A short insertion in one piece: its inner blanks do not break; a blank before it does."""
    inner = text.strip()
    return text.replace(inner, inner.replace(" ", "\u00a0")) if len(inner) < SHORT else text


def bdi(text: str, direction: str) -> Markup:
    """``text`` escaped, and isolated where its direction could disturb what stands around it."""
    if direction == "ltr" and (
        text.isascii() or not any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text)
    ):
        return escape(text)
    return Markup("<bdi>{}</bdi>").format(text)


FILTERS: dict[str, Callable[..., object]] = {
    "bdi": bdi,
    "dir": direction_attribute,
    "direction": direction_of,
    "bookmark": bookmark,
    "unbroken": unbroken,
    "wrap": wrap,
    "rule": rule,
    "words": words,
    "plain": plain,
    "columns": columns,
}
