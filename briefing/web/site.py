"""The site: what all of its pages share, editions at hand, and how a page is filled in."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from briefing import pipeline
from briefing.archive import Archive, looking
from briefing.drafts import Draft
from briefing.errors import BriefingError
from briefing.model import Edition
from briefing.rendering import Labels, fill, labels, render
from briefing.settings import EVENING, Settings
from briefing.web.sessions import Session
from briefing.web.users import Users

#: Editions and files kept at hand.
KEPT = 24


class Shelf:
    """Editions by their days.

    Args:
        archive: where they are.
        settings: how they look.
        templates: the user's own.
    """

    def __init__(self, archive: Archive, settings: Settings, templates: Path | None) -> None:
        self._archive, self._settings, self._templates = archive, settings, templates
        self._read = functools.lru_cache(maxsize=KEPT)(self._edition)
        self._made = functools.lru_cache(maxsize=KEPT)(self._rendered)

    def edition(self, day: date) -> Edition | None:
        """The edition of ``day``, its sources' texts with it; None where there is none, or it is damaged."""
        stamp = looking.stamp(self._archive.engine, day, self._archive.brief)
        return self._read(day, stamp) if stamp else None

    def file(self, day: date, format_: str) -> bytes | None:
        """The edition of ``day`` as a file."""
        stamp = looking.stamp(self._archive.engine, day, self._archive.brief)
        return self._made(day, format_, stamp) if stamp else None

    def _edition(self, day: date, _stamp: str) -> Edition | None:
        try:
            return pipeline.kept_edition(self._archive, day)
        except BriefingError:
            return None

    def _rendered(self, day: date, format_: str, stamp: str) -> bytes | None:
        edition = self._read(day, stamp)
        if edition is None:
            return None
        return render(edition, format_, settings=self._settings, templates=self._templates)


#: What an error is, in words.
ERRORS = {
    400: "That could not be understood.",
    401: "Please sign in.",
    403: "That came from somewhere else, or too late. Go back, load the page again, and try once more.",
    404: "There is no such page.",
    405: "That cannot be done here.",
    409: "Somebody else has decided since, or it is released. Look at it again.",
    413: "That is too much.",
    414: "That address is too long.",
    415: "That is no form of ours.",
    421: "This server is not called that.",
    429: "Too often. Wait a little.",
    500: "A fault in the program. Please report it.",
    503: "The archive cannot be read at the moment.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How the web view is run.

    Attributes:
        hosts: names that it answers to.
        users: who may come in; None on this machine only, where everybody may.
        editor: who decides where nobody signs in.
        out: the folder that editions are written to.
        clock: the moment, with a zone.
        release: lets a draft out, signed, by the settings of its brief.
        warm: whether what is asked for first is made beforehand.
    """

    hosts: frozenset[str]
    users: Users | None
    editor: str
    out: Path
    clock: Callable[[], datetime]
    release: Callable[[Draft, str, Settings], object]
    warm: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """What every page of a brief is made from.

    Attributes:
        base: what the addresses of its pages begin with; "" where there is one brief only.
        briefs: base and title of each brief that is served, where there are several.
    """

    archive: Archive
    settings: Settings
    options: Options
    shelf: Shelf
    base: str = ""
    briefs: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> Labels:
        """The labels in the brief's language."""
        return labels(self.settings.edition.language)

    @property
    def templates(self) -> Path | None:
        """The user's own."""
        return self.settings.edition.own_templates

    def page(self, request: Request, name: str, *, status: int = 200, **context: Any) -> Response:
        """The template ``name`` of templates/web, filled in."""
        session: Session | None = getattr(request.state, "session", None)
        words = self.words
        whole = {
            "brief": titled(self.settings), "language": words.language, "direction": words.direction,
            "user": session.user if session else "", "csrf": session.csrf if session else "",
            "may_leave": self.options.users is not None, "inside": session is not None,
            "path": request.url.path.removeprefix(self.base), "base": self.base, "briefs": self.briefs,
            **context,
        }  # fmt: skip
        text = fill(f"web/{name}.html", whole, language=words.language, folder=self.templates)
        return HTMLResponse(text, status_code=status)

    def error(self, request: Request, status: int, said: str = "") -> Response:
        """The page of an error; ``said`` by the program."""
        told = self.words(ERRORS.get(status, ERRORS[400]))
        return self.page(request, "error", status=status, title=str(status), told=told, said=said)

    def day(self, day: date | None) -> str:
        """A day in words; "" for none."""
        return self.words.dated_day(day) if day else ""


def titled(settings: Settings) -> str:
    """What a brief is called beside others: that of the evening says so."""
    title, evening = settings.edition.title, settings.edition.brief.endswith(EVENING)
    return f"{title}, {labels(settings.edition.language)('evening')}" if evening else title


def day_in(text: str) -> date | None:
    """The day that ``text`` writes as 2019-01-30; None for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == len("2019-01-30") else None
    except ValueError:
        return None


def asked(request: Request, name: str, most: int = 300) -> str:
    """A parameter of the address, cut."""
    return request.query_params.get(name, "")[:most].replace("\x00", "").strip()


def given(request: Request, name: str, most: int = 2000) -> str:
    """A field of the form, cut."""
    return str((request.state.form.get(name) or [""])[0])[:most].replace("\r\n", "\n").replace("\x00", "").strip()
