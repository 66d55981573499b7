"""Parts of a page with a day or an author of their own → the blocks that they became."""

from collections.abc import Sequence
from dataclasses import replace

from briefing.model import Block
from briefing.sources.cleaning import key_of
from briefing.sources.draft import Part

#: Letters of a block that is looked for in a part: fewer are found anywhere.
_LEAST = 12


def with_parts(text: str, blocks: Sequence[Block], parts: Sequence[Part]) -> tuple[Block, ...]:
    """``blocks`` of ``text``, those that print words of a part with its day and its author, posts as quotations."""
    if not parts:
        return tuple(blocks)
    keys = [(key_of(part.text), part) for part in parts]
    found: list[Block] = []
    for block in blocks:
        mine = key_of(block.span.of(text))
        part = next((part for key, part in keys if len(mine) >= _LEAST and mine in key), None)
        if part is None:
            found.append(block)
            continue
        kind = part.kind if part.kind == "quote" else block.kind
        found.append(replace(block, kind=kind, published=part.published, by=part.by))
    return tuple(found)
