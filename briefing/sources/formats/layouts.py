"""Lines on printed pages → paragraphs: by the gaps between them, their size, and where they end."""

import re
from collections import Counter
from itertools import pairwise

from briefing.lexicon.paragraphs import ends_sentence
from briefing.sources.formats.lines import Line, in_reading_order
from briefing.sources.formats.paragraphs import Paragraph
from briefing.sources.formats.reviews import label_of

#: Of the usual distance between lines: more is a new paragraph.
_GAP = 1.3
#: Of the usual size: a line of another size is not the same paragraph; one this much larger is a heading.
_SAME_SIZE, _HEADING = 0.08, 1.2
#: Of the usual length: a shorter line that ends a sentence ends its paragraph.
_SHORT = 0.8
#: A first line is indented by at least this part of its size.
_INDENT = 0.6
#: A line in capitals of so many words is a headline.
_LOUD_WORDS = 3
#: A heading has no more words than this.
_HEADING_WORDS = 40
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD_END = re.compile(r"[^\W\d_]+$")
_HYPHENS = ("-", "\u2010", "\u00ad")


def paragraphs_of(pages: list[list[Line]]) -> list[Paragraph]:
    """The paragraphs on ``pages``, heads and feet taken off before; what is larger than the text is a heading."""
    lines = [line for page in pages for line in in_reading_order(page)]
    if not lines:
        return []
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    usual = max(sizes, key=lambda size: (sizes[size], -size))
    body = [line for line in lines if abs(line.size - usual) <= usual * _SAME_SIZE]
    steps = sorted(a.y - b.y for a, b in pairwise(body) if a.page == b.page and 0.8 * usual < a.y - b.y < 1.8 * usual)
    leading = steps[len(steps) // 4] if steps else 1.3 * usual  # low: of short paragraphs most steps are gaps
    lengths = sorted(len(line.text) for line in body)
    full = lengths[len(lengths) * 3 // 4] if lengths else 60
    left = Counter(round(line.x) for line in body).most_common(1)[0][0] if body else 0
    groups: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if _breaks(before, line, leading, full, left):
            groups.append([line])
        else:
            groups[-1].append(line)
    words = Counter(word for line in lines for word in _WORD.findall(line.text))
    bold = sum(len(line.text) for line in lines if line.bold) * 2 > sum(len(line.text) for line in lines)
    for line in lines if bold else ():  # all of it is: that says nothing
        line.bold = False
    large = sorted({round(group[0].size, 1) for group in groups if _is_heading(group, usual)}, reverse=True)
    found = []
    for group in groups:
        level = large.index(round(group[0].size, 1)) + 1 if _is_heading(group, usual) else 0
        found.append(Paragraph(text=_joined(group, words), level=min(level, 6)))
    return found


def _breaks(before: Line, line: Line, leading: float, full: int, left: float) -> bool:
    if abs(before.size - line.size) > _SAME_SIZE * max(before.size, line.size):
        return True
    if before.bold != line.bold or (_is_loud(before.text) and not line.text.isupper()):
        return True  # a headline in the size of the text
    if label_of(before.text)[0] or label_of(line.text)[0]:
        return True
    step = before.y - line.y
    spacing = max(leading, 1.1 * line.size)
    ended = ends_sentence(before.text)
    if before.page != line.page or step <= 0:  # a new page or column: the paragraph may go on there
        return ended and (len(before.text) < _SHORT * full or line.text[:1].isupper())
    if step > _GAP * spacing:
        return True
    indented = left + _INDENT * line.size < line.x < left + 5 * line.size and abs(before.x - left) < _INDENT * line.size
    return ended and (indented or len(before.text) < _SHORT * full)


def _is_loud(text: str) -> bool:
    return text.isupper() and len(text.split()) >= _LOUD_WORDS


def _is_heading(group: list[Line], usual: float) -> bool:
    words = sum(len(line.text.split()) for line in group)
    if not 2 <= words <= _HEADING_WORDS or group[0].size < (1 - _SAME_SIZE) * usual:
        return False
    stressed = group[0].bold or all(_is_loud(line.text) for line in group)
    return group[0].size >= _HEADING * usual or (stressed and not ends_sentence(group[-1].text))


def _joined(group: list[Line], words: Counter[str]) -> str:
    text = group[0].text
    for line in group[1:]:
        if text.endswith(_HYPHENS) and text[-2:-1].isalpha() and line.text[:1].isalpha():
            text = _mended(text, line.text, words)
        else:
            text = f"{text} {line.text}"
    return text


def _mended(text: str, following: str, words: Counter[str]) -> str:
    """Two lines whose word was cut between them, by the file's own dictionary: how it prints the word elsewhere."""
    head = _WORD_END.search(text[:-1])
    tail = _WORD.match(following)
    first, second = head.group() if head else "", tail.group() if tail else ""
    whole, hyphened = words[first + second], words[f"{first}-{second}"]
    if text.endswith("\u00ad"):
        return text[:-1] + following
    if second[:1].isupper():  # "Franco-", "German": a compound, unless the line is all capitals
        keep = not first.isupper()
    elif whole or hyphened:
        keep = hyphened > whole
    else:  # both halves are words of the file: "long-", "term"
        keep = words[first] > 0 and words[second] > 1 and len(first) > 3 and len(second) > 3
    return (text if keep else text[:-1]) + following
