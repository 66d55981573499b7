"""Furniture: paragraphs that are a caption or boilerplate by themselves, wherever they stand."""

import re
from collections.abc import Set as AbstractSet

from briefing.sources.page.bylines import SmallPrint, is_signoff, small_print
from briefing.sources.page.datelines import Dateline, find_dateline, is_town
from briefing.sources.page.datetokens import Order
from briefing.sources.page.paragraph import Paragraph
from briefing.sources.page.patterns import Patterns

#: A paragraph longer than this is never furniture.
_LONGEST = 700
#: A picture credit is no longer than this, and has one of these signs unless it is the whole line.
_CREDIT = 120
_CREDIT_SIGN = re.compile(r"[\])]\.?$|/|©|\s[-–—(]|[|.:;,–—] ?(?:[Pp]hoto|[Ii]mage)")
#: "di Anna Rossi": bylines of languages that have no table, in small letters.
_FOREIGN_BYLINE = re.compile(
    r"(?:di|de|por|par|von|door|av|af|tekst|przez|от|автор):? ([^\W\d_a-zа-я][\w.'’-]+(?: [^\W\d_a-zа-я][\w.'’-]+){1,3})"
)
#: Initials of those who wrote it, and their agencies: "ph/mo (Reuters, dpa)".
_INITIALS = re.compile(r"[a-z]{2,4}(?:[/,] ?[a-z]{2,4}){0,4} \((?P<wires>[^()]{2,60})\)")
#: Between the crumbs of a trail.
CRUMBS = re.compile(r"\s+[>»›|/→]\s+|\s*[>»›→]\s*")


def furnish(each: Paragraph, table: Patterns, captions: AbstractSet[str], *, head: bool, order: Order) -> None:
    """Mark a paragraph that is a caption or boilerplate by itself, wherever it stands."""
    text = each.text
    if len(text) > _LONGEST:
        return
    if text in captions and not (each.sentence and each.words > 80):
        each.kind = "caption"
    elif table.agency_line.fullmatch(text) or is_signoff(text, table) or _is_initials(text, table):
        each.kind = "boilerplate"
    elif (alone := _lone_dateline(text, table, order)) is not None:
        each.kind, each.dateline = "boilerplate", alone
    elif table.captions.fullmatch(text) or _is_credited(text, each, table):
        each.kind = "caption"
    elif text.startswith("|") and text.endswith("|") and len(text) > 2:  # a row of a table: no sentence
        each.kind = "boilerplate"
    elif table.lines.fullmatch(text):
        each.kind = "boilerplate"
        each.reading_time = any(letter.isdigit() for letter in text) and each.words <= 8
    elif (found := small_print(text, table, head=head, order=order)) is not None:
        each.kind, each.print = "boilerplate", found
    elif head and (named := _FOREIGN_BYLINE.fullmatch(text)) is not None:
        each.kind, each.print = "boilerplate", SmallPrint(authors=(named[1],))
    elif (alone := _place_and_day(text, table, order)) is not None:
        each.kind, each.dateline = "boilerplate", alone
    elif _is_navigation(text, each, table):
        each.kind = "boilerplate"


def _is_initials(text: str, table: Patterns) -> bool:
    match = _INITIALS.fullmatch(text)
    return match is not None and table.agency_line.fullmatch(match["wires"]) is not None


def _lone_dateline(text: str, table: Patterns, order: Order) -> Dateline | None:
    """The dateline that a line consists of, its sentence being the next: "NAIROBI, Kenya (AP) _"."""
    if len(text) > 100:
        return None
    if text[-1:] == ")":  # "KABUL (Harbour Wire)"
        found = find_dateline(f"{text} – X", table, opening=True, order=order)
        return found if found is not None and found.end > len(text) and found.agency and found.place.isupper() else None
    if text[-1:] not in "-_–—:":
        return None
    found = find_dateline(f"{text} X", table, opening=True, order=order)
    return (
        found
        if found is not None and found.end > len(text) and (found.agency or found.day or text[-1] in "_–—")
        else None
    )


_BRACKETED = re.compile(
    r"\w[”’\"']?\s+\[[A-Z][\w.&/’'-]*(?:\s[A-Z][\w.&/’'-]*){0,3}(?:\s(?:archives?|file|handout|photo))?\]$"
)


def _place_and_day(text: str, table: Patterns, order: Order) -> Dateline | None:
    """A line of a place and a full date and nothing else: "London, 29 January 2019"."""
    if len(text) > 60 or text[-1:] in ".!?؟…:":
        return None
    found = find_dateline(f"{text} – X", table, opening=True, order=order)
    if found is None or found.end <= len(text) or found.day is None:
        return None
    if not 0 < len(found.place.split()) <= 3:
        return None
    parted = text[len(found.place) :].lstrip()[:1] == ","  # "Conference: 3 September 2016" is no place
    return found if parted or is_town(found.place) else None


def _is_credited(text: str, each: Paragraph, table: Patterns) -> bool:
    end = max(0, len(text) - _CREDIT)
    signed = each.words <= 6 or _CREDIT_SIGN.search(text, end) is not None  # quick, for most paragraphs
    if signed and each.words <= 90 and table.credit.search(text, end) is not None:
        return True
    # "… at a cabinet meeting [Harbour Wire]": a name in square brackets after words without a stop
    return text.endswith("]") and each.words <= 60 and _BRACKETED.search(text) is not None


def _is_navigation(text: str, each: Paragraph, table: Patterns) -> bool:
    """Whether a line is made of furniture words, or is a trail of crumbs."""
    if each.sentence:
        return False
    words = [word for word in re.findall(r"[\w+'’-]+", text.casefold()) if not word.isdigit()]
    if words and len(words) <= 14 and all(word in table.furniture for word in words):
        return True
    crumbs = [crumb for crumb in CRUMBS.split(text) if crumb]
    if len(crumbs) < 3 or len(crumbs[-1].split()) > 12:
        return False
    return all(len(crumb.split()) <= 4 and any(map(str.isalpha, crumb)) for crumb in crumbs[:-1])
