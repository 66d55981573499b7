"""Forgers: each changes one thing that a reader would believe. A forged edition keeps its form."""

import re
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
#: A bracket of ours that names a day.
DAY = r" \[\d+ \w+\]"
FORGERS: dict[str, Callable[[Json], object]] = {}


def forger(name: str) -> Callable[[Callable[[Json], object]], Callable[[Json], object]]:
    """Put a forger on the list."""

    def listed(forge: Callable[[Json], object]) -> Callable[[Json], object]:
        assert name not in FORGERS
        FORGERS[name] = forge
        return forge

    return listed


def stories(edition: Json) -> list[Json]:
    return [story for section in edition["sections"] for story in section["stories"]]


def points(edition: Json) -> Iterator[Json]:
    yield from edition["bottom_line"]
    for story in stories(edition):
        yield from story["key_points"]
    for entry in (*edition["calendar"], *edition["timeline"]):
        yield entry["what"]


def reword(edition: Json, old: str, new: str) -> None:
    """Every key point that prints ``old`` prints ``new`` instead; its sentence stays."""
    hit = [point for point in points(edition) if old in point["text"]]
    assert hit, old
    for point in hit:
        point["text"] = point["text"].replace(old, new)


def rebracket(edition: Json, pattern: str, new: str) -> None:
    """Whatever brackets of ours fit ``pattern`` are ``new`` instead."""
    hit = [point for point in points(edition) if re.search(pattern, point["text"])]
    assert hit, pattern
    for point in hit:
        point["text"] = re.sub(pattern, new, point["text"])


def resay(edition: Json, old: str, new: str) -> None:
    """Likewise, and the sentence that is said to be the source's too."""
    reword(edition, old, new)
    for point in points(edition):
        point["verbatim"] = point["verbatim"].replace(old, new)


# ── words ────────────────────────────────────────────────────────────────────

forger("a bracket that denies")(lambda e: reword(e, " said on Tuesday", " [did not] said on Tuesday"))
forger("a bracket in capitals that denies")(lambda e: reword(e, " said on Tuesday", " [DID NOT] said on Tuesday"))
forger("an omission over a condition")(lambda e: reword(e, " only if the patrol boats leave Cape Dorn.", " […]."))
forger("an omission over an if")(lambda e: reword(e, " if the divers finish their work", " […]"))
forger("an omission over who said it")(lambda e: reword(e, ", Norland police said", " […]"))
forger("an omission over half a word")(lambda e: reword(e, "would sign", "would […]gn"))
forger("another day in a bracket")(lambda e: rebracket(e, DAY, " [17 Feb]"))
forger("a year in a bracket")(lambda e: reword(e, "12 March", "12 March [2020]"))
forger("a day's bracket taken away")(lambda e: rebracket(e, DAY, ""))
forger("another person in a bracket")(lambda e: rebracket(e, r"(?<=\bHe) \[[\w ]+\]", " [Tor Haldane]"))
forger("an accusation in a bracket")(lambda e: reword(e, "killed 12 people", "[deliberately] killed 12 people"))
forger("another figure in a sentence")(lambda e: resay(e, "killed 12 people", "killed 120 people"))
forger("another name in a sentence")(lambda e: resay(e, "Ilse Marr", "Lena Brask"))
forger("a denial in a sentence")(lambda e: resay(e, "would sign", "would never sign"))
forger("the source's bracket made ours")(lambda e: reword(e, "Velden [the capital]", "Velden [the harbour]"))
forger("ours without its bracket")(lambda e: rebracket(e, DAY, " 29 Jan"))

# ── stories ──────────────────────────────────────────────────────────────────


@forger("an invented headline")
def _(e: Json) -> None:
    stories(e)[0]["title"], stories(e)[0]["title_citation"] = "Norland goes to war", None


forger("a headline with one word more")(lambda e: stories(e)[0].update(title=stories(e)[0]["title"] + "0"))
forger("another status")(lambda e: next(s for s in stories(e) if s["status"] != "new").update(status="new", day=1))
forger("another day of the story")(lambda e: stories(e)[0].update(day=9))
forger("more independent sources")(lambda e: stories(e)[-1].update(independent=7))
forger("a source that did not tell it")(lambda e: stories(e)[-1]["sources"].append(e["sources"][0]["id"]))
forger("an old sentence sold as new")(lambda e: stories(e)[0].update(fresh=[]))
forger("a key point taken out")(lambda e: stories(e)[0]["key_points"].pop())
forger("a key point twice")(lambda e: stories(e)[0]["key_points"].append(stories(e)[0]["key_points"][0]))
forger("key points in another order")(lambda e: stories(e)[0]["key_points"].reverse())
forger("a story taken out")(lambda e: e["sections"].pop())
forger("sections in another order")(lambda e: e["sections"].reverse())
forger("a story under another actor")(lambda e: e["sections"][0].update(actor=None, title="Ada Quill"))
forger("an actor who is not in it")(lambda e: stories(e)[-1]["actors"].append(e["actors"][0]["id"] + "x"))
forger("a day that no sentence names")(lambda e: stories(e)[0]["dates"][0].update(day="2019-03-01"))
forger("other volumes")(lambda e: stories(e)[0].update(volume=[9] * 14))
forger("a difference taken out")(lambda e: [story.update(differences=[]) for story in stories(e)])
forger("another claim")(lambda e: _claim(e, "17"))
forger("an update called a dispute")(lambda e: [d.update(updated=not d["updated"]) for d in _differences(e)])
forger("a difference about something else")(lambda e: [d.update(about="injured") for d in _differences(e)])


def _differences(e: Json) -> list[Json]:
    found = [difference for story in stories(e) for difference in story["differences"]]
    assert found
    return found


def _claim(e: Json, value: str) -> None:
    _differences(e)[0]["claims"][0]["value"] = value


# ── citations and sources ────────────────────────────────────────────────────


@forger("a citation one letter off")
def _(e: Json) -> None:
    cited = stories(e)[0]["key_points"][0]["citations"][0]
    cited["end"] -= 1


@forger("a citation beyond the text")
def _(e: Json) -> None:
    stories(e)[0]["key_points"][0]["citations"][0].update(start=90_000, end=90_010)


@forger("citations swapped")
def _(e: Json) -> None:
    one, other = stories(e)[0]["key_points"][0], stories(e)[0]["key_points"][1]
    one["citations"], other["citations"] = other["citations"], one["citations"]


@forger("a second witness")
def _(e: Json) -> None:
    point = stories(e)[-1]["key_points"][0]
    point["citations"].append({"source": e["sources"][0]["id"], "start": 0, "end": 10})


@forger("a witness taken away")
def _(e: Json) -> None:
    hit = [point for point in points(e) if len(point["citations"]) > 1]
    assert hit
    hit[0]["citations"].pop()


forger("another outlet")(lambda e: e["sources"][0].update(source="The Times"))
forger("another title of a source")(lambda e: e["sources"][0].update(title="Blast: who knew"))
forger("another address")(lambda e: e["sources"][0].update(url="https://evil.example/"))
forger("another day of publication")(lambda e: e["sources"][0].update(published="2019-01-27"))
forger("another word on where the day came from")(lambda e: e["sources"][0].update(published_from="dateline"))
forger("a copy made of an original")(lambda e: e["sources"][1].update(copy_of=e["sources"][0]["id"]))
forger("another hash")(lambda e: e["sources"][0].update(sha256="0" * 64))
forger("another language of a source")(lambda e: e["sources"][0].update(language="fr"))
forger("other passages")(lambda e: e["sources"][0].update(cited=[[0, 5]]))
forger("a source taken out")(lambda e: e["sources"].pop())
forger("sources in another order")(lambda e: e["sources"].reverse())
forger("sources numbered otherwise")(lambda e: e["sources"][0].update(number=7))

# ── actors ───────────────────────────────────────────────────────────────────


def actor(e: Json, name: str) -> Json:
    return next(one for one in e["actors"] if one["name"] == name)


@forger("an invented role")
def _(e: Json) -> None:
    actor(e, "Tor Haldane").update(roles=["Arms dealer"], dated_roles=[{"text": "Arms dealer", "day": "2019-01-29"}])


forger("a role's other day")(lambda e: actor(e, "Paul Renn")["dated_roles"][0].update(day="2018-01-01"))
forger("a role taken away")(lambda e: actor(e, "Paul Renn").update(roles=[], dated_roles=[]))
forger("an invented affiliation")(lambda e: actor(e, "Ada Quill").update(affiliation=actor(e, "Tor Haldane")["id"]))
forger("another name of an actor")(lambda e: actor(e, "Lena Brask").update(name="Lena Brusk"))
forger("another kind of actor")(lambda e: actor(e, "Lena Brask").update(type="ORG"))
forger("an alias")(lambda e: actor(e, "Lena Brask")["aliases"].append("the Rat"))
forger("an actor known for longer")(lambda e: actor(e, "Lena Brask").update(first_seen="2018-12-01"))
forger("more mentions")(lambda e: actor(e, "Lena Brask").update(mentions=99))
forger("an actor taken out")(lambda e: e["actors"].pop())
forger("actors in another order")(lambda e: e["actors"].reverse())

# ── calendar and changes ─────────────────────────────────────────────────────

forger("another calendar day")(lambda e: e["calendar"][0].update({"from": "2019-02-20", "to": "2019-02-20"}))
forger("another calendar clause")(lambda e: e["calendar"][0].update(what=e["calendar"][-1]["what"]))
forger("another clock time")(lambda e: e["calendar"][0].update(time="09:00"))
forger("certain made uncertain")(lambda e: e["calendar"][0].update(certain=not e["calendar"][0]["certain"]))
forger("other words for the day")(lambda e: e["calendar"][0].update(words="someday"))
forger("another story's day")(lambda e: e["calendar"][0].update(story=stories(e)[-1]["id"] + "x"))
forger("a calendar line taken out")(lambda e: e["calendar"].pop())
forger("a timeline line put in")(lambda e: e["timeline"].append(e["calendar"][0]))
forger("an invented change")(lambda e: e["changes"].append({**e["changes"][0], "text": "War is declared."}))
forger("another kind of change")(lambda e: e["changes"][0].update(kind="quiet"))
forger("a change taken out")(lambda e: e["changes"].pop())
forger("changes in another order")(lambda e: e["changes"].reverse())
forger("a change's other figures")(lambda e: e["changes"][-1].update(text="dead: 12 / 50"))

# ── the edition ──────────────────────────────────────────────────────────────

forger("a bottom line taken out")(lambda e: e["bottom_line"].pop())
forger("the bottom line in another order")(lambda e: e["bottom_line"].reverse())
forger("another story's bottom line")(lambda e: e["bottom_line"][0].update(story=e["bottom_line"][1]["story"]))
forger("what was left out kept quiet")(lambda e: e.update(left_out=[]))
forger("another reason for leaving out")(lambda e: e["left_out"][0].update(reason="nothing new"))
forger("a cut hidden")(lambda e: e.update(cut=["A story"]))
forger("another number")(lambda e: e.update(number=3))
forger("another day of the edition's")(lambda e: e.update(date="2019-01-30"))
forger("another title")(lambda e: e.update(title="The Daily Truth"))
forger("another window")(lambda e: e["window"].update({"from": "2019-01-01T00:00:00Z"}))
forger("another zone")(lambda e: e.update(timezone="Europe/Paris"))
forger("another language")(lambda e: e.update(language="de"))
forger("another marking")(lambda e: e.update(classification="PUBLIC"))
forger("no earlier brief")(lambda e: e.update(previous=None))
forger("another maker")(lambda e: e.update(generated_by="briefing 9.9"))
for _count in ("inputs", "articles", "copies", "stories", "skipped", "outlets", "languages"):
    forger(f"another count of {_count}")(lambda e, count=_count: e["counts"].update({count: 999}))  # type: ignore[misc]
