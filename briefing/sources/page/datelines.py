"""Datelines: "NAIROBI, Kenya (AP) _", "MOSCOW, Jan 29 (Reuters) -", "Paris (AFP) –", "МОСКВА, 29 янв — РИА Новости."."""

import re
from dataclasses import dataclass, replace
from datetime import date

from briefing.lexicon import places
from briefing.sources.page.datetokens import Order
from briefing.sources.page.days import DayFound, find_day
from briefing.sources.page.labels import is_truth
from briefing.sources.page.patterns import Patterns

#: A dateline is no longer than this: "UNITED NATIONS/WASHINGTON, September 29, 2019 (Thomson Reuters Foundation) - ".
_LONGEST = 130
#: What may stand between a dateline and its sentence.
_RULE = re.compile(r"\s*\.?\s*(?:--+|[–—―_]|-)\s+|\s*\.-\s*|\s*:\s+|(?<=[^\W\d_])\.\s+")
_PLACE_WORD = re.compile(r"[^\W\d_][\w.'’-]*(?:/[^\W\d_][\w.'’-]*)*")
_AFTER_AGENCY = re.compile(r"\s*(?:\.-|[.:]|--+|[–—-])\s+")
_SMALL = frozenset(
    "of the de la le les el al del du des da do di in on upon sur am an der und and y e i near near-by en at et".split()
)
#: How releases are headed: "LISBON--(BUSINESS WIRE)--", "NEW YORK, NY / ACCESSWIRE / May 7, 2024 / ".
_RELEASE = re.compile(
    r"([^/()]{2,60}?)\s?(?:--\s?\(([^()]{2,40})\)\s?--\s?|/\s?([A-Z][A-Z .]{2,30}?)\s?/\s?([^/]{4,40}?)\s?/\s+)(?=[^\W\d_])"
)
_NAMED = re.compile(r"\(\s*([A-Z][\w.&’'-]*(?:\s+[A-Z][\w.&’'-]*){0,3})\s*\)\s*$")
_UNITS = re.compile(r"\s*(?:\(\s*([^()]{1,60}?)\s*\)|/\s*([^/]{1,40}?)\s*/|\[\s*([^\[\]]{1,60}?)\s*\])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Where and when a report was filed, and by whom.

    Attributes:
        end: how many characters of the paragraph it takes, with the rule after it.
        place: as printed ("NAIROBI, Kenya"); "" where only the agency is named.
        day: as far as given.
        agency: as printed; "" where none.
    """

    end: int
    place: str = ""
    day: date | None = None
    month_day: tuple[int, int] | None = None
    agency: str = ""


def find_dateline(paragraph: str, table: Patterns, *, opening: bool, order: Order = "auto") -> Dateline | None:
    """The dateline that ``paragraph`` begins with.

    A town, or a place in capitals, before a dash is enough where the paragraph opens the article (``opening``); further
    down, and for other places, an agency or a date has to stand with it.
    """
    head = paragraph[:_LONGEST]
    if (released := _release(head, table, order)) is not None:
        return released
    for rule in _RULE.finditer(head):
        if rule.end() >= len(paragraph.rstrip()):
            return None
        before = head[: rule.start()]
        if len(before) > 1 and before.count("(") == before.count(")"):
            after = paragraph[rule.end() : rule.end() + 20]
            found = _read(before, rule, after, table, opening=opening, order=order)
            if found:
                return _extended(found, paragraph, table, order)
    return _unruled(head, table, order)


def _read(
    before: str, rule: re.Match[str], after: str, table: Patterns, *, opening: bool, order: Order
) -> Dateline | None:
    """``before`` as a dateline, given the rule that ends it and what comes ``after``."""
    agency, rest = _take_agency(before, table)
    found = find_day(rest, table, order)
    if found:
        rest = rest[: found.start].rstrip(" ,.") + " " + _without_weekday(rest[found.end :], table)
    place = _without_weekday(rest, table).replace("( )", "").strip(" ,.;:")  # "Geneva (29 January 2019): "
    mark = rule.group().strip()
    sentence = after[:1].isupper() or not after[:1].isalpha()
    if not place:
        alone = bool(agency) and mark != "."
        dated = sentence and found is not None and found.day is not None and mark in ("-", "–", "—", "--")
        return _dateline(rule.end(), "", found, agency) if alone or dated else None
    words = place.replace(",", " ").split()
    if not _is_place(words) or is_truth(place):
        return None
    capitals = _capitals(words[0])
    unknown = agency and not table.agencies.match(agency) and not (capitals or found)
    if unknown and not (opening and sentence and is_town(place)):
        return None  # "Police Agency (NPA) - ": an initialism explained, not a wire
    if mark == ".":  # "Москва. 29 января. INTERFAX" has its own stops; a stop alone mostly ends a sentence
        shouted = all(_capitals(word) for word in place.split(",")[0].split()) and len(words[0]) >= 4
        starts = after[:1].isupper() or after[:1] in "\"“«„'‘"
        known = "," in place or is_town(place)
        strong = bool(agency and found) or (opening and starts and shouted and len(words) <= 4 and known)
    elif mark == ":":
        # "EXCLUSIVE:", "HALE:", "IRAN:" are no datelines
        known = is_town(place) or (capitals and (found is not None or _is_like_its_capital(place)))
        strong = bool(agency) or (known and sentence and (opening or found is not None) and len(words) <= 4)
    elif mark == "-" and not rule.group().startswith(" "):
        strong = bool(agency or found) and capitals
    else:
        town, _, around = place.partition(", ")
        shortened = bool(around) and rule.group().startswith(".")  # "Dekalb, Ill. — "
        shouted = capitals or is_town(town) or shortened or places.place(around) is not None
        strong = bool(agency or found) or (shouted and sentence and opening and len(words) <= 6)
    return _dateline(rule.end(), place, found, agency) if strong else None


def _release(head: str, table: Patterns, order: Order) -> Dateline | None:
    """The head of a company's or an office's release, as the wires that carry them print it."""
    match = _RELEASE.match(head)
    if (
        match is None
        or not _is_place(match[1].replace(",", " ").split())
        or not _capitals(match[1].split()[0].strip(","))
    ):
        return None
    found = find_day(match[4], table, order) if match[4] else None
    return _dateline(match.end(), match[1], found, match[2] or match[3]) if match[2] or found else None


def _dateline(end: int, place: str, found: DayFound | None, agency: str) -> Dateline:
    return Dateline(
        end=end,
        place=place,
        day=found.day if found else None,
        month_day=found.month_day if found else None,
        agency=agency,
    )


def _is_wire(inside: str, table: Patterns) -> bool:
    """Whether what stands in brackets is a wire: "Reuters", "AFP/Reuters", "Reuters Health", or an initialism."""
    match = table.agencies.match(inside)
    if match is None:
        return re.fullmatch(r"[A-Z]{2,6}", inside) is not None
    return not re.search(r"\b[a-z]", inside[match.end() :])


def _take_agency(before: str, table: Patterns) -> tuple[str, str]:
    """The agency named in ``before`` and the rest of it."""
    for match in _UNITS.finditer(before):
        inside = next(group for group in match.groups() if group)
        if _is_wire(inside, table):
            return inside, before[: match.start()] + before[match.end() :]
    named = _NAMED.search(before)
    first = re.split(r"[\s,/]", before.strip(), maxsplit=1)[0]
    if named and (_capitals(first) or is_town(before[: named.start()].strip())):
        return named[1], before[: named.start()]  # "JERUSALEM, Jan 29 (Harbour Wire)": a wire that no table knows
    parts = re.split(r"\s*(?:[-–—,.]|--)\s+", before)
    for part in parts[1:]:
        if table.agencies.fullmatch(part.strip(" .")):
            return part.strip(" ."), before.replace(part, "", 1).rstrip(" -–—,.")
    if table.agencies.fullmatch(before.strip()) and len(before.strip()) > 2:
        return before.strip(), ""
    return "", before


def _without_weekday(text: str, table: Patterns) -> str:
    """``text`` without the weekday or the clock that may stand beside a date."""
    kept: list[str] = []
    for part in text.split(","):
        match = table.dates.match(part.strip())
        if not (match and match.end() == len(part.strip())):
            kept.append(part)
    return ",".join(kept)


def _is_place(words: list[str]) -> bool:
    """Whether the words could name a place: one to six, each capitalised (or a joining word, or an initialism)."""
    if not 1 <= len(words) <= 7 or words[0].casefold() in _SMALL - {"al", "el", "la", "le", "les", "the"}:
        return False
    for word in words:
        if not _PLACE_WORD.fullmatch(word):
            return False
        if word.casefold() not in _SMALL and word[0].isalpha() and word[0] == word[0].lower() != word[0].upper():
            return False
    return True


def is_town(name: str) -> bool:
    """Whether ``name`` is a city that the shelf knows; a state may be the subject of "Russia: no deal"."""
    known = places.place(name)
    return known is not None and known.kind in ("capital", "city")


def _is_like_its_capital(name: str) -> bool:
    """Whether a state is called as its capital is: Kuwait, Panama, Singapore."""
    known = places.place(name)
    return (
        known is not None
        and known.kind == "state"
        and places.capitals(known.state)[:1] in ((known.name,), (f"{known.name} City",))
    )


def _capitals(word: str) -> bool:
    """Whether the word is in capitals, in a script that has them."""
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) >= 2 and all(letter.isupper() for letter in letters)


def _extended(found: Dateline, paragraph: str, table: Patterns, order: Order) -> Dateline:
    """The dateline with its other half after the rule: "МОСКВА, 29 янв — РИА Новости. ", "(ANSA) - ROME, 29 JAN - "."""
    rest = paragraph[found.end :]
    if found.place and found.day is None and (dated := find_day(rest[:_LONGEST], table, order)) and dated.start == 0:
        rule = _RULE.match(rest, dated.end)  # "Lisbon, Portugal – May 24, 2016 – "
        return replace(found, end=found.end + rule.end(), day=dated.day) if rule else found
    if found.place and not found.agency:
        match = table.agencies.match(rest)
        after = _AFTER_AGENCY.match(rest, match.end()) if match else None
        return replace(found, end=found.end + after.end(), agency=match.group()) if match and after else found
    if found.agency and not found.place:
        other = find_dateline(rest, table, opening=True, order=order)
        if other is not None and other.place and not other.agency:
            return replace(other, end=found.end + other.end, agency=found.agency)
    return found


def _unruled(head: str, table: Patterns, order: Order) -> Dateline | None:
    """A dateline that ends with its agency in brackets and no rule: "New Delhi, Jan 29 (IANS) The talks …", "(CNN)The …"."""
    match = re.match(
        r"([^()\[\]/]{0,90}?)\s*(?:\(\s*([^()]{2,40}?)\s*\)|/([^/]{2,30})/\.?)(?:\s+|(?<=\)))(?=[^\W\d_a-z])", head
    )
    if match is None:
        return None
    agency = match[2] or match[3]
    if not (table.agencies.match(agency) and _is_wire(agency, table)):
        return None
    rest = match[1].strip(" ,.")
    found = find_day(rest, table, order)
    if found:
        rest = rest[: found.start].rstrip(" ,.") + " " + _without_weekday(rest[found.end :], table)
    place = _without_weekday(rest, table).strip(" ,.;:")
    sure = found or places.place(place) is not None or _capitals(place.split(",")[0].split()[0] if place else "")
    if place and not (sure and _is_place(place.replace(",", " ").split())):
        return None
    return _dateline(match.end(), place, found, agency)
