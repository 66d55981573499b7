"""Configured sources → what is new in them, side by side, each within its own bounds."""

import asyncio
import glob
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.addresses import public
from briefing.errors import BriefingError, SourceError
from briefing.model import Article, Skipped, SourceReport, Validators
from briefing.secrets import password
from briefing.settings import Settings, SourceEntry
from briefing.sources.addresses import host
from briefing.sources.doors.files import read_file, walk
from briefing.sources.doors.mailboxes import read_mailbox
from briefing.sources.doors.web import Outcome, WebSource
from briefing.sources.draft import outlasting
from briefing.sources.page.finishing import finished

if TYPE_CHECKING:
    from briefing.sources.net.fetcher import Fetcher

#: Parsing shares the interpreter with the network: more at once only delay it.
_PARSERS = 2


def fetch(
    sources: Sequence[SourceEntry], *, settings: Settings, known: Mapping[str, Validators] | None = None
) -> Iterator[Article | Skipped | SourceReport]:
    """Everything that is new in ``sources``.

    Args:
        sources: as configured.
        settings: the bounds (`fetch`), and the reading of ambiguous dates.
        known: the validators of earlier reports, by key. They are not changed.

    Yields:
        In the order of ``sources``: the articles of one, what was left out of it, then its report. A source that
        fails gives its report alone.
    """
    outcomes = asyncio.run(_all(sources, settings, known or {}))
    for entry, outcome in zip(sources, outcomes, strict=True):
        if isinstance(outcome, SourceError):
            yield SourceReport(
                name=entry.name,
                location=public(entry.location),
                state="failed",
                reason=outcome.reason,
                remedy=outcome.remedy,
            )
            continue
        new = left_out = 0
        for each in finished(iter(outcome.found), settings.reading.date_order):
            if isinstance(each, Skipped):
                left_out += 1
                yield each
                continue
            new += 1
            yield _named(each, entry)
        yield _report(entry, outcome, new, left_out)


async def _all(
    sources: Sequence[SourceEntry], settings: Settings, known: Mapping[str, Validators]
) -> list[Outcome | SourceError]:
    from briefing.sources.net.fetcher import Fetcher

    workers = asyncio.Semaphore(_PARSERS)
    async with Fetcher(settings.fetch) as fetcher:
        return await asyncio.gather(*(_one(entry, fetcher, settings, known, workers) for entry in sources))


async def _one(
    entry: SourceEntry,
    fetcher: "Fetcher",
    settings: Settings,
    known: Mapping[str, Validators],
    workers: asyncio.Semaphore,
) -> Outcome | SourceError:
    """One source's outcome; its faults never leave it."""
    try:
        if entry.kind in ("folder", "file"):
            return await asyncio.to_thread(_local, entry, known)
        source = WebSource(
            entry=entry, fetcher=fetcher, settings=settings.fetch, known=known, login=_login(entry), workers=workers
        )
        return await (_mailbox(source) if entry.kind == "imap" else source.read())
    except SourceError as error:
        return error
    except BriefingError as error:
        return SourceError(error.subject, error.reason, error.remedy)
    except OSError as error:
        return SourceError(public(entry.location), error.strerror or "cannot be read", "check location")


def _login(entry: SourceEntry) -> tuple[str, str] | None:
    found = password(entry) if entry.user else None
    return (entry.user, found) if found else None


async def _mailbox(source: WebSource) -> Outcome:
    entry = source.entry
    password = source.login[1] if source.login else ""
    letters, validators = await asyncio.to_thread(
        read_mailbox, entry, password, source.known.get(entry.location), source.settings
    )
    source.login = None  # the mailbox's password is no web server's
    for letter in letters:
        if letter.links:
            await source.follow(letter.links)
        else:
            source.outcome.found += letter.found
    source.outcome.validators.append(validators)
    return source.outcome


def _local(entry: SourceEntry, known: Mapping[str, Validators]) -> Outcome:
    """What is new in a folder, a file, or the files that a pattern names."""
    location = str(Path(entry.location).expanduser())
    paths = sorted(glob.glob(location, recursive=True)) if glob.has_magic(location) else [location]  # noqa: PTH207 — absolute patterns
    if not paths:
        raise SourceError(entry.location, "no file matches", "check the pattern")
    outcome = Outcome()
    seen: set[tuple[int, int]] = set()
    for path in paths:
        for each in walk(Path(path), path, seen):
            if isinstance(each, Skipped):
                outcome.found.append(each)
                continue
            key = f"file:{each.path}"
            outcome.validators.append(Validators(key=key, etag=each.mark))
            if key in known and known[key].etag == each.mark:
                outcome.unchanged += 1
                continue
            outcome.found += outlasting(read_file(each))
    return outcome


def _named(article: Article, entry: SourceEntry) -> Article:
    """The article under the name that the user gave its outlet, unless it comes from another one."""
    if entry.name == entry.location:  # nobody gave it a name
        return replace(article, language=entry.language or article.language)
    elsewhere = article.url and entry.kind != "imap" and host(article.url) != host(entry.location)
    related = host(article.url).endswith(host(entry.location).partition(".")[2] or "\0")
    source = article.source if (elsewhere and not related and article.source) or entry.kind == "imap" else entry.name
    return replace(article, source=source, language=entry.language or article.language)


def _report(entry: SourceEntry, outcome: Outcome, new: int, left_out: int) -> SourceReport:
    note = outcome.notes[0] if outcome.notes else None
    kept: Iterable[Validators] = outcome.validators
    if note is not None:  # something is still to be had: the server must not answer "unchanged" next time
        kept = (each for each in kept if each.key != entry.location)
    return SourceReport(
        name=entry.name,
        location=public(entry.location),
        state="unchanged" if outcome.whole_unchanged or not (new or left_out) else "ok",
        new=new,
        unchanged=outcome.unchanged,
        left_out=left_out,
        bytes=outcome.moved,
        reason=f"{len(outcome.notes)} of its pages: {note.reason}" if note else "",
        remedy=note.remedy if note else "",
        validators=tuple({each.key: each for each in kept}.values()),
        complete=not outcome.whole_unchanged and note is None,
    )
