"""Mail that was forwarded or answered → the message that it is about: innermost, without covering notes and answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from briefing.lexicon.tables import either, listed, read_table

#: How many messages may lie in one another.
_DEEPEST = 8
#: Lines that the value of one header ("To:" of many) may take.
_WRAPPED = 4
#: Of the words of the message under it: a longer text above is no covering note.
_NOTE = 0.5
#: Words of a message above what lawyers add.
_LEAST = 12
_QUOTED = re.compile(r"\s{0,3}>\s?")
_LABEL = re.compile(r"[\s*_>|]*([^\W\d_][^:：\n]{0,24}?)[*_]*\s{0,3}[:：](?!//)[*_]*\s*(.*)$")
_DASHES = " \t-–—_=*~<>|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwrapped:
    """A message's text, and the headers of the message that it is, where they stand in the text.

    Attributes:
        text: without covering notes, headers, quoted answers and signatures.
        headers: "from", "date", "subject" as printed; empty where nothing was forwarded.
    """

    text: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Words:
    labels: dict[str, str]
    marks: frozenset[str]
    forwarding: frozenset[str]
    signatures: re.Pattern[str]
    attributions: re.Pattern[str]
    footers: re.Pattern[str]
    prefix: re.Pattern[str]
    forward: re.Pattern[str]


def unwrapped(text: str, subject: str = "") -> Unwrapped:
    """The innermost message in the plain ``text`` of a mail with ``subject``.

    What stands above a block of headers is a covering note where a mark or the subject says that something was
    forwarded, or where it is much shorter than what stands below; else what stands below is a quoted answer.
    """
    headers: dict[str, str] = {}
    forwarded = bool(_words().forward.match(subject))
    lines = text.split("\n")
    for _ in range(_DEEPEST):
        found = _split(lines)
        if found is None:
            break
        above, block, marked, below = found
        if not (forwarded or marked or _count(above) < _NOTE * _count(below)):
            lines = above
            break
        if not _count(below):
            break
        headers = block or headers
        lines = below
        forwarded = bool(_words().forward.match(block.get("subject", "")))
    return Unwrapped(text="\n".join(_signed_off(_answered(lines))).strip("\n"), headers=headers)


def bare_subject(subject: str) -> str:
    """``subject`` without "Re:", "Fwd:", "WG:" and the marks of mail gateways ("[EXTERNAL]")."""
    before = ""
    while before != subject:
        before, subject = subject, _words().prefix.sub("", subject, count=1)
    return subject.strip()


def _split(lines: list[str]) -> tuple[list[str], dict[str, str], bool, list[str]] | None:
    """What stands above the first block of headers, its headers, whether a mark opens it, and what stands below."""
    for at, line in enumerate(lines):
        mark = _plain(line) in _words().marks
        start = at + 1 if mark else at
        if not mark and _label(line) is None:
            continue
        block, end = _block(lines, start)
        if "from" in block and len(block) >= 2 and ("date" in block or "subject" in block):
            opened = any(_plain(each) in _words().forwarding for each in lines[max(0, at - 3) : at + 1])
            return (
                [each for each in lines[:at] if _plain(each) not in _words().marks],
                block,
                opened,
                _unquoted(lines[end:]),
            )
    return None


def _block(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    """The headers from line ``start`` on, by what they are, and the line after them."""
    found: dict[str, str] = {}
    end, at, gap = start, start, 0
    while at < len(lines) and gap <= _WRAPPED:
        header = _label(lines[at])
        if header is not None:
            name, value = header
            if name in found and name != "other":
                break
            if not value:  # a table: the word in one cell, its value in the next
                following = next((n for n in range(at + 1, min(at + 3, len(lines))) if lines[n].strip(" >|")), None)
                if following is not None and _label(lines[following]) is None:
                    at, value = following, lines[following].strip(" *_>|")
            found[name] = value
            at, end, gap = at + 1, at + 1, 0
        elif not found and lines[at].strip(" >|"):
            break
        else:  # a blank line between headers, or a value that goes on; two blank lines end them
            gap += 1 if lines[at].strip(" >|") or not found else 2
            at += 1
    return found, end


def _label(line: str) -> tuple[str, str] | None:
    match = _LABEL.match(line)
    name = _words().labels.get(" ".join(match[1].casefold().split())) if match else None
    return (name, match[2].strip(" *_")) if match and name else None


def _unquoted(lines: list[str]) -> list[str]:
    """``lines`` without one level of ">", where all of them have it (Apple Mail, Thunderbird)."""
    written = [line for line in lines if line.strip()]
    if written and sum(1 for line in written if _QUOTED.match(line)) >= 0.9 * len(written):
        return [_QUOTED.sub("", line, count=1) for line in lines]
    return lines


def _answered(lines: list[str]) -> list[str]:
    """``lines`` without the messages that they answer: "Jane Roe wrote:" and what is quoted under it."""
    lines = _unquoted(lines)
    kept: list[str] = []
    for at, line in enumerate(lines):
        if _words().attributions.fullmatch(" ".join(line.split())) or (
            at + 1 < len(lines) and _words().attributions.fullmatch(" ".join(f"{line} {lines[at + 1]}".split()))
        ):
            rest = _unquoted([each for each in lines[at + 1 :] if not _words().attributions.fullmatch(each.strip())])
            if _count(kept) < _NOTE * _count(rest):  # a note above what it sends on
                return _answered(rest)
            quoted = any(_QUOTED.match(each) for each in lines[at + 1 : at + 4])
            if not quoted:
                return kept
            continue
        if not _QUOTED.match(line):
            kept.append(line)
    return kept


def _signed_off(lines: list[str]) -> list[str]:
    """``lines`` without the signature below "-- ", what telephones write, and what lawyers and lists add."""
    for at, line in enumerate(lines):
        if line.strip("*_ \u00a0\r") == "--" and at and _count(lines[:at]) >= _count(lines[at:]):
            lines = lines[:at]
            break
    foot = next((at for at, line in enumerate(lines) if at and _words().footers.fullmatch(line.strip())), None)
    if foot is not None and _count(lines[:foot]) >= _LEAST:
        lines = lines[:foot]
    return [line for line in lines if not _words().signatures.fullmatch(line.strip())]


def _count(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines if not _QUOTED.fullmatch(line))


def _plain(line: str) -> str:
    return " ".join(line.strip(_DASHES).rstrip(": ").casefold().split()) if len(line) < 120 else ""


@cache
def _words() -> _Words:
    table = read_table("mails.toml")
    marks = table["marks"]
    words = {
        name: "|".join(re.escape(each) for each in sorted(listed(marks[name]), key=len, reverse=True))
        for name in ("prefixes", "forwards")
    }
    return _Words(
        labels={word: name for name, said in table["headers"].items() for word in listed(said)},
        marks=frozenset(listed(marks["forwarded"]) + listed(marks["original"])),
        forwarding=frozenset(listed(marks["forwarded"])),
        signatures=re.compile(rf"(?:{'|'.join(marks['signatures'])})(?:\s?<?https?://\S+>?)?", re.IGNORECASE),
        footers=either(marks["footers"]),
        attributions=either(marks["attributions"]),
        prefix=re.compile(
            rf"^\s*(?:(?:{words['prefixes']})(?:\s?[\[(]\d{{1,3}}[\])])?\s?[:：]|\[\s?(?:ext(?:ern(?:al)?)?|external (?:e-?mail|sender))\s?\]:?|extern:)\s*",
            re.IGNORECASE,
        ),
        forward=re.compile(rf"^\s*(?:\[[^\]]{{1,30}}\]\s*)?(?:{words['forwards']})\s?[:：]", re.IGNORECASE),
    )
