"""Editorial insertions: where they stand, what they spare, and that they can be taken out again."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.edition.brackets import apply, insertions, label
from briefing.model import Anchor, Span, Timex, TimexType, turned

DAY = date(2019, 1, 29)


def timex(
    text: str,
    words: str,
    value: str = "2019-01-29",
    *,
    first: str = "",
    last: str = "",
    kind: TimexType = "DATE",
    certain: bool = True,
    anchor: Anchor = "published",
    offset: int = 0,
) -> Timex:
    """The expression ``words`` of ``text``."""
    start = text.index(words) + offset
    begin = first or value[:10]
    return Timex(
        span=Span(start, start + len(words)),
        type=kind,
        value=value,
        first=date.fromisoformat(begin),
        last=date.fromisoformat(last or begin),
        certain=certain,
        anchor=anchor,
    )


def insert(text: str, offset: int, timexes: list[Timex], *, language: str = "en", day: date = DAY) -> str:
    """``text`` with what stands in brackets."""
    return apply(text, insertions(text, offset, timexes, day=day, language=language))


def test_a_weekday_gets_its_day() -> None:
    """The day stands behind the expression, before the comma."""
    text = "They met on Tuesday, he said."
    assert insert(text, 0, [timex(text, "Tuesday")], day=DAY) == "They met on Tuesday [29 Jan], he said."


def test_the_year_is_added_where_it_is_another_one() -> None:
    """Days of the edition's year go without it."""
    text = "They met last month on a Tuesday."
    made = timex(text, "last month", "2018-12", first="2018-12-01", last="2018-12-31")
    assert insert(text, 0, [made], day=DAY) == "They met last month [Dec 2018] on a Tuesday."


def test_spans_months_and_years_have_labels_of_their_own() -> None:
    """Weeks are printed as spans, months and years as such."""
    assert label(date(2019, 1, 21), date(2019, 1, 27), day=DAY) == "21–27 Jan"
    assert label(date(2018, 9, 1), date(2018, 9, 30), day=DAY) == "Sept 2018"
    assert label(date(2018, 1, 1), date(2018, 12, 31), day=DAY) == "2018"
    assert label(date(2018, 12, 20), date(2018, 12, 20), day=DAY) == "20 Dec 2018"
    assert label(date(2018, 7, 1), date(2018, 9, 30), day=DAY) == "Jul – Sept 2018"
    assert label(date(2018, 12, 30), date(2019, 2, 3), day=DAY) == "30 Dec 2018 – 3 Feb 2019"
    assert label(date(2019, 1, 30), date(2019, 2, 3), day=DAY, language="de") == "30. Jan. – 3. Feb."
    assert label(date(2019, 1, 21), date(2019, 1, 27), day=DAY, language="de") == "21.–27. Jan."


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "29 Jan"),
        ("fr", "29 janv."),
        ("de", "29. Jan."),
        ("es", "29 ene"),
        ("ru", "29 янв."),
        ("ar", "29 يناير"),
    ],
)
def test_labels_speak_the_edition_language(language: str, expected: str) -> None:
    """Names of months and their order are the language's own."""
    assert label(DAY, DAY, day=DAY, language=language) == expected


@pytest.mark.parametrize(
    ("text", "words", "value", "kind"),
    [
        ("It opened on Friday, January 25th, in Oslo.", "Friday, January 25th", "2019-01-25", "DATE"),
        ("It struck on 20 January, he said.", "20 January", "2019-01-20", "DATE"),
        ("It struck on January 20, 2019.", "January 20, 2019", "2019-01-20", "DATE"),
        ("It struck on 20/01/2019.", "20/01/2019", "2019-01-20", "DATE"),
        ("It ended at 9 p.m. there.", "9 p.m.", "2019-01-29T21:00", "TIME"),
        ("The three-day visit.", "three-day", "P3D", "DURATION"),
        ("Every Thursday they meet.", "Every Thursday", "XXXX-WXX-4", "SET"),
        ("It fell in January already.", "January", "2019-01", "DATE"),
    ],
)
def test_what_needs_no_day_gets_none(text: str, words: str, value: str, kind: TimexType) -> None:
    """Full dates, times of day, durations, sets and months of this year are spared."""
    days = {
        "2019-01": ("2019-01-01", "2019-01-31"),
        "P3D": ("2019-01-29", "2019-01-31"),
        "XXXX-WXX-4": ("2019-01-31", "2019-01-31"),
    }
    first, last = days.get(value, (value[:10], value[:10]))
    assert insertions(text, 0, [timex(text, words, value, first=first, last=last, kind=kind)], day=DAY) == []


def test_a_date_of_another_year_gets_its_year() -> None:
    """A day and month of last year are told apart by the year alone."""
    text = "He was shot on Oct. 23 at home."
    assert insert(text, 0, [timex(text, "Oct. 23", "2018-10-23")], day=DAY) == "He was shot on Oct. 23 [2018] at home."


@pytest.mark.parametrize(
    ("text", "words", "value", "first", "last", "language", "made"),
    [
        ("It fell in September by half.", "September", "2018-09", "2018-09-01", "2018-09-30", "en", " [2018]"),
        ("It fell last June by half.", "last June", "2018-06", "2018-06-01", "2018-06-30", "en", " [2018]"),
        ("It fell last month by half.", "last month", "2018-12", "2018-12-01", "2018-12-31", "en", " [Dec 2018]"),
        ("It falls next month by half.", "next month", "2019-02", "2019-02-01", "2019-02-28", "en", " [Feb]"),
        ("It falls this month by half.", "this month", "2019-01", "2019-01-01", "2019-01-31", "en", ""),
        ("It falls this year by half.", "this year", "2019", "2019-01-01", "2019-12-31", "en", ""),
        ("It falls this week by half.", "this week", "2019-W05", "2019-01-28", "2019-02-03", "en", " [28 Jan – 3 Feb]"),
        ("Il a baissé en septembre encore.", "septembre", "2018-09", "2018-09-01", "2018-09-30", "fr", " [2018]"),
        ("Он упал в сентябре опять.", "сентябре", "2018-09", "2018-09-01", "2018-09-30", "ru", " [2018]"),
    ],
)
def test_months_and_years_are_told_as_far_as_the_words_do_not(
    text: str, words: str, value: str, first: str, last: str, language: str, made: str
) -> None:
    """A month by its name needs its year at most; the reader's own month and year need nothing."""
    found = insertions(text, 0, [timex(text, words, value, first=first, last=last)], day=DAY, language=language)
    assert [words for _, words in found] == ([made] if made else [])


@pytest.mark.parametrize(
    ("text", "words", "value", "first", "last", "made"),
    [
        ("It ends by the end of the year.", "the end of the year", "2019", "2019-09-01", "2019-12-31", ""),
        ("It was so at the end of last year.", "the end of last year", "2018", "2018-09-01", "2018-12-31", " [2018]"),
        ("It came early last month.", "early last month", "2018-12", "2018-12-01", "2018-12-10", " [Dec 2018]"),
        ("It came early this month.", "early this month", "2019-01", "2019-01-01", "2019-01-10", ""),
        ("It ran from June to August.", "June to August", "2018-06/2018-08", "2018-06-01", "2018-08-31", " [2018]"),
        ("It comes early next week.", "early next week", "2019-W06", "2019-02-04", "2019-02-05", " [4–5 Feb]"),
    ],
)
def test_beginnings_and_ends_are_not_told_to_the_day(
    text: str, words: str, value: str, first: str, last: str, made: str
) -> None:
    """Where a month or year begins or ends in the words, the brackets name it and no days that nobody wrote."""
    found = insertions(text, 0, [timex(text, words, value, first=first, last=last)], day=DAY)
    assert [words for _, words in found] == ([made] if made else [])


def test_a_feast_whose_name_says_the_day_gets_its_year_at_most() -> None:
    """Christmas is on 25 December, Easter has to be told."""
    text = "They met at Christmas and at Easter."
    christmas = replace(timex(text, "Christmas", "2018-12-25"), rule="feast")
    easter = replace(timex(text, "Easter", "2019-04-21"), rule="feast")
    assert insert(text, 0, [christmas, easter], day=DAY) == "They met at Christmas [2018] and at Easter [21 Apr]."


def test_a_guess_at_a_past_weekday_is_not_printed() -> None:
    """Where no verb tells the last Wednesday from the next, a day could be wrong by a week."""
    text = "A second meeting, on Wednesday, of officers."
    guess = replace(timex(text, "Wednesday", "2019-01-23", certain=False), rule="weekday")
    assert insert(text, 0, [guess], day=DAY) == text
    ahead = replace(timex(text, "Wednesday", "2019-01-30", certain=False), rule="weekday")
    assert insert(text, 0, [ahead], day=DAY) == text


def test_a_day_that_the_source_has_in_brackets_is_not_repeated() -> None:
    """As the Brazilian press writes it; in another month the day is told in full."""
    text = "Na terça-feira (29), ele saiu."
    found = timex(text, "terça-feira (29)")
    assert insert(text, 0, [found], day=DAY, language="pt") == text
    assert "[29 Jan]" in insert(text, 0, [found], day=date(2019, 2, 3), language="pt")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "7.30 Uhr MEZ"),
        ("ru", "8:30 по местному времени"),
        ("it", "8.30 ora locale"),
        ("ar", "في الساعة 8:30 بالتوقيت المحلي"),
    ],
)
def test_a_time_of_day_in_other_languages_gets_no_day(language: str, words: str) -> None:
    """A clock time alone is read as it stands, whatever the words of the zone."""
    found = timex(words, words, "2019-01-29T08:30", kind="TIME")
    assert insertions(words, 0, [found], day=DAY, language=language) == []


def test_unresolved_expressions_are_left_alone() -> None:
    """Without days, or where nothing was counted, there is nothing to insert."""
    text = "They will meet tomorrow."
    bare = Timex(span=Span(15, 23), type="DATE", value="XXXX-XX-XX", certain=False)
    assert insert(text, 0, [bare], day=DAY) == text
    assert insert(text, 0, [timex(text, "tomorrow", anchor="none")], day=DAY) == text


def test_a_possessive_stays_whole() -> None:
    """The insertion stands behind the possessive, also a curled one."""
    for mark in ("'", "’"):
        text = f"Tuesday{mark}s talks failed."
        assert insert(text, 0, [timex(text, "Tuesday")], day=DAY) == f"Tuesday{mark}s [29 Jan] talks failed."


def test_quotation_marks_stay_behind() -> None:
    """The insertion stands inside the quotation that ends with the expression."""
    text = '"We go tomorrow", he said.'
    assert insert(text, 0, [timex(text, "tomorrow", "2019-01-30")], day=DAY) == '"We go tomorrow [30 Jan]", he said.'


def test_nothing_is_inserted_inside_a_word() -> None:
    """A compound is left whole."""
    text = "A Sunday-night show."
    assert insert(text, 0, [timex(text, "Sunday", "2019-01-27")], day=DAY) == "A Sunday-night [27 Jan] show."


def test_the_source_own_brackets_are_respected() -> None:
    """Nothing is put into brackets that the source printed, nor beside its own explanation."""
    inside = "He left [on Monday] at once."
    beside = "He left on Monday [28 January] at once."
    for text in (inside, beside):
        assert insert(text, 0, [timex(text, "Monday", "2019-01-28")], day=DAY) == text


def test_one_day_is_named_once_a_sentence() -> None:
    """The second expression for the same day needs no label of its own."""
    text = "On Tuesday he came and on Tuesday he left."
    both = [timex(text, "Tuesday"), timex(text[12:], "Tuesday", offset=12)]
    assert insert(text, 0, both, day=DAY) == "On Tuesday [29 Jan] he came and on Tuesday he left."


def test_offsets_count_from_the_article() -> None:
    """A sentence further on in its article takes only its own expressions."""
    text = "They met on Tuesday."
    here, elsewhere = timex(text, "Tuesday", offset=500), timex(text, "Tuesday")
    assert insert(text, 500, [elsewhere, here], day=DAY) == "They met on Tuesday [29 Jan]."


def test_insertions_of_several_kinds_are_applied_together() -> None:
    """Who and when go into one sentence in their order; those at one place keep theirs."""
    assert (
        apply("He met them on Tuesday.", [(22, " [29 Jan]"), (2, " [Ivanov]")])
        == "He [Ivanov] met them on Tuesday [29 Jan]."
    )
    assert apply("ab", [(1, "1"), (1, "2")]) == "a12b"
    with pytest.raises(ValueError, match="nothing can be inserted"):
        apply("ab", [(3, "x")])


words = st.text(st.sampled_from("ab .,'’\"[]-–’s[…]"), max_size=12)


@given(
    st.lists(st.tuples(words, st.sampled_from(["Tuesday", "last week", "tomorrow", "10 May", "2019"])), max_size=6),
    words,
    st.integers(-400, 400),
    st.booleans(),
)
def test_without_its_brackets_the_sentence_is_verbatim(
    parts: list[tuple[str, str]], tail: str, days: int, certain: bool
) -> None:
    """Whatever stands around the expressions, brackets of its own included, the result is a verbatim quotation."""
    text, timexes = "", []
    for number, (before, expression) in enumerate(parts):
        text += before
        day = DAY + timedelta(days=days + number)
        span = Span(len(text), len(text) + len(expression))
        timexes.append(
            Timex(
                span=span, type="DATE", value=day.isoformat(), first=day, last=day, certain=certain, anchor="published"
            )
        )
        text += expression
    text += tail
    printed = insert(text, 0, timexes, day=DAY)
    assert not turned(printed, text)
    if "[" not in text and "]" not in text:
        assert re.sub(r" \[[^\]]*\]", "", printed) == text


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.text(max_size=5)), max_size=6))
def test_applying_only_adds(text: str, insertions: list[tuple[int, str]]) -> None:
    """The characters of the text stay, in their order."""
    fitting = [(min(offset, len(text)), words) for offset, words in insertions]
    assert len(apply(text, fitting)) == len(text) + sum(len(words) for _, words in fitting)


def test_a_list_of_days_is_not_broken_up() -> None:
    """The bare number of "19 and 20 March" shares the month beside it; a bare number alone does not."""
    text = "The talks on 19 and 20 March go on."
    both = [timex(text, "19", "2019-03-19"), timex(text, "20 March", "2019-03-20")]
    assert insert(text, 0, both, day=DAY) == text
    alone = "Les discussions du 5, et plus tard."
    assert insert(alone, 0, [timex(alone, "5", "2019-02-05")], day=DAY) == "Les discussions du 5 [5 Feb], et plus tard."


def test_a_time_with_its_date_needs_no_day() -> None:
    """A time of day beside a whole date has said its day; beside a weekday it has not."""
    text = "It expires at midnight on 31 January."
    made = timex(text, "midnight on 31 January", "2019-01-31T00:00", kind="TIME")
    assert insert(text, 0, [made], day=DAY) == text
    other = "He speaks on Tuesday at 9 p.m. there."
    made = timex(other, "Tuesday at 9 p.m.", "2019-01-29T21:00", kind="TIME")
    assert insert(other, 0, [made], day=DAY) == "He speaks on Tuesday at 9 p.m. [29 Jan] there."
