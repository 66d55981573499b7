"""Live pages → their entries, each with its own time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import html

from briefing.sources.draft import Part
from briefing.sources.formats.fragments import fragment_text
from briefing.sources.formats.trees import flat
from briefing.sources.page.moments import Moment, read_moment

#: So many alike make a live page; an entry has so many words, and no more.
_LEAST, _WORDS, _LONGEST = 3, 8, 1500


def entries_of(tree: html.HtmlElement, updates: Sequence[dict[str, Any]]) -> tuple[Part, ...]:
    """The entries of a live page, as its JSON-LD lists them or as its tree repeats them; () where it is none."""
    told = [part for each in updates if (part := _update(each)) is not None]
    return tuple(told) if len(told) > 1 else tuple(_repeated(tree))


def _update(entry: dict[str, Any]) -> Part | None:
    body = entry.get("articleBody") or entry.get("description") or ""
    if not isinstance(body, str) or not body.strip():
        return None
    head = entry.get("headline")
    moment = read_moment(entry.get("datePublished"))
    lines = [fragment_text(each)[0].strip() for each in (head if isinstance(head, str) else "", body)]
    return Part(
        text="\n\n".join(line for line in lines if line), kind="body", published=moment.value if moment else None
    )


def _repeated(tree: html.HtmlElement) -> Iterator[Part]:
    """Blocks alike (same parent, tag and class) that each have one time of their own on one or two days."""
    groups: dict[tuple[html.HtmlElement, str, str], list[tuple[html.HtmlElement, Moment]]] = defaultdict(list)
    for stamp in tree.iter("time"):
        moment = read_moment(stamp.get("datetime") or stamp.get("content"))
        block = _block_of(stamp)
        if moment is not None and block is not None and block.getparent() is not None:
            kind = (block.get("class") or "").split(" ")[0]
            groups[block.getparent(), str(block.tag), kind].append((block, moment))
    for group in groups.values():
        days = {moment.day for _, moment in group}
        if len(group) >= _LEAST and len(days) <= 2 and len({block for block, _ in group}) == len(group):
            yield from (Part(text=flat(block), kind="body", published=moment.value) for block, moment in group)
            return


def _block_of(stamp: html.HtmlElement) -> html.HtmlElement | None:
    """The smallest block around a time that has text of its own, and no other time."""
    at = stamp.getparent()
    while at is not None and at.tag not in ("body", "main", "html"):
        if sum(1 for _ in at.iter("time")) > 1:
            return None
        words = sum(len("".join(each.itertext()).split()) for each in at.iter("p"))
        if words >= _WORDS:
            return at if words <= _LONGEST else None
        at = at.getparent()
    return None
