"""segment: an article's text in sentences that tile it, each with its kind."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Article, Block, BlockKind, Span
from briefing.reading.text.segment import LONGEST, segment


def sentences(text: str, language: str = "en", title: str = "") -> list[str]:
    article = Article(id="a", title=title, text=text, language=language)
    return [sent.span.of(text) for sent in segment(article)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(sent.kind, sent.span.of(text)) for sent in segment(Article(id="a", title="", text=text))]


#: Sentences parted by "|"; each line must be split exactly there. The marks are taken out before splitting.
ENGLISH = """
Mr. Harlow of the U.S. Senate met Gen. P. J. Ostrom on Jan. 5.| It was cold.
He lives in the U.S.| The embassy is closed.
Lt. Col. Dana Reyes spoke at 5 p.m. Monday in St. Ives, Maine.| Nobody answered.
J. K. Ashby and George W. Tolland signed it.| They left.
Growth was 3.5 percent, e.g. in steel, i.e. Ashby Inc. and Tolland Ltd. Chief Executive Ann Moor resigned.| Shares fell.
No. 5 was sealed.| No.| He refused.
He waited... and left.| Nothing came…| Then it rained.
It was over . . . or was it?| Nobody knew.
"Who is it?" Tolland asked.| "Nobody!" he cried.| "Go away!"| She went.
"We are ready," he said.| "We will not wait."| The doors closed.
``We lost,'' he said.| ``We will return.''| The crowd cheered.
(The vote was close.)| The chamber rose.
The vote (see fig. 3) was close (was it?) Ashby said.
See www.example.org/a.b?c=d.e or write to desk.one@example.org.| The line is open.
al-Harith spoke first.| al-Harith was angry.| iPhones were banned.
The toll reached 12.| In 2018 it had been 40.| Nobody was surprised in 2019.| 300 people fled.
1. The army withdraws.| 2. The border opens.
The talks ended.The minister left.
The treaty was signed.[3]| It holds. [12]| Nobody objects.
Ashby (b. March 1950) retired.| He sails.
It cost £1. 2 million and stood until c. 1450 in Ashby.| The report [...] was lost.
It ran from 1980 on [...]| However, it ended.
Really?!| Yes!| The Dr. said so.
She moved to Washington, D.C.| He stayed.
Was it vitamin C.?| It was.
He said: "It was 'bad.'"| She nodded.
"""


@pytest.mark.parametrize("line", ENGLISH.strip().splitlines())
def test_english_boundaries(line: str) -> None:
    """English abbreviations, initials, numbers, ellipses, quotations and brackets end sentences where a reader would."""
    if ".The" in line:
        assert sentences(line) == ["The talks ended.", "The minister left."]
    else:
        assert sentences(line.replace("|", "")) == [part.strip() for part in line.split("|")]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Am 3. Oktober kam Dr. Brandt nach Köln.| Der 2. Weltkrieg prägte das 20. Jahrhundert, z. B. Berlin."),
        ("de", "„Wir gehen.“| Er ging.| »Nein!«, rief Frau Dr. Adler.| Das kostet 5 Mio. Euro."),
        ("fr", "M. Morel a dit : « Nous partons. »| Il est parti.| « Non ! » a-t-il lancé le 3 janv. 2019."),
        ("es", "¿Qué pasó?| ¡Nada!| El Sr. López llegó a EE.UU.| El lunes volvió."),
        (
            "ru",
            "В 2018 г. Иванов приехал в г. Тверь.| Это произошло в холодном феврале 2018 г.| Он уехал, т. е. бежал.",
        ),
        ("ru", "Умер А. С. Орлов.| Его любили."),
        ("ar", "هل تعود الوزيرة؟| نعم.| وصل د. أحمد مساء أمس."),
    ],
)
def test_other_languages(language: str, line: str) -> None:
    """German ordinals, French guillemets, Spanish, Russian and Arabic marks are read by their own rules."""
    assert sentences(line.replace("|", ""), language) == [part.strip() for part in line.split("|")]


def test_lines_are_paragraphs_unless_wrapped() -> None:
    """A line's end parts paragraphs, but a text wrapped by hand, or a small letter after it, runs on."""
    assert sentences("Ministers meet in Oslo\nThe talks began on Monday.") == [
        "Ministers meet in Oslo",
        "The talks began on Monday.",
    ]
    wrapped = (
        "The foreign ministers of the two states met on Monday in Oslo\n"
        "Fjord Hall to sign the treaty that took eleven years, said the\n"
        "host. It was snowing."
    )
    assert len(sentences(wrapped)) == 2
    assert len(sentences("He came by night to the harbour of the old\ncapital, from which the ferries leave.")) == 1


def test_kinds_of_quotation() -> None:
    """A sentence mostly inside quotation marks is a quote, also within a longer quotation and when reopened."""
    text = (
        "The minister spoke. “We will sign it tomorrow. Nothing stands in the way.” She left.\n\n"
        '“There is more to do.\n\n“We need time,” she added. The 6" pipe is repaired.'
    )
    assert [kind for kind, _ in kinds(text)] == ["body", "quote", "quote", "body", "quote", "quote", "body"]
    assert kinds("Ashby called it ‘a very bad deal for everyone in the valley’.")[0][0] == "quote"
    assert kinds("The players' union and the workers' party met.")[0][0] == "body"


def test_blocks_decide_the_kind() -> None:
    """A headline is one sentence whatever stops it holds; captions and boilerplate keep their kind."""
    parts: list[tuple[str, BlockKind]] = [
        ("Talks fail. What now? No. 3 speaks", "headline"),
        ("The talks failed. Nobody spoke.", "body"),
        ("The hall. Photo: A. Moor", "caption"),
        ("Read more", "boilerplate"),
    ]
    text, blocks = "", []
    for printed, kind in parts:
        blocks.append(Block(span=Span(len(text), len(text) + len(printed)), kind=kind))
        text += printed + "\n\n"
    found = segment(Article(id="a", title="", text=text, blocks=tuple(blocks)))
    assert [sent.kind for sent in found] == ["headline", "body", "body", "caption", "caption", "boilerplate"]
    assert [sent.quotable for sent in found] == [False, True, True, False, False, False]


def test_text_outside_blocks_is_kept() -> None:
    """What no block covers is still a sentence: body if it ends like one, else boilerplate."""
    text = "Advertisement\n\nThe hall was empty.\n\nIt stayed so."
    start = text.index("It stayed")
    article = Article(id="a", title="", text=text, blocks=(Block(span=Span(start, len(text)), kind="body"),))
    assert [sent.kind for sent in segment(article)] == ["boilerplate", "body", "body"]


def test_first_line_that_repeats_the_title_is_the_headline() -> None:
    """Without blocks the title printed above the text is a headline, not a sentence to quote."""
    text = "Talks  fail in Oslo\n\nThe talks failed."
    found = segment(Article(id="a", title="Talks fail in Oslo", text=text))
    assert [sent.kind for sent in found] == ["headline", "body"]


def test_furniture_within_a_paragraph_is_boilerplate() -> None:
    """A page copied into one line keeps its byline, stamps and invitations out of what may be quoted."""
    text = (
        "By . Anna Moor and John Ash . PUBLISHED: . 13:36 EST, 24 October 2012 . | . UPDATED: . 14:01 EST . "
        "A tram hit a tree in Oslo on Monday. Scroll down for video . Published in May, the report had warned of it. "
        "Follow us on Twitter. Read the report. Ann Ash in Bergen contributed to this report."
    )
    assert [printed for kind, printed in kinds(text) if kind != "boilerplate"] == [
        "A tram hit a tree in Oslo on Monday.",
        "Published in May, the report had warned of it.",
        "Read the report.",
    ]


@pytest.mark.parametrize(
    ("page", "article"),
    [
        ("E-mail to a friend .", "E-mail is how crews are called."),
        ("Watch how a tram hit a tree » .", "Watch how a tram hit a tree."),
        ("This material may not be published, broadcast or rewritten.", "This material may not be what it seems."),
        ("To read more stories like this, subscribe to the Bergen Post.", "To read more is his plan."),
        ("Registered office: 4 Harbour Steps, Bergen.", "Registered voters stayed at home."),
        ("Terms and conditions apply.", "Terms were agreed on Monday."),
        ("For confidential support, call the helpline on 116 123.", "For confidential talks, Oslo was chosen."),
        ("Do you have a story about trams?", "Do you know what it means?"),
        ("Get the Post's newsletter in your inbox.", "Get used to it, the mayor said."),
    ],
)
def test_invitations_and_small_print_are_boilerplate(page: str, article: str) -> None:
    """What a site says of itself is not quoted; what begins in the same way and says something is."""
    found = {printed: kind for kind, printed in kinds(f"A tram hit a tree in Oslo. {page} {article}")}
    assert found[page] == "boilerplate"
    assert found[article] == "body"


_TEXT = st.text(st.sampled_from("aB3.!?…\"'”“«»()[] \n\u00a0-é,؟。"), max_size=300) | st.text(max_size=200)


@settings(max_examples=300, deadline=None)
@given(_TEXT, st.sampled_from(["en", "de", "fr", "es", "ru", "ar", "xx"]))
def test_sentences_tile_the_text(text: str, language: str) -> None:
    """Sentences are in order, trimmed, without overlap, and hold all but white space and the marks of lists."""
    end = 0
    for sent in segment(Article(id="a", title="", text=text, language=language)):
        printed = sent.span.of(text)
        assert sent.span.start >= end
        assert printed
        assert printed == printed.strip()
        assert not re.sub(r"[-–—•*·▪‣◦►]\s", "", text[end : sent.span.start]).strip()
        end = sent.span.end
    assert not text[end:].strip()


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.sampled_from("aB. \n"), max_size=80),
    st.lists(
        st.tuples(
            st.integers(0, 90), st.integers(0, 90), st.sampled_from(["headline", "body", "caption", "boilerplate"])
        ),
        max_size=5,
    ),
)
def test_sentences_tile_the_text_under_any_blocks(text: str, drawn: list[tuple[int, int, BlockKind]]) -> None:
    """Blocks that overlap, stand out of order or lie outside the text lose nothing and double nothing."""
    blocks = tuple(Block(span=Span(min(a, b), max(a, b)), kind=kind) for a, b, kind in drawn)
    covered = [0] * len(text)
    for sent in segment(Article(id="a", title="", text=text, blocks=blocks)):
        for place in range(sent.span.start, sent.span.end):
            covered[place] += 1
    assert all(count == 1 or (count == 0 and char.isspace()) for count, char in zip(covered, text, strict=True))


@pytest.mark.parametrize(
    "hostile",
    ["." * 200_000, ". " * 100_000, "a" * 300_000, '."' * 100_000, "(" * 100_000 + "a?) " * 50_000, "\n" * 200_000,
     "'a " * 100_000, "a.b." * 60_000, "[1]" * 90_000, "« " * 90_000, "A. " * 90_000, "x\n" * 90_000],
)  # fmt: skip
def test_hostile_texts_are_read_in_linear_time(hostile: str) -> None:
    """Long runs of stops, marks, brackets and line ends come back whole; a quadratic pass would not come back."""
    printed = "".join(sentences(hostile))
    assert re.sub(r"\s", "", printed) == re.sub(r"\s", "", hostile)


@pytest.mark.parametrize("kind", ["body", "headline", "boilerplate"])
@pytest.mark.parametrize(
    "piece", ["Anna Berg ", "a", "а, б\u00a0", "x" * 3_999 + " \n ".replace("\n", "\u2003"), "x" * 5_000 + "  "]
)
def test_what_never_stops_is_cut_at_its_spaces(piece: str, kind: BlockKind) -> None:
    """Lists without a stop are parted, whole and in order; only a word that is too long itself is cut."""
    text = (piece * (40_000 // len(piece))).strip()
    blocks = (Block(span=Span(0, len(text)), kind=kind),)
    printed = [sent.span.of(text) for sent in segment(Article(id="a", title="", text=text, blocks=blocks))]
    assert re.sub(r"\s", "", "".join(printed)) == re.sub(r"\s", "", text)
    assert all(part and part == part.strip() and len(part) <= LONGEST for part in printed)
    if piece == "Anna Berg ":
        assert {part.split()[0] for part in printed} | {part.split()[-1] for part in printed} <= {"Anna", "Berg"}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("- The council met on Monday.", "The council met on Monday."),
        ("- - The council met on Monday.", "The council met on Monday."),
        ("• The council met on Monday. It adjourned.", "The council met on Monday."),
        ("1.5 million people fled.", "1.5 million people fled."),
        ("-5 degrees were measured.", "-5 degrees were measured."),
    ],
)
def test_the_mark_of_a_list_is_no_part_of_a_sentence(text: str, first: str) -> None:
    """Bullets stay outside; figures stay in; offsets are exact."""
    whole = f"The town prepared for the winter.\n\n{text}"
    assert [printed for _, printed in kinds(whole)][1] == first
