"""What the tests of the page look for in its HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "link", "br", "img", "hr", "input"})


@dataclass
class Element:
    """A start tag, its attributes, and all text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    path: tuple[str, ...] = ()


@dataclass
class Page(HTMLParser):
    """The elements of a page, in order."""

    elements: list[Element] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        element = Element(tag, {k: v or "" for k, v in attrs}, path=tuple(e.tag for e in self._open))
        self.elements.append(element)
        if tag not in _VOID and not tag.startswith(("path", "line", "circle", "rect")):
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element, which has no text."""
        self.elements.append(Element(tag, {k: v or "" for k, v in attrs}, path=tuple(e.tag for e in self._open)))

    def handle_endtag(self, tag: str) -> None:
        """Close the element; every one but a void one must be closed in order."""
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Text belongs to all that is open."""
        for element in self._open:
            element.text += data

    def all(self, *tags: str) -> list[Element]:
        """The elements with one of these tags."""
        return [element for element in self.elements if element.tag in tags]

    def of(self, name: str) -> list[Element]:
        """The elements of one class."""
        return [element for element in self.elements if name in element.attributes.get("class", "").split()]

    def get(self, id_: str) -> Element | None:
        """The element with this id."""
        return next((element for element in self.elements if element.attributes.get("id") == id_), None)


def parsed(content: bytes) -> Page:
    """The page in ``content``; fails if its tags are not nested."""
    page = Page()
    page.feed(content.decode("utf-8"))
    page.close()
    assert not page._open, f"left open: {[element.tag for element in page._open]}"
    return page
