"""Roles: what the article says somebody is, as printed, and whom they belong to."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing.reading.actors.bodies import state_named
from briefing.reading.actors.complements import past_courtesies
from briefing.reading.actors.offices import offices
from briefing.reading.actors.page import Named, Page
from briefing.reading.actors.role_phrases import RolePhrase, role_phrases
from briefing.reading.actors.role_words import is_present, role_words

_ENDS = frozenset('.;:"”')
_VAGUE = frozenset({"a", "an"})
_DETERMINERS = _VAGUE | {"the", "its", "their", "his", "her"}
_AUXILIARIES = frozenset({"has", "had", "who", "was", "were"})
#: Between a role and the name: "a photographer named Anna Berg".
_CALLED = frozenset({"named", "called"})
#: Words of an aside behind a name at most: 2 and 4 find fewer roles in tests/gold/roles-drawn.jsonl, 20 no more.
_ASIDE = 8


#: An article or "of" that leans on the first word: "l'ancien ministre".
_ELIDED = re.compile(r"^(?:l|d|dell|all|nell|un)['’]", re.IGNORECASE)


class FoundRole(NamedTuple):
    """A role: whose (index of the mention), its words, its head noun, the mention it belongs to, and whether it is one of many."""

    person: int
    text: str
    head: str
    holder: int | None
    vague: bool = False


def find(page: Page) -> list[FoundRole]:
    """Every role that stands beside a person's name, in reading order."""
    found: list[FoundRole] = []
    for sent, names in enumerate(page.by_sentence):
        if not any(named.mention.type == "PER" for named in names):
            continue
        found += _english(page, sent) if page.article.language == "en" else _others(page, sent)
    return sorted(
        found, key=lambda role: role.head in role_words().kin
    )  # what one does tells more than whose son one is


def _others(page: Page, sent: int) -> Iterator[FoundRole]:
    for office in offices(page, sent):
        text = _ELIDED.sub("", page.text(sent, office.first, office.stop))
        yield FoundRole(office.person.index, text, office.head, office.holder.index if office.holder else None)


def _english(page: Page, sent: int) -> Iterator[FoundRole]:
    for phrase in role_phrases(page, sent):
        person = None if _nobodys(page, sent, phrase) else _bearer(page, sent, phrase)
        if person is not None:
            holder = _holder(page, sent, phrase, person)
            yield FoundRole(
                person.index,
                page.text(sent, _said_first(page, sent, phrase), phrase.stop),
                phrase.head,
                holder.index if holder else None,
                bool(phrase.first) and page.words[sent][phrase.first - 1].plain in _VAGUE,
            )


def _holder(page: Page, sent: int, phrase: RolePhrase, person: Named) -> Named | None:
    """Whom a role belongs to: no kin's, and of "Harbour resident" the town says where, not for whom."""
    words = page.words[sent]
    if phrase.head in role_words().kin:
        return None
    if phrase.holder is not None and phrase.head not in role_words().offices:
        town = phrase.holder.mention.type == "LOC" and not state_named(phrase.holder)
        return None if town and not words[phrase.holder.stop - 1].possessive else phrase.holder
    return phrase.holder or _holder_inside(page, sent, phrase) or _holder_behind(page, sent, phrase, person)


def _nobodys(page: Page, sent: int, phrase: RolePhrase) -> bool:
    """Whether a phrase says that somebody is kin and not whose: "his son", "the mother"."""
    words = page.words[sent]
    told = "of" in (word.plain for word in words[phrase.first : phrase.stop])
    owned = bool(phrase.first) and words[phrase.first - 1].possessive
    return phrase.head in role_words().kin and not told and not owned


def _said_first(page: Page, sent: int, phrase: RolePhrase) -> int:
    """Where a role's words begin; whose kin somebody is is said too: "President Anna Berg's uncle"."""
    kin = phrase.head in role_words().kin
    return _before_master(page, sent, phrase.first) if kin else phrase.first


def _bearer(page: Page, sent: int, phrase: RolePhrase) -> Named | None:
    """The person that a role phrase is said of, if its place says so."""
    words = page.words[sent]
    stop = phrase.stop
    if stop < len(words):
        called = words[stop].plain in _CALLED and bool(phrase.first) and words[phrase.first - 1].plain in _VAGUE
        behind = past_courtesies(page, sent, stop + called)
        follows = page.named_at(sent, behind) if behind < len(words) else None
        if follows is not None and follows.mention.type == "PER" and follows.first == behind:
            return follows if not words[phrase.stop - 1].possessive else None
        if words[stop].text == "," and stop + 1 < len(words):
            start = past_courtesies(page, sent, stop + 1)
            follows = page.named_at(sent, start) if start < len(words) else None
            if follows is not None and follows.mention.type == "PER" and follows.first == start and " " in follows.text:
                return follows
    first = min(phrase.holder.first, phrase.first) if phrase.holder else phrase.first
    first = _before_master(page, sent, first)
    if first and words[first - 1].plain in _DETERMINERS:
        first -= 1
    if first >= 2 and words[first - 1].text == ",":
        return _person_before(page, sent, first - 1)
    being = role_words().being
    if first and words[first - 1].plain == "as":
        first -= 1
        # "Tom Price resigns as" is what follows; of "a hotelier Trump tapped as", "the Trump administration as" he is not.
        if first and is_present(words[first - 1].plain) and (acts := _person_before(page, sent, first - 1)) is not None:
            return acts
    if first and words[first - 1].plain in being:
        while first and words[first - 1].plain in being | _AUXILIARIES:
            first -= 1
        return _person_before(page, sent, _before_aside(page, sent, first))
    return None


def _before_aside(page: Page, sent: int, stop: int) -> int:
    """Where what brackets or commas enclose begins, if it ends there: "Anna Berg (born 1949) is", "Anna Berg, 52, is"; else ``stop``."""
    words = page.words[sent]
    while stop and (opening := {")": "(", ",": ","}.get(words[stop - 1].text)):
        starts = (at for at in range(stop - 2, max(-1, stop - 2 - _ASIDE), -1) if words[at].text == opening)
        at = next(starts, stop)
        if at == stop:
            break
        stop = at
    return stop


def _before_master(page: Page, sent: int, first: int) -> int:
    """Where "Russian President Anna Berg's" begins, if that stands before a role; else ``first``."""
    words = page.words[sent]
    table = role_words()
    master = page.named_at(sent, first - 1) if first else None
    if master is None or master.mention.type != "PER" or not words[first - 1].possessive:
        return first
    first = master.first
    while first:
        named = page.named_at(sent, first - 1)
        if named is not None and named.mention.type in ("NORP", "LOC", "ORG"):
            first = named.first
        elif named is None and words[first - 1].plain in table.heads | table.modifiers:
            first -= 1
        else:
            break
    return first


def _person_before(page: Page, sent: int, stop: int) -> Named | None:
    named = page.named_at(sent, stop - 1) if stop else None
    if named is None or named.mention.type != "PER" or named.stop != stop or page.words[sent][stop - 1].possessive:
        return None
    return named


def _holder_inside(page: Page, sent: int, phrase: RolePhrase) -> Named | None:
    """Whom "minister of Russia", "director of Israel's ministry" belong to; "for Syria" and "to Syria" say nothing."""
    words = page.words[sent]
    found: Named | None = None
    for named in page.by_sentence[sent]:
        if phrase.first < named.first < phrase.stop and named.mention.type in ("ORG", "LOC", "NORP"):
            joins = [words[i].plain for i in range(phrase.first, named.first) if words[i].plain in role_words().joins]
            if not joins or "to" in joins:
                continue
            if "for" in joins and named.mention.type != "ORG":
                continue
            if phrase.head == "minister" and not state_named(named):
                continue  # of "Refugees and Repatriation": what he is in charge of
            if phrase.head not in role_words().offices and (named.mention.type != "ORG" or named.stop < phrase.stop):
                continue  # "supporter of Israel", "winner of the Netflix award"
            if found is None or (found.mention.type == "NORP" and named.mention.type == "ORG"):
                found = named  # "of the Chadian rebel group Rally of Forces": the group's
    return found


def _holder_behind(page: Page, sent: int, phrase: RolePhrase, person: Named) -> Named | None:
    """Whose somebody is where commas list it: "Anna Berg, president, Harbour Bank."."""
    words = page.words[sent]
    comma = phrase.stop < len(words) and words[phrase.stop].text == "," and person.stop < phrase.first
    body = page.named_at(sent, phrase.stop + 1) if comma and phrase.stop + 1 < len(words) else None
    ends = body is not None and (body.stop >= len(words) or words[body.stop].text in _ENDS)
    return body if ends and body is not None and body.mention.type == "ORG" else None
