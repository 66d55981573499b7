"""Outlets: who printed a page, read from its furniture where no metadata says it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from briefing.lexicon.tables import listed, read_table
from briefing.model import Block

#: A name as outlets write it: words with capitals, small words between them.
_NAME = (
    r"(?:(?:The|Le|La|Les|Die|Der|Das|El|Los|Il) )?[^\W\d_a-z][\w’'&.-]{1,24}"
    r"(?: (?:of|du|de|des|del|della|der|and|&) [^\W\d_a-z][\w’'&-]{1,24}| [^\W\d_a-z][\w’'&-]{0,24}){0,4}"
)
_YEARS = r"(?: Copyright)?(?: \d{4}(?:\s?[-–]\s?\d{2,4})?)?,?"
_AFTER = r" All | Alle | Tous | Todos | Ltd| Limited| Inc| GmbH| plc"
#: Sure first: the owner of the page, then where it asks to be read, then who took its pictures.
_SAYS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:©|\([cC]\)|Copyright){_YEARS}(?: by)? (?P<name>{_NAME})(?:,? \d{{4}})?(?=$|[.,|·•]| [-–—|·•]|{_AFTER})",
        rf"(?:[Ff]irst|[Oo]riginally) (?:published|appeared) (?:in|by|on) (?P<name>{_NAME})(?=$|[.,]| on | in )",
        rf"(?:[Gg]et|[Rr]ead|[Ff]ollow|[Ss]upport) (?P<name>(?:the )?{_NAME}) (?:in your inbox|on (?:Twitter|X|Facebook|Instagram|your phone))",
        rf"[Ss]ubscribe to (?:the )?(?P<name>{_NAME})(?:’s|'s)? (?:(?:free|daily|weekly|morning|evening|e-?mail) ){{0,3}}(?:e-?mail|newsletter|briefing)\b",
        rf"^Source: (?P<name>{_NAME})$",
    )
)
_CREDIT = re.compile(
    rf"[\[(](?:[^\[\]()]{{0,120}}?[/|:] ?)?(?P<name>{_NAME})(?: archive| file| photo| graphic)?[\])]\s*$"
)
_MASTHEAD = re.compile(r"[^\W\d_a-z][^\W\d_a-z’'&.-]+(?: [^\W\d_a-z’'&.-]+){1,4}")
_SECTION = re.compile(r" [/|>»·•—–] ")
_SMALL = frozenset("of du de des del della der and the".split())
_LONGEST = 200
#: Lines at the head of a page among which its masthead stands.
_HEAD = 4


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(listed(read_table("pages.toml")["outlets"][name]))


def outlet_of(text: str, blocks: Sequence[Block]) -> str:
    """The name of the outlet that ``text`` was copied from, "" where its furniture does not say.

    The running text is not asked: it names many outlets.
    """
    lines = list(_furniture(text, blocks))
    for says in _SAYS:
        for line in lines:
            if (found := says.search(line)) is not None:
                return _plain(found["name"])
    for line in _head(text):
        if (name := _masthead(line)) is not None:
            return name
    for line in lines:
        credit = _CREDIT.search(line)
        if credit is not None and credit["name"].casefold().split()[-1] in _words("papers") and " " in credit["name"]:
            return _plain(credit["name"])
    return ""


def _furniture(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    """The lines that are no running text, foot first: an outlet signs at the foot."""
    for block in reversed(blocks):
        if block.kind != "body":
            yield from (line.strip() for line in reversed(block.span.of(text).split("\n")) if len(line) <= _LONGEST)


def _head(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text[:2000].split("\n"))
    yield from [line for line in lines if line][:_HEAD]


def _masthead(line: str) -> str | None:
    """The masthead "ALTIPLANO DISPATCH" or "PACIFIC LANTERN / WORLD": a name in capitals that ends as newspapers' do."""
    name = _SECTION.split(line)[0].strip()
    if len(name) > 40 or not _MASTHEAD.fullmatch(name) or name.casefold().split()[-1] not in _words("papers"):
        return None
    return " ".join(
        word.lower() if word.lower() in _SMALL and n else word.capitalize() for n, word in enumerate(name.split())
    )


def _plain(name: str) -> str:
    """Without what is no part of a name at its ends: "the Capital Courier Media Group." is "Capital Courier"."""
    name = re.sub(r"^the ", "", name).rstrip(" .,")
    words = name.split()
    while len(words) > 2 and words[-1].casefold() in _words("company"):
        words.pop()
    return " ".join(words)
