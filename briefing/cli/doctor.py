"""``briefing doctor``: checks everything that a morning depends on, each with a remedy."""

import functools
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from briefing.archive import Archive, upkeep
from briefing.archive.upkeep import faults
from briefing.cli.heartbeat import health, heartbeat
from briefing.cli.options import ArchiveUrl, Config, archive_from, settings_from
from briefing.cli.output import NOTHING_USABLE, named, printable
from briefing.cli.schedule import next_text, units_folder
from briefing.delivery import last_beat, timers
from briefing.delivery.server import Interrupted, Refused, Server
from briefing.errors import BriefingError, RenderingError
from briefing.lexicon.tables import read_table
from briefing.model import SourceReport
from briefing.rendering import pdf_engine
from briefing.secrets import password
from briefing.settings import Settings, SourceEntry
from briefing.sources.doors.fetching import fetch as fetch_sources

#: Free space under which a morning may fail, in bytes.
LEAST_FREE = 200_000_000
#: The program was not written before this day: an earlier clock is wrong.
NOT_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: whether all is well, what was found, and what to do."""

    well: bool | None
    subject: str
    found: str
    remedy: str = ""


def doctor(
    config: Config = None,
    archive: ArchiveUrl = None,
    online: Annotated[bool, typer.Option("--online", help="Also speak to the sources and the mail server.")] = False,
) -> None:
    """Check libraries, fonts, model, archive, sources, mail, timer, disk and clock.

    Example: briefing doctor --online
    """
    console = Console(file=sys.stdout, highlight=False)
    failed = False
    for finding in findings(config, archive, online=online):
        mark, style = {True: ("ok", "green"), False: ("FAULT", "bold red"), None: ("note", "yellow")}[finding.well]
        console.print(
            Text(f"{mark:<6}", style=style),
            Text(printable(f"{finding.subject:<11}{finding.found}")),
            sep="",
            soft_wrap=True,
        )
        if finding.remedy and not finding.well:
            console.print(Text(printable(f"{'':<17}→ {finding.remedy}"), style="dim"), soft_wrap=True)
        failed |= finding.well is False
    if failed:
        raise typer.Exit(NOTHING_USABLE)


def findings(config: Path | None, archive: str | None, *, online: bool) -> Iterator[Finding]:
    """All checks, the cheap ones first."""
    try:
        settings = settings_from(config)
    except BriefingError as error:
        # What a broken file configures cannot be looked at; the defaults in its place would be found faulty for nothing.
        yield Finding(False, "settings", f"{error.subject}: {error.reason}", error.remedy or "mend the file")
        yield from (_pdf(), _model(), _disk(Path.cwd()), _clock())
        return
    yield Finding(True, "settings", str(config or "briefing.toml, or the defaults"))
    yield _pdf()
    yield _model()
    yield _words(settings)
    yield _guarded("archive", lambda: _archive(archive, settings))
    yield from _fenced(archive, settings)
    yield from _online_sources(settings) if online and settings.source else _sources(settings)
    yield _guarded("mail", lambda: _mail(settings, online=online))
    yield _guarded("timer", lambda: _timer(settings))
    if alarm := shlex.split(settings.schedule.alarm):
        there = shutil.which(alarm[0])
        yield Finding(bool(there), "alarm", there or f"there is no program {alarm[0]}", "correct alarm in [schedule]")
    if last := last_beat(heartbeat()):
        well, words = health(settings, last, datetime.now(UTC))
        yield Finding(well, "mornings", words, f"see {heartbeat().with_name('morning.log')}")
    yield _disk(Path.cwd())
    yield _clock()


def _guarded(subject: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except BriefingError as error:
        return Finding(False, subject, f"{error.subject}: {error.reason}", error.remedy)


def _pdf() -> Finding:
    try:
        version = pdf_engine()
    except RenderingError as error:
        remedy = (
            "Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango"
        )
        return Finding(False, "PDF", error.reason.splitlines()[0], remedy)
    return Finding(True, "PDF", f"WeasyPrint {version} with its own fonts")


def _model() -> Finding:
    from briefing.errors import ModelError
    from briefing.reading.model.encode import Encoder

    try:
        encoder = Encoder.load()
    except ModelError as error:
        return Finding(
            None, "model", f"{error.reason}; articles are read by rules", error.remedy or "install Briefing anew"
        )
    read = read_table("languages_read.json")["names"]
    told = ", ".join(f"{code} {row['f1']}" for code, row in sorted(read.items(), key=lambda item: -item[1]["f1"]))
    return Finding(True, "model", f"loaded ({encoder.digest[:8]}); names read right (F1 of 100): {told}; else by rules")


def _words(settings: Settings) -> Finding:
    """Whose words for places and languages are printed."""
    from babel import __version__ as babel

    return Finding(
        True, "words", f"{settings.edition.language}; names of states and languages by CLDR in Babel {babel}"
    )


def _fenced(url: str | None, settings: Settings) -> Iterator[Finding]:
    """What the latest edition's articles lack because the program failed on it."""
    try:
        kept = archive_from(url, settings)
        if kept is None:
            return
        with kept:
            found = faults(kept.engine)
    except BriefingError:
        return  # told already
    for fault, count in found.most_common(10):
        yield Finding(None, "reading", f"in {count} articles, {named(fault)}", "please report it")


def _archive(url: str | None, settings: Settings) -> Finding:
    kept: Archive | None = archive_from(url, settings)
    if kept is None:
        return Finding(None, "archive", "none: no edition knows an earlier one", "drop --archive none")
    with kept:
        figures = upkeep.stats(kept.engine)
        where = kept.engine.url.render_as_string(hide_password=True)
    found = f"{where}: {figures['articles']} articles, {figures['editions']} editions"
    path = Path(kept.engine.url.database or "")
    if kept.engine.url.get_backend_name() == "sqlite" and path.stat().st_mode & 0o007:
        return Finding(None, "archive", f"{found}; everybody on this machine may read it", f"chmod 600 {path}")
    return Finding(True, "archive", found)


def _sources(settings: Settings) -> Iterator[Finding]:
    if not settings.source:
        yield Finding(
            None, "sources", "none are configured", "add [[source]] tables, or give INPUT to 'briefing build'"
        )
    for source in settings.source:
        subject = "source"
        if source.kind == "folder" and not Path(source.location).is_dir():
            yield Finding(None, subject, f"{source.name}: no folder {source.location}", f"mkdir {source.location}")
        elif source.kind == "imap":
            yield _guarded(subject, functools.partial(_mailbox, source))
        else:
            yield Finding(True, subject, f"{source.name} ({source.kind})")


def _mailbox(source: SourceEntry) -> Finding:
    if password(source):
        return Finding(True, "source", f"{source.name} (imap)")
    name = source.password_env or "password_env"
    return Finding(
        False, "source", f"{source.name}: no password", f"set {name} in the environment, or password_file, or a keyring"
    )


def _online_sources(settings: Settings) -> Iterator[Finding]:
    """What each source answers; nothing of it is kept."""
    few = settings.model_copy(update={"fetch": settings.fetch.model_copy(update={"max_items": 1})})
    for each in fetch_sources(few.source, settings=few):
        if isinstance(each, SourceReport):
            failed = each.state == "failed"
            yield Finding(not failed, "source", f"{each.name}: {each.reason if failed else 'answers'}", each.remedy)


def _mail(settings: Settings, *, online: bool) -> Finding:
    mail = settings.mail
    if not mail.server:
        return Finding(None, "mail", "no server is configured: editions are not sent", "fill in [mail]")
    for needed in ("sender", "recipients"):
        if not getattr(mail, needed):
            return Finding(False, "mail", f"no {needed}", f"fill in {needed} in [mail]")
    secret = password(mail)
    if mail.user and secret is None:
        return Finding(False, "mail", f"no password for {mail.user}", f"set {mail.password_env} in the environment")
    if not online:
        return Finding(True, "mail", f"{mail.server}, {len(mail.recipients)} recipients (not contacted; --online)")
    try:
        with Server(mail, secret):
            return Finding(True, "mail", f"{mail.server} answers")
    except Refused as error:
        return Finding(False, "mail", f"{mail.server}: {error.answer}", "check user, password and tls")
    except Interrupted as error:
        return Finding(False, "mail", f"{mail.server}: {error.reason}", "check server, port and network")


def _timer(settings: Settings) -> Finding:
    there = timers.installed(units_folder=units_folder())
    if there:
        return Finding(True, "timer", f"{there}; next run {next_text(settings)}")
    return Finding(None, "timer", "none", f"briefing schedule install --at {settings.schedule.at}")


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    return Finding(free >= LEAST_FREE, "disk", f"{free / 1e9:.1f} GB free in {folder}", "make room")


def _clock() -> Finding:
    now = datetime.now(UTC)
    well = NOT_BEFORE <= now <= NOT_BEFORE + timedelta(days=365 * 50)
    return Finding(well, "clock", f"{now:%Y-%m-%d %H:%M} UTC", "set the clock: dates are counted from it")
