"""Time expressions: what is found, what it means, and against which day it counts."""

import re
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.lexicon.days import span_of
from briefing.lexicon.tables import read_table
from briefing.model import Article, Block, Sentence, Span, Timex
from briefing.reading import dates
from briefing.reading.dates.engine.grammar import LANGUAGES, _rules, _tables, grammar
from briefing.reading.dates.engine.matching import lex, run
from briefing.reading.dates.engine.numbers import merge
from briefing.reading.dates.engine.rules import BEHIND, Rule, Stage, patterns
from briefing.reading.text.segment import segment

#: The day of every article here, unless it says otherwise: a Tuesday.
DAY = date(2019, 1, 29)
CASES = Path(__file__).parent.parent / "cases"


def read(text: str, *, day: date | None = DAY, language: str = "en", order: str = "auto") -> tuple[Timex, ...]:
    article = Article(id="x", title="", text=text, published=day, language=language)
    return dates.find(article, segment(article), date_order=order)  # type: ignore[arg-type]


def values(text: str, **options: object) -> dict[str, str]:
    """Words → value, of everything found."""
    return {timex.span.of(text): timex.value for timex in read(text, **options)}  # type: ignore[arg-type]


@cache
def examples(language: str) -> list[tuple[str, str]]:
    """(rule, example) of a language's tables; "" for those of no rule."""
    tables = _tables(language)
    found = [(rule["name"], example) for rule in _rules(tables) for example in rule.get("examples", ())]
    for table in tables:
        found += [(name, example) for name, own in table.get("examples", {}).items() for example in own]
        found += [("", example) for example in table.get("tests", {}).get("examples", ())]
    return found


def cases() -> list[tuple[str, str, str, str]]:
    """(language, value, sentence, words) of the case files; "" for both where nothing may be found."""
    found = []
    for path in sorted(CASES.glob("timex_*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        assert date.fromisoformat(table["day"]) == DAY
        for value, sentences in table["phrases"].items():
            for sentence in sentences:
                words = sentence[sentence.index("{") + 1 : sentence.index("}")]
                found.append((table["language"], value, sentence.replace("{", "").replace("}", ""), words))
        found += [(table["language"], "", sentence, "") for sentence in table["nothing"]["sentences"]]
    return found


@pytest.mark.parametrize(("language", "value", "sentence", "words"), cases())
def test_the_cases_hold(language: str, value: str, sentence: str, words: str) -> None:
    """Each phrase of the case files is found with its value, and nothing where nothing is."""
    found = values(sentence, language=language)
    if value:
        assert found.get(words) == value
    else:
        assert found == {}


@pytest.mark.parametrize(
    ("language", "rule", "example"),
    [(language, *pair) for language in LANGUAGES for pair in examples(language)],
)
def test_the_tables_keep_their_own_examples(language: str, rule: str, example: str) -> None:
    """Every example in the tables holds in an article of 29 January 2019."""
    sentence, _, value = example.rpartition(" = ")
    if value == "nothing":
        assert values(sentence, language=language) == {}
        return
    words = sentence[sentence.index("{") + 1 : sentence.index("}")]
    found = values(sentence.replace("{", "").replace("}", ""), language=language)
    assert found.get(words) == value


def test_every_rule_is_shown_by_an_example() -> None:
    """A rule that no example and no case of any language needs is a rule that nobody can judge."""
    fired: set[str] = set()
    for language in LANGUAGES:
        shown = [example for _, example in examples(language)]
        for sentence in {*shown, *(case[2] for case in cases() if case[0] == language)}:
            fired |= fired_by(sentence, language)
    named = {rule.name for language in LANGUAGES for stage in grammar(language).stages for rule in _all(stage)}
    assert named - fired == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_with_examples_is_fired_by_one_of_them(language: str) -> None:
    """Each rule of a language's own tables has one."""
    own: dict[str, list[str]] = {}
    for rule, example in examples(language):
        own.setdefault(rule, []).append(example)
    del own[""]
    for rule in tables_of(language):
        assert rule in own, rule
    for rule, shown in own.items():
        assert any(rule in fired_by(example, language) for example in shown), rule


def tables_of(language: str) -> list[str]:
    """The names of the rules that stand in a language's own tables."""
    folder = resources.files("briefing") / "data"
    names = [entry.name for entry in folder.iterdir() if entry.name.startswith(f"timex_{language}")]
    return [rule["name"] for name in names for rule in read_table(name).get("rule", [])]


def fired_by(example: str, language: str) -> set[str]:
    """The rules that match in a sentence, or in an example of the tables, in any pass."""
    table, sentence = grammar(language), example.rpartition(" = ")[0] or example
    fired: set[str] = set()
    for passes in range(1, len(table.stages) + 1):
        up_to = replace(table, stages=table.stages[:passes])
        fired.update(item.rule for item in run(merge(lex(sentence.translate(BRACES), up_to)), up_to))
    return fired


BRACES = str.maketrans("", "", "{}")


def _all(stage: Stage) -> list[Rule]:
    return list(_leaves(stage.root))


def test_every_class_that_a_rule_names_is_known() -> None:
    """A rule that names a class which nothing gives could never match, and would be a slip of the pen.

    The rules that languages share may name classes that only some of them have.
    """
    known = set(_CLASSES_OF_NUMBERS)
    used: set[str] = set()
    for table in map(grammar, LANGUAGES):
        known.update(name for _, classes in table.words.values() for name in classes)
        known.update(phrase.name for phrases in table.phrases.values() for phrase in phrases)
        roots = [stage.root for stage in table.stages]
        known.update(name for root in roots for rule in _leaves(root) for name in rule.gives)
        used.update(name for root in roots for name in _names(root))
    assert used - known == set()


def test_the_glossary_holds_the_classes_of_the_shared_rules() -> None:
    """Each that such a rule names and none gives, and no other: who adds a language looks there."""
    shared = [read_table(name) for name in ("timex_any.toml", "timex_common.toml")]
    rules = [rule for table in shared for rule in table["rule"]]
    given = {name for rule in rules for name in rule.get("gives", "").split()}
    guards = [rule.get(guard, "") for rule in rules for guard in ("not_before", "not_after")]
    elements = " ".join([*(pattern for rule in rules for pattern in patterns(rule)), *guards])
    named = {name for part in re.split(r"[\s\[\]|?]+", elements) if (name := part) and not name.startswith("=")}
    listed = [name for names in shared[1]["classes"] for name in names.split()]
    assert sorted(listed) == sorted(named - given)


_CLASSES_OF_NUMBERS = (
    "num int day monthnum hour yy year hhmm year3 figure moment ymd triple slash dash dot dayspan dotclock fraction yearspan "
    "yearmonth farnum hhcolon time shortdecade decadenum ord dayord numword stop start name"
).split()


def _leaves(node: dict) -> list:  # type: ignore[type-arg]
    return [*node.get("", ()), *(rule for name, child in node.items() if name for rule in _leaves(child))]


def _names(node: dict) -> set[str]:  # type: ignore[type-arg]
    return {name for name in node if name not in ("", BEHIND)} | {
        deep for name, child in node.items() if name for deep in _names(child)
    }


def test_an_article_of_several_days_is_read_as_a_whole() -> None:
    """Weekdays, a quoted "tomorrow", months and vague weeks of one news story each find their days."""
    text = (
        "The envoys will meet the prime minister on Tuesday for talks on the border.\n\n"
        "The delegation has been in the country since Monday and is due to see him on Tuesday.\n\n"
        '"The envoys held good talks. Tomorrow the delegation will continue its work," the embassy tweeted.\n\n'
        "Attacks have stepped up in recent weeks following a lull in September.\n\n"
        "The two states signed several deals on Monday. The army struck targets on 20 January."
    )
    found = [(timex.span.of(text), timex.value) for timex in read(text)]
    assert found == [
        ("Tuesday", "2019-01-29"),
        ("Monday", "2019-01-28"),
        ("Tuesday", "2019-01-29"),
        ("Tomorrow", "2019-01-29"),
        ("recent weeks", "PXW"),
        ("September", "2018-09"),
        ("Monday", "2019-01-28"),
        ("20 January", "2019-01-20"),
    ]
    weeks = next(timex for timex in read(text) if timex.value == "PXW")
    assert weeks.first is not None
    assert weeks.last is not None
    assert weeks.first < weeks.last < DAY
    assert not weeks.certain


class TestAnchors:
    """Which day the words count from."""

    def test_a_quotation_counts_from_the_day_it_was_spoken(self) -> None:
        """As said on Saturday: "Tomorrow" in what was said on Monday is Tuesday, whatever the day of publication."""
        text = 'The mayor tweeted on Saturday: "Tomorrow we open the bridge."'
        found = {timex.span.of(text): timex for timex in read(text)}
        assert found["Tomorrow"].value == "2019-01-27"
        assert found["Tomorrow"].anchor == "quote"

    def test_a_quotation_without_a_day_counts_from_publication(self) -> None:
        """What somebody says without a day was said when the paper came out."""
        assert values('"We leave tomorrow," the mayor said.')["tomorrow"] == "2019-01-30"

    def test_a_dateline_counts_more_than_the_day_of_publication(self) -> None:
        """A report filed the day before counts from its own day."""
        text = "LIMA, January 28 (Wire) -- The mayor said that he leaves tomorrow.\n\nHe came yesterday."
        found = {timex.span.of(text): timex for timex in read(text)}
        assert (found["tomorrow"].value, found["yesterday"].value) == ("2019-01-29", "2019-01-27")
        assert found["tomorrow"].anchor == "dateline"

    def test_a_line_that_is_nothing_but_a_date_is_a_dateline(self) -> None:
        """A date under the headline dates an article that has no day."""
        text = "A bridge opens\n\n28 January 2019\n\nThe bridge opened yesterday."
        assert values(text, day=None)["yesterday"] == "2019-01-27"

    def test_a_notice_of_a_list_has_a_day_of_its_own(self) -> None:
        """Each counts from its own day, however old; what stands behind the list counts from the article's."""
        text = (
            "The month in the valley\n\n3 January: A barn burned yesterday.\n9 January: A bus left the road on Sunday.\n"
            "21 January – The mayor will resign tomorrow.\n\nThe council meets tomorrow."
        )
        found = [(timex.span.of(text), timex.value, timex.anchor) for timex in read(text)]
        assert [each for each in found if each[0] in ("yesterday", "Sunday", "tomorrow")] == [
            ("yesterday", "2019-01-02", "dateline"),
            ("Sunday", "2019-01-06", "dateline"),
            ("tomorrow", "2019-01-22", "dateline"),
            ("tomorrow", "2019-01-30", "published"),
        ]

    def test_a_chain_counts_from_the_last_time_named(self) -> None:
        """Words like "two days earlier", "the next day" and "that month" lean on the time before them."""
        text = "The bridge fell on 20 January. Two days earlier it had been closed. The next day it was to open."
        assert values(text) == {
            "20 January": "2019-01-20",
            "Two days earlier": "2019-01-18",
            "The next day": "2019-01-19",
        }
        text = "It closed in June 1998. Later that year it opened. Two years later it fell."
        assert values(text) == {"June 1998": "1998-06", "Later that year": "1998", "Two years later": "2000"}

    def test_a_time_of_day_belongs_to_the_day_beside_it(self) -> None:
        """A clock time takes the day named in its sentence."""
        text = "The blast at 10:35 a.m. on Monday shook the town."
        assert values(text) == {"10:35 a.m. on Monday": "2019-01-28T10:35"}
        assert values("On Monday the blast came at 10:35 a.m. there.")["10:35 a.m."] == "2019-01-28T10:35"

    def test_the_same_day_is_the_day_last_named(self) -> None:
        """The phrase "the same day" is a day that was named as such, the one of the news before one of the background."""
        text = (
            "On Sunday the two met in Doha. A truce had been agreed in November 2018. "
            "A delegation was holding talks on the same day."
        )
        assert values(text)["the same day"] == "2019-01-27"
        old = "The army took the town on 12 October 2018. He resigned the same day. Two days later he fled."
        assert values(old)["the same day"] == "2018-10-12"
        assert values(old)["Two days later"] == "2018-10-14"
        vague = read("The plan was agreed in September. A delegation was holding talks on the same day.")[-1]
        assert (vague.first, vague.certain) == (None, False)

    def test_a_month_that_is_a_surname_is_a_person(self) -> None:
        """Where an article names Theresa May, "May" is a month after "in" and the like only."""
        text = "Theresa May spoke first. A row between May and her party broke out by May. It ended in May."
        assert [timex.span.of(text) for timex in read(text)] == ["May"]
        assert read(text)[0].span.end == len(text) - 1
        assert values("It is to end by May.") == {"May": "2019-05"}

    def test_a_part_of_a_year_spans_its_days(self) -> None:
        """The first months of a year are a length of time that is known to the day."""
        found = read("Prices rose in the first nine months of 2018 and fell in the last three months of 2017.")
        assert [(t.value, t.first, t.last) for t in found] == [
            ("P9M", date(2018, 1, 1), date(2018, 9, 30)),
            ("P3M", date(2017, 10, 1), date(2017, 12, 31)),
        ]

    def test_a_veille_is_the_day_before_the_last_one(self) -> None:
        """French "la veille" counts from the day last named."""
        text = "Samedi, il a rencontré son homologue. La veille, il avait parlé au roi."
        assert values(text, language="fr") == {"Samedi": "2019-01-26", "La veille": "2019-01-25"}

    def test_stories_of_other_times_keep_their_years(self) -> None:
        """In a life told by years, a day without one is of the year just named."""
        text = (
            "He was born on 3 May 1801. In 1820 he moved to Vienna. In 1831 he was held twice. "
            "On 14 July he was held again. In 1832 he fell ill. He died on 30 May."
        )
        assert values(text)["14 July"] == "1831-07-14"
        assert values(text)["30 May"] == "1832-05-30"

    def test_without_a_day_relative_words_stay_open(self) -> None:
        """An article that nobody dated keeps placeholders, no days, and says so."""
        found = {timex.span.of(timex_text): timex for timex_text in [_OPEN] for timex in read(_OPEN, day=None)}
        assert {words: timex.value for words, timex in found.items()} == {
            "Tuesday": "XXXX-WXX-2",
            "yesterday": "XXXX-XX-XX",
            "last week": "XXXX-WXX",
            "next month": "XXXX-XX",
            "20 January": "XXXX-01-20",
            "5 May 2018": "2018-05-05",
        }
        for words, timex in found.items():
            assert (timex.first is None) == (words != "5 May 2018")
            assert timex.certain == (words == "5 May 2018")


_OPEN = "They met on Tuesday. He came yesterday. It rained last week. They vote next month. It fell on 20 January. It opened on 5 May 2018."


class TestOrder:
    """Dates in figures."""

    def test_the_setting_decides(self) -> None:
        """The outlet's order is taken as given."""
        assert values("on 03/04/2019 it rained", order="dmy") == {"03/04/2019": "2019-04-03"}
        assert values("on 03/04/2019 it rained", order="mdy") == {"03/04/2019": "2019-03-04"}

    def test_the_article_decides_for_itself(self) -> None:
        """One date that can be read in one way only decides for the others."""
        assert values("on 25/12/2018 and on 03/04/2019 it rained")["03/04/2019"] == "2019-04-03"
        assert values("on 12/25/2018 and on 03/04/2019 it rained")["03/04/2019"] == "2019-03-04"

    def test_the_day_of_publication_decides(self) -> None:
        """A date that reads as the day of publication in one order is in that order."""
        assert values("Updated on 03/04/2019 by the press office.", day=date(2019, 4, 3))["03/04/2019"] == "2019-04-03"

    def test_what_nobody_decides_is_uncertain(self) -> None:
        """Without any sign the language's habit serves, marked as uncertain."""
        (found,) = read("on 03/04/2015 it rained")
        assert not found.certain

    def test_dots_put_the_day_first(self) -> None:
        """No month-first country writes dots."""
        assert values("on 03.04.2019 it rained", order="mdy") == {"03.04.2019": "2019-04-03"}


class TestBadInput:
    """Impossible days, strange characters, hostile lengths."""

    @pytest.mark.parametrize(
        "text",
        [
            "on 31 February",
            "on 29 February 2019",
            "on February 30, 2019",
            "on 2019-02-31",
            "on 31/02/2019",
            "in the year 0",
            "in the year 99999",
            "It ends on 3 March 99999.",
            "It ends on March 3, 99999.",
            "on 0/0/0000",
            "on 99/99/9999",
            "on 32 January 2019",
        ],
    )
    def test_no_day_is_invented(self, text: str) -> None:
        """What the calendar does not have is not found."""
        assert all(timex.first is None for timex in read(text))

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("fr", "le 31 février | le 29 février 2019 | le 3 mars 99999 | en mars 99999 | en 99999"),
            ("de", "am 31. Februar | am 29. Februar 2019 | am 3. März 99999 | im März 99999 | im Jahr 99999"),
            ("es", "el 31 de febrero | el 29 de febrero de 2019 | el 3 de marzo de 99999 | en el año 99999"),
            ("it", "il 31 febbraio | il 29 febbraio 2019 | il 3 marzo 99999 | nell'anno 99999"),
            ("pt", "em 31 de fevereiro | em 29 de fevereiro de 2019 | em 3 de março de 99999 | no ano 99999"),
            ("ru", "31 февраля | 29 февраля 2019 года | 3 марта 99999 года | в 99999 году"),
            ("ar", "في 31 فبراير | في 29 فبراير 2019 | في 3 مارس 99999 | في عام 99999"),
        ],
    )
    def test_no_day_is_invented_in_any_language(self, language: str, text: str) -> None:
        """What the calendar does not have is not found, whatever the language."""
        for words in text.split(" | "):
            assert all(timex.first is None for timex in read(f"{words}.", language=language)), words

    def test_a_leap_day_needs_a_leap_year(self) -> None:
        """29 February without a year is of a leap year."""
        assert values("It will be on 29 February.")["29 February"] in ("2016-02-29", "2020-02-29")

    def test_marks_of_direction_do_no_harm(self) -> None:
        """Right-to-left marks around figures change nothing and break nothing."""
        assert values("\u200fon \u206720 January\u2069\u200f it rained") == {"20 January": "2019-01-20"}
        assert values("It rained on 20 January\u200f 2017.") == {"20 January\u200f 2017": "2017-01-20"}
        assert values("في \u200f20 يناير 2019\u200f", language="ar") == {"20 يناير 2019": "2019-01-20"}

    def test_digits_of_other_scripts_count(self) -> None:
        """Arabic-Indic digits are digits; a number that mixes them with Western ones is no day, in any language."""
        assert values("في ٢٠ يناير ٢٠١٩", language="ar") == {"٢٠ يناير ٢٠١٩": "2019-01-20"}
        assert values("on 2٠ January it rained") == {}
        assert values("on 12/0٣/2019 it rained") == {}
        assert values("le 1٢ mars, il a plu", language="fr") == {}
        assert values("في 1٢ مارس", language="ar") == {}

    def test_an_unknown_language_still_has_figures(self) -> None:
        """For a language without tables, dates in figures are read."""
        assert values("Tapaaminen on 29.1.2019 talossa", language="fi") == {"29.1.2019": "2019-01-29"}

    @given(st.text(max_size=200), st.sampled_from(LANGUAGES))
    @settings(max_examples=150)
    def test_any_text_is_read(self, text: str, language: str) -> None:
        """Nothing breaks the reader; spans lie inside the text, in order, without overlap."""
        found = read(text, language=language)
        _well_formed(text, found)

    @given(st.sampled_from(LANGUAGES), st.data())
    @settings(max_examples=200)
    def test_any_heap_of_time_words_of_any_language_is_read(self, language: str, data: st.DataObject) -> None:
        """The words of each language's own tables, thrown together, break nothing."""
        words = sorted(grammar(language).words)
        some = st.one_of(st.sampled_from(words), st.sampled_from(["2019", "31", "29", "12", ",", ".", "-", "(", ")"]))
        text = " ".join(data.draw(st.lists(some, max_size=25)))
        _well_formed(text, read(text, language=language))

    @given(
        st.lists(
            st.sampled_from(
                "on in the of Monday Tuesday's May March 29 31st 2019 98 's , . - – ( ) January Sept. week year two half a an ago last next this every "
                "morning 9 p.m. 10:35 GMT noon quarter third early late mid before after from to and tomorrow yesterday Easter 1990s century 12/13/2019 2018-19 decades few more than".split()
            ),
            max_size=40,
        )
    )
    @settings(max_examples=300)
    def test_any_heap_of_time_words_is_read(self, words: list[str]) -> None:
        """However its words are thrown together, what is found is well formed and its days exist."""
        text = " ".join(words)
        _well_formed(text, read(text))

    @pytest.mark.parametrize(
        "text",
        [
            "9" * 50_000,
            "1 " * 15_000,
            "1/" * 15_000,
            "20:" * 15_000,
            "two " * 15_000,
            "hundred thousand " * 5_000,
            "Monday " * 7_000,
            "last " * 15_000,
            "the " * 15_000,
            "January 5, " * 5_000,
            "twenty-" * 7_000,
            '"said tomorrow ' * 2_500,
            "a.m. " * 7_000,
            "( " * 15_000,
            "day before the " * 5_000,
        ],
    )
    def test_long_runs_are_read_in_linear_time(self, text: str) -> None:
        """Runs of digits, words and marks of some fifty thousand characters end; a blow-up would not."""
        article = Article(id="x", title="", text=text, published=DAY)
        sentences = (Sentence(span=Span(0, len(text)), kind="body"),)
        _well_formed(text, dates.find(article, sentences))


def _well_formed(text: str, found: tuple[Timex, ...]) -> None:
    last = 0
    for timex in found:
        assert last <= timex.span.start < timex.span.end <= len(text)
        last = timex.span.end
        assert timex.value
        assert timex.rule
        assert (timex.first is None) == (timex.last is None)
        if timex.first is not None and timex.last is not None:
            assert timex.first <= timex.last
        days = span_of(timex.value)
        if days and timex.first and timex.last:
            midnight = "T00:00" in timex.value  # that ends a day is the next one's first moment
            assert days[0] <= timex.first + timedelta(midnight)
            assert timex.last <= days[1]


def test_reading_twice_gives_the_same() -> None:
    """Nothing here depends on a clock, on chance or on what was read before."""
    text = "They met on Monday, three days ago, and will meet in April."
    first = read(text)
    read("Something else happened on 3 March 1999.")
    assert read(text) == first


def test_only_sentences_are_read() -> None:
    """What no sentence covers is not looked at; captions are."""
    text = "A photo of Monday.\n\nThe bridge opened on Sunday."
    article = Article(
        id="x",
        title="",
        text=text,
        published=DAY,
        blocks=(Block(span=Span(0, 18), kind="caption"), Block(span=Span(20, len(text)), kind="body")),
    )
    sentences = segment(article)
    assert len(dates.find(article, sentences)) == 2
    assert len(dates.find(article, sentences[:1])) == 1


def test_a_span_of_days_is_one_expression() -> None:
    """A range has the first and the last day."""
    (found,) = read("The fair is open from 28 to 30 January.")
    assert (found.first, found.last) == (date(2019, 1, 28), date(2019, 1, 30))


def test_an_undecided_weekday_is_marked() -> None:
    """Without a verb nobody knows which Friday it is."""
    (found,) = read("Talks Friday")
    assert not found.certain
    (told,) = read("The minister resigned on Friday.")
    assert told.certain


@pytest.mark.parametrize(
    ("published", "value"),
    [
        (datetime(2019, 1, 29, 20, 15, tzinfo=UTC), "2019-01-30"),
        (datetime(2019, 1, 29, 6, 15, tzinfo=UTC), "2019-01-23"),
        (datetime(2019, 1, 29, 20, 15, tzinfo=timezone(timedelta(hours=-5))), "2019-01-23"),
        (date(2019, 1, 29), "2019-01-23"),
    ],
)
def test_where_the_sun_rises_earlier_it_is_the_day_after(published: date, value: str) -> None:
    """On Tuesday evening in Greenwich it is Wednesday in Wellington; a report with its own zone, or of the morning, is not."""
    text = "Wellington said Wednesday that it was ready."
    article = Article(id="x", title="", text=text, published=published, language="en")
    (found,) = dates.find(article, segment(article))
    assert found.value == value
    assert found.certain == (value == "2019-01-23")


def test_an_opening_weekday_of_a_report_with_a_day_only_is_past() -> None:
    """What a sentence opens with is background."""
    assert values("On Wednesday, the paper interviewed her.") == {"Wednesday": "2019-01-23"}


@pytest.mark.parametrize(("words", "certain"), [("more than four decades ago", False), ("40 years ago", True)])
def test_more_than_so_long_ago_is_no_certain_year(words: str, certain: bool) -> None:
    """It was 1979 or before."""
    (found,) = read(f"The road was built {words}.")
    assert (found.value, found.certain) == ("1979", certain)


@pytest.mark.parametrize(
    ("words", "certain"),
    [("last Tuesday", False), ("last Monday", True), ("Christmas Day", True), ("Christmas", False)],
)
def test_what_two_days_may_be_called_is_not_certain(words: str, certain: bool) -> None:
    """What is "last Tuesday", said on a Wednesday, may be eight days ago, and a feast before a noun names a kind of thing."""
    text = f"He spoke of the {words} message." if words == "Christmas" else f"He spoke on {words}."
    (found,) = read(text, day=date(2019, 1, 30))
    assert found.certain == certain
