"""Sample editions made by rule: `many` for measure, `nasty` for whatever breaks what is not escaped."""

from datetime import date, timedelta

from briefing.model import (
    ActorType,
    BottomLine,
    CalendarEntry,
    Change,
    Claim,
    Counts,
    Difference,
    Edition,
    EditionActor,
    EditionStory,
    Previous,
    Role,
    Section,
    Skipped,
    StoryDate,
    Window,
)
from tests.rendering.samples import DAY, Shelf, at, fronted

_WHO = (
    "Anders Holm",
    "Lucía Ferrer",
    "Omar Haddad",
    "Yelena Morozova",
    "Grace Achebe",
    "Kenji Watanabe",
    "Ines Duarte",
    "Pavel Novák",
)
_WHERE = ("Lindhaven", "Castra Nova", "Port Amalia", "Dravno", "Ardenport", "Tamis", "Orsund", "Kesmark")
_WHAT = (
    "the harbour dues",
    "a grain corridor",
    "the rail tariff",
    "a fishing quota",
    "the vaccine order",
    "a border crossing",
    "the bridge loan",
    "an extradition",
)


def many(stories: int, *, sources: int = 3, language: str = "en") -> Edition:
    """An edition of so many stories, each of so many sources; every fifth one is a copy."""
    shelf = Shelf()
    told: list[EditionStory] = []
    actors: dict[str, EditionActor] = {}
    for n in range(stories):
        who, where, what = _WHO[n % 8], _WHERE[(n // 2) % 8], _WHAT[(n * 3) % 8]
        ids: list[str] = []
        for k in range(sources):
            text = (
                f"{who} told parliament in {where} on Tuesday that {what} would be settled by round {n} of the talks before the end of March. "
                f"Officials said {100 + n} tonnes had been cleared in step {k}, against {90 + n} a year before. "
                f"“We have read draft number {n} and we can live with it,” {who} said after a meeting of {3 + k} hours. "
                f"Opposition members asked for {what} to be put off until the auditors had reported on account {n}. "
                f"A further session is planned for Thursday. "
                + f"The ministry in {where} gave no further details of paragraph {k}. "
                * 6
            )
            copied = ids[0] if k == sources - 1 and n % 5 == 0 and ids else None
            ids.append(
                shelf.add(
                    f"x{n}-{k}",
                    f"{where} Courier {k + 1}",
                    f"{where}: {who} on {what}, part {n}",
                    text,
                    at=at(29, 8 + n % 12, n % 60),
                    copy_of=copied,
                )
            )
        said = [
            f"{who} told parliament in {where} on Tuesday that {what} would be settled by round {n} of the talks before the end of March.",
            f"Officials said {100 + n} tonnes had been cleared in step 0, against {90 + n} a year before.",
            f"“We have read draft number {n} and we can live with it,” {who} said after a meeting of 3 hours.",
        ]
        points = (
            shelf.point(
                said[0],
                *ids,
                printed=said[0].replace("on Tuesday", "on Tuesday [29 Jan]").replace("March", "March [2030]"),
            ),
            shelf.point(said[1], ids[0]),
            shelf.point(said[2], ids[0]),
        )
        per, gpe = f"per-{n % 8}", f"gpe-{(n // 2) % 8}"
        story_id = f"story-x{n}"
        kinds: tuple[tuple[str, str, ActorType], ...] = ((per, who, "PER"), (gpe, where, "GPE"))
        for id_, name, type_ in kinds:
            known = actors.get(id_)
            actors[id_] = EditionActor(
                id=id_, name=name, type=type_, aliases=(f"{name[0]}. {name.split()[-1]}",), roles=(Role(text="minister", day=DAY),) if type_ == "PER" else (),
                salience=0.5, stories=(*(known.stories if known else ()), story_id), mentions=3 * (n + 1), first_seen=date(2030, 1, 2), volume=tuple((n + k) % 7 for k in range(14)),
            )  # fmt: skip
        told.append(EditionStory(
            id=story_id, title=f"{where}: {who} on {what}, part {n}", title_citation=None, status=("new", "developing", "unchanged")[n % 3], day=1 + n % 9,
            key_points=points, fresh=(1,), sources=tuple(ids), independent=len(ids), actors=(per, gpe),
            dates=(StoryDate(first=date(2030, 1, 29), last=date(2030, 1, 29), text="Tuesday", key_point=0),),
            differences=(Difference(about="tonnes", claims=(Claim(value=str(100 + n), citations=(points[1].citations[0],)), Claim(value=str(90 + n), citations=(shelf.cite(ids[1]),)))),) if n % 4 == 0 and sources > 1 else (),
            volume=tuple((n * k) % 9 for k in range(14)),
        ))  # fmt: skip
    sections: dict[str, list[EditionStory]] = {}
    for story in told:
        sections.setdefault(story.actors[0], []).append(story)
    calendar = tuple(
        CalendarEntry(
            first=DAY + timedelta(days=n // 2),
            last=DAY + timedelta(days=n // 2),
            what=told[n].key_points[0],
            story=told[n].id,
        )
        for n in range(min(20, stories))
    )
    return fronted(Edition(
        date=DAY, number=41, title="The Daily Brief", generated_by="briefing 0.1", language=language, timezone="UTC",
        window=Window(first=at(29, 5), last=at(30, 5)), previous=Previous(number=40, date=date(2030, 1, 29)),
        bottom_line=tuple(BottomLine(story=story.id, point=story.key_points[0]) for story in told[:5]),
        changes=tuple(Change(kind="new", story=s.id, title=s.title, text=s.key_points[0].text, citations=s.key_points[0].citations) for s in told[:6]),
        sections=tuple(Section(actor=id_, title=actors[id_].name, stories=tuple(group)) for id_, group in sections.items()),
        actors=tuple(actors.values()), calendar=calendar, sources=shelf.sources(),
        counts=Counts(inputs=stories * sources, articles=stories * sources, copies=stories // 5, stories=stories, skipped=0, outlets=8 * sources, languages=1),
    ))  # fmt: skip


def nasty() -> Edition:
    """Names and words that break what is not escaped: markup, quotes, ampersands, emoji, right-to-left, 300 characters."""
    shelf = Shelf()
    long = "Ministry-of-" + "Very-Long-Names-" * 18
    words = "\"Fish & chips\" <b>cost</b> £5 'today', said 🐟 O'Brien & Söhne; {{ 7 * 7 }} {% raw %} שלום עולם </script><script>alert(1)</script>."
    shelf.add(
        "n1",
        'A & B "News" <i>',
        "<img src=x onerror=alert(1)> & 'quotes' \u202eevil",
        f"{words} Next.",
        url="javascript:alert(1)",
    )
    shelf.add(
        "n2",
        "العربية",
        "رئيس الوزراء يلتقي المبعوث",
        "قال رئيس الوزراء إن الاتفاق سيوقع يوم الجمعة. نهاية.",
        language="ar",
        url='https://e.example/?a=1&b="2"\'<x>',
        at=at(29, 8),
    )
    shelf.add("n3", "", "", f"{long} said no\x00 more\x07.", url="https://[broken", at=at(29, 9))
    one = shelf.point(words, "n1", "n2")
    two = shelf.point(
        "قال رئيس الوزراء إن الاتفاق سيوقع يوم الجمعة.",
        "n2",
        printed="قال رئيس الوزراء إن الاتفاق سيوقع يوم الجمعة [1 Feb].",
    )
    three = shelf.point(f"{long} said no\x00 more\x07.", "n3")
    story = EditionStory(
        id='"><x',
        title="<img src=x onerror=alert(1)> & 'quotes'",
        title_citation=None,
        status="new",
        day=1,
        key_points=(one, two, three),
        sources=("n1", "n2", "n3"),
        independent=3,
        actors=("a<1>", 'b"2"', "c&3"),
    )
    return fronted(Edition(
        date=DAY, number=1, title='Brief "&" <Co>', generated_by="briefing 0.1", language="en", timezone="Asia/Kathmandu", classification='EYES <ONLY> & "YOU"',
        window=Window(first=at(29, 5), last=at(30, 5)), bottom_line=(BottomLine(story='"><x', point=one), BottomLine(story="unknown", point=three)),
        sections=(Section(actor="a<1>", title=long, stories=(story,)),),
        actors=(
            EditionActor(id="a<1>", name=long, type="ORG", aliases=("<script>",), stories=('"><x',), roles=(Role(text='"boss" & <owner>'),)),
            EditionActor(id='b"2"', name="رئيس الوزراء", type="PER", stories=('"><x',)), EditionActor(id="c&3", name="🐟 & Söhne", type="ORG", stories=('"><x',)),
            EditionActor(id="d", name="D", type="PER"), EditionActor(id="e", name="E", type="PER"),
        ),
        sources=shelf.sources(), left_out=(Skipped(input="<b>&.txt", reason="it's \"broken\" & <odd>"),),
        counts=Counts(inputs=4, articles=3, copies=0, stories=1, skipped=1, outlets=2, languages=2),
    ))  # fmt: skip
