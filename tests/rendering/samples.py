"""Sample editions: all content invented. `rich` shows everything, `small` is one article."""

import hashlib
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from briefing.model import (
    BottomLine,
    CalendarEntry,
    Change,
    Citation,
    Claim,
    Counts,
    Desk,
    Difference,
    Edition,
    EditionActor,
    EditionSource,
    EditionStory,
    Front,
    FrontItem,
    KeyPoint,
    Previous,
    Role,
    Section,
    Skipped,
    Span,
    StoryDate,
    Window,
)

DAY = date(2030, 1, 30)


class Shelf:
    """Sources under construction: texts, and the passages that are cited in them."""

    def __init__(self) -> None:
        self.made: dict[str, dict[str, object]] = {}
        self.cited: dict[str, set[Span]] = {}

    def add(
        self, id_: str, outlet: str, title: str, text: str, *, at: datetime | date | None = None, language: str = "en",
        url: str | None = None, copy_of: str | None = None,
    ) -> str:  # fmt: skip
        """A source whose text is its title and ``text``."""
        self.made[id_] = {
            "source": outlet, "title": title, "text": f"{title}\n\n{text}", "published": at, "language": language,
            "url": f"https://news.example/{id_}" if url is None else url, "copy_of": copy_of,
        }  # fmt: skip
        self.cited[id_] = set()
        return id_

    def cite(self, id_: str, words: str = "") -> Citation:
        """The passage of ``words`` in source ``id_``; its first sentence without any."""
        text = str(self.made[id_]["text"])
        start = text.index(words) if words else text.index("\n\n") + 2
        end = start + len(words) if words else text.index(".", start) + 1
        self.cited[id_].add(Span(start, end))
        return Citation(source=id_, span=Span(start, end))

    def point(self, words: str, *ids: str, printed: str | None = None) -> KeyPoint:
        """A key point of ``words``, which stands in the first of ``ids``; the others say the same."""
        cites = (self.cite(ids[0], words), *(self.cite(id_) for id_ in ids[1:]))
        return KeyPoint(verbatim=words, text=printed or words, citations=cites)

    def sources(self) -> tuple[EditionSource, ...]:
        """All sources, numbered in the order in which they were added."""
        return tuple(
            EditionSource(
                id=id_, number=n, published_from="metadata", cited=tuple(sorted(self.cited[id_])),
                sha256=hashlib.sha256(str(made["text"]).encode()).hexdigest(), **made,  # type: ignore[arg-type]
            )
            for n, (id_, made) in enumerate(self.made.items(), 1)
        )  # fmt: skip


def fronted(edition: Edition) -> Edition:
    """``edition`` with a front of its bottom line, and outlets for its stories: each source is one."""
    sections = tuple(
        replace(section, stories=tuple(replace(story, outlets=story.sources) for story in section.stories))
        for section in edition.sections
    )
    told = {story.id: (story, section) for section in sections for story in section.stories}
    items = []
    for line in edition.bottom_line:
        story, section = told.get(line.story, (None, None))
        items.append(
            FrontItem(
                story=line.story,
                desk=section.desk if section else Desk.SOCIETY,
                state="",
                title=story.title if story else "Untold",
                title_citation=story.title_citation if story else None,
                point=line.point,
                outlets=story.outlets if story else (),
            )
        )
    last = edition.date + timedelta(days=3)
    ahead = tuple(entry for entry in edition.calendar if edition.date <= entry.first <= last)[:5]
    return replace(edition, sections=sections, front=Front(items=tuple(items), next_72_hours=ahead))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of January 2030."""
    return datetime(2030, 1, day, hour, minute, tzinfo=UTC)


def rich() -> Edition:
    """A full edition: eight stories, copies, differences, languages, a calendar, a timeline."""
    shelf = Shelf()
    for id_, told in tomllib.loads((Path(__file__).parent / "sources.toml").read_text(encoding="utf-8")).items():
        shelf.add(id_, **told)

    said_a = "The Orsund Strait Authority said on Tuesday that it would close the eastern channel to tankers for 72 hours from Thursday after a second grounding in nine days."
    point_a = shelf.point(
        said_a, "a1", "a2", "a3",
        printed=said_a.replace("on Tuesday", "on Tuesday [29 Jan]").replace("from Thursday", "from Thursday [31 Jan]"),
    )  # fmt: skip
    said_q = "“We will not reopen the eastern channel until the surveyors have finished,” Tomas Brandt, the authority’s director-general, told reporters in Lindhaven on Tuesday."
    strait = EditionStory(
        id="story-strait", title="Strait authority shuts eastern channel after second grounding",
        title_citation=shelf.cite("a1", "Strait authority shuts eastern channel after second grounding"),
        status="developing", day=4,
        key_points=(
            point_a,
            shelf.point(said_q, "a1", printed=said_q.replace("on Tuesday", "on Tuesday [29 Jan]")),
            shelf.point("Forty-one laden tankers were at anchor on the northern side at midday, twice the usual number for January, according to port data.", "a2"),
            shelf.point("War-risk and hull premiums for a single transit rose to 0.4 per cent of insured value from 0.15 per cent last week.", "a3",
                        printed="War-risk and hull premiums for a single transit rose to 0.4 per cent of insured value from 0.15 per cent last week [21–27 Jan]."),
        ),
        fresh=(0, 1), sources=("a1", "a2", "a3", "a4", "a5"), independent=4,
        actors=("org-orsund", "per-brandt", "gpe-valdoria"),
        dates=(StoryDate(first=date(2030, 1, 29), last=date(2030, 1, 29), text="Tuesday", key_point=0),
               StoryDate(first=date(2030, 1, 31), last=date(2030, 1, 31), text="Thursday", key_point=0),
               StoryDate(first=date(2030, 1, 21), last=date(2030, 1, 27), text="last week", key_point=3)),
        differences=(Difference(about="length of the closure", claims=(
            Claim(value="72 hours", citations=(shelf.cite("a1"), shelf.cite("a2"))),
            Claim(value="up to five days", citations=(shelf.cite("a4"),)))),),
        volume=(1, 0, 1, 2, 1, 1, 2, 3, 2, 9, 12, 8, 11, 64),
    )  # fmt: skip
    said_b = "At least 17 people have died and some 42,000 have been moved from the lower Tamis valley, Karsia’s civil protection service said late on Tuesday."
    point_b = shelf.point(
        said_b, "b1", "b2", "b3", printed=said_b.replace("late on Tuesday", "late on Tuesday [29 Jan]")
    )
    flood = EditionStory(
        id="story-flood", title="Seventeen dead as the Dravno leaves its banks", title_citation=None, status="developing", day=3,
        key_points=(
            point_b,
            shelf.point("The interior minister, Yusuf al-Harith, asked three neighbouring states for pumps, boats and field kitchens on Tuesday night.", "b3",
                        printed="The interior minister, Yusuf al-Harith, asked three neighbouring states for pumps, boats and field kitchens on Tuesday night [29 Jan]."),
            shelf.point("Quelque 42 000 habitants ont été déplacés et 17 corps ont été retrouvés, selon la protection civile.", "b2"),
            shelf.point("Water at the Dravno gauge stood at 8.12 metres at 19:00 local time, 40 centimetres below the level of 2011.", "b1"),
        ),
        fresh=(1, 3), sources=("b1", "b2", "b3"), independent=3, actors=("gpe-karsia", "per-harith"),
        dates=(StoryDate(first=date(2030, 1, 29), last=date(2030, 1, 29), text="Tuesday", key_point=0),),
        differences=(Difference(about="deaths", updated=True, claims=(
            Claim(value="14", citations=(shelf.cite("b3"),)),
            Claim(value="at least 17", citations=(shelf.cite("b1"), shelf.cite("b2"))))),),
        volume=(0, 0, 0, 1, 0, 0, 1, 2, 2, 14, 22, 30, 35, 41),
    )  # fmt: skip
    said_c = "The Central Bank of Norland raised its policy rate by half a point to 5.25 per cent, the first increase since June, and signalled that a further move was possible in March."
    point_c = shelf.point(
        said_c,
        "c1",
        "c2",
        printed=said_c.replace("since June", "since June [2029]").replace("in March", "in March [2030]"),
    )
    rates = EditionStory(
        id="story-rates", title="Norland raises rates for the first time in seven months", title_citation=shelf.cite("c1", "Norland raises rates for the first time in seven months"),
        status="new", day=1,
        key_points=(
            point_c,
            shelf.point("“The committee judged that waiting would cost more than acting,” Governor Marit Soelberg said after the meeting.", "c1", "c2"),
            shelf.point("She expects inflation to fall below three per cent by the autumn.", "c1",
                        printed="She [Soelberg] expects inflation to fall below three per cent by the autumn."),
        ),
        sources=("c1", "c2"), independent=2, actors=("org-bank", "per-soelberg"), volume=(1, 2, 1, 3, 2, 2, 4, 1, 2, 3, 4, 6, 9, 23),
    )  # fmt: skip
    said_d = "President Ilona Vasari will meet Prime Minister Radu Comșa in Castra Nova on Friday to sign the gas interconnector agreement, her office said."
    point_d = shelf.point(said_d, "d1", "d2", printed=said_d.replace("on Friday", "on Friday [1 Feb]"))
    gas = EditionStory(
        id="story-gas", title="Vasari to sign gas link in Castra Nova", title_citation=None, status="developing", day=12,
        key_points=(
            point_d,
            shelf.point("“Acordul va fi semnat vineri”, a declarat premierul Radu Comșa după ședința de guvern.", "d2",
                        printed="“Acordul va fi semnat vineri [1 Feb]”, a declarat premierul Radu Comșa după ședința de guvern."),
        ),
        fresh=(0, 1), sources=("d1", "d2"), independent=2, actors=("per-vasari", "per-comsa"),
        dates=(StoryDate(first=date(2030, 2, 1), last=date(2030, 2, 1), text="Friday", key_point=0),), volume=(8, 7, 9, 6, 8, 8, 7, 8, 9, 8, 7, 8, 12, 19),
    )  # fmt: skip
    said_e = "Halden Energy will cut 2,300 jobs by the end of the year, according to two people briefed on the plan who asked not to be named."
    point_e = shelf.point(said_e, "e1", printed=said_e.replace("the end of the year", "the end of the year [2030]"))
    jobs = EditionStory(
        id="story-jobs", title="Halden Energy to cut 2,300 jobs", title_citation=None, status="new", day=1,
        key_points=(point_e, shelf.point("The company declined to comment ahead of its results on 12 February.", "e1"),
                    shelf.point("Shares closed 3.1 per cent lower at 88.20 crowns.", "e1")),
        sources=("e1",), independent=1, actors=("org-halden",), volume=(3, 4, 2, 3, 5, 4, 3, 3, 4, 4, 5, 4, 6, 8),
    )  # fmt: skip
    talks = EditionStory(
        id="story-talks", title="Ceasefire talks on the Aral border resume in Lindhaven", title_citation=None, status="unchanged", day=9,
        key_points=(shelf.point("Delegations of both sides returned to Lindhaven on Monday for a third round of talks.", "f1",
                                printed="Delegations of both sides returned to Lindhaven on Monday [28 Jan] for a third round of talks."),
                    shelf.point("Mediator Sofia Lindqvist said a text on prisoner exchange was “nearly ready”.", "f1")),
        sources=("f1",), independent=1, actors=("per-lindqvist",),
    )  # fmt: skip
    dockers = EditionStory(
        id="story-dockers", title="Ardenport dockers vote on Thursday", title_citation=None, status="new", day=1,
        key_points=(shelf.point("Dock workers in Ardenport will vote on the employers’ offer on Thursday.", "g1",
                                printed="Dock workers in Ardenport will vote on the employers’ offer on Thursday [31 Jan]."),),
        sources=("g1",), independent=1,
    )  # fmt: skip

    def entry(
        first: date, last: date, point: KeyPoint, story: str, time: str = "", *, certain: bool = True
    ) -> CalendarEntry:
        return CalendarEntry(first=first, last=last, what=point, story=story, time=time, certain=certain)

    meet = "Pilots will meet the authority in Lindhaven on Wednesday at 10:00."
    calendar = (
        entry(
            DAY,
            DAY,
            shelf.point(meet, "a1", printed=meet.replace("on Wednesday", "on Wednesday [30 Jan]")),
            "story-strait",
            "10:00",
        ),
        entry(date(2030, 1, 31), date(2030, 1, 31), point_a, "story-strait", "00:00"),
        entry(date(2030, 1, 31), date(2030, 1, 31), dockers.key_points[0], "story-dockers"),
        entry(date(2030, 2, 1), date(2030, 2, 1), point_d, "story-gas"),
        entry(date(2030, 2, 12), date(2030, 2, 12), jobs.key_points[1], "story-jobs"),
        entry(date(2030, 3, 1), date(2030, 3, 31), point_c, "story-rates", certain=False),
    )
    timeline = (
        entry(
            date(2030, 1, 14), date(2030, 1, 14), shelf.point("The strike began on 14 January.", "g1"), "story-dockers"
        ),
        entry(
            date(2030, 1, 21),
            date(2030, 1, 21),
            shelf.point("The last round broke off on 21 January.", "f1"),
            "story-talks",
        ),
        entry(date(2030, 1, 28), date(2030, 1, 28), talks.key_points[0], "story-talks"),
        entry(date(2030, 1, 29), date(2030, 1, 29), point_b, "story-flood"),
    )
    actors = (
        EditionActor(id="org-orsund", name="Orsund Strait Authority", type="ORG", aliases=("OSA", "the Authority", "Orsundstyret"), also_known_as=("Autoritatea Strâmtorii Orsund",),
                     roles=(Role(text="Regulator of the Orsund Strait", day=date(2030, 1, 29)),), salience=1.0, stories=("story-strait",), mentions=64,
                     first_seen=date(2029, 11, 3), volume=strait.volume),
        EditionActor(id="gpe-karsia", name="Karsia", type="GPE", aliases=("Karsian government", "gouvernement karsien", "Каршанский кабинет"), salience=.8, stories=("story-flood",), mentions=41,
                     first_seen=date(2029, 5, 1), volume=flood.volume),
        EditionActor(id="org-bank", name="Central Bank of Norland", type="ORG", aliases=("CBN", "the central bank"), roles=(Role(text="monetary authority", day=date(2030, 1, 20)),),
                     salience=.6, stories=("story-rates",), mentions=23, first_seen=date(2030, 1, 3), volume=rates.volume),
        EditionActor(id="per-vasari", name="Ilona Vasari", type="PER", aliases=("President Vasari", "I. Vasari", "Илона Васари"), roles=(Role(text="President", day=date(2030, 1, 29)),),
                     affiliation="gpe-estmark", salience=.5, stories=("story-gas",), mentions=19, first_seen=date(2029, 12, 1), volume=gas.volume),
        EditionActor(id="gpe-estmark", name="Estmark", type="GPE", salience=.4, stories=("story-gas",), mentions=12, first_seen=date(2029, 12, 1)),
        EditionActor(id="per-brandt", name="Tomas Brandt", type="PER", aliases=("T. Brandt",), roles=(Role(text="director-general", day=date(2030, 1, 29)),), affiliation="org-orsund",
                     salience=.4, stories=("story-strait",), mentions=17, first_seen=date(2030, 1, 22), volume=(0, 0, 0, 0, 0, 0, 1, 2, 1, 5, 6, 4, 6, 17)),
        EditionActor(id="per-comsa", name="Radu Comșa", type="PER", aliases=("R. Comsa",), roles=(Role(text="Prime Minister", day=date(2030, 1, 29)),), salience=.35, stories=("story-gas",), mentions=14),
        EditionActor(id="per-harith", name="Yusuf al-Harith", type="PER", aliases=("Youssef Al Hareth", "يوسف الحارث"), roles=(Role(text="interior minister", day=date(2030, 1, 29)),),
                     affiliation="gpe-karsia", salience=.3, stories=("story-flood",), mentions=12, first_seen=date(2030, 1, 27)),
        EditionActor(id="per-soelberg", name="Marit Soelberg", type="PER", aliases=("Marit Sølberg",), roles=(Role(text="Governor", day=date(2030, 1, 29)),), affiliation="org-bank",
                     salience=.3, stories=("story-rates",), mentions=11, first_seen=date(2030, 1, 3)),
        EditionActor(id="org-halden", name="Halden Energy", type="ORG", aliases=("Halden", "Halden Energi ASA"), salience=.25, stories=("story-jobs",), mentions=8, first_seen=date(2029, 10, 10), volume=jobs.volume),
        EditionActor(id="per-lindqvist", name="Sofia Lindqvist", type="PER", roles=(Role(text="mediator", day=date(2030, 1, 28)),), salience=.2, stories=("story-talks",), mentions=4),
        EditionActor(id="gpe-valdoria", name="Valdoria", type="GPE", salience=.2, stories=("story-strait",), mentions=3),
    )  # fmt: skip
    return fronted(Edition(
        date=DAY, number=217, title="The Daily Brief", generated_by="briefing 0.1", language="en", timezone="UTC",
        window=Window(first=at(29, 5), last=at(30, 5)), classification="", previous=Previous(number=216, date=date(2030, 1, 29)),
        bottom_line=(
            BottomLine(story="story-strait", point=point_a), BottomLine(story="story-flood", point=point_b),
            BottomLine(story="story-rates", point=point_c), BottomLine(story="story-gas", point=point_d),
            BottomLine(story="story-jobs", point=point_e),
        ),
        changes=(
            Change(kind="new", story="story-rates", title=rates.title, text=point_c.text, citations=point_c.citations),
            Change(kind="new", story="story-jobs", title=jobs.title, text=point_e.text, citations=point_e.citations),
            Change(kind="developing", story="story-gas", title=gas.title, text=point_d.text, citations=point_d.citations),
            Change(kind="revised", story="story-flood", title=flood.title, text="deaths: 14 → at least 17", citations=(shelf.cite("b3"), shelf.cite("b1"))),
            Change(kind="disputed", story="story-strait", title=strait.title, text="length of the closure: 72 hours / up to five days", citations=(shelf.cite("a1"), shelf.cite("a4"))),
            Change(kind="quiet", story="story-gone", title="Ardenport ferry inquiry hears first witness", text="Ardenport ferry inquiry hears first witness"),
        ),
        sections=(
            Section(actor="org-orsund", title="Orsund Strait Authority", stories=(strait,)),
            Section(actor="gpe-karsia", title="Karsia", stories=(flood,)),
            Section(actor="org-bank", title="Central Bank of Norland", stories=(rates,)),
            Section(actor="per-vasari", title="Ilona Vasari", stories=(gas,)),
            Section(actor="org-halden", title="Halden Energy", stories=(jobs,)),
            Section(actor="per-lindqvist", title="Sofia Lindqvist", stories=(talks,)),
            Section(actor=None, title="", stories=(dockers,)),
        ),
        actors=actors,
        calendar=calendar, timeline=timeline, sources=shelf.sources(),
        left_out=(
            Skipped(input="inbox/scan-0412.pdf", reason="a PDF without a text layer", remedy="run it through OCR"),
            Skipped(input="https://paywalled.example/analysis", reason="only a teaser is free", remedy=""),
            Skipped(input="inbox/empty.txt", reason="empty", remedy=""), Skipped(input="inbox/nothing.html", reason="empty", remedy=""),
        ),
        cut=("Lindhaven tram drivers end go-slow", "Norland fishing quotas published"),
        counts=Counts(inputs=416, articles=412, copies=121, stories=27, skipped=4, outlets=38, languages=9),
    ))  # fmt: skip


def small() -> Edition:
    """The first brief of all, of one article."""
    shelf = Shelf()
    shelf.add(
        "a1", "Harbour Wire", "Envoys agree on joint patrols in the Aral strait",
        "Envoys of Estmark and Valdoria agreed on Tuesday to begin joint patrols in the Aral strait next month. “This is a "
        "start, no more,” Estmark’s deputy foreign minister, Ada Renn, said in Lindhaven. The first patrol is to sail on 11 "
        "February. She added that fishing rights would be taken up in the spring.", at=date(2030, 1, 29), url="",
    )  # fmt: skip
    first = "Envoys of Estmark and Valdoria agreed on Tuesday to begin joint patrols in the Aral strait next month."
    point = shelf.point(
        first,
        "a1",
        printed=first.replace("on Tuesday", "on Tuesday [29 Jan]").replace("next month", "next month [February]"),
    )
    patrol = shelf.point("The first patrol is to sail on 11 February.", "a1")
    story = EditionStory(
        id="s1", title="Envoys agree on joint patrols in the Aral strait", title_citation=None, status="new", day=1,
        key_points=(
            point,
            shelf.point("“This is a start, no more,” Estmark’s deputy foreign minister, Ada Renn, said in Lindhaven.", "a1"),
            patrol,
            shelf.point("She added that fishing rights would be taken up in the spring.", "a1", printed="She [Renn] added that fishing rights would be taken up in the spring."),
        ),
        sources=("a1",), independent=1, actors=("gpe-estmark", "gpe-valdoria", "per-renn"),
        dates=(StoryDate(first=date(2030, 1, 29), last=date(2030, 1, 29), text="Tuesday", key_point=0),
               StoryDate(first=date(2030, 2, 11), last=date(2030, 2, 11), text="11 February", key_point=2)),
    )  # fmt: skip
    return fronted(Edition(
        date=DAY, number=1, title="The Daily Brief", generated_by="briefing 0.1", language="en", timezone="UTC",
        window=Window(first=datetime(2030, 1, 29, tzinfo=UTC), last=datetime(2030, 1, 29, 23, 59, tzinfo=UTC)),
        bottom_line=(BottomLine(story="s1", point=point),),
        sections=(Section(actor="gpe-estmark", title="Estmark", stories=(story,)),),
        actors=(
            EditionActor(id="gpe-estmark", name="Estmark", type="GPE", salience=1.0, stories=("s1",), mentions=3),
            EditionActor(id="gpe-valdoria", name="Valdoria", type="GPE", salience=.6, stories=("s1",), mentions=1),
            EditionActor(id="per-renn", name="Ada Renn", type="PER", roles=(Role(text="deputy foreign minister", day=date(2030, 1, 29)),), affiliation="gpe-estmark", salience=.5, stories=("s1",), mentions=2),
        ),
        calendar=(CalendarEntry(first=date(2030, 2, 11), last=date(2030, 2, 11), what=patrol, story="s1"),),
        sources=shelf.sources(), counts=Counts(inputs=1, articles=1, copies=0, stories=1, skipped=0, outlets=1, languages=1),
    ))  # fmt: skip
