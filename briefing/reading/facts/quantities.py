"""Quantities: the figures in running text, and what they count."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefing.lexicon.words import stop_words
from briefing.model import Article, Hedge, Kind, Quantity, Sentence, Span, Timex
from briefing.reading.facts.quantity_tables import Tables, tables_of

#: A round figure from here on may stand for any that rounds to it: 300 for 298, but not 20 for 21.
_ROUND_FROM = 100
#: Characters before a figure in which what it counts is looked for.
_REACH = 48
#: Words before a figure among which the one that tells its way stands; letters that words share in all their forms.
_LEAD, _STEM = 4, 5
#: Words behind a figure by which two are compared.
_TRAIL = 4
#: Words before a toll among which the verb stands that moves it: "bringing the confirmed death toll … to 11".
_REACH_BACK = 4
#: Kinds whose unit says what is counted.
_UNTABLED = frozenset({Kind.MONEY, Kind.SHARE, Kind.OTHER, Kind.TERM})
#: What tells one of several from the others: "the second bomb"; in how long: "in a month".
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|another|aftershocks?|erste[rns]?|zweite[rns]?|dritte[rns]?|premi[eè]re?|"
    r"deuxième|primer[ao]?|segund[ao])\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:in a|per|a|each|every) (year|quarter|month|week|day|hour)\b(?! (?:after|before|ago|later|earlier|since|of|in which|when))"
    r"|\b(year|quarter|month|week|dai|hour)ly\b|\b(annual)(?:ly)?\b",
    re.IGNORECASE,
)
_UNITS = {"dai": "day", "annual": "year"}
#: That a figure moved on.
_MOVES = re.compile(
    r"\b(?:rose|risen|rising|climbed|increased|now|so far|latest|updated|revised|has grown|up from)\b", re.IGNORECASE
)
_RANGE_BEFORE = re.compile(
    r"(?:\b(?:between|another|further|additional|first|last|next|other)|\d\.\s|\d\s?(?:-|–|to|or|and|of|by|x)|\bhalf|\b(?:size|page)(?: -)?)\s*\Z",
    re.IGNORECASE,
)
#: A prison term: its years are no time of the news, though they look it.
_TERM = re.compile(
    r"\b(?:sentenced|jailed|imprisoned|condemned)(?:\s+[\w.’-]+){0,6}?\s+(?:to|for)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE
)
_TERM_UNITS = frozenset({"years", "months"})
_RANGE_AFTER = re.compile(r"\s?(?:-|–|to|or|and|by|of|x)?\s?[$€£]?\d", re.IGNORECASE)
#: Of nine such in Wikipedia's Current Events, and of three in ECB+ and MEANTIME, each is a part of a toll and none is one.
_SOME = re.compile(r" of the ([^\W\d_]+)", re.IGNORECASE)


def find(article: Article, sentences: Sequence[Sentence], timexes: Sequence[Timex]) -> tuple[Quantity, ...]:
    """The figures in the quotable sentences of ``article`` that say what they count; days, years and ages are none."""
    found: list[Quantity] = []
    at = 0
    for sent in sentences:
        if not sent.quotable:
            continue
        taken = []
        while at < len(timexes) and timexes[at].span.start < sent.span.end:
            if timexes[at].span in sent.span:
                taken.append(timexes[at].span.shift(-sent.span.start))
            at += 1
        made = quantities(sent.span.of(article.text), taken, article.language)
        found.extend(replace(one, span=one.span.shift(sent.span.start)) for one in made)
    return tuple(found)


def quantities(text: str, taken: Sequence[Span] = (), language: str = "en") -> Iterator[Quantity]:
    """The figures in ``text`` that say what they count.

    Args:
        text: a sentence.
        taken: spans that are something else: dates, times.
        language: ISO 639-1.
    """
    tables = tables_of(language)
    if not tables.may.search(text.casefold()):  # in small letters the regex passes quickly over what begins none
        return
    told = functools.cache(lambda: (_which(text), _MOVES.search(text) is not None))
    for match in tables.figure.finditer(text):
        term = _term(text, match)
        if not term and any(span.start < match.end("number") and match.start("number") < span.end for span in taken):
            continue
        before = re.findall(r"[^\W\d_]+|[^\w\s]", text[max(0, match.start("number") - _REACH) : match.start("number")])
        before = [word.casefold() for word in before]
        after = _after(match["after"], tables)
        total = _moved_to(match, tables)
        kind, unit = (total, "") if total else _counted(match, before, after, term, tables)
        if kind is None or _is_part_of_more(text, match, tables):
            continue
        said = " ".join((match["hedge"] or "").casefold().split())
        hedge = "" if total and said in tables.lists["up_to"] else said  # "выросло до 15": no "up to 15"
        first = next(name for name in ("hedge", "unit", "number") if match[name] and (name != "hedge" or hedge))
        which, moves = told()
        last = next(name for name in ("percent", "scale", "number") if match[name])
        value, step = _value(match, tables)
        yield Quantity(
            span=Span(match.start(first), match.end(last)),
            value=value,
            kind=kind,
            unit=unit,
            part="" if total or kind in _UNTABLED or not tables.lists["parts"] else _part(before, after, tables),
            hedge=tables.hedges[hedge] if hedge else Hedge.FIRM,
            step=1.0 if unit in tables.lists["exact"] else step,
            way=next((tables.ways[word] for word in reversed(before[-_LEAD:]) if word in tables.ways), ""),
            which=which,
            moves=moves or total is not None,
            trail=_trail(after, tables),
        )


def _after(said: str, tables: Tables) -> list[str]:
    """The words behind a figure, without "of his" and the "who" of "12 people who are missing"."""
    after = re.findall(r"[^\W\d_]+", said.casefold())
    if after[:1] == ["of"] and set(after[1:2]) & tables.lists["whose"]:
        after = after[2:]
    passive = tables.lists["suffer"] | tables.lists["suffered"]
    return [word for word, then in zip(after, [*after[1:], ""], strict=False) if word != "who" or then not in passive]


def _counted(
    match: re.Match[str], before: Sequence[str], after: Sequence[str], term: str, tables: Tables
) -> tuple[Kind | None, str]:
    """What the figure counts, and the unit where the kind does not say it."""
    percent = "percent" if match["percent"] else ""
    if term:
        return Kind.TERM, term
    if after and after[0] in tables.lists["ages"]:
        return None, ""
    told = (
        _nearest(reversed(before), tables, "before")
        or _phrase(after, tables)
        or _sufferers(after, tables)
        or _nearest(after, tables, "fillers")
        or (None if tables.lists["suffer"] else _nearest(after[1:], tables, "fillers"))  # "zwölf Bergleute vermisst"
    )
    if told:
        return told, percent
    if match["unit"] or tables.currencies.get(next(iter(after), "")):
        return Kind.MONEY, (match["unit"] or "").strip() or tables.currencies[after[0]]
    if percent:
        return Kind.SHARE, percent
    noun = _noun(after, tables)
    return (Kind.OTHER, noun) if noun else (None, "")


def _which(text: str) -> tuple[str, ...]:
    """Which of several, and in how long, a sentence speaks of."""
    periods = (next(filter(None, found)).casefold() for found in _PERIOD.findall(text))
    ordinals = (word.casefold() for word in _ORDINAL.findall(text))
    return tuple(sorted({*ordinals, *(_UNITS.get(period, period) for period in periods)}))


def _value(match: re.Match[str], tables: Tables) -> tuple[float, float]:
    """The figure, and what one of its last digit is worth."""
    number = match["number"].casefold()
    number = re.sub(r",\s?", "", number) if tables.language == "en" else re.sub(r"[.\s]", "", number).replace(",", ".")
    scale = tables.scales[match["scale"].casefold()] if match["scale"] else 1
    parts = re.split(r"[\s-]", number)
    if parts[0] in tables.values:
        return float(sum(tables.values[part] for part in parts) * scale), float(scale)
    digits = number.rstrip("0") if "." not in number and int(number) >= _ROUND_FROM else number
    unit = 10.0 ** (len(number) - len(digits)) if "." not in number else 10.0 ** -len(number.split(".")[1])
    return round(float(number) * scale, 6), unit * scale


def _moved_to(match: re.Match[str], tables: Tables) -> Kind | None:
    """The kind of "the death toll from the fire in the north rose to 12", however far the toll stands before its figure."""
    text = match.string
    for end in (match.start(), match.start("number")):  # "до" is "up to", and "to"
        near = re.findall(r"[^\W\d_]+", text[max(0, end - _REACH) : end].casefold())
        if near and near[-1] in tables.lists["up_to"]:
            break
    else:
        return None
    clause = re.findall(r"[^\W\d_]+", text[:end].casefold())
    head = max((n for n, word in enumerate(clause) if word in tables.lists["heads"]), default=None)
    if head is None:
        return None
    moved = tables.lists["moved"]
    if moved and clause[-1] == "to" and moved.isdisjoint(clause[max(0, head - _REACH_BACK) :]):
        return None
    return next((tables.kinds[word] for word in clause[head:] if word in tables.kinds), None)


def _nearest(words: Iterable[str], tables: Tables, fillers: str) -> Kind | None:
    """The kind that the nearest telling word names."""
    skipped = tables.lists[fillers] | tables.lists["everybody"] | tables.lists["parts"]
    for word in words:
        if word in tables.kinds and not (fillers == "fillers" and word in tables.lists["active"]):
            return tables.kinds[word]
        if word not in skipped:
            return None
    return None


def _phrase(after: Sequence[str], tables: Tables) -> Kind | None:
    """The kind that the words behind the figure name together: "people from their homes"."""
    said = " ".join(after)
    return next((kind for phrase, kind in tables.phrases.items() if phrase in said), None)


def _sufferers(after: Sequence[str], tables: Tables) -> Kind | None:
    """The kind of "climbers are missing", "players died": no gunmen who killed, and no passengers who were to die."""
    if len(after) < 2 or not after[0].endswith(("s", "men")) or after[0] in tables.kinds:
        return None
    if after[1] in tables.lists["suffer"]:
        return tables.kinds.get(after[1])
    return tables.kinds.get(after[2]) if len(after) > 2 and after[1] in tables.lists["suffered"] else None


def _trail(after: Sequence[str], tables: Tables) -> tuple[str, ...]:
    content = (
        word[:_STEM]
        for word in after[:_TRAIL]
        if word not in stop_words(tables.language) and word not in tables.currencies
    )
    return tuple(sorted(set(content)))


def _term(text: str, match: re.Match[str]) -> str:
    """The unit of a figure that is the length of a sentence: "years"; else nothing."""
    unit = next(iter(re.findall(r"[^\W\d_]+", match["after"].casefold())), "")
    before = text[max(0, match.start() - _REACH) : match.start()]
    return unit if unit in _TERM_UNITS and _TERM.search(before) else ""


def _is_part_of_more(text: str, match: re.Match[str], tables: Tables) -> bool:
    """Whether it is one end of a range ("between 20 and 30"), a share ("28 of 68") or some ("another 12", "two of the dead")."""
    some = _SOME.match(text, match.end("number"))
    return bool(
        (some and some[1].casefold() in tables.kinds)
        or _RANGE_BEFORE.search(text[max(0, match.start() - _REACH) : match.start()])
        or _RANGE_AFTER.match(
            text, match.end("percent") if match["percent"] else match.end("scale" if match["scale"] else "number")
        )
    )


def _noun(after: Sequence[str], tables: Tables) -> str:
    """The noun that a figure counts where the table has no kind for it: a plural, or the last word before a function word."""
    stops = stop_words(tables.language) | (tables.lists["everybody"] - {"bodies"})
    run: list[str] = []
    for word in after[:3]:
        if word in stops:
            break
        run.append(word)
    plural = next((word for word in run if word.endswith(("s", "men"))), "")
    noun = plural or (run[-1] if run else "")
    return noun if len(noun) > 3 else ""


def _part(before: Sequence[str], after: Sequence[str], tables: Tables) -> str:
    """Which part of a whole is counted: "of them", "children", "Iranians"; "" for the whole."""
    if set(before[-2:]) & tables.lists["including"] or (
        after[:1] == ["of"] and set(after[1:2]) & (tables.lists["of_them"] | {"the"})
    ):
        return "of them"
    said = next((word for word in after[:2] if word not in tables.lists["everybody"]), "")
    if said in tables.lists["dwellings"]:
        return "homes"
    if said in stop_words(tables.language) or said in tables.kinds or said in tables.lists["fillers"]:
        return next((word for word in after[:1] if word in tables.lists["parts"]), "")
    return said
