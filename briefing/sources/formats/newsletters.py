"""Newsletters → their items: a headline, its paragraphs, its link. An article with crossheads is no newsletter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html

from briefing.sources.addresses import clean_address
from briefing.sources.formats.fragments import visible_tree
from briefing.sources.page.paragraphs import ends_sentence

#: Two items with links of their own make a newsletter.
_LEAST = 2
_MOST = 100
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = frozenset(
    "p div td th tr table li ul ol h1 h2 h3 h4 h5 h6 section article header footer br blockquote center tbody dl dt dd figure figcaption".split()
)
_TITLE_WORDS = (3, 24)
#: A sentence of an item has at least so many words.
_SENTENCE = 7
_MORE = re.compile(
    r"(?:read|see|view|learn|find out|continue|full|open)\b.{0,40}|(?:weiter|mehr|hier|jetzt|artikel|zum)\b.{0,40}|(?:lire|en savoir|voir|suite)\b.{0,40}|"
    r"(?:leer|seguir|ver|leggi|continua|ler|saiba|leia)\b.{0,40}|(?:читать|подробнее|далее)\b.{0,40}|(?:اقرأ|المزيد|تابع)\b.{0,40}|more|link|→|»",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"unsubscribe|you(?:'re| are)? receiv|you received this|manage (?:your )?preferences|view (?:this |it )?in (?:your )?browser|abbestell|abmelden|newsletter (?:abo|ab)|"
    r"désabonner|désinscri|se désinscrire|darse de baja|cancelar (?:la )?suscripción|annulla l'iscrizione|disiscri|descadastr|отписаться|إلغاء الاشتراك|"
    r"copyright|©|all rights reserved|privacy policy|forward (?:this )?to a friend|sent to ",
    re.IGNORECASE,
)
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


def items_of(markup: str) -> list[Item]:
    """The items of an HTML newsletter; [] where it is one article."""
    tree = visible_tree(markup)
    return _items(_lines(tree)) if tree is not None else []


def items_of_text(text: str) -> list[Item]:
    """The items of a newsletter in plain text: each ends in a line that is its address."""
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


def _items(lines: list[_Line]) -> list[Item]:
    items: list[Item] = []
    for line in lines:
        if _FOOT.search(line.text) and len(line.text.split()) < 40:
            if items and items[-1].whole:
                items.append(Item(title=""))  # what follows belongs to no item
            continue
        if (line.heading or (line.url and not _MORE.fullmatch(line.text))) and _is_title(line.text):
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
            elif not _MORE.fullmatch(line.text) or ends_sentence(line.text):
                items[-1].paragraphs.append(line.text)
    found = [item for item in items if item.title and item.whole and item.url]
    return found[:_MOST] if len({item.url for item in found}) >= _LEAST else []


def _is_title(text: str) -> bool:
    least, most = _TITLE_WORDS
    return least <= len(text.split()) <= most and not text.rstrip("\"'”’)").endswith((".", ":", ",", ";"))


def _lines(tree: html.HtmlElement) -> list[_Line]:
    """The lines that a reader sees, with the link that a whole line is."""
    found: list[_Line] = []
    pieces: list[tuple[str, str]] = []  # words, and the link that they are in

    def end(*, heading: bool) -> None:
        text = " ".join("".join(words for words, _ in pieces).split())
        links = {link for words, link in pieces if words.strip()}
        if re.search(r"\w|[→»]", text):
            found.append(_Line(text, heading, clean_address(next(iter(links))) if len(links) == 1 else ""))
        pieces.clear()

    for words, link, tag in _walk(tree, "", 0):
        if tag is not None:
            end(heading=tag in _HEADINGS)
        elif words:
            pieces.append((words, link))
    end(heading=False)
    return found


def _walk(element: html.HtmlElement, link: str, depth: int) -> Iterator[tuple[str, str, str | None]]:
    """(words, link around them, None), and ("", "", tag) where the line of a block ends."""
    if not isinstance(element.tag, str) or depth > 200 or element.tag in ("script", "style", "head", "title"):
        return
    link = (element.get("href") or link) if element.tag == "a" else link
    if element.tag in _BLOCKS:
        yield "", "", ""
    yield element.text or "", link, None
    for child in element:
        yield from _walk(child, link, depth + 1)
        yield child.tail or "", link, None
    if element.tag in _BLOCKS:
        yield "", "", element.tag
