"""One morning run's record: heartbeat and log as it goes, and a word to the operator if it fails, however it fails."""

from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from briefing.cli.heartbeat import heartbeat
from briefing.cli.output import say
from briefing.delivery import alert, beat, own, sound
from briefing.errors import BriefingError
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
            secret = password(env=mail.password_env, file=mail.password_file, service="briefing", user=mail.user)
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
