"""Newsletters → their items: a headline, its paragraphs, its link. An article with crossheads is no newsletter."""

import re
from dataclasses import dataclass, field
from functools import cache

from lxml import html

from briefing.lexicon.paragraphs import ends_sentence
from briefing.lexicon.tables import either, read_table
from briefing.sources.addresses import clean_address
from briefing.sources.formats.fragments import visible_tree, walk

#: Two items with links of their own make a newsletter.
_LEAST = 2
_MOST = 100
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_TITLE_WORDS = (3, 24)
#: A sentence of an item has at least so many words.
_SENTENCE = 7
_REFERENCE = re.compile(r"^\s*\[(\d{1,3})\]:?\s*<?(https?://[^\s>]+)>?\s*$", re.MULTILINE)
_POINTED = re.compile(r"(.{5,200}?)\s*\[(\d{1,3})\]")
_ADDRESS = re.compile(r"^(?:[^\n]{0,40}?[:>»→-]*\s*)?[<(\[]?(?P<url>https?://[^\s>)\]]+)[>)\]]?\s*$")


@dataclass(slots=True, kw_only=True)
class Item:
    """One item of a newsletter."""

    title: str
    paragraphs: list[str] = field(default_factory=list)
    url: str = ""

    @property
    def text(self) -> str:
        """The headline and the paragraphs, as they stand."""
        return "\n\n".join((self.title, *self.paragraphs))

    @property
    def whole(self) -> bool:
        """Whether it has a sentence."""
        return any(ends_sentence(each) and len(each.split()) >= _SENTENCE for each in self.paragraphs)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    heading: bool
    url: str  # of a link that is the whole line


@cache
def _words(name: str) -> re.Pattern[str]:
    return either(read_table("pages.toml")["newsletters"][name])


def items_of(markup: str) -> list[Item]:
    """The items of an HTML newsletter; [] where it is one article."""
    tree = visible_tree(markup)
    return _items(_lines(tree)) if tree is not None else []


def page_of(markup: str, title: str) -> str:
    """Where the headline of a post that was sent as a mail leads to; "" where it leads nowhere."""
    tree = visible_tree(markup)
    lines = _lines(tree) if tree is not None else []
    return next((line.url for line in lines if line.heading and line.text.casefold() == title.casefold()), "")


def items_of_text(text: str) -> list[Item]:
    """The items of a newsletter in plain text: each ends in its address, or its headline in the number of one."""
    if numbered := _numbered(text):
        return numbered
    items: list[Item] = []
    block: list[str] = []
    for line in (each.strip() for each in text.split("\n")):
        link = _ADDRESS.match(line)
        if link is None:
            block += [line] if not line or set(line) - set("-=_*~#+ ") else [""]
            continue
        paragraphs = [each for each in (" ".join(each.split()) for each in "\n".join(block).split("\n\n")) if each]
        spoken = next((n for n, each in enumerate(paragraphs) if ends_sentence(each)), 0)
        title = next((n for n in range(spoken - 1, -1, -1) if _is_title(paragraphs[n])), None)
        if title is not None:
            words = paragraphs[title].lstrip("*#•- ")
            items.append(Item(title=words, paragraphs=paragraphs[title + 1 :], url=clean_address(link["url"])))
        block = []
    return items[:_MOST] if len({item.url for item in items}) >= _LEAST else []


def _numbered(text: str) -> list[Item]:
    """Items whose headlines end in the numbers of addresses that stand at the foot: "Port closes two berths [1]"."""
    addresses = {match[1]: match[2] for match in _REFERENCE.finditer(text)}
    items: list[Item] = []
    for block in _REFERENCE.sub("", text).split("\n\n") if len(addresses) >= _LEAST else ():
        words = " ".join(block.split())
        pointed = _POINTED.fullmatch(words)
        if pointed and pointed[2] in addresses and _is_title(title := pointed[1].lstrip("*#•- ")):
            items.append(Item(title=title, url=clean_address(addresses[pointed[2]])))
        elif items and re.search(r"\w", words) and not _words("foot").search(words):
            items[-1].paragraphs.append(words)
    items = [item for item in items if item.whole]
    return items[:_MOST] if len({item.url for item in items}) >= _LEAST else []


def _items(lines: list[_Line]) -> list[Item]:
    items: list[Item] = []
    for line in lines:
        if _words("foot").search(line.text) and len(line.text.split()) < 40:
            if items and items[-1].whole:
                items.append(Item(title=""))  # what follows belongs to no item
            continue
        if (line.heading or (line.url and not _words("more").fullmatch(line.text))) and _is_title(line.text):
            if (
                items
                and items[-1].title
                and not items[-1].paragraphs
                and not (items[-1].url and line.url and items[-1].url != line.url)
            ):
                items.pop()  # a heading over headings: the name of the paper, a section
            items.append(Item(title=line.text, url=line.url))
        elif items and items[-1].title:
            if line.url:
                items[-1].url = items[-1].url or line.url
            elif not _words("more").fullmatch(line.text) or ends_sentence(line.text):
                items[-1].paragraphs.append(line.text)
    found = [item for item in items if item.title and item.whole and item.url]
    return found[:_MOST] if len({item.url for item in found}) >= _LEAST else []


def _is_title(text: str) -> bool:
    least, most = _TITLE_WORDS
    return least <= len(text.split()) <= most and not text.rstrip("\"'”’)").endswith((".", ":", ",", ";"))


def _lines(tree: html.HtmlElement) -> list[_Line]:
    """The lines that a reader sees, with the link that a whole line is."""
    found: list[_Line] = []
    pieces: list[tuple[str, str, bool]] = []  # words, the link that they are in, whether they are bold

    def end(*, heading: bool) -> None:
        lead = _lead(pieces)
        text = " ".join("".join(words for words, *_ in pieces).split())
        links = {link for words, link, _ in pieces if words.strip()}
        if lead is not None:
            found.append(lead)
            found.append(_Line(text[len(lead.text) :].lstrip(" .:–—-|"), heading=False, url=""))
        elif re.search(r"\w|[→»]", text):
            found.append(_Line(text, heading, clean_address(next(iter(links))) if len(links) == 1 else ""))
        pieces.clear()

    for words, link, bold, tag in walk(tree):
        if tag is not None:
            end(heading=tag in _HEADINGS)
        elif words:
            pieces.append((words, link, bold))
    end(heading=False)
    return found


def _lead(pieces: list[tuple[str, str, bool]]) -> _Line | None:
    """The headline that opens a paragraph, bold and linked, where a sentence follows it."""
    inked = [n for n, (words, *_) in enumerate(pieces) if words.strip()]
    if len(inked) < 2 or not pieces[inked[0]][1] or not pieces[inked[0]][2]:
        return None
    link = pieces[inked[0]][1]
    last = next((n for n in inked if pieces[n][1] != link), len(pieces))
    title = " ".join("".join(words for words, *_ in pieces[:last]).split())
    rest = " ".join("".join(words for words, *_ in pieces[last:]).split())
    if not ends_sentence(rest) or len(rest.split()) < _SENTENCE or not _is_title(title.rstrip(".")):
        return None
    return _Line(title.rstrip("."), heading=True, url=clean_address(link))
