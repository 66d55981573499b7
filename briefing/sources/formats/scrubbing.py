"""A page's tree → the same without overlays, offers and layout: what the extraction of its text must not see."""

import re
from dataclasses import dataclass

from lxml import html

from briefing.sources.formats.fragments import is_note_mark, raised
from briefing.sources.formats.trees import flat
from briefing.sources.page.posts import signature
from briefing.sources.page.walls import asks_consent, is_offer, is_wall

_OVERLAY = re.compile(
    r"\b(?:cookie|consent|gdpr|cmp|onetrust|didomi|usercentrics|sp_message|privacy-?(?:wall|modal|overlay|banner))|cookie-?(?:banner|notice|wall)",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"pay-?wall|reg-?wall|piano|subscri|offer|meter|barrier|gate|premium|login|abo\b|abonn|suscri|abbonat|assin|register|membership",
    re.IGNORECASE,
)
_KEPT = frozenset(("html", "body", "main", "article", "head"))
_HOLDERS = frozenset(
    ("div", "section", "aside", "form", "table", "tbody", "tr", "td", "ul", "li", "header", "footer", "dialog")
)
#: The words of a whole offer; a paragraph with more words than this that offers nothing is the article's.
_OFFER_WORDS, _PARAGRAPH = 220, 14
_TEXT = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "strong", "b", "em", "div", "li", "a"))
_LINES = ("p", "h1", "h2", "h3", "h4", "li")
#: Characters of what may be a wall.
_SHORTEST, _LONGEST = 12, 700
#: A paragraph of links: from so many words on (a name alone may be linked) up to so many, and how much of it is linked.
_LINK_WORDS, _SHORTEST_PROSE, _LINKED = 4, 40, 0.9
_FURTHER = re.compile(
    r"\W*(?:read|see|also|more|related|don.t miss|watch|lesen|lire|leer|leggi|leia|читайте)\b[^.]{0,30}[:–—-]?\s*$",
    re.IGNORECASE,
)
#: Links to other stories on a card that opens over a name.
_CARD_LINKS = 2
#: Letters of a label around a post; words of a long paragraph.
_LABEL, _LONG = 40, 20
#: A cell of a table that holds so many words is no value.
_CELL_WORDS = 25


@dataclass(slots=True)
class Scrubbed:
    """What was taken out of a tree.

    Attributes:
        walled: the words of a paywall.
        asked: the words of consent overlays.
    """

    walled: bool = False
    asked: bool = False


def scrub(tree: html.HtmlElement) -> Scrubbed:
    """Take overlays and offers out of ``tree``, make layout tables plain, keep posts as quotations; in place."""
    found = Scrubbed()
    for element in list(tree.iter("div", "section", "aside", "dialog", "form")):
        if element.getparent() is None or not _OVERLAY.search(_named(element)):
            continue
        if asks_consent(text := flat(element)) and len(text.split()) < 3 * _OFFER_WORDS:
            found.asked = True
            element.drop_tree()
    _kept_apart(tree)
    _walls(tree, found)
    _layout(tree)
    _posts(tree)
    _cards(tree)
    _links(tree)
    _chunks(tree)
    for each in list(tree.iter("a", "sup")):
        _raised(each)
    return found


def _kept_apart(tree: html.HtmlElement) -> None:
    """Templates are not on the page; an aside that holds the headline, or paragraphs where nothing else does, is the article."""
    for element in list(tree.iter("template")):
        element.drop_tree()
    asides = list(tree.iter("aside"))
    inside = {each for aside in asides for each in aside.iter("p")}
    only = not any(len(flat(each).split()) >= _LONG for each in tree.iter("p") if each not in inside)
    for aside in asides:
        if only or next(aside.iter("h1"), None) is not None:
            aside.tag = "div"


def _walls(tree: html.HtmlElement, found: Scrubbed) -> None:
    spoken = [each for each in tree.iter(*_TEXT) if _SHORTEST <= len(own := _own(each)) <= _LONGEST and is_wall(own)]
    for element in spoken:
        if any(parent.tag == "html" for parent in element.iterancestors()):
            found.walled = True
            _offer(element).drop_tree()


def _offer(element: html.HtmlElement) -> html.HtmlElement:
    """The block of which ``element`` is the wall: as far out as everything in it is an offer."""
    block = element
    while (parent := block.getparent()) is not None and parent.tag in _HOLDERS and parent.tag not in _KEPT:
        lines = [flat(each) for each in parent.iter(*_LINES) if next(each.iterdescendants(*_LINES), None) is None]
        lines += [words for each in parent.iter(*_HOLDERS) if (words := _own(each))]
        foreign = [line for line in lines if len(line.split()) > _PARAGRAPH and not is_offer(line)]
        named = _PAYWALL.search(_named(parent)) is not None
        if foreign or len(flat(parent).split()) > _OFFER_WORDS or any(True for _ in parent.iter("h1", "time")):
            break
        plain = [line for line in lines if line and not is_offer(line)]
        if plain and not named and len(plain) * 2 > len(lines):
            break
        block = parent
    return block


def _layout(tree: html.HtmlElement) -> None:
    """Tables that only lay out a page are no tables: a cell holds paragraphs, or a row has one cell."""
    for table in tree.xpath("//table"):
        cells = list(table.iter("td", "th"))
        nested = any(True for _ in table.iterdescendants("table"))
        spoken = any(
            len(flat(cell).split()) >= _CELL_WORDS or len(list(cell.iter("p", "h1", "h2", "h3"))) >= 2 for cell in cells
        )
        single = bool(cells) and all(len(list(row.iterchildren("td", "th"))) <= 1 for row in table.iter("tr"))
        if nested or spoken or single or table.get("role") == "presentation":
            for each in [table, *table.iter("tbody", "thead", "tfoot", "tr", "td", "th", "center")]:
                each.tag = "div"


def _posts(tree: html.HtmlElement) -> None:
    """Embedded posts: one paragraph for the words, one for the signature, so that no word of either is lost."""
    for quote in tree.xpath("//blockquote"):
        text = flat(quote)
        if not text or len(text) > 3000 or (signed := signature(text)) is None:
            continue
        tail = quote.tail
        for child in list(quote):
            quote.remove(child)
        quote.text, quote.tail, quote.tag = None, tail, "div"
        for words in (text[: signed.start].strip(), text[signed.start :]):
            if words:
                paragraph = html.Element("p")
                paragraph.text = words
                quote.append(paragraph)
        _plain(quote, len(text))


def _plain(element: html.HtmlElement, length: int) -> None:
    """Take the names off ``element`` and off what is wrapped around nothing but it: they say "widget", "social"."""
    at: html.HtmlElement | None = element
    while at is not None and at.tag not in _KEPT and len(flat(at)) <= length + _LABEL:
        for name in ("class", "id"):
            if name in at.attrib:
                del at.attrib[name]
        at = at.getparent()


def _raised(element: html.HtmlElement) -> None:
    """Take a mark of a note out of its line, and raise the figures of a number that is raised."""
    if is_note_mark(element):
        element.drop_tree()
    elif element.tag == "sup" and len(element) == 0 and element.text:
        element.text = raised(element.text)


def _cards(tree: html.HtmlElement) -> None:
    """Take out what opens over a name within a line of text: a picture with links to other stories."""
    for element in list(tree.iter("span", "div")):
        if not any(each.tag == "p" for each in element.iterancestors()) or next(element.iter("img"), None) is None:
            continue
        if sum(len(flat(each).split()) >= _LINK_WORDS for each in element.iter("a")) >= _CARD_LINKS:
            element.drop_tree()


def _links(tree: html.HtmlElement) -> None:
    """Take out paragraphs that are nothing but a link to another page ("READ MORE: …"); lists of links with them."""
    for element in list(tree.iter("p", "li", "h3", "h4", "h5", "h6")):
        text = flat(element)
        anchors = list(element.iter("a"))
        if not anchors or not _LINK_WORDS <= len(text.split()) <= _SHORTEST_PROSE or element.getparent() is None:
            continue
        linked = sum(len(flat(each)) for each in anchors)
        label = text[: max(0, len(text) - linked)]
        if linked >= _LINKED * len(text) or (
            len(anchors) == 1 and text.endswith(flat(anchors[0])) and _FURTHER.match(label)
        ):
            element.drop_tree()


def _chunks(tree: html.HtmlElement) -> None:
    """Bring together a body that stands in several blocks of one kind, with advertisements between them."""
    groups: dict[tuple[html.HtmlElement, str], list[html.HtmlElement]] = {}
    for element in tree.iter("div", "section"):
        name = element.get("class") or ""
        if name and sum(1 for each in element if each.tag == "p" and len(flat(each).split()) >= _LONG) >= 2:
            root = next((each for each in element.iterancestors("article", "main")), None)
            if root is not None and not any(True for _ in element.iter("h1", "time")):
                groups.setdefault((root, name), []).append(element)
    for group in groups.values():
        for other in group[1:]:
            if not any(other in each.iterdescendants() for each in group if each is not other):
                group[0].extend(list(other))


def _named(element: html.HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _own(element: html.HtmlElement) -> str:
    """The words of ``element`` itself and of what is set inside its line."""
    if element.tag in _HOLDERS:
        return " ".join(((element.text or "") + "".join(child.tail or "" for child in element)).split())
    return flat(element)
