"""The tables of page debris, compiled once per language."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefing.lexicon.tables import either, read_table

#: Languages that have a table of their own; every text is also read with the English one, since wires sign in English.
LANGUAGES = ("en", "fr", "de", "es", "ru", "ar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """What debris looks like in one language (and in English, and in none).

    Attributes:
        months: every spelling, casefolded, to 1..12.
        dates: piece of a date line beside the date: weekday, "published", "2 hours ago", a time, a zone.
        by: opens a byline.
        joins: lower-case words that may stand between the names of a byline.
        furniture: words that a line of furniture is made of.
        lines: whole lines that are boilerplate.
        captions: whole lines that are captions.
        before_captions: a line whose next is a caption.
        link_lists: whole lines above a list of links.
        agencies: a wire's name.
        credit: "[Getty]", "(Shutterstock)", "[Reuters]", "Jane Roe/AFP" at the end of a line.
        agency_tag: "(Reuters)", "– AFP" at the end of a paragraph.
        agency_line: nothing but a wire's name.
        roles: what opens an agency's sign-off, "reporting by".
        role_words: lower-case words that may stand in a sign-off.
    """

    months: dict[str, int]
    month: str
    dates: re.Pattern[str]
    by: re.Pattern[str]
    joins: frozenset[str]
    furniture: frozenset[str]
    lines: re.Pattern[str]
    captions: re.Pattern[str]
    before_captions: re.Pattern[str]
    link_lists: re.Pattern[str]
    agencies: re.Pattern[str]
    credit: re.Pattern[str]
    agency_tag: re.Pattern[str]
    agency_line: re.Pattern[str]
    roles: re.Pattern[str]
    role_words: frozenset[str]


def patterns(language: str) -> Patterns:
    """The tables for ``language`` (ISO 639-1); English alone where there is none."""
    return _patterns(language if language in LANGUAGES else "en")


@cache
def _patterns(language: str) -> Patterns:
    tables = _tables(language)
    common = read_table("debris.toml")
    months = months_of(language)
    agency = _words(common["agencies"])
    desk = _words(common["picture_desks"])
    every = [common, *tables]
    return Patterns(
        months=months,
        month=_words(list(months)),
        dates=_dates(tables),
        by=re.compile(rf"(?:{_words(_all(tables, 'by'))})(?:\s*:\s*|\s+)", re.IGNORECASE),
        joins=frozenset(_all(tables, "joins")),
        furniture=frozenset(_all(every, "furniture")),
        lines=either(_all(every, "lines")),
        captions=either(_all(tables, "captions")),
        before_captions=either(_all(tables, "before_captions")),
        link_lists=either(_all(tables, "link_lists")),
        agencies=re.compile(rf"(?:{agency})(?![\w])"),
        credit=re.compile(_credit(desk, agency)),
        agency_tag=re.compile(
            rf"(?<=[.!?”\"’)…])\s*(?:[-–—/]{{1,2}}\s?(?:{agency})|\(\s?(?:{agency})\s?\)|\s(?:{agency}))\.?$"
        ),
        agency_line=re.compile(
            rf"[-–—(\[/\s]{{0,3}}(?:{agency})(?:\s?(?:/|,|and|&|\+)\s?(?:{agency})){{0,4}}[)\]/.\s]{{0,3}}",
            re.IGNORECASE,
        ),
        roles=re.compile(rf"(?:{_words(_all(tables, 'signoff_roles'))})\b", re.IGNORECASE),
        role_words=frozenset(word for word in _all(tables, "signoff_words") + _all(tables, "signoff_roles")),
    )


def months_of(language: str) -> dict[str, int]:
    """Every spelling of a month in ``language`` and in English, casefolded, to 1..12."""
    months: dict[str, int] = {}
    for table in reversed(_tables(language)):
        for number, names in enumerate(table["months"], start=1):
            months |= dict.fromkeys(names.casefold().split("|"), number)
    return months


def _tables(language: str) -> list[dict[str, Any]]:
    own = [read_table(f"debris_{language}.toml")] if language != "en" else []
    return [*own, read_table("debris_en.toml")]


def _all(tables: list[dict[str, Any]], key: str) -> list[str]:
    return [entry for table in tables for entry in table.get(key, ())]


def _words(words: list[str]) -> str:
    """An alternation of literal words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _dates(tables: list[dict[str, Any]]) -> re.Pattern[str]:
    weekdays = _words([name for names in _all(tables, "weekdays") for name in names.split("|")])
    words = _words(_all(tables, "date_words"))
    ago = "|".join(f"(?:{table['ago']})" for table in tables)
    clock = r"\d{1,2}\s?[:.h]\s?\d{2}(?:\s?:\s?\d{2})?(?:\s?[ap]\s?\.?\s?m\.?)?(?:\s?h(?:rs?)?)?|\d{1,2}\s?[ap]\.?\s?m\.?|\d{4}\s?(?:hrs?|(?=gmt|utc))"
    zone = r"(?:gmt|utc|z|[ecmp][sd]?t|bst|ist|cest|cet|eet|msk|мск|jst|sgt|gst|ast)(?:\s?[+-]\s?\d{1,2}(?:\s?:?\s?\d{1,2})?)?|[+-]\d{2}:?\d{2}"
    return re.compile(
        rf"(?:(?P<ago>{ago})|(?:{weekdays})\.?(?!\w)|(?:{clock})(?!\w)|(?:{zone})(?!\w)|(?:{words})(?!\w))",
        re.IGNORECASE,
    )


def _credit(desk: str, agency: str) -> str:
    """A picture desk at the end of a line: in brackets, after "photo:", or after a photographer's name and a slash."""
    name = r"[^\W\d_][\w.'’-]{0,30}(?:\s[\w.'’-]{1,30}){0,4}"
    word = r"(?:[Vv]ia|[Bb]y|[Pp]hotos?|[Cc]redits?|[Ii]mages?|[Ff]ile|[Cc]ourtesy(?:\sof)?|[Ss]ource)"
    either = rf"(?:{desk}|{agency})"
    signed = (
        rf"(?:{word}\s?[:/]?\s?(?:{word}\s)?)?(?:{name}\s?[/|,–—-]\s?)?{either}(?:\s?[/|,–—-]\s?(?:{name}|{either}))?"
    )
    square = rf"\[[^\[\]]{{0,60}}(?<!\w)(?:{either})(?!\w)[^\[\]]{{0,60}}\]"
    said = r"\[(?:[\w.’'-]{1,20}[\s/]){0,4}(?:[Pp]hoto|[Pp]icture|[Ii]mage|[Ff]ile|[Aa]rchives?|[Hh]andout|[Cc]ourtesy|[Ss]tock)\b[^\[\]]{0,40}\]"
    round_ = rf"\(\s?(?:{desk})(?:\s?[/|,–—-]\s?{name})?\s?\)|\(\s?{name}\s?/\s?{either}\s?\)|\(\s?{word}\s?[:/]?\s?{signed}\s?\)"
    unsaid = (
        rf"(?<![.!?”\"’)…\s])\s+(?:\(\s?{either}\s?\)|[-–—©/]\s?(?:{name}\s?/\s?)?{either})"  # no sentence before it
    )
    bare = rf"(?<!\w)(?:{either}/{name}|{name}/{either}|(?:{desk})/(?:{desk}|{agency}))"
    return rf"(?:{square}|{said}|{round_}\.?|{bare}\.?|{unsaid}|^(?:{desk}))$"
