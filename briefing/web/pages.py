"""Pages: editions, stories over time, actors, articles with their readings, search, the health of sources."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from briefing.archive import Query, dossier, find_actors, looking, search
from briefing.files import MANIFEST, Manifest, folder_of, hash_of
from briefing.model import Edition, Span, Story
from briefing.rendering import FORMATS, TYPES, fill, why_here
from briefing.web.guard import OWN_POLICY
from briefing.web.marking import marked
from briefing.web.network import network
from briefing.web.site import Site, asked, day_in, titled

#: Lines of a page.
EDITIONS, HITS, ACTORS = 30, 20, 60
POLICY_OF = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')

#: Where a page of an edition begins: behind its skip link, which is the first stop of the keyboard.
_BEGINS = re.compile(r'<body>(?:\s*<a class="skip"[^>]*>[^<]*</a>)?')


class Pages:
    """All that can only be looked at."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def editions(self, request: Request) -> Response:
        """The latest edition's front, and all editions by day."""
        site = self._site
        every = site.archive.editions()
        at = _number(asked(request, "page"))
        latest = site.shelf.edition(every[0][0]) if every and at == 1 else None
        lines = [
            {"day": day.isoformat(), "words": site.day(day), "number": number}
            for day, number in every[(at - 1) * EDITIONS : at * EDITIONS]
        ]
        return site.page(
            request, "editions", title=site.words("Editions"), latest=_front(site, latest) if latest else None,
            editions=lines, **_pager(request, at, more=len(every) > at * EDITIONS),
        )  # fmt: skip

    def edition(self, request: Request) -> Response:
        """One edition as it was printed, under a bar that leads on."""
        day = day_in(request.path_params["day"])
        content = (self._written(day, "edition.html") or self._site.shelf.file(day, "html")) if day else None
        if day is None or content is None:
            return self._site.error(request, 404)
        page = content.decode("utf-8")
        before, after = looking.neighbours(self._site.archive.engine, day, self._site.archive.brief)
        bar = self._bar(day, before, after)
        answer = Response(_BEGINS.sub(lambda begins: begins.group() + bar, page, count=1), media_type="text/html")
        answer.headers[OWN_POLICY] = policy_of(page)
        return answer

    def _bar(self, day: date, before: date | None, after: date | None) -> str:
        words = self._site.words
        formats = [name for name in FORMATS if name != "html"]
        return fill(
            "web/bar.html",
            {
                "before": before.isoformat() if before else "", "after": after.isoformat() if after else "",
                "day": day.isoformat(), "formats": formats, "base": self._site.base,
            },
            language=words.language, folder=self._site.templates,
        )  # fmt: skip

    def download(self, request: Request) -> Response:
        """A file of an edition: as it was written, or made anew from the archive."""
        day, name = day_in(request.path_params["day"]), request.path_params["file"]
        stem, _, format_ = name.rpartition(".")
        known = day is not None and stem == "edition" and format_ in FORMATS
        content = (self._written(day, name) or self._site.shelf.file(day, format_)) if day and known else None
        if content is None:
            return self._site.error(request, 404)
        answer = Response(content, media_type=TYPES[format_])
        answer.headers["Content-Disposition"] = f'attachment; filename="{day}.{format_}"'
        answer.headers[OWN_POLICY] = "sandbox; default-src 'none'; frame-ancestors 'none'"
        return answer

    def _written(self, day: date, name: str) -> bytes | None:
        """The file beside the edition, if it is the one that was written."""
        folder = folder_of(self._site.archive.brief, day, self._site.options.out)
        manifest = Manifest.read(folder / MANIFEST)
        known = self._site.archive.makings.files(day).get(name)
        if manifest is None or known is None or hash_of(folder / name) != known:
            return None
        return (folder / name).read_bytes()

    def story(self, request: Request) -> Response:
        """A story over time, with its articles."""
        site, id_ = self._site, asked(request, "id")
        days = looking.story_days(site.archive.engine, id_, site.archive.brief)
        if not days:
            return site.error(request, 404)
        top = max(len(day.articles) + day.more for day in days)
        told = [
            {
                "day": day.edition.isoformat(), "words": site.day(day.edition), "title": day.title,
                "articles": [_article_line(site, one) for one in day.articles], "more": day.more,
                "number": len(day.articles) + day.more, "share": round(10 * (len(day.articles) + day.more) / top),
            }
            for day in days
        ]  # fmt: skip
        return site.page(request, "story", title=days[0].title, days=told)

    def actors(self, request: Request) -> Response:
        """Actors by name, or those seen last."""
        site, name = self._site, asked(request, "q")
        engine = site.archive.engine
        if name:
            found = [(actor.id, actor.name, "") for actor in find_actors(engine, name, ACTORS)]
        else:
            found = [(id_, called, site.day(day)) for id_, called, day in looking.actors_seen(engine, ACTORS)]
        return site.page(request, "actors", title=site.words("Actors"), query=name, found=found)

    def actor(self, request: Request) -> Response:
        """One actor over time: roles, company, stories."""
        site, id_ = self._site, asked(request, "id")
        found = find_actors(site.archive.engine, id_, 1) if id_ else []
        if not found or found[0].id != id_:
            return site.error(request, 404)
        told = dossier(site.archive.engine, found[0], site.archive.brief)
        top = max(told.volume, default=0) or 1
        stories: dict[date, list[dict[str, Any]]] = {}
        for day, title, number, story in told.stories:
            stories.setdefault(day, []).append({"title": title, "number": number, "id": story})
        return site.page(
            request, "actor", title=told.actor.name, actor=told.actor,
            roles=[(role.text, site.day(role.day)) for role in told.actor.roles],
            first=site.day(told.first_seen), last=site.day(told.last_seen),
            volume=[(number, round(20 * number / top)) for number in told.volume], company=told.company,
            network=network(told),
            days=[(day.isoformat(), site.day(day), lines) for day, lines in stories.items()],
        )  # fmt: skip

    def article(self, request: Request) -> Response:
        """An article with its reading: who is named, which days, what was chosen of it and why."""
        site = self._site
        article = site.archive.article(asked(request, "id"))
        if article is None:
            return site.error(request, 404)
        reading = looking.latest_reading(site.archive.engine, article.id, article.sha256)
        stories = looking.stories_with(site.archive.engine, article.id, site.archive.brief)
        cited = self._cited(article.id, stories[0][0]) if stories else ()
        return site.page(
            request, "article", title=article.title or article.id, article=article,
            published=site.words.moment(article.published, ZoneInfo(site.settings.edition.timezone)), link=article.url if article.url.startswith(("https://", "http://")) else "",
            paragraphs=marked(article, reading, cited), read=reading is not None,
            stories=[_why(site, day, story) for day, story in stories],
            actors=[
                (actor.id, actor.name, [role.text for role in actor.roles[:2]])
                for actor in (reading.actors if reading else ())[:30]
            ],
        )  # fmt: skip

    def _cited(self, id_: str, day: date) -> tuple[Span, ...]:
        edition = self._site.shelf.edition(day)
        return next((source.cited for source in edition.sources if source.id == id_), ()) if edition else ()

    def search(self, request: Request) -> Response:
        """Full text with all filters, page by page."""
        site, at = self._site, _number(asked(request, "page"))
        wanted = {name: asked(request, name) for name in ("q", "actor", "source", "from", "to")}
        actor = find_actors(site.archive.engine, wanted["actor"], 1) if wanted["actor"] else []
        query = Query(
            words=wanted["q"], actor=actor[0].id if actor else wanted["actor"], source=wanted["source"],
            first=day_in(wanted["from"]), last=day_in(wanted["to"]), limit=HITS + 1, skip=(at - 1) * HITS,
        )  # fmt: skip
        hits = list(search(site.archive.engine, query))
        lines = [
            {
                "id": hit.id,
                "title": hit.title or hit.id,
                "source": hit.source,
                "day": site.day(hit.day),
                "parts": hit.snippet,
            }
            for hit in hits[:HITS]
        ]
        return site.page(
            request, "search", title=site.words("Search"), wanted=wanted, hits=lines, asked=any(wanted.values()),
            **_pager(request, at, more=len(hits) > HITS),
        )  # fmt: skip

    def sources(self, request: Request) -> Response:
        """How each source has been doing."""
        site = self._site
        known = {one.name: one for one in site.archive.sources.health()}
        names = [entry.name for entry in site.settings.source]
        rows = []
        for name in dict.fromkeys([*names, *known]):
            one = known.get(name)
            rows.append(
                {
                    "name": name, "ok": one.last_ok[:16].replace("T", " ") if one else "",
                    "new": one.last_new[:16].replace("T", " ") if one else "", "failures": one.failures if one else 0,
                    "reason": one.reason if one else "", "configured": name in names,
                }
            )  # fmt: skip
        return site.page(request, "sources", title=site.words("Sources"), rows=rows)


def briefs(sites: Sequence[Site], request: Request) -> Response:
    """All briefs, each with its latest edition."""
    every = []
    for site in sites:
        latest = next((day for day, _ in site.archive.editions()[:1]), None)
        edition = site.shelf.edition(latest) if latest else None
        front = _front(site, edition) if edition else None
        every.append({"base": site.base, "title": titled(site.settings), "latest": front})
    title = sites[0].words("Briefs")
    return sites[0].page(request, "briefs", title=title, brief=title, every=every, base="")


def policy_of(page: str) -> str:
    """What a page that carries its own styles and script says that it may do; nobody may frame it."""
    found = POLICY_OF.search(page)
    return (found.group(1) if found else "default-src 'none'") + "; frame-ancestors 'none'"


def _number(text: str) -> int:
    return min(int(text), 10_000) if text.isascii() and text.isdecimal() and int(text) else 1


def _pager(request: Request, at: int, *, more: bool) -> dict[str, Any]:
    """Addresses of the page before and after this one; "" for none."""
    kept = {name: value[:300] for name, value in request.query_params.items() if name != "page"}

    def address(number: int) -> str:
        return f"{request.url.path}?{urlencode({**kept, 'page': number})}"

    return {"newer": address(at - 1) if at > 1 else "", "older": address(at + 1) if more else ""}


def _front(site: Site, edition: Edition) -> dict[str, Any]:
    return {
        "day": edition.date.isoformat(), "words": site.words.full_day(edition.date), "number": edition.number,
        "draft": edition.review.state == "draft",
        "items": [
            {"title": item.title, "story": item.story, "text": item.point.text, "outlets": ", ".join(item.outlets[:3])}
            for item in edition.front.items
        ],
    }  # fmt: skip


def _article_line(site: Site, one: looking.Member) -> dict[str, str]:
    return {
        "id": one.id,
        "title": one.title or one.id,
        "source": one.source or site.words("unnamed source"),
        "day": site.day(one.day),
    }


def _why(site: Site, day: date, story: Story) -> dict[str, Any]:
    """What a story weighed in an edition, term by term."""
    return {
        "day": day.isoformat(), "words": site.day(day), "id": story.id, "title": story.title,
        "terms": why_here(story.gravity, site.words),
    }  # fmt: skip
