"""Labels: the brief's own words, its days and its numbers in the reader's language."""

import functools
import gettext
import io
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from zoneinfo import ZoneInfo

from babel import Locale

from briefing.lexicon.calendar import figure, stretch, written
from briefing.lexicon.days import end_of_month
from briefing.settings import LANGUAGES

_DATA = resources.files("briefing.data") / "labels"

#: What an actor is, in the words of the labels.
TYPES = {"PER": "Person", "ORG": "Organisation", "GPE": "State", "LOC": "Place", "NORP": "Group", "MISC": "Other"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words of one language. `translations` is a gettext catalogue; the msgids are English."""

    language: str
    locale: Locale
    translations: gettext.NullTranslations

    def __call__(self, words: str) -> str:
        """``words``, translated."""
        return self.translations.gettext(words) if words else ""

    def count(self, one: str, many: str, number: int) -> str:
        """``number`` of something: "{n} source", "{n} sources" in the language's own plural form."""
        form = self.translations.ngettext(one, many, number)
        return form.format(n=self.number(number))

    def number(self, number: float) -> str:
        """A number with the language's own separators."""
        return figure(number, self.language)

    @property
    def direction(self) -> str:
        """Either "ltr" or "rtl"."""
        return str(self.locale.text_direction)

    def day(self, day: date, *, near: date | None = None) -> str:
        """A day in running matter, "Tue 29 Jan"; with its year unless that is the year of ``near``."""
        far = near is not None and abs((day - near).days) > 183 and day.year != near.year
        return self._date(day, "dated" if far else "day")

    def plain_day(self, day: date, *, near: date | None = None) -> str:
        """A day without its weekday, "29 Jan"; with its year unless that is the year of ``near``."""
        far = near is not None and abs((day - near).days) > 183 and day.year != near.year
        return self._date(day, "past" if far else "plain")

    def full_day(self, day: date) -> str:
        """The masthead's day: "Wednesday 30 January 2030"."""
        text = self._date(day, "full")
        return text[:1].upper() + text[1:]

    def dated_day(self, day: date) -> str:
        """A day that stands alone: "Wed 30 Jan 2030"."""
        return self._date(day, "dated")

    def span(self, first: date, last: date, *, near: date | None = None) -> str:
        """A day, or a stretch of days: "29–31 Jan"; whole months and years by their names: "Dec 2018", "2015"."""
        if first == last:
            return self.day(first, near=near)
        own = near is not None and first.year == last.year == near.year
        whole = first.day == 1 and last == end_of_month(last.year, last.month)
        if whole and first.month == last.month and first.year == last.year:
            return self._date(first, "month" if own else "month_of")
        return stretch(first, last, self.language, year=whole or not own)

    def moment(self, published: date | datetime | None, zone: ZoneInfo, *, near: date | None = None) -> str:
        """Day and, where known, time: "29 Jan, 21:14" in the edition's time zone."""
        if published is None:
            return self("undated")
        if not isinstance(published, datetime):
            return self.plain_day(published, near=near)
        local = published.astimezone(zone) if published.tzinfo else published
        return f"{self.plain_day(local.date(), near=near)}, {local:%H:%M}"

    def language_name(self, code: str) -> str:
        """What the language ``code`` is called; the code itself where that is unknown."""
        return str(self.locale.languages.get(code.split("-", maxsplit=1)[0].lower(), code))

    def _date(self, day: date, pattern: str) -> str:
        return written(day, pattern, self.language)


@functools.cache
def labels(language: str) -> Labels:
    """The labels of ``language``, one of `settings.LANGUAGES`; English for any other."""
    code = language if language in LANGUAGES else "en"
    # British English; territories and languages are named by CLDR as Babel has it (`briefing doctor` names the release).
    locale = Locale.parse("en_GB" if code == "en" else code)
    return Labels(language=code, locale=locale, translations=_catalogue(code))


def _catalogue(code: str) -> gettext.NullTranslations:
    """The gettext catalogue of ``code``, compiled in memory from its .po file; English needs none."""
    path = _DATA / f"{code}.po"
    if not path.is_file():
        return gettext.NullTranslations()
    from babel.messages import mofile, pofile

    compiled = io.BytesIO()
    mofile.write_mo(compiled, pofile.read_po(io.BytesIO(path.read_bytes()), locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
