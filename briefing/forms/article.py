"""Article ↔ JSON."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefing.forms.base import Form, Published
from briefing.model import Article, Block, BlockKind, PageMark, PublishedFrom, Span


class BlockForm(Form):
    """A stretch of the text and what it is on the page."""

    start: int
    end: int
    kind: BlockKind
    published: Published = None
    by: str = ""

    @classmethod
    def of(cls, block: Block) -> BlockForm:
        """The form of ``block``."""
        return cls(start=block.span.start, end=block.span.end, kind=block.kind, published=block.published, by=block.by)

    def noun(self) -> Block:
        """The block that this form was made of."""
        return Block(span=Span(self.start, self.end), kind=self.kind, published=self.published, by=self.by)


class ArticleForm(Form):
    """An article as it comes in and as the archive keeps it: only `text` is required of others."""

    schema_: Literal["briefing.article/1"] = Field("briefing.article/1", alias="schema")
    id: str = ""
    title: str = ""
    text: str
    published: Published = None
    published_from: PublishedFrom = "unknown"
    published_certain: bool = True
    source: str = ""
    url: str = ""
    language: str = ""
    authors: list[str] = []
    origin: str = ""
    extract: str = ""
    section: str = ""
    marks: list[PageMark] = []
    blocks: list[BlockForm] = []

    @classmethod
    def of(cls, article: Article) -> ArticleForm:
        """The form of ``article``."""
        return cls(
            id=article.id, title=article.title, text=article.text, published=article.published,
            published_from=article.published_from, published_certain=article.published_certain,
            source=article.source, url=article.url, section=article.section, marks=sorted(article.marks),
            language=article.language, authors=list(article.authors), origin=article.origin, extract=article.extract,
            blocks=[BlockForm.of(block) for block in article.blocks],
        )  # fmt: skip

    def noun(self) -> Article:
        """The article that this form was made of."""
        return Article(
            id=self.id, title=self.title, text=self.text, published=self.published,
            published_from=self.published_from, published_certain=self.published_certain,
            section=self.section, marks=frozenset(self.marks), source=self.source, url=self.url, language=self.language or "en",
            authors=tuple(self.authors), origin=self.origin, extract=self.extract,
            blocks=tuple(block.noun() for block in self.blocks),
        )  # fmt: skip
