"""Names at their exact places: by rules, and from a model's tags."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Block, Sentence, Span
from briefing.reading.model.tagging import Entity
from briefing.reading.names import mentions
from briefing.reading.text.segment import segment
from tests.reading.names import Tags, article, names, tag, tagged


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Israel's Prime Minister Binyamin Netanyahu left.", [("Israel", "LOC"), ("Binyamin Netanyahu", "PER")]),
        ("Ursula von der Leyen met Kim Jong-un.", [("Ursula von der Leyen", "PER"), ("Kim Jong-un", "PER")]),
        ("Supporters of Bashar al-Assad's government.", [("Bashar al-Assad", "PER")]),
        ("Then Declan O'Neill resigned.", [("Declan O'Neill", "PER")]),
        ("A pro-Russian and U.S.-backed force.", [("Russian", "NORP"), ("U.S.", "LOC")]),
        ("Israeli-Palestinian talks went on.", [("Israeli", "NORP"), ("Palestinian", "NORP")]),
        ("He joined the Revolutionary Guards in Iran.", [("Revolutionary Guards", "ORG"), ("Iran", "LOC")]),
        ("The Ministry of Finance of Ghana agreed.", [("Ministry of Finance of Ghana", "ORG")]),
        ("Talks in Addis Ababa on the Blue Nile.", [("Addis Ababa", "LOC")]),
        ("Mr. Dorofeyev and Dr Hala Mansour spoke.", [("Dorofeyev", "PER"), ("Hala Mansour", "PER")]),
    ],
)
def test_rules_find_names_without_their_surroundings(text: str, expected: list[tuple[str, str]]) -> None:
    """Titles, possessives and prefixes are left outside; particles, hyphens and apostrophes inside names stay."""
    found = names(text)
    assert [name for name in found if name in expected] == expected
    assert not {words for words, _ in found} & {"Prime Minister", "Mr", "Dr", "Minister", "The", "Then", "He", "Talks"}


def test_days_and_months_are_no_names() -> None:
    """Time expressions are nobody."""
    assert names("On Tuesday the 4th of March nothing happened. In April, on Friday, it did.") == []


def test_furniture_names_nobody() -> None:
    """Captions and boilerplate have no names, however famous the agency."""
    text = "Anna Petrosyan won the vote.\n\nPetrosyan waves [Getty]\n\nShare on Facebook"
    first, second, third = (text.index(words) for words in ("Anna", "Petrosyan waves", "Share"))
    blocks = (
        Block(span=Span(first, second - 2), kind="body"),
        Block(span=Span(second, third - 2), kind="caption"),
        Block(span=Span(third, len(text)), kind="boilerplate"),
    )
    read = article(text)
    sentences = [Sentence(span=block.span, kind=block.kind) for block in blocks]
    assert [mention.span.of(text) for mention in mentions.find(read, sentences)] == ["Anna Petrosyan"]


def test_a_headline_in_capitals_shares_the_names_of_the_body() -> None:
    """Where capitals say nothing, a name counts that the article uses elsewhere."""
    text = "DOROFEYEV MEETS MANSOUR IN EGYPT AGAIN\n\nAleksei Dorofeyev met Hala Mansour of the port authority."
    read = article(text, title="DOROFEYEV MEETS MANSOUR IN EGYPT AGAIN")
    found = [mention.span.of(text) for mention in mentions.find(read, segment(read))]
    assert found[:3] == ["DOROFEYEV", "MANSOUR", "EGYPT"]


def test_a_capital_at_the_start_of_a_sentence_makes_no_name() -> None:
    """An unknown word with a capital because it comes first is no name by itself."""
    assert names("Gauges opened on time. Nobody complained.") == []


def test_a_name_known_from_elsewhere_counts_at_the_start() -> None:
    """The same word is a name there if the article names somebody so."""
    assert names("The envoy was Aleksei Dorofeyev. Dorofeyev smiled.")[-1] == ("Dorofeyev", "PER")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Le président Emmanuel Lefort a rencontré Olaf Brandt en Allemagne.", "fr", ("Allemagne", "LOC")),
        ("Die Ministerin Anna Keller reiste nach Frankreich.", "de", ("Frankreich", "LOC")),
        ("Переговоры прошли в Москве. Россия согласилась.", "ru", ("Россия", "LOC")),
    ],
)
def test_other_languages_are_read_by_rules(text: str, language: str, expected: tuple[str, str]) -> None:
    """States are known by their names in the article's language."""
    assert expected in names(text, language=language)


# ── from a model's tags ──────────────────────────────────────────────────────────────────────────────────────────────


def _refined(text: str, tags: Sequence[tuple[str, str]], language: str = "en") -> list[tuple[str, str]]:
    read = article(text, language=language)
    sentences = segment(read)
    found = mentions.find(read, sentences, tagged(text, tags, sentences))
    return [(mention.span.of(text), mention.type) for mention in found]


def test_a_word_that_only_opens_sentences_and_stands_small_elsewhere_is_no_name() -> None:
    """Unless it is also written so within one, or as part of a longer name."""
    police = "Police searched the yard. A guard told police of a noise."
    assert _refined(police, [("Police", "ORG")]) == []
    early = "Early saw the boat. It was early. A guard told Early of a noise."
    assert _refined(early, [("Early", "PER")]) == [("Early", "PER")] * 2
    full = "Early saw the boat. It was early. Anna Early spoke."
    assert _refined(full, [("Anna Early", "PER"), ("Early", "PER")])[0] == ("Early", "PER")


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [
        ("He met Prime Minister Anna Berg there.", ("Prime Minister Anna Berg", "PER"), ("Anna Berg", "PER")),
        ("It was Norway's plan.", ("Norway's", "LOC"), ("Norway", "LOC")),
        ("She saw “Skellig Pictures” grow.", ("“Skellig Pictures”", "ORG"), ("Skellig Pictures", "ORG")),
        ("He met Kim Jong-un there.", ("Kim Jong", "PER"), ("Kim Jong-un", "PER")),
        ("He read English-language papers.", ("English", "NORP"), ("English", "NORP")),
        ("It joined the Civic Union there.", ("the Civic Union", "ORG"), ("Civic Union", "ORG")),
        ("The Russian side agreed.", ("Russian", "MISC"), ("Russian", "NORP")),
        ("So said Minister Kestin then.", ("Kestin", "PER"), ("Kestin", "PER")),
        ("In the end Moscow Kestin left.", ("Kestin", "PER"), ("Kestin", "PER")),
    ],
)
def test_tags_become_exact_names(text: str, tag: tuple[str, str], expected: tuple[str, str]) -> None:
    """Whatever the tag took too much or too little, the name has its own bounds and type."""
    assert _refined(text, [tag]) == [expected]


@pytest.mark.parametrize(
    ("text", "language", "tag", "expected"),
    [
        ("Il a quitté l'Élysée mardi.", "fr", ("Élysée", "LOC"), "Élysée"),
        ("Bakan Ankara'da konuştu.", "tr", ("Ankara", "LOC"), "Ankara"),
        ("وصل إلى بيروت والقاهرة أمس.", "ar", ("والقاهرة", "LOC"), "القاهرة"),
        ("قال وليد إنه عاد.", "ar", ("وليد", "PER"), "وليد"),
        ("习近平访问俄罗斯。", "zh", ("俄罗斯", "LOC"), "俄罗斯"),
        ("彼はAmazonの本を買った。", "ja", ("Amazon", "ORG"), "Amazon"),
        ("Selon Lefort, le discours de Macron plaît.", "fr", ("Macron", "PER"), "Macron"),
    ],
)
def test_what_grammar_writes_on_to_a_name_is_none_of_it(
    text: str, language: str, tag: tuple[str, str], expected: str
) -> None:
    """Elided articles, case endings after an apostrophe, Arabic "and", scripts without spaces."""
    assert _refined(text, [tag], language) == [(expected, tag[1])]


def test_the_short_name_in_brackets_is_a_name_of_its_own() -> None:
    """And the long one is not printed with half a bracket."""
    assert _refined("General Motors (GM) sold fewer cars.", [("General Motors (GM)", "ORG")]) == [
        ("General Motors", "ORG"),
        ("GM", "ORG"),
    ]


def test_two_names_joined_by_an_ampersand_are_a_company() -> None:
    """Whatever the model took its founders for."""
    for tags in ([("Kestin", "PER"), ("Brandt", "PER")], [("Kestin", "ORG"), ("Brandt", "PER")]):
        assert _refined("It sued Kestin & Brandt in May.", tags) == [("Kestin & Brandt", "ORG")]


@pytest.mark.parametrize(
    ("text", "tags", "expected"),
    [
        ("Kuwaiti labour is dear.", [("Kuwaiti", "LOC")], [("Kuwaiti", "NORP")]),
        ("An Aboriginal group said so.", [("Aboriginal", "MISC")], [("Aboriginal", "NORP")]),
        ("Sales of new energy vehicles (NEVs) rose; NEV makers cheered.", [("NEV", "ORG")], []),
        ("The Argentina-Chile border is shut.", [("Argentina-Chile", "LOC")], [("Argentina", "LOC"), ("Chile", "LOC")]),
        ("Guinea-Bissau votes.", [("Guinea-Bissau", "LOC")], [("Guinea-Bissau", "LOC")]),
        ("Lithium from Jujuy ’ s flats.", [("Jujuy ’ s", "LOC")], [("Jujuy", "LOC")]),
        ("The value rose.", [("The", "ORG")], []),
    ],
)
def test_kinds_that_the_model_mistakes(text: str, tags: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    """Peoples are no places, letters for a thing no body, two states no one place."""
    assert _refined(text, tags) == expected


def test_mentions_of_one_spelling_share_what_the_model_thinks_of_each() -> None:
    """One that it is in doubt of goes with those that it is sure of."""
    text = "Sadori left. Critics of Sadori cheered. Sadori waited."
    read = article(text)
    sure, torn = (0.98, 0.01, 0.01, 0.0, 0.0), (0.4, 0.55, 0.05, 0.0, 0.0)
    said = [
        Tags((Entity(start=0, end=6, type="PER", score=0.98, types=sure),)),
        Tags((Entity(start=11, end=17, type="ORG", score=0.55, types=torn),)),
        Tags((Entity(start=0, end=6, type="ORG", score=0.55, types=torn),)),
    ]
    assert [mention.type for mention in mentions.find(read, segment(read), said)] == ["PER"] * 3


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("서울에서", "LOC", "서울"),
        ("유럽연합이", "ORG", "유럽연합"),
        ("워싱턴으로", "LOC", "워싱턴"),
        ("국민은행", "ORG", "국민은행"),
        ("이정은", "PER", "이정은"),
        ("젤렌스키가", "PER", "젤렌스키"),
    ],
)
def test_a_korean_particle_is_no_part_of_a_name(text: str, kind: str, name: str) -> None:
    """Where it fits the syllable before it; a full name may end as a particle does."""
    assert _refined(f"{text} 말했다.", [(text, kind)], "ko") == [(name, kind)]


def test_a_party_and_a_state_are_no_name() -> None:
    """In brackets behind a legislator."""
    assert _refined("Ann Lee (R-W.Va.) left.", [("Ann Lee", "PER"), ("R-W.Va", "ORG")]) == [("Ann Lee", "PER")]


def test_a_zone_after_a_clock_is_no_name() -> None:
    """In no language."""
    assert _refined("في الساعة 18:00 GMT بدأت", [("GMT", "ORG")], "ar") == []


def test_days_and_picture_credits_are_dropped() -> None:
    """A model's word does not make an actor of a day or of an agency under a picture."""
    text = "Talks go on Tuesday.\n\nThe hall was empty [Getty]"
    assert _refined(text, [("Tuesday", "MISC"), ("Getty", "ORG")]) == []


def test_the_rest_of_the_article_decides_types() -> None:
    """A surname tagged as a place is the person that the article names in full."""
    text = "Karim Boutaleb resigned. Crowds cheered. Boutaleb left."
    found = _refined(text, [("Karim Boutaleb", "PER")])
    assert found == [("Karim Boutaleb", "PER"), ("Boutaleb", "PER")]


def test_names_missed_once_are_found_by_their_other_mentions() -> None:
    """A full name that the model tags in one sentence counts in the others."""
    text = "Grace Otieno spoke. Nobody answered Grace Otieno at first."
    read = article(text)
    sentences = segment(read)
    said = [Tags((tag(0, 12, "PER"),)), Tags(())]
    found = mentions.find(read, sentences, said)
    assert [mention.span.of(text) for mention in found] == ["Grace Otieno", "Grace Otieno"]


def test_a_surname_that_is_a_word_too_is_found_where_a_person_acts() -> None:
    """May told, May's office, "May, meanwhile, …"; not "in May" nor "may"."""
    text = (
        "Prime Minister Theresa May lost the vote in Parliament. May told the chamber that she would stay. "
        "May, meanwhile, received the leader of the opposition. May’s office said that talks may go on in May."
    )
    found = _refined(text, [("Theresa May", "PER")])
    assert found == [("Theresa May", "PER"), *[("May", "PER")] * 3]


# ── bad input ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _check(text: str, found: Sequence[object]) -> None:
    last = 0
    for mention in found:
        span = mention.span  # type: ignore[attr-defined]
        assert last <= span.start < span.end <= len(text)
        assert span.of(text).strip() == span.of(text) != ""
        last = span.end


WORDS = st.sampled_from(
    ["Anna", "Berg", "the", "Russian", "U.S.", "of", "Ministry", "al-Assad", "-", "'s", "’", "“", "[", "]", "(", "von",
     "der", "İstanbul", "ẞ", "🙂", "e\u0301", "\u200f", "\x00", "Москва", "東京", "القاهرة", "A.", "&", "3", "\n", "Tuesday"]
)  # fmt: skip


@given(
    st.one_of(
        st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=60).map("".join)
    )
)
@settings(max_examples=150, deadline=None)
def test_offsets_hold_for_any_text(text: str) -> None:
    """Whatever the characters, names lie inside the text, in order, without overlap, and begin and end with a letter."""
    read = article(text)
    _check(text, mentions.find(read, segment(read)))


@given(st.lists(WORDS, min_size=1, max_size=40).map(" ".join), st.data())
@settings(max_examples=150, deadline=None)
def test_any_tags_are_survived(text: str, data: st.DataObject) -> None:
    """Tags that overlap, stand outside or cut words make no wrong offsets."""
    read = article(text)
    sentences = segment(read)
    kinds = st.sampled_from(["PER", "ORG", "LOC", "NORP", "MISC", "WORK"])
    places = st.integers(min_value=0, max_value=len(text) + 2)
    entity = st.builds(tag, places, places, kinds)
    said = [Tags(tuple(data.draw(st.lists(entity, max_size=6)))) for _ in sentences]
    _check(text, mentions.find(read, sentences, said))


def test_a_sentence_of_ten_thousand_words() -> None:
    """A sentence of any length is read to its end."""
    text = "Anna Berg " + "and so on and on " * 2000 + "met Karl Brandl in Vienna " + "X" * 5000
    found = [
        mention.span.of(text)
        for mention in mentions.find(article(text), [Sentence(span=Span(0, len(text)), kind="body")])
    ]
    assert found[0] == "Anna Berg"
    assert "Vienna" in found


def test_reading_is_the_same_every_time() -> None:
    """The same article gives the same names."""
    text = "Anna Berg of Norway met Civic Union leader Gevorg Sahakyan. Sahakyan and Berg agreed."
    assert names(text) == names(text)
