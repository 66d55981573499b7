"""Article ↔ JSON."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from briefing.forms.base import Form, Published
from briefing.model import Article, Block, PublishedFrom, Span


class BlockForm(Form):
    """A stretch of the text and what it is on the page."""

    start: int
    end: int
    kind: Literal["headline", "body", "caption", "boilerplate"]


class ArticleForm(Form):
    """An article as it comes in and as the archive keeps it: only `text` is required of others."""

    schema_: Literal["briefing.article/1"] = Field("briefing.article/1", alias="schema")
    id: str = ""
    title: str = ""
    text: str
    published: Published = None
    published_from: PublishedFrom = "unknown"
    source: str = ""
    url: str = ""
    language: str = ""
    authors: list[str] = []
    origin: str = ""
    extract: str = ""
    blocks: list[BlockForm] = []

    @classmethod
    def of(cls, article: Article) -> ArticleForm:
        """The form of ``article``."""
        return cls(
            id=article.id, title=article.title, text=article.text, published=article.published,
            published_from=article.published_from, source=article.source, url=article.url,
            language=article.language, authors=list(article.authors), origin=article.origin, extract=article.extract,
            blocks=[BlockForm(start=b.span.start, end=b.span.end, kind=b.kind) for b in article.blocks],
        )  # fmt: skip

    def noun(self) -> Article:
        """The article that this form was made of."""
        return Article(
            id=self.id, title=self.title, text=self.text, published=self.published,
            published_from=self.published_from, source=self.source, url=self.url, language=self.language or "en",
            authors=tuple(self.authors), origin=self.origin, extract=self.extract,
            blocks=tuple(Block(span=Span(b.start, b.end), kind=b.kind) for b in self.blocks),
        )  # fmt: skip
