"""Days as they stand on a page's rim: date lines, datelines, addresses, file names, headers of mail and feeds."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from briefing.lexicon.days import make_day
from briefing.sources.page.datetokens import Order
from briefing.sources.page.moments import read_moment
from briefing.sources.page.patterns import Patterns

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d)(?!\d)")
_ADDRESS = re.compile(r"(?<![\dA-Za-z])((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?![\dA-Za-z])")
_SHORT = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_ADDRESS_MONTH = re.compile(rf"/((?:19|20)\d\d)/({'|'.join(_SHORT)})/(\d{{1,2}})(?=/)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFound:
    """A date in running characters: where it stands, and the day; `month_day` where the year is not given."""

    start: int
    end: int
    day: date | None
    month_day: tuple[int, int]


def find_day(text: str, table: Patterns, order: Order = "auto") -> DayFound | None:
    """The first calendar day in ``text``, which should be short (a line's beginning).

    Reads "29 January, 2019", "Jan. 29, 2019", "29 янв", "2019-01-29", "29/01/2019". Of "3/4/2019" the day
    comes first unless ``order`` says "mdy" or only the other reading exists.
    """
    found = [each for each in (_iso(text), _numbers(text, order), _named(text, table)) if each]
    return min(found, key=lambda each: (each.start, -each.end), default=None)


def moment(text: str, table: Patterns, order: Order = "auto") -> date | datetime | None:
    """The day that a date line gives, with time and zone if it gives both."""
    if (whole := read_moment(text, order=order)) is not None:
        return whole.value
    found = find_day(text, table, order)
    if found is None or found.day is None:
        return None
    whole = read_moment(text[found.start :], order=order)
    return whole.value if whole is not None and whole.day == found.day else found.day


def parse_published(value: object) -> date | datetime | None:
    """The day or moment that a machine or an editor wrote (see `moments.read_moment`); None where it is none."""
    found = read_moment(value)
    return found.value if found else None


def address_day(address: str) -> date | None:
    """The day in a web address's path ("/2019/01/29/", "/2019/jan/29/", "-20190129")."""
    path = re.sub(r"^[a-z]+://[^/?#]*|[?#].*$", "", address, flags=re.IGNORECASE)
    match = _ADDRESS_MONTH.search(path)
    if match:
        return make_day(int(match[1]), _SHORT[match[2].lower()], int(match[3]))
    return name_day(path)


def name_day(name: str) -> date | None:
    """The day in a file's name ("2019-01-29-talks.txt", "20190129_talks.txt")."""
    match = _ADDRESS.search(name)
    return make_day(int(match[1]), int(match[2]), int(match[3])) if match else None


def _iso(text: str) -> DayFound | None:
    match = _ISO.search(text)
    if match is None:
        return None
    day = make_day(int(match[1]), int(match[2]), int(match[3]))
    return _found(match, day) if day else None


def _numbers(text: str, order: Order) -> DayFound | None:
    match = _NUMBERS.search(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    european, american = make_day(year, second, first), make_day(year, first, second)
    day = (american or european) if order == "mdy" and match[2] != "." else (european or american)
    return _found(match, day) if day else None


def _found(match: re.Match[str], day: date) -> DayFound:
    return DayFound(start=match.start(), end=match.end(), day=day, month_day=(day.month, day.day))


@cache
def _forms(month: str) -> tuple[tuple[re.Pattern[str], int, int], ...]:
    """Read "29 January 2019" and "January 29, 2019", each with the groups of its day and its month."""
    tail = r"(?:(?:\s*,\s*|-|\s+(?:de\s+|del\s+)?)((?:19|20)\d\d)(?!\d))?"
    small = rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?:\s+|-)(?:of\s+|de\s+)?({month})(?!\w)\.?{tail}"
    large = rf"(?<!\w)({month})\.?\s+(\d{{1,2}})(?!\d)(?:st|nd|rd|th)?{tail}"
    return (re.compile(small, re.IGNORECASE), 1, 2), (re.compile(large, re.IGNORECASE), 2, 1)


def _named(text: str, table: Patterns) -> DayFound | None:
    best: DayFound | None = None
    if not _DIGIT.search(text):
        return None
    for form, d, m in _forms(table.month):
        for match in form.finditer(text):
            month, day = table.months[match[m].casefold()], int(match[d])
            if make_day(2000, month, day) is None:  # a leap year: 29 February may be
                continue
            if best is None or match.start() < best.start:
                whole = make_day(int(match[3]), month, day) if match[3] else None
                best = DayFound(start=match.start(), end=match.end(), day=whole, month_day=(month, day))
            break
    return best
