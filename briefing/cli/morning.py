"""``briefing morning``: fetch, build and send, once, under a lock; with its record, and a word to the operator if it fails."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Annotated, Any, Self

import typer

from briefing import intake, pipeline
from briefing.archive import Archive, upkeep
from briefing.cli.fetch import fetch_all
from briefing.cli.heartbeat import RESENDS, goes_on, heartbeat, is_due, leapt, state_folder, tries
from briefing.cli.options import ArchiveUrl, Config, changed, settings_from
from briefing.cli.output import NOTHING_USABLE, named, say
from briefing.cli.releasing import released, send_edition
from briefing.composing import Shared
from briefing.delivery import Busy, alert, beat, last_beat, only_one, own, sound
from briefing.errors import BriefingError, SettingsError
from briefing.model import Skipped
from briefing.secrets import password
from briefing.settings import Settings

#: Lines that the log keeps.
KEPT = 1000


class Round:
    """A context manager around a morning run.

    Args:
        settings: whom to tell.
        folder: of the log.
        number: how many times the run of this morning has been begun, with this one.
    """

    def __init__(self, settings: Settings, folder: Path, number: int) -> None:
        self._settings = settings
        self._folder = folder
        self._brief = settings.edition.brief
        self._began = datetime.now(UTC)
        self._facts: dict[str, Any] = {"started": self._began.isoformat(), "state": "running", "tries": number}

    def __enter__(self) -> Self:
        path = self._folder / "morning.log"
        if path.exists() and len(lines := path.read_text(encoding="utf-8", errors="replace").splitlines()) > KEPT:
            path.write_text("\n".join(lines[-KEPT:]) + "\n", encoding="utf-8")
        self._beat()
        self.log("started")
        return self

    def note(self, **facts: Any) -> None:
        """Facts for the heartbeat."""
        self._facts |= facts

    def log(self, words: str) -> None:
        """One line, with its moment."""
        named = f"{self._brief}: " if self._brief else ""
        line = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {named}{' '.join(words.split())}\n"
        path = self._folder / "morning.log"
        with open(path, "a", encoding="utf-8", errors="backslashreplace", opener=own) as file:
            file.write(line)

    def tell(self, reason: str) -> None:
        """Tell the operator ``reason``, by mail and by the configured command; a fault of either is logged, and hides nothing."""
        if alarm := self._settings.schedule.alarm:
            outcome = sound(alarm, reason)
            self.log(f"alarm: {alarm}" + (f": exit {outcome.code}: {outcome.output}" if outcome.code else ""))
            if outcome.code:
                say(f"schedule.alarm: exit {outcome.code}", level="warning")
        mail = self._settings.mail
        try:
            secret = password(mail)
            told = alert(reason, at=self._began, settings=mail, password=secret)
        except BriefingError as error:
            self.log(f"operator not told: {error}")
            return
        self.log("operator told" if told else "operator not told")
        if not told and mail.operator:
            say(f"{mail.operator} could not be told", level="warning")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.note(state="failed" if kind else "done", ended=datetime.now(UTC).isoformat())
        reason, stopped = "", False
        if kind is not None:
            reason = (
                str(error) if isinstance(error, BriefingError) else f"a fault in the program: {kind.__name__}: {error}"
            )
            stopped = issubclass(kind, KeyboardInterrupt)
            reason = "stopped" if stopped else reason
            self.note(reason=reason[:2000])
            self.log(f"failed: {reason}")
        self._beat()
        if kind is None:
            self.log("done")
        elif not stopped:  # who stops it by hand knows, and does not want to wait for a mail server
            self.tell(f"{reason}. The last edition stands as it was.")

    def _beat(self) -> None:
        beat(heartbeat(self._brief), self._facts)


def morning(
    config: Config = None,
    archive: ArchiveUrl = None,
    brief: Annotated[
        str | None,
        typer.Option("--brief", help="This one of several, due or not; else all that are."),
    ] = None,
    out: Annotated[Path, typer.Option(help="Written to OUT/DAY/, or OUT/BRIEF/DAY/.")] = Path("output"),
    at: Annotated[str | None, typer.Option(help="The time it is due, as the timer knows it.")] = None,
    if_due: Annotated[bool, typer.Option("--if-due", help="Only if today's run is due and has not been.")] = False,
) -> None:
    """Fetch, build and send: what the timer runs.

    Of several briefs all are made that are due and have not been; what one reads serves the others. Two runs never
    overlap. If a new edition cannot be made, yesterday's stays and the operator is told. With --if-due, an edition that
    is made but has not reached everybody is sent on, not made again.

    Example: briefing morning --config /etc/briefing.toml
    """
    settings = changed(settings_from(config), schedule={"at": at})
    asks = if_due or (bool(settings.brief) and brief is None)
    each = [settings.of(name) for name in (settings.briefs() if brief is None else (brief,))]
    if asks and not any(_is_due(one) for one in each):
        return
    if (archive or settings.archive.url) == "none":
        raise SettingsError("--archive none", "a morning run needs the archive", "name an archive")
    run = _Morning(archive or settings.archive.url, out, config)
    try:
        with only_one(state_folder() / "morning.lock"):
            # Asked again: another run may have come to its end before the lock was ours.
            run.all([one for one in each if not asks or _is_due(one)], asks=asks)
    except Busy:
        if asks:
            return
        raise
    if run.undelivered:
        raise typer.Exit(NOTHING_USABLE)


def _is_due(settings: Settings) -> bool:
    return is_due(settings, last_beat(heartbeat(settings.edition.brief)), datetime.now(UTC))


class _Morning:
    """What the briefs of one morning share: the sources are asked once, and each article is read once."""

    def __init__(self, url: str, out: Path, config: Path | None) -> None:
        self._url, self._out, self._config = url, out, config
        self._shared = Shared()
        self._silent: list[Skipped] | None = None
        self.undelivered = 0

    def all(self, due: Sequence[Settings], *, asks: bool) -> None:
        """Make ``due``; one that fails does not keep the others back, and the first fault is raised at the end."""
        failed: BriefingError | None = None
        for settings in due:
            last = last_beat(heartbeat(settings.edition.brief))
            try:
                with Round(settings, state_folder(), tries(settings, last, datetime.now(UTC))) as run:
                    if asks and goes_on(last):
                        self.undelivered += self._go_on(settings, last, run)
                    else:
                        self.undelivered += self._one(settings, run, forget=not leapt(last, datetime.now(UTC)))
            except BriefingError as error:
                if len(due) > 1:
                    say(f"{settings.edition.brief}: {error}", level="error")
                failed = failed or error
        if failed:
            raise failed

    def _one(self, settings: Settings, run: Round, *, forget: bool) -> int:
        """The archive opened, which may fail like all else, and the three steps; returns how many were not reached."""
        with Archive.open(self._url) as opened:
            kept = opened.of(settings.edition.brief)
            if self._silent is None:
                self._silent = _fetched(kept, settings, run)
            built = pipeline.build(
                [],
                settings,
                out=self._out,
                formats=settings.edition.formats,
                archive=kept,
                silent=self._silent,
                shared=self._shared,
            )
            _tell(built, run)
            missed = self._let_out(kept, settings, built.edition.date, run)
            if forget:
                _forget(kept, settings, run)
            else:
                run.log("nothing is forgotten today: the last run is long ago, or the clock is wrong")
            upkeep.superseded(kept.engine, intake.version_of(settings))
            return missed

    def _go_on(self, settings: Settings, last: Mapping[str, Any], run: Round) -> int:
        """The edition of the last run to those who have not got it; the operator is told when that is given up.

        One that waits for an editor goes on waiting, until it is released, or its time has come.
        """
        resends = int(last.get("resends") or 0) + (not last.get("draft"))
        run.note(edition=last["edition"], stories=last.get("stories"), resends=resends)
        day = date.fromisoformat(last["edition"])
        with Archive.open(self._url) as opened:
            return self._let_out(opened.of(settings.edition.brief), settings, day, run, tell=resends in (0, RESENDS))

    def _let_out(self, kept: Archive, settings: Settings, day: date, run: Round, *, tell: bool = True) -> int:
        """The edition sent, if it need not wait for an editor any longer; how many it did not reach."""
        if not released(kept, settings, day, out=self._out, config=self._config):
            run.note(draft=True)
            run.log(f"the edition of {day} waits for an editor")
            say(f"the edition of {day} waits for an editor: briefing desk, or briefing edit", edition=str(day))
            return 0
        return _sent(kept, settings, day, run, tell=tell) if settings.mail.server and settings.mail.recipients else 0


def _forget(kept: Archive, settings: Settings, run: Round) -> None:
    forgotten = upkeep.prune(kept.engine, pipeline.today(settings), keep_days=settings.archive.keep_days)
    if forgotten:
        run.log(f"{forgotten} articles forgotten: too old, or their licence has run out")


def _fetched(kept: Archive, settings: Settings, run: Round) -> list[Skipped]:
    """The sources asked; those that did not answer."""
    silent: list[Skipped] = []
    for report in fetch_all(kept, settings) if settings.source else ():
        if report.state == "failed":
            silent.append(Skipped(input=report.name, reason=report.reason, remedy=report.remedy))
            run.log(f"source {report.name} failed: {report.reason}")
    return silent


def _tell(built: pipeline.Built, run: Round) -> None:
    """What was built, noted and said."""
    for fault in dict.fromkeys(built.faults):
        run.log(f"not understood: {named(fault)}")
    for notice in built.notices:
        run.log(f"notice: {notice}")
    edition, stories = built.edition, built.edition.counts.stories
    run.note(edition=edition.date.isoformat(), stories=stories)
    whose = f"{edition.brief}: " if edition.brief else ""
    say(f"{whose}edition of {edition.date}: {stories} stories", edition=str(edition.date), stories=stories)
    run.log(f"edition of {edition.date}: {stories} stories")


def _sent(kept: Archive, settings: Settings, day: date, run: Round, *, tell: bool = True) -> int:
    """The edition mailed; how many it did not reach."""
    deliveries = send_edition(kept, settings, day, settings.mail.recipients)
    missed = [delivery for delivery in deliveries if delivery.state != "sent"]
    run.note(
        sent=len(deliveries) - len(missed),
        undelivered=len(missed),
        unknown=sum(delivery.state == "unknown" for delivery in missed),
        # A 5xx is the server's last word; a lost answer may have been a yes.
        waiting=sum(delivery.state != "unknown" and not delivery.answer.startswith("5") for delivery in missed),
    )
    run.log(f"sent to {len(deliveries) - len(missed)}, not to {len(missed)}")
    if missed and tell:
        told = "; ".join(f"{delivery.recipient}: {delivery.state} ({delivery.answer})" for delivery in missed[:20])
        run.tell(f"{len(missed)} of {len(deliveries)} mails were not delivered: {told}")
    return len(missed)
