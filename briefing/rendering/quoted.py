"""Quoted: what a source said, as a template prints it: its words, its citations, its passage. Part of `views`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of a source, or of ours: an insertion in brackets.

    Attributes:
        plain: the words for text without type, where a source's own square brackets are doubled.
    """

    text: str
    added: bool
    plain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """A citation: the source's number, the anchor of its line and of the passage."""

    number: int
    source: str
    passage: str
    outlet: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A cited sentence in its context."""

    anchor: str
    before: str
    said: str
    after: str
    outlet: str
    when: str
    title: str
    url: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A key point: its runs, its citations, and the passage that it was taken from.

    Attributes:
        lang: the source's language, where it is not the edition's; else "".
        language: what that language is called.
        fresh: whether it was not in the last brief, in a story that goes on.
        more: citations beyond those printed.
    """

    runs: tuple[Run, ...]
    cites: tuple[Cite, ...]
    passage: Passage | None = None
    lang: str = ""
    language: str = ""
    fresh: bool = False
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A numbered source, its cited passages, and its copies; `told` if its headline stands over a story."""

    anchor: str
    number: int
    outlet: str
    title: str
    url: str
    when: str
    language: str
    lang: str
    told: bool
    passages: tuple[Passage, ...]
    copies: "tuple[SourceView, ...]"
