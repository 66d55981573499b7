"""The small print around a headline: bylines, date lines, agencies' sign-offs."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from briefing.sources.page.datetokens import Order
from briefing.sources.page.days import find_day, moment
from briefing.sources.page.moments import read_moment
from briefing.sources.page.patterns import Patterns

#: A date line names the day of publication, of the update, and perhaps one more.
_DATES = 3
_LONGEST = 200
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"\s*[|·•»]\s*|\s+[-–—/]\s+")
#: What may stand beside a date: an outlet's name.
_OUTLET = re.compile(r"[A-Z][\w.&'’-]{0,20}(?: [A-Z][\w.&'’-]{0,20}){0,3}")
_GAP = re.compile(r"[\s,;:|·•()\[\]/–—.-]*")
_TOKEN = re.compile(r"[^\W\d_][\w.'’-]*|&|,|/")
_PARTICLE = re.compile(
    r"(?:van|von|der|den|de|da|di|du|dos|la|le|ten|ter|bin|ibn|abu|al|el|ul)$|(?:al|el|an|ar|as|at|ad|az|ash|ibn)-|[dlo]['’]"
)
_NAMES_END = re.compile(r"\s*(?:,|/|&|\band\b|\bet\b|\bund\b|\by\b|\bи\b|\sو\s?)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallPrint:
    """What a line of small print says."""

    published: date | datetime | None = None
    updated: bool = False
    authors: tuple[str, ...] = ()


def small_print(line: str, table: Patterns, *, head: bool, order: Order = "auto") -> SmallPrint | None:
    """``line`` as a date line, a byline, or both with a reading time between; None where it is running text.

    A bare name ("Jane Roe") counts only in the head of the page (``head``); "By Jane Roe" anywhere. A day and nothing
    else is one in any language, whether it has tables of debris or not.
    """
    found = _of_tables(line, table, head=head, order=order)
    if found is not None or not _DIGIT.search(line):
        return found
    alone = read_moment(line, order=order)
    return SmallPrint(published=alone.value) if alone is not None else None


def _of_tables(line: str, table: Patterns, *, head: bool, order: Order = "auto") -> SmallPrint | None:
    if len(line) > _LONGEST:
        return None
    if not (head or _DIGIT.search(line) or table.by.match(line) or table.dates.match(line)):
        return None
    published: date | datetime | None = None
    updated = False
    authors: list[str] = []
    dated = bylined = False
    for part in sorted(_PARTS.split(line), key=lambda part: _OUTLET.fullmatch(part) is not None):  # a name says least
        if not part or table.lines.fullmatch(part):
            continue
        if is_date_line(part, table, order):
            dated = True
            published = published or moment(part, table, order)
            updated = updated or bool(re.match(r"(?:last )?(?:updated|modified)", part, re.IGNORECASE))
            continue
        names = byline(part, table, bare=head)
        if names is None and not (dated and _OUTLET.fullmatch(part)):
            return _byline_then_date(line, table, head=head, order=order)
        bylined = bylined or names is not None
        authors += names or ()
    if not dated and not bylined:
        return None
    return SmallPrint(published=published, updated=updated, authors=tuple(authors))


def is_date_line(line: str, table: Patterns, order: Order = "auto") -> bool:
    """Whether ``line`` holds a date, a clock time or an age ("2 hours ago") and nothing else."""
    rest = line
    seen = False
    for _ in range(_DATES):
        found = find_day(rest, table, order)
        if found is None:
            break
        rest = rest[: found.start] + " " + rest[found.end :]
        seen = True
    at = _past_gap(rest, 0)
    while at < len(rest):
        match = table.dates.match(rest, at)
        if match is None or match.end() == at:
            return False
        seen = seen or any(letter.isdigit() for letter in match.group()) or match["ago"] is not None
        at = _past_gap(rest, match.end())
    return seen


def _past_gap(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


def byline(line: str, table: Patterns, *, bare: bool) -> list[str] | None:
    """The names in a byline ("By Jane Roe and John Doe in Geneva"); None where it is none; [] for "agencies".

    Args:
        line: without its date.
        table: the language's debris.
        bare: whether names without "by" will do.
    """
    opened = table.by.match(line)
    if opened is None and not bare:
        return None
    rest = line[opened.end() :] if opened else line
    if len(rest) > 160 or not rest or rest[-1] in "?!:;" or rest.count(".") > 4:
        return None
    if rest.endswith(".") and not re.search(r"\b[^\W\d_]\.$|\b(?:Jr|Sr)\.$", rest):
        return None
    tokens = _TOKEN.findall(rest)
    if "".join(tokens) != re.sub(r"\s+", "", rest) or not 1 <= len(tokens) <= 18:
        return None
    if any(not _fits(token, table) for token in tokens):
        return None
    if opened is None and not _bare_names(rest, table):
        return None
    return _names(rest, table)


def _fits(token: str, table: Patterns) -> bool:
    """Whether a byline may hold the word: a capitalised one that is no month, a particle, "and", "agencies"."""
    if not token[0].isalpha():
        return True
    if token[0].islower():
        return token.rstrip(".,") in table.joins or _PARTICLE.match(token) is not None
    return token.casefold().rstrip(".") not in table.months or token in {"May", "April", "June", "August", "Jan", "Jun"}


def _bare_names(rest: str, table: Patterns) -> bool:
    """Whether unannounced words are a byline: two to four capitalised words, then perhaps "and agencies in Geneva"."""
    first = _NAMES_END.split(rest)[0].split(" in ")[0].split()
    letters = [word for word in first if word[0].isalpha()]
    if (
        not 2 <= len(first) <= 4
        or len(letters) != len(first)
        or not all(word[0].isupper() for word in (first[0], first[-1]))
    ):
        return False
    if table.agencies.fullmatch(" ".join(first)):
        return True
    # One capitalised pair alone looks like a place or a slogan as much as a name: more has to speak for it.
    words = re.findall(r"\w+", rest.casefold())
    return any(word in table.joins for word in words) and len(words) > len(first)


def _names(rest: str, table: Patterns) -> list[str]:
    names = []
    for piece in _NAMES_END.split(re.split(r"\s(?:in|à|en|aus|в|في)\s", rest)[0]):
        name = piece.strip(" .,")
        words = name.split()
        if not words or table.agencies.fullmatch(name) or all(word.casefold() in table.joins for word in words):
            continue
        if 1 < len(words) <= 5 and not any(word.casefold() in table.joins for word in words[-1:]):
            names.append(name if not name.isupper() else name.title())
    return names


def _byline_then_date(line: str, table: Patterns, *, head: bool, order: Order) -> SmallPrint | None:
    """Read "By Jane Roe, January 29, 2019", "Jane Roe and agencies 29 January 2019": a byline with a date at its end."""
    found = find_day(line, table, order)
    if found is None:
        return None
    before, rest = line[: found.start], line[found.end :].strip(" ,|-–—")
    if not before.strip() or is_date_line("1:00 " + before, table, order):  # "Posted on January 29 by Jane Roe"
        names = byline(rest, table, bare=False)
    else:
        names = byline(_strip_dates(before, table), table, bare=head)
        if not is_date_line("1:00 " + rest, table, order):
            return None
    if names is None:
        return None
    return SmallPrint(published=moment(line[found.start :], table, order), authors=tuple(names))


def _strip_dates(text: str, table: Patterns) -> str:
    words = text.rstrip(" ,|-–—").split()
    while words and table.dates.fullmatch(words[-1].strip(",")):
        words.pop()
    return " ".join(words).rstrip(",")


def is_signoff(text: str, table: Patterns) -> bool:
    """Whether ``text`` is an agency's sign-off: "Reporting by Jane Roe; Editing by John Doe"."""
    inner = text.strip().lstrip("([").rstrip(")].")
    if len(inner) > 400 or not table.roles.match(inner):
        return False
    words = re.findall(r"[^\W\d_][\w'’-]*", inner)
    small = [word for word in words if word[0].islower()]
    return len(words) > len(small) and all(word in table.role_words for word in small)
