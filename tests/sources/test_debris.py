"""Page debris: what a paragraph is, by the lists in debris.toml and datelines.toml."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.lexicon.languages import detect_language
from briefing.sources.page.datelines import find_dateline
from briefing.sources.page.debris import mark
from briefing.sources.page.patterns import patterns

HERE = Path(__file__).parent
BEFORE = "The envoys of the two states met for three hours in the harbour town, and both sides said the tone was good."
AFTER = (
    "A second round is planned for the end of the week, when the ministers of finance will join them in the capital."
)
LINES = tomllib.loads((HERE / "debris.toml").read_text(encoding="utf-8"))
DATELINES = tomllib.loads((HERE / "datelines.toml").read_text(encoding="utf-8"))

KINDS = {"H": "headline", "B": "body", "C": "caption", "-": "boilerplate"}

PAGE = """\
Envoys return to the harbour town
Envoys return to the harbour town
The two ministers are to meet for the first time since autumn.
3 min read
29 January, 2019
The old harbour at dawn [Getty]
The foreign ministers of the two states will meet on Tuesday, officials said, for talks on the border.

"We are ready," said one of them.

What happens next

A second round is planned for the end of the week.

Read more: Harbour talks stall

Related articles
Five things to know about the truce
Who is the new envoy?

Subscribe to our newsletter
© 2019 Harbour Wire. All rights reserved.
"""


@pytest.mark.parametrize(
    ("language", "kind", "line"),
    [(language, kind, line) for language, kinds in LINES.items() for kind, lines in kinds.items() for line in lines],
)
def test_a_line_between_two_paragraphs_is_what_the_list_says(language: str, kind: str, line: str) -> None:
    """Furniture, captions and short sentences are told apart in six languages."""
    text = f"{BEFORE}\n\n{line}\n\n{AFTER}"
    start = len(BEFORE) + 2
    kinds = {
        block.kind
        for block in mark(text, language=language).blocks
        if block.span.start < start + len(line) and block.span.end > start
    }
    assert kinds == {kind}


@pytest.mark.parametrize(
    ("label", "cut"), [(each, key == "rubrics") for key in ("rubrics", "no_rubrics") for each in DATELINES[key]]
)
def test_a_rubric_is_cut_off_its_sentence(label: str, cut: bool) -> None:
    """What a page calls a paragraph ("Why it matters:") is not part of it; what a sentence turns on ("The condition:") is."""
    text = f"{BEFORE}\n\n{label} The ports reopen on Friday, the ministry said.\n\n{AFTER}"
    printed = [block.span.of(text) for block in mark(text).blocks if block.kind == "body"]
    assert printed[1] == ("" if cut else f"{label} ") + "The ports reopen on Friday, the ministry said."


def test_a_transcript_says_whose_words_are_whose() -> None:
    """A reporter's words are the article's, a guest's are quoted as his; labels, sounds and courtesies are furniture."""
    text = "\n\n".join(
        [
            "MARTIN HALE, HOST:", BEFORE, "(SOUNDBITE OF BELL)", "HALE: Minister, good morning.",
            f"ANA LURDES, FOREIGN MINISTER: {AFTER}", "HALE: And will parliament agree to it, in your view?",
        ]
    )  # fmt: skip
    found = [(block.kind, block.by, block.span.of(text)) for block in mark(text).blocks]
    assert ("body", "", BEFORE) in found
    assert ("quote", "Ana Lurdes, Foreign Minister", AFTER) in found
    assert [words for kind, _, words in found if kind == "boilerplate"][:3] == [
        "MARTIN HALE, HOST:", "(SOUNDBITE OF BELL)", "HALE: Minister, good morning.",
    ]  # fmt: skip


def test_a_list_of_figures_is_no_transcript() -> None:
    """Labels that nobody speaks behind."""
    text = f"{BEFORE}\n\nKENYA:\n\nInjured: 4,877\n\nDead: 192\n\nTANZANIA:\n\nInjured: 74\n\nDead: 10\n\n{AFTER}"
    assert not any(block.kind == "quote" for block in mark(text).blocks)


@pytest.mark.parametrize(("line", "place", "day", "agency"), DATELINES["found"])
def test_a_dateline_ends_where_its_sentence_begins(line: str, place: str, day: str, agency: str) -> None:
    """Place, day and agency are read from a dateline and the sentence after it is left whole."""
    text = line.replace("|", "")
    found = find_dateline(text, patterns(detect_language(text)), opening=True)
    assert found is not None
    assert text[found.end :] == line.split("|")[1]
    assert (found.place, found.agency) == (place, agency)
    assert found.day == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize("text", DATELINES["none"])
def test_a_sentence_with_a_dash_or_a_colon_is_no_dateline(text: str) -> None:
    """Dashes, colons and brackets of running text are left alone."""
    assert find_dateline(text, patterns("en"), opening=True) is None


def _pages() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The pages of pages.txt: heading, text, and the expected (kind, text) of each block."""
    pages: list[tuple[str, list[str], list[tuple[str, str]]]] = []
    for line in (HERE / "pages.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("=== "):
            pages.append((line[4:], [], []))
        elif pages:
            kinds, _, text = line.partition(" ")
            pages[-1][1].append(text.replace("¦", " "))
            pages[-1][2].extend(
                (KINDS[kind], part) for kind, part in zip(kinds, text.split("¦"), strict=bool(kinds)) if kinds
            )
    return [(heading, "\n".join(lines), blocks) for heading, lines, blocks in pages]


@pytest.mark.parametrize(
    ("heading", "text", "blocks"), _pages(), ids=lambda value: value[:30] if isinstance(value, str) else ""
)
def test_pages_of_many_outlets_are_told_apart(heading: str, text: str, blocks: list[tuple[str, str]]) -> None:
    """Title, day, authors, agency and every line of a copied page are what they are."""
    title, day, authors, agency = (part.strip() for part in heading.split("|"))
    marked = mark(text, language=detect_language(text))
    assert [(block.kind, block.span.of(text)) for block in marked.blocks] == blocks
    assert marked.title == title
    assert (marked.published.isoformat() if marked.published else "") == day
    assert (", ".join(marked.authors), marked.agency) == (authors, agency)


def test_a_page_copied_as_text_is_told_apart() -> None:
    """Headline, deck, reading time, date, caption, crosshead, links and footer are found around the body."""
    marked = mark(PAGE)
    kinds = [(block.kind, block.span.of(PAGE)) for block in marked.blocks]
    assert marked.title == "Envoys return to the harbour town"
    assert marked.published == date(2019, 1, 29)
    assert [text for kind, text in kinds if kind == "body"] == [
        "The foreign ministers of the two states will meet on Tuesday, officials said, for talks on the border.",
        '"We are ready," said one of them.',
        "A second round is planned for the end of the week.",
    ]
    assert [text for kind, text in kinds if kind == "headline"] == [
        "Envoys return to the harbour town",
        "Envoys return to the harbour town",
        "The two ministers are to meet for the first time since autumn.",
        "What happens next",
    ]
    assert [text for kind, text in kinds if kind == "caption"] == ["The old harbour at dawn [Getty]"]


def test_bylines_and_datelines_become_metadata() -> None:
    """The authors, the agency and the day are handed on."""
    text = f"By Jane Roe and Omar al-Hadi\n\nGENEVA, 29 January 2019 (Reuters) - {BEFORE}\n\n{AFTER}"
    marked = mark(text, title="Envoys return")
    assert marked.authors == ("Jane Roe", "Omar al-Hadi")
    assert (marked.place, marked.agency, marked.published) == ("GENEVA", "Reuters", date(2019, 1, 29))
    assert [block.span.of(text) for block in marked.blocks if block.kind == "body"] == [BEFORE, AFTER]


def test_the_day_of_publication_comes_before_the_day_of_the_update() -> None:
    """Of two date lines, the one that says "updated" gives way."""
    text = f"Updated 31 January 2019\nPublished 29 January 2019\n\n{BEFORE}"
    assert mark(text).published == date(2019, 1, 29)


def test_a_tag_at_the_end_of_a_paragraph_is_cut_off() -> None:
    """Tags such as "(Reuters)" and sign-offs are no part of the sentence before them."""
    for tag in ("(Reuters)", "– AFP", "(Reporting by Jane Roe; Editing by Ann Lee)"):
        text = f"{BEFORE}\n\n{AFTER} {tag}"
        assert [block.span.of(text) for block in mark(text).blocks] == [BEFORE, AFTER, tag]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Mail and wire copy of 72 columns keep their sentences whole."""
    text = (
        "The foreign ministers of the two states will meet on Tuesday for talks on\n"
        "the border and on the exchange of prisoners, officials of both sides said\n"
        "on Monday evening.\n\n"
        "A second round is planned for the end of the week.\n"
    )
    assert [block.kind for block in mark(text).blocks] == ["body", "body"]


def test_lines_that_are_sentences_are_paragraphs_of_their_own() -> None:
    """A text with single line breaks between paragraphs is not run together."""
    lines = [
        "The ministers of both states met for three hours in the old harbour town.",
        "The talks on the border were good, an official of one of them told us.",
        "A second round is planned for the end of the week in the other capital.",
    ]
    text = "\n".join(lines)
    assert [block.span.of(text) for block in mark(text).blocks] == lines


def test_text_without_punctuation_stays_body() -> None:
    """Where no line ends like a sentence, none can be told for a heading by that."""
    text = "the envoys met in the harbour town\nnobody said a word\nthey will meet again"
    assert {block.kind for block in mark(text).blocks} == {"body"}


def test_an_alert_of_one_line_is_body() -> None:
    """A headline alone is the news itself."""
    assert [block.kind for block in mark("Envoys return", title="Envoys return").blocks] == ["body"]


def test_known_captions_are_captions() -> None:
    """What the page's markup calls a caption is one, whatever it looks like."""
    text = f"{BEFORE}\n\nThe envoys shook hands.\n\n{AFTER}"
    marked = mark(text, captions=frozenset({"The envoys shook hands."}))
    assert [block.kind for block in marked.blocks] == ["body", "caption", "body"]


_PIECES = st.sampled_from(
    [line for kinds in LINES.values() for lines in kinds.values() for line in lines]
    + [BEFORE, AFTER, "MOSCOW (Reuters) - ", "(Reuters)", " ", "\n", "\n\n", "\t", "By ", "29 January 2019"]
)


@given(st.lists(st.one_of(_PIECES, st.text(max_size=60)), max_size=12), st.sampled_from(["\n", "\n\n", " "]))
@settings(max_examples=150, deadline=None)
def test_blocks_lie_in_order_and_cover_every_letter(pieces: list[str], joint: str) -> None:
    """Whatever comes in, blocks do not overlap and no word falls between them."""
    text = joint.join(pieces)
    at = 0
    for block in mark(text).blocks:
        assert at <= block.span.start < block.span.end <= len(text)
        assert not text[at : block.span.start].strip()
        at = block.span.end
    assert not text[at:].strip()
