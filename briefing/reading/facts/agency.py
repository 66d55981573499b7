"""Agency: whose text an article is, where an outlet prints an agency's: told by byline, dateline, credit and sign-off."""

import re
from functools import cache

from briefing.lexicon.tables import read_table
from briefing.model import Article

#: Characters of head and foot that small print stands in.
HEAD, FOOT = 260, 300
#: "JERUSALEM, Jan 28 (Reuters) -", "PARIS (AFP) –", "— Reuters", "Source: AFP"; group 1 is the name.
_DATELINE = re.compile(r"^[^\n.!?]{0,80}?\(([\w .&-]{2,40})\)\s?[-–—]", re.MULTILINE)
#: … and a wire that nobody has listed signs its datelines likewise: place, day, name.
_WIRE = re.compile(r"^[^\n.!?()]{2,60}\d{1,2}\s?\(([A-Z][\w.&'’-]+(?: [A-Z][\w.&'’-]+){0,3})\)\s?[-–—]", re.MULTILINE)
_NEWSWIRE = re.compile(r"^\s*([\w.&-]{2,40}(?: [\w.&-]{2,20}){0,2})\s*$", re.MULTILINE)
_FOOT = re.compile(
    r"(?:^|[\n—–(\[-]\s?)(?:source|sources|with|from|by|quelle|fuente|источник)?\s?:?\s?([\w .&-]{2,40})[)\].]?\s*$"
)
_SPLIT = re.compile(r"\s*(?:,|/|&|\band\b|\bund\b|\bet\b|\by\b|\bwith\b|\bvon\b|\bfor\b)\s*")


def agency(article: Article) -> str:
    """The agency's name where ``article`` is its text and another's page; "" for an outlet's own words.

    A byline that names a reporter of an agency ("Jane Roe, Reuters") counts; one that adds an agency to the paper's own
    reporter ("Jane Roe, with Reuters") does not make it the agency's.
    """
    own = _known(article.source)
    for author in article.authors:
        parts = [part.strip(" .") for part in _SPLIT.split(author) if part.strip(" .")]
        if " with " not in author and (found := next((_known(part) for part in parts if _known(part)), "")):
            return "" if found == own else found
    head = article.text[:HEAD]
    for pattern in (_DATELINE, _NEWSWIRE):
        for match in pattern.finditer(head):
            if found := _known(match.group(1).strip()):
                return "" if found == own else found
    if (wire := _WIRE.search(head)) is not None and not same(wire.group(1), article.source):
        return wire.group(1)
    if (foot := _FOOT.search(article.text[-FOOT:].rstrip())) is not None and (found := _known(foot.group(1).strip())):
        return "" if found == own else found
    return ""


def same(name: str, other: str) -> bool:
    """Whether two names are of one publisher."""
    return name.casefold().removeprefix("the ").strip() == other.casefold().removeprefix("the ").strip()


def _known(name: str) -> str:
    return _names().get(name.strip(), "")


@cache
def _names() -> dict[str, str]:
    table = read_table("agencies.toml")
    return {form: name for name, forms in table.items() for form in (name, *forms)}
