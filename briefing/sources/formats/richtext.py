"""Rich Text → paragraphs."""

import re
from collections.abc import Iterator
from itertools import groupby, islice

from briefing.sources.cleaning import decode
from briefing.sources.draft import Blob, Found
from briefing.sources.formats.fragments import raised
from briefing.sources.formats.heads import named_head
from briefing.sources.formats.paper import Document, drafts
from briefing.sources.formats.paragraphs import Paragraph, lines, row

#: Groups that print nothing: deletions, hidden text.
_UNPRINTED = re.compile(r"\{\\(?:deleted|v)\b[^{}]{0,100000}\}")
#: Figures set above the line.
_RAISED = re.compile(r"\{\\super(?: |(?=\d))(\d{1,3})\}")
#: Groups that striprtf leaves out: heads and feet of pages, notes; and its fonts, which say how letters are coded.
_RUNNING, _NOTES = (re.compile(rf"\{{\\{name}(?![a-z])") for name in ("(?:header|footer)[lrf]?", "footnote"))
_FONTS = re.compile(r"\{[^{}]*\\fonttbl(?![a-z])")
#: A font of the table: its number, what else is said of it; in that its charset.
_FONT = re.compile(r"\\f(\d{1,5})(?!\d)((?:(?!\\f\d)[^;]){0,300});")
_CHARSET = re.compile(r"\\fcharset(\d{1,3})(?!\d)")
_BRACE, _PAGE = re.compile(r"\\.|[{}]"), re.compile(r"\\ansicpg(\d{1,5})")
#: How many heads and notes are read, and how many characters of each.
_MOST, _LONGEST = 400, 20_000


def read_rtf(blob: Blob) -> Found:
    """A Rich Text file as it reads, by striprtf: its notes at the end, its pages' heads asked for the paper and the day.

    Raises:
        InputError: if there is no text in it.
    """
    source = _UNPRINTED.sub("", decode(blob.data, "cp1252"))
    source = _RAISED.sub(lambda match: "".join(f"\\u{ord(each)}?" for each in raised(match[1])), source)
    source = _with_charsets(source)
    paragraphs = [each for line in _printed(source) for each in _cells(line)]
    paragraphs += [Paragraph(text=line) for line in _apart(source, _NOTES)]
    document = Document(paragraphs=paragraphs, head=named_head(_apart(source, _RUNNING)))
    yield from drafts(document, blob, "a Rich Text file")


def _with_charsets(source: str) -> str:
    """``source`` with a table of fonts that says of each its charset and no more.

    Where none is said, striprtf takes the next font's; where the table does not end, it takes hours.
    """
    from striprtf.striprtf import charset_map

    opening = _FONTS.search(source)
    if opening is None:
        return source
    page = _PAGE.search(source)
    mine = next((number for number, name in charset_map.items() if page and name == f"cp{page[1]}"), 0)
    table = next(_groups(source, _FONTS))
    fonts = []
    for number, said in _FONT.findall(table):
        charset = _CHARSET.search(said)
        fonts.append(f"{{\\f{number}\\fcharset{charset[1] if charset else mine} x;}}")
    after = source[opening.end() + len(table) :].removeprefix("}")
    return f"{source[: opening.start()]}{{\\fonttbl{''.join(fonts)}}}{after}"


def _printed(source: str) -> Iterator[str]:
    """The lines that Rich Text prints; striprtf ends a row of a table with a bar."""
    from striprtf.striprtf import rtf_to_text

    text = str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]
    for in_table, group in groupby(text.replace("\r", "\n").split("\n"), key=lambda line: line.rstrip().endswith("|")):
        printed = list(group)
        yield from filter(None, map(str.strip, printed)) if in_table else lines("\n".join(printed))


def _apart(source: str, opening: re.Pattern[str]) -> Iterator[str]:
    """The lines of groups that print apart from the text."""
    page, fonts = _PAGE.search(source), next(_groups(source, _FONTS), "")
    for group in _groups(source, opening):
        yield from _printed(f"{{\\rtf1\\ansi{page.group() if page else ''}{{\\fonttbl{fonts}}} {group}}}")


def _groups(source: str, opening: re.Pattern[str]) -> Iterator[str]:
    """What stands in the groups that open so."""
    for match in islice(opening.finditer(source), _MOST):
        depth, end = 1, match.end()
        for brace in _BRACE.finditer(source, match.end(), match.end() + _LONGEST):
            depth += 1 if brace.group() == "{" else -1 if brace.group() == "}" else 0
            end = brace.start()
            if depth == 0:
                break
        yield source[match.end() : end]


def _cells(line: str) -> Iterator[Paragraph]:
    """A line of a table, which striprtf writes with bars between its cells, or a paragraph."""
    cells = [each.strip() for each in line.rstrip("|").split("|")]
    if line.endswith("|") and len(cells) > 1:
        yield from row([[Paragraph(text=" ".join(each.split()))] if each else [] for each in cells])
    else:
        yield Paragraph(text=" ".join(line.split()))
