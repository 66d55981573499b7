"""Review: a draft on the screen, decided on and released; all of it by forms, so that it works without scripts."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from threading import RLock, Thread
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from briefing.drafts import Draft, Open
from briefing.errors import ArchiveError, BriefingError, SettingsError
from briefing.lexicon.regions import called
from briefing.model import Decisions, Desk, Story
from briefing.rendering import render
from briefing.web.doings import DOINGS
from briefing.web.feeds import ENTRIES
from briefing.web.guard import OWN_POLICY
from briefing.web.pages import policy_of
from briefing.web.site import Site, day_in, given


class Review:
    """The desk's pages."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._open: Open | None = None
        self._lock = RLock()

    def latest(self, request: Request) -> Response:
        """To the latest edition's draft."""
        editions = self._site.archive.editions()
        if not editions:
            return self._site.page(request, "desk", title=self._site.words("Desk"), on=None)
        return RedirectResponse(f"{self._site.base}/desk/{editions[0][0]}", 303)

    def draft(self, request: Request) -> Response:
        """All stories of a draft, with what is done most."""
        return self._shown(request, day_in(request.path_params["day"]))

    def story(self, request: Request) -> Response:
        """One story, with all that may be chosen for it."""
        return self._shown(request, day_in(request.path_params["day"]), request.query_params.get("id", ""))

    def preview(self, request: Request) -> Response:
        """The draft as it would be printed."""
        on = self.opened(day_in(request.path_params["day"]))
        if on is None:
            return self._site.error(request, 404)
        readings = on.grouped.readings
        texts = tuple(
            replace(source, text=readings[source.id].article.text) if source.id in readings else source
            for source in on.edition.sources
        )
        edition = replace(on.edition, sources=texts)
        page = render(edition, "html", settings=self._site.settings, templates=self._site.templates)
        answer = Response(page, media_type="text/html")
        answer.headers[OWN_POLICY] = policy_of(page.decode("utf-8"))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def decide(self, request: Request) -> Response:
        """One decision, and back to where it was made."""
        day = day_in(request.path_params["day"])
        story = given(request, "story")
        with self._lock:
            on = self.opened(day)
            if day is None or on is None:
                return self._site.error(request, 404)
            if given(request, "seen") != on.seen:
                return self._site.error(request, 409)
            try:
                self._do(request, on, given(request, "do"), story)
            except SettingsError as error:
                return self._site.error(request, 400, str(error))
            except ArchiveError as error:
                return self._site.error(request, 409, str(error))
            except BriefingError as error:
                return self._site.error(request, 503, str(error))
            self._open = None if given(request, "do") == "release" else self._open
        return RedirectResponse(self._site.base + _back(day, given(request, "back"), story), 303)

    def _do(self, request: Request, on: Open, do: str, story: str) -> None:
        user = request.state.session.user
        if do == "release":
            self._site.options.release(on.draft, user, self._site.settings)
        elif do == "undo":
            at = given(request, "number") or "0"
            on.undo(int(at) if at.isascii() and at.isdecimal() else -1)
        elif made := DOINGS.get(do):
            on.decide(made(request, on, story), by=user, at=self._site.options.clock().replace(microsecond=0))
        else:
            raise SettingsError(do[:40], "is no decision", "use the page's own buttons")

    def opened(self, day: date | None) -> Open | None:
        """The draft of ``day`` as it is decided now; what has not changed is not made again."""
        archive = self._site.archive
        with self._lock:
            making = archive.makings.making(day) if day else None
            if day is None or making is None:
                return None
            decided = archive.desk.decisions(day) or Decisions(date=day)
            on = self._open
            same = on is not None and on.draft.day == day and on.draft.making == making
            if not (on and same and on.decided == decided):
                draft = on.draft if on and same else Draft(archive, day, self._site.settings)
                self._open = on = Open.of(draft, decided)
            return on

    def _shown(self, request: Request, day: date | None, id_: str = "") -> Response:
        on = self.opened(day)
        if on is None or (id_ and id_ not in on.stories):
            return self._site.error(request, 404)
        first = {item.story: n for n, item in enumerate(on.edition.front.items, 1)}
        rows = [_row(n, story, on, first) for n, story in enumerate(on.stories.values(), 1)]
        released = on.decided.released
        context: dict[str, Any] = {
            "title": f"{self._site.words('Desk')}, {self._site.words.full_day(on.draft.day)}",
            "on": {"day": on.draft.day.isoformat(), "seen": on.seen, "number": on.edition.number},
            "rows": rows, "places": _places(on, self._site),
            "released": released, "decisions": _decisions(on), "notes": on.edition.notes,
            "front": [item.title for item in on.edition.front.items],
        }  # fmt: skip
        if id_:
            sheet = on.sheet(id_)
            row = next(row for row in rows if row["id"] == id_)
            context |= {"sheet": sheet, "row": row, "title": sheet.story.title, "articles": _articles(on, id_)}
        answer = self._site.page(request, "story_desk" if id_ else "desk", **context)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _back(day: date, back: str, story: str) -> str:
    """Where a form leads: the draft at its story, or the story's own page."""
    safe = "".join(c for c in story if c.isalnum())
    return f"/desk/{day}/story?id={safe}" if back == "story" else f"/desk/{day}#{safe or 'draft'}"


def _row(n: int, story: Story, on: Open, first: dict[str, int]) -> dict[str, Any]:
    printed = on.printed(story.id)
    readings = on.grouped.readings
    return {
        "n": n, "id": story.id, "title": story.title, "desk": story.gravity.desk.value,
        "front": first.get(story.id, 0), "weight": f"{story.gravity.total:.1f}",
        "outlets": ", ".join(story.outlets[:4]), "articles": len(story.articles),
        "status": printed.status if printed else "", "lead": story.lead_actor or "",
        "points": [
            {"text": point.text, "outlet": readings[point.citations[0].source].article.source}
            for point in (printed.key_points if printed else ())
        ],
        "notes": [note for note in on.edition.notes if note.story == story.id],
    }  # fmt: skip


def _places(on: Open, site: Site) -> list[tuple[str, str]]:
    """Where a story may be filed: what a form says, and what it is called."""
    words, language = site.words, site.settings.edition.language
    states = sorted({story.gravity.state for story in on.stories.values() if story.gravity.state})
    by_region = on.draft.settings.edition.stories == "by region"
    return [
        *((title, title) for title in on.own_sections),
        *((each.value, words(each.value.capitalize())) for each in Desk),
        *((state, called(state, language)) for state in states if by_region),
    ]


def _decisions(on: Open) -> list[dict[str, Any]]:
    return [
        {"n": n, "kind": one.kind, "title": one.about.title or (one.actor.name if one.actor else one.to), "by": one.by}
        for n, one in enumerate(on.decided.decisions, 1)
    ]


def _articles(on: Open, id_: str) -> list[dict[str, str]]:
    found = (on.grouped.readings[one].article for one in on.stories[id_].articles)
    return [{"id": one.id, "title": one.title or one.id, "source": one.source} for one in found]


#: The name of the thread that does it.
NAME = "warming"


def warm(served: Sequence[tuple[Site, Review]]) -> None:
    """Read and render, beside all else, the latest editions of each site, and open the last one on the desk."""
    Thread(target=_warm, args=(served,), name=NAME, daemon=True).start()


def _warm(served: Sequence[tuple[Site, Review]]) -> None:
    for site, review in served:
        with suppress(BriefingError):  # whoever asks for it is told
            days = [day for day, _ in site.archive.editions()[:ENTRIES]]
            for day in days[:1]:
                site.shelf.file(day, "html")
            for day in days:
                site.shelf.edition(day)
            for day in days[:1]:
                review.opened(day)
