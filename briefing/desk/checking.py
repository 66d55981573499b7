"""Checking: a decision that names what is not there, or leaves out what it needs, is refused before it is kept."""

import re
from collections.abc import Mapping, Sequence

from briefing.errors import SettingsError
from briefing.lexicon.regions import WORLD, region_of
from briefing.model import Decision, Desk, Reading, Story

#: Characters of a note, a role, a name.
LONGEST = {"note": 1000, "role": 200, "actor": 200}
#: Controls other than a line break, and the marks that turn the direction of writing.
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def checked(
    one: Decision, stories: Sequence[Story], readings: Mapping[str, Reading], own: Sequence[str] = ()
) -> Decision:
    """``one``, if it can be carried out on the draft's ``stories``; ``own`` are the titles of the user's sections.

    Raises:
        SettingsError: saying what is wrong.
    """
    by_id = {story.id: story for story in stories}
    if one.kind not in ("actor", "role", "note", "day") or one.story:
        _story(by_id, one.story)
    check = {
        "order": _order, "section": _section, "title": _cited, "point": _point, "day": _day, "split": _split,
        "merge": _merge, "actor": _actor, "role": _role, "note": _words,
    }.get(one.kind)  # fmt: skip
    if check and not (one.kind == "section" and one.to in own):
        check(one, by_id, readings)
    if one.place < 0:
        raise SettingsError(str(one.place), "is no place", "places count from 1")
    return one


def _story(by_id: Mapping[str, Story], id_: str) -> Story:
    if id_ not in by_id:
        raise SettingsError(
            id_ or "the story", "no story of the draft is called that", "'briefing edit show' lists them"
        )
    return by_id[id_]


def _order(one: Decision, by_id: Mapping[str, Story], _: Mapping[str, Reading]) -> None:
    if one.to:
        _story(by_id, one.to)
    if one.to == one.story:
        raise SettingsError(one.story, "cannot come before itself", "name another story")


def _section(one: Decision, by_id: Mapping[str, Story], _: Mapping[str, Reading]) -> None:
    known = [desk.value for desk in Desk]
    named = one.to in known or region_of(one.to) != WORLD
    if not named and all(actor.id != one.to for actor in by_id[one.story].actors):
        reason = "is no desk, no state, no actor of the story and no section of your own"
        raise SettingsError(one.to, reason, f"desks are {', '.join(known)}")


def _cited(one: Decision, by_id: Mapping[str, Story], readings: Mapping[str, Reading]) -> None:
    source = one.citation.source if one.citation else ""
    if source not in by_id[one.story].articles or not readings[source].article.title:
        raise SettingsError(
            source or "the headline", "is no headline of the story's sources", "choose one that is shown"
        )


def _point(one: Decision, by_id: Mapping[str, Story], readings: Mapping[str, Reading]) -> None:
    if one.place < 1:
        raise SettingsError(str(one.place), "is no place of a key point", "places count from 1")
    if one.citation is None:
        return
    source, at = one.citation.source, one.citation.span.start
    found = readings[source].sentences if source in by_id[one.story].articles else ()
    if not any(sent.quotable and sent.span.start <= at < sent.span.end for sent in found):
        raise SettingsError(
            f"{source} {at}", "is no sentence of the story that can be quoted", "choose one that is shown"
        )


def _day(one: Decision, _: Mapping[str, Story], readings: Mapping[str, Reading]) -> None:
    cited = one.citation
    timexes = readings[cited.source].timexes if cited and cited.source in readings else ()
    if not any(cited and timex.span == cited.span for timex in timexes):
        raise SettingsError("the day", "is no time expression of the draft's sources", "choose one that is shown")
    if one.first is None or (one.last and one.last < one.first):
        raise SettingsError("the day", "is none, or ends before it begins", "write it as 2019-01-29")


def _split(one: Decision, by_id: Mapping[str, Story], _: Mapping[str, Reading]) -> None:
    taken = set(one.articles) & set(by_id[one.story].articles)
    if not taken or len(taken) == len(by_id[one.story].articles) or len(taken) < len(set(one.articles)):
        raise SettingsError("the articles", "must be some of the story's, and not all", "choose some that are shown")


def _merge(one: Decision, by_id: Mapping[str, Story], _: Mapping[str, Reading]) -> None:
    for id_ in one.stories:
        _story(by_id, id_)
    if not set(one.stories) - {one.story}:
        raise SettingsError("the stories", "there is no other one to take in", "name one")


def _actor(one: Decision, _: Mapping[str, Story], __: Mapping[str, Reading]) -> None:
    known = one.actor
    names = (known.name, *known.aliases, *known.never_merge_with, known.affiliation) if known else ("",)
    if not names[0]:
        raise SettingsError("the actor", "has no name", "give one")
    for name in names:
        _plain(name, LONGEST["actor"])


def _role(one: Decision, by_id: Mapping[str, Story], __: Mapping[str, Reading]) -> None:
    if all(actor.id != one.to for story in by_id.values() for actor in story.actors):
        raise SettingsError(one.to, "is no actor of the draft", "choose one that is shown")
    _words(one, by_id, __)


def _words(one: Decision, _: Mapping[str, Story], __: Mapping[str, Reading]) -> None:
    _plain(one.text, LONGEST[one.kind])
    if not one.text.strip():
        raise SettingsError(f"the {one.kind}", "has no words", "write some")
    if one.kind == "note" and not one.by.strip():
        raise SettingsError("the note", "is not signed", "--by says who writes it")


def _plain(text: str, longest: int) -> None:
    if len(text) > longest or _CONTROLS.search(text):
        raise SettingsError("the words", f"are more than {longest} characters, or hold controls", "write them shorter")
