"""Full-text search, the same on both databases."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.archive import Archive, Query, find_actors, search, upkeep
from tests.archive import made
from tests.archive.made import MONDAY, TUESDAY, WEDNESDAY


def found(archive: Archive, words: str = "", **filters: object) -> list[str]:
    """The ids of what is found, best first."""
    return [hit.id for hit in search(archive.engine, Query(words=words, **filters))]  # type: ignore[arg-type]


@pytest.fixture
def harbour(archive: Archive) -> Archive:
    """Six articles of a harbour town."""
    texts = {
        "quay": ("Quays to be widened", "The harbour council met. Air strikes were not on its table.", "Wire", MONDAY),
        "air": ("Raids go on", "Two air strikes hit the old quay. Quay walls fell.", "Élan Daily", TUESDAY),
        "strike": ("Dockers walk out", "Strikes fill the air with noise, said Zoë Ångström.", "Wire", TUESDAY),
        "greek": ("Λιμάνι", "Ο υπουργός μίλησε στην Αθήνα. Мэр города Йошкар-Ола приехал.", "Ιωνία", WEDNESDAY),
        "code": ("Numbers", "Flight QX-417 of 2019 left gate B12; e-mail_address@harbour.example.", "Wire", WEDNESDAY),
        "none": ("", "…", "Wire", None),
    }
    archive.save_articles(
        made.article(text, title=title, source=source, day=day, id_=id_)
        for id_, (title, text, source, day) in texts.items()
    )
    return archive


def test_all_words_must_occur_in_title_or_text(harbour: Archive) -> None:
    """In any order, in capitals or not."""
    assert set(found(harbour, "AIR strikes")) == {"quay", "air", "strike"}
    assert found(harbour, "air dockers") == ["strike"]
    assert found(harbour, "air submarine") == []


def test_a_phrase_must_stand_together(harbour: Archive) -> None:
    """Also one that is held together by a hyphen; never across title and text."""
    assert set(found(harbour, '"air strikes"')) == {"quay", "air"}
    assert set(found(harbour, "air-strikes")) == {"quay", "air"}
    assert found(harbour, '"widened the"') == []
    assert found(harbour, "QX-417") == ["code"]
    assert found(harbour, '"e-mail address"') == ["code"]


def test_a_star_finds_beginnings(harbour: Archive) -> None:
    """At the end of a word only; in quotation marks it is a sign like others."""
    assert set(found(harbour, "wid*")) == {"quay"}
    assert found(harbour, "*ider") == []
    assert found(harbour, '"wid*"') == []


def test_accents_and_capitals_make_no_difference(harbour: Archive) -> None:
    """For Latin letters; other scripts in small and capital letters."""
    for words in ("zoe angstrom", "ZOË ÅNGSTRÖM", "Zoe\u0308 Ångström"[:3] + " ångström"):
        assert found(harbour, words) == ["strike"]
    assert found(harbour, "ΥΠΟΥΡΓΌΣ") == found(harbour, "мэр ЙОШКАР") == ["greek"]


def test_the_better_article_comes_first(harbour: Archive) -> None:
    """A word in the title weighs more than one in the text; of equals the later one."""
    assert found(harbour, "quays") == ["quay"]
    harbour.save_articles(
        [
            made.article("Widened it is.", title="A lock is widened", day=MONDAY, id_="t"),
            made.article("A lock it is, widened.", title="News of it", day=MONDAY, id_="u"),
            made.article("Lots of words and a lock.", title="Same", day=MONDAY, id_="early"),
            made.article("Lots of words and a lock.", title="Same", day=TUESDAY, id_="later"),
        ]
    )
    assert found(harbour, "lock widened")[0] == "t"
    order = found(harbour, "lock")
    assert order[0] == "t"
    assert order.index("later") < order.index("early")


def test_filters_narrow_what_is_found(harbour: Archive) -> None:
    """Outlet in capitals or not, first and last day both inclusive, a limit."""
    assert found(harbour, "air", source="élan DAILY") == ["air"]
    assert set(found(harbour, "air", first=TUESDAY)) == {"air", "strike"}
    assert found(harbour, "air", last=MONDAY) == ["quay"]
    assert found(harbour, "air", first=TUESDAY, last=TUESDAY, source="wire") == ["strike"]
    assert len(found(harbour, "air", limit=2)) == 2
    assert found(harbour, "air", source="nobody") == []


def test_filters_alone_give_the_latest_first(harbour: Archive) -> None:
    """Without words; undated articles last; nothing at all is no query."""
    assert found(harbour, source="wire") == ["code", "strike", "quay", "none"]
    assert found(harbour, first=WEDNESDAY) == ["code", "greek"]
    assert found(harbour) == found(harbour, "  ") == []


def test_an_actor_filter_finds_who_was_named_in_editions(archive: Archive) -> None:
    """By the actor behind the words, whatever the article calls her."""
    first, second = made.two_days(archive)
    archive.save_articles([made.article("Another Berg is a mountain.", title="Berg", id_="mountain")])
    [berg] = find_actors(archive.engine, "anna berg")
    assert found(archive, actor=berg.id) == [second.article.id, first.article.id]
    assert found(archive, "berg", actor="gpe-oslo") == [first.article.id]
    assert "mountain" in found(archive, "berg")


def test_a_snippet_shows_the_words_where_they_stand_together(archive: Archive) -> None:
    """Plain text in parts, the found ones marked, cut ends marked by an ellipsis."""
    text = (
        "A quay first. " + "Nothing here. " * 60 + "Then the  quay\n\nwall fell <b>down</b> ⟦at⟧ dawn. " + "More. " * 60
    )
    archive.save_articles([made.article(text, id_="a")])
    [hit] = search(archive.engine, Query(words="quay wall"))
    shown = "".join(part for part, _ in hit.snippet)
    assert [part for part, found in hit.snippet if found] == ["quay", "wall"]
    assert "the quay wall fell <b>down</b> ⟦at⟧ dawn" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 300
    [hit] = search(archive.engine, Query(first=MONDAY))
    assert hit.snippet[0][0].startswith("A quay first.")


def test_a_text_without_end_makes_a_short_snippet(archive: Archive) -> None:
    """Words far in, words of a hundred thousand letters, no words at all."""
    archive.save_articles(
        [
            made.article("x" * 100_000 + " " + "-" * 100_000 + " quay", id_="long"),
            made.article("∎" * 5000, title="quay", id_="signs"),
            made.article("and " * 30_000 + "quay", id_="deep"),
        ]
    )
    hits = {hit.id: hit.snippet for hit in search(archive.engine, Query(words="quay"))}
    assert set(hits) == {"long", "signs", "deep"}
    assert sum(len(part) for part, _ in hits["deep"]) < 300
    assert sum(len(part) for part, _ in hits["long"]) < 5_000


@pytest.mark.parametrize(
    "words",
    [
        '"', '""', '"""', '" "', "'", "''", "*", "**", "a*b*", "-", "--", "(", ")", "()", "((((", "AND", "OR", "NOT",
        "NEAR", "NEAR(a b, 5)", "a AND", "NOT a", "title:", "title:quay", "{title}: quay", "^quay", "a + b", "a & b",
        "a | b", "!a", "a <-> b", "a:*", "a:A", "\\", "\\'", "'; DROP TABLE articles; --", "%", "_", "$1", ":match",
        "?", "\0", "a\0b", "\ud800", "\u202e", "\N{COMBINING ACUTE ACCENT}", "ß", "İ", "ﬁ", "😀", "漢字", "ा", "१२३",
        "a" * 10_000, "a " * 5_000, '"' * 10_000, "(" * 10_000, "*" * 10_000, '"a' * 3_000, "a* " * 3_000, "a-" * 5_000,
    ],
)  # fmt: skip
def test_whatever_is_typed_is_words(harbour: Archive, words: str) -> None:
    """Quotation marks, operators, NUL, ten thousand characters: an answer, never a fault, and nothing is changed."""
    hits = found(harbour, words)
    assert set(hits) <= {"quay", "air", "strike", "greek", "code", "none"}
    assert upkeep.stats(harbour.engine)["articles"] == 6


def test_operators_are_words_like_others(harbour: Archive) -> None:
    """The word "OR" is looked for, not obeyed."""
    harbour.save_articles([made.article("Cash or card, not and.", id_="or")])
    assert found(harbour, "cash OR submarine") == []
    assert found(harbour, "cash OR card NOT AND") == ["or"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """One article, in SQLite, whose query language is the more delicate one."""
    opened = Archive.open(f"sqlite:///{tmp_path_factory.mktemp('small') / 'a.sqlite'}")
    opened.save_articles([made.article("The quay was widened, said Zoë.", title="Quay", id_="a")])
    return opened


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(), st.text(alphabet="\"*()-: \0AND^{}+'\\aé")))
def test_no_query_is_a_fault(small: Archive, words: str) -> None:
    """Any text at all."""
    assert set(found(small, words)) <= {"a"}


def test_the_index_follows_what_is_forgotten(archive: Archive) -> None:
    """After pruning and compacting, each word still leads to its own article: numbers of rows do not shift."""
    archive.save_articles(
        made.article(f"Ship number{n} has sailed.", day=date(2019, 1, 1 + n % 28), id_=f"a{n}") for n in range(200)
    )
    forgotten = upkeep.prune(archive.engine, date(2019, 1, 31), keep_days=16)
    assert forgotten == 102
    assert upkeep.compact(archive.engine) == ""
    for n in range(200):
        kept = n % 28 >= 14
        assert found(archive, f"number{n}") == ([f"a{n}"] if kept else [])
    archive.save_articles([made.article("Ship number0 is back.", id_="back")])
    assert found(archive, "number0") == ["back"]
