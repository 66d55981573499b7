"""One source on the web → what is new in it: a feed, a page, a section page, a site map."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from lxml import html

from briefing.addresses import public
from briefing.errors import BriefingError, InputError, SourceError
from briefing.model import Skipped, Validators
from briefing.settings import FetchSettings, SourceEntry
from briefing.sources.cleaning import decode
from briefing.sources.draft import Blob, Draft
from briefing.sources.formats.adapters import read_blob
from briefing.sources.formats.feeds import EmptyFeed, read_feed
from briefing.sources.formats.links import article_links, feed_addresses, looks_like_article, sitemap_entries
from briefing.sources.formats.sniffing import sniff
from briefing.sources.net.answers import Unreachable

if TYPE_CHECKING:
    from briefing.sources.net.fetcher import Fetcher
    from briefing.sources.net.pages import Page

#: So many links make a section page.
_SECTION_LINKS = 8
_SITEMAPS = 5
#: After so many pages of one source in a row that did not answer, the rest is not waited for.
_PATIENCE = 2
_T = TypeVar("_T")


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of one source: drafts and skipped items in the source's order, and the count for its report."""

    found: list[Draft | Skipped] = field(default_factory=list)
    validators: list[Validators] = field(default_factory=list)
    unchanged: int = 0
    moved: int = 0
    whole_unchanged: bool = False
    notes: list[SourceError] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class WebSource:
    """A configured source and everything needed to read it.

    Attributes:
        entry: as configured.
        fetcher: shared by all sources.
        settings: the bounds.
        known: validators by address or item.
        login: user name and password, if any.
        workers: keeps parsing from taking the line.
        failures: pages in a row that did not answer.
        pages: keeps pages that nobody may want any more from queueing at their host.
    """

    entry: SourceEntry
    fetcher: Fetcher
    settings: FetchSettings
    known: Mapping[str, Validators]
    login: tuple[str, str] | None = None
    workers: asyncio.Semaphore
    outcome: Outcome = field(default_factory=Outcome)
    failures: int = 0
    pages: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        at_once = self.settings.parallel if self.entry.internal else self.settings.per_host
        self.pages = asyncio.Semaphore(at_once)

    async def read(self) -> Outcome:
        """Everything that is new.

        Raises:
            SourceError: if the source itself cannot be read.
        """
        page = await self._get(self.entry.location)
        if page.unchanged:
            self.outcome.whole_unchanged = True
            return self.outcome
        try:
            await self._dispatch(page, depth=0)
        except EmptyFeed:
            pass  # a quiet day
        except InputError as error:
            raise SourceError(public(self.entry.location), error.reason, error.remedy) from error
        return self.outcome

    async def _get(self, address: str, *, remember: bool = True) -> Page:
        page = await self.fetcher.get(
            address, known=self.known.get(address) if remember else None, internal=self.entry.internal, robots=self.entry.robots,
            login=self.login if address == self.entry.location else None,
        )  # fmt: skip
        self.outcome.moved += page.moved
        if remember:
            self.outcome.validators.append(page.validators)
        return page

    async def _dispatch(self, page: Page, depth: int) -> None:
        blob = page.blob
        form = sniff(blob)
        if form == "feed":
            await self._feed(await self._parse(lambda: list(read_feed(blob))))
        elif form == "sitemap" and depth < 2:
            await self._sitemap(page, depth)
        elif form == "html":
            await self._html(page, blob, depth)
        else:
            self.outcome.found += await self._parse(lambda: list(read_blob(blob)))

    async def _parse(self, work: Callable[[], _T]) -> _T:
        """Parsing in a thread of its own, so that the network goes on."""
        async with self.workers:
            return await asyncio.to_thread(work)

    async def _feed(self, found: list[Draft | Skipped]) -> None:
        """The items that are not known, and what could not be read of the feed; a teaser is followed to its page."""
        drafts = [each for each in found if isinstance(each, Draft)]
        self.outcome.found += [each for each in found if isinstance(each, Skipped)]
        fresh: list[Draft] = []
        for draft in drafts[: self.settings.max_items]:
            key = draft.url or f"{self.entry.location}#{_digest(draft)}"
            before = self.known.get(key)
            if before is not None and not (before.digest.startswith("i") and before.digest != _digest(draft)):
                self.outcome.unchanged += 1
                self.outcome.validators.append(self.known[key])
                continue
            fresh.append(draft)
        self._beyond(len(drafts), len(fresh))
        results = await asyncio.gather(*(self._whole(draft) for draft in fresh))
        self.outcome.found += results

    def _beyond(self, listed: int, fresh: int) -> None:
        """Name what stands beyond the bound where it may be news: the source was read before, and all within is new."""
        most = self.settings.max_items
        if listed > most == fresh and self.entry.location in self.known:
            reason = f"{listed - most:,} more behind the first {most}, which are all new"
            remedy = "fetch more often, or raise max_items under [fetch]"
            self.outcome.found.append(Skipped(input=public(self.entry.location), reason=reason, remedy=remedy))

    async def _whole(self, draft: Draft) -> Draft | Skipped:
        """The article behind a teaser; the teaser itself where there is none to be had."""
        key = draft.url or f"{self.entry.location}#{_digest(draft)}"
        remembered = Validators(key=key, digest=_digest(draft))
        whole: Draft | Skipped | None = None
        if draft.extract and draft.url and self.entry.follow:
            try:
                whole = next(iter(await self._behind(draft.url)), None)
            except InputError as error:
                if draft.text.strip() == draft.title:
                    whole = Skipped.of(error, draft.url)
            except SourceError as error:
                self.outcome.notes.append(error)
                return draft  # not remembered: the page is asked for again next time
        self.outcome.validators.append(remembered)
        if isinstance(whole, Draft) and len(whole.text) >= len(draft.text):
            return _merged(draft, whole)
        return whole if isinstance(whole, Skipped) else draft

    async def _behind(self, address: str) -> list[Draft | Skipped]:
        """What the page at ``address`` holds.

        Raises:
            InputError: if nothing can be read of it.
            SourceError: if it cannot be had, or others of this source kept everybody waiting too long.
        """
        async with self.pages:
            if self.failures >= _PATIENCE:
                raise SourceError(public(address), "not waited for, since others did not answer", "try again later")
            try:
                page = await self._get(address, remember=False)
            except Unreachable:
                self.failures += 1
                raise
            self.failures = 0
        return await self._parse(lambda: list(read_blob(page.blob)))

    async def _html(self, page: Page, blob: Blob, depth: int) -> None:
        tree = await self._parse(lambda: _tree(blob))
        if tree is None:
            raise InputError(blob.name, "HTML without text", "the page may need a browser; save the article as text")
        if self.entry.kind == "feed" and depth == 0:
            for feed in feed_addresses(tree, page.url)[:1]:
                await self._dispatch(await self._get(feed), depth=1)
                return
            if tree.xpath("//input[translate(@type,'PASWORD','pasword')='password']"):
                raise SourceError(
                    blob.name, "a log-in page, not a feed", "set user and password_env, or use a public feed"
                )
        links = article_links(tree, page.url) if self.entry.follow else []
        is_article = looks_like_article(tree, page.url)
        try:
            found = await self._parse(lambda: list(read_blob(blob)))
        except InputError:
            if len(links) < _SECTION_LINKS:
                raise
            found = []  # a list of links has no text of its own
        if found and (is_article or len(links) < _SECTION_LINKS):
            self.outcome.found += found
            return
        if self.entry.kind == "feed":
            raise SourceError(blob.name, "a web page, not a feed", 'set kind = "page" for it')
        await self.follow(links)

    async def follow(self, links: Iterable[str]) -> None:
        """The articles behind ``links``, those that are not known."""
        wanted: list[str] = []
        listed = list(dict.fromkeys(links))
        for address in listed[: self.settings.max_items]:
            if address in self.known:
                self.outcome.unchanged += 1
                self.outcome.validators.append(self.known[address])
            else:
                wanted.append(address)
        self._beyond(len(listed), len(wanted))
        self.outcome.found += [
            each for found in await asyncio.gather(*(self._page(address) for address in wanted)) for each in found
        ]

    async def _page(self, address: str) -> list[Draft | Skipped]:
        try:
            found = await self._behind(address)
        except InputError as error:
            found = [Skipped.of(error, public(address))]
        except SourceError as error:
            self.outcome.notes.append(error)
            return [Skipped.of(error, public(address))]
        self.outcome.validators.append(Validators(key=address, digest="p"))
        return found

    async def _sitemap(self, page: Page, depth: int) -> None:
        pages, maps = await self._parse(lambda: sitemap_entries(page.data, page.url))
        for address in maps[:_SITEMAPS]:
            try:
                child = await self._get(address)
                if not child.unchanged:
                    await self._dispatch(child, depth + 1)
            except BriefingError as error:
                self.outcome.notes.append(SourceError(error.subject, error.reason, error.remedy))
        await self.follow(address for address, _ in pages)


def _merged(teaser: Draft, whole: Draft) -> Draft:
    """The page's text under the feed's headline and day."""
    return replace(
        whole,
        title=teaser.title or whole.title,
        published=teaser.published or whole.published,
        source=teaser.source or whole.source,
        authors=whole.authors or teaser.authors,
        language=whole.language or teaser.language,
        url=whole.url or teaser.url,
    )


def _digest(draft: Draft) -> str:
    """Of an item as the feed has it: an item that was rewritten is new."""
    return "i" + hashlib.sha256(f"{draft.title}\x1f{draft.text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _tree(blob: Blob) -> html.HtmlElement | None:
    import trafilatura

    return trafilatura.load_html(decode(blob.data, blob.charset))
