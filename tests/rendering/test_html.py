"""The page on the screen."""

import base64
import hashlib
import re
from dataclasses import replace
from itertools import pairwise
from typing import Literal

import pytest

from briefing.model import Edition
from briefing.rendering.page import html
from briefing.settings import EditionSettings
from tests.rendering import samples, samples_made
from tests.rendering.pages import parsed

LOOK = EditionSettings()
EDITIONS = {
    "rich": samples.rich(), "small": samples.small(), "nasty": samples_made.nasty(), "twelve": samples_made.many(12),
    "arabic": replace(samples.rich(), language="ar"),
}  # fmt: skip


@pytest.fixture(params=sorted(EDITIONS))
def edition(request: pytest.FixtureRequest) -> Edition:
    """Each of the sample editions."""
    return EDITIONS[request.param]


def test_every_id_is_unique_and_every_link_inside_the_page_leads_somewhere(edition: Edition) -> None:
    """No two elements share an id, and no citation leads nowhere."""
    page = parsed(html(edition, settings=LOOK))
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    inside = [a.attributes["href"][1:] for a in page.all("a") if a.attributes["href"].startswith("#")]
    assert inside
    assert set(inside) <= set(ids)


def test_the_page_needs_nothing_from_outside(edition: Edition) -> None:
    """The only addresses are links to the sources; nothing is loaded."""
    content = html(edition, settings=LOOK)
    page = parsed(content)
    for element in page.elements:
        assert not element.attributes.get("src", "data:").startswith(("http", "//", "file"))
        assert element.tag not in ("link", "iframe", "object", "embed", "base")
        assert not any(name.startswith("on") for name in element.attributes)
        if "href" in element.attributes:
            assert element.attributes["href"].startswith(("#", "http://", "https://", "mailto:"))
    styles = "".join(style.text for style in page.all("style"))
    assert set(re.findall(r"url\((.{0,5})", styles)) <= {"data:"}
    assert "@import" not in styles


def test_the_policy_admits_exactly_the_style_and_the_script_of_the_page(edition: Edition) -> None:
    """The Content-Security-Policy names their hashes and no origin."""
    page = parsed(html(edition, settings=LOOK))
    policy = next(m.attributes["content"] for m in page.all("meta") if m.attributes.get("http-equiv"))
    for tag in ("style", "script"):
        (only,) = page.all(tag)
        digest = base64.b64encode(hashlib.sha256(only.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    assert not [element for element in page.elements if "style" in element.attributes]


def test_headings_go_down_one_level_at_a_time(edition: Edition) -> None:
    """One h1, and no level is skipped."""
    levels = [int(element.tag[1]) for element in parsed(html(edition, settings=LOOK)).all("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_same_edition_gives_the_same_bytes(edition: Edition) -> None:
    """Twice in one process."""
    assert html(edition, settings=LOOK) == html(edition, settings=LOOK)


def test_every_key_point_stands_on_the_page_with_its_citations() -> None:
    """Text and source numbers of each point of the bottom line and of each story."""
    edition = samples.rich()
    numbers = {source.id: source.number for source in edition.sources}
    page = parsed(html(edition, settings=LOOK))
    told = " ".join(" ".join(element.text.split()) for element in page.of("said"))
    shown = {element.text for element in page.of("cite")}
    for section in edition.sections:
        for story in section.stories:
            for point in story.key_points:
                assert " ".join(point.text.split()) in told
                assert {f"S{numbers[c.source]}" for c in point.citations} <= shown


def test_a_citation_opens_the_source_passage_with_the_sentence_marked() -> None:
    """The details beside a point hold its context, and the mark in it is the source's own sentence."""
    edition = samples.rich()
    page = parsed(html(edition, settings=LOOK))
    marked = {element.text for element in page.all("mark")}
    for line in edition.bottom_line:
        assert line.point.verbatim in marked
    passage = next(e for e in page.of("passage") if edition.bottom_line[0].point.verbatim in e.text)
    assert "Tugs had worked through the night" in passage.text


def test_insertions_are_set_apart_from_the_words_of_the_source() -> None:
    """[Brackets] of ours are marked as added; they alone are."""
    added = {" ".join(element.text.split()) for element in parsed(html(samples.rich(), settings=LOOK)).of("added")}
    assert {"[29 Jan]", "[31 Jan]", "[Soelberg]"} <= added
    assert all(text.startswith("[") or text == "c." for text in added)


def test_a_brief_of_one_article_has_no_empty_sections() -> None:
    """No changes, no timeline, no contents; it says that it is the first."""
    page = parsed(html(samples.small(), settings=LOOK))
    for id_ in ("changes", "timeline", "left-out", "filter", "contents-title"):
        assert page.get(id_) is None
    assert "This is the first brief" in "".join(element.text for element in page.of("note"))
    for section in page.all("section"):
        assert section.text.strip()


def test_the_only_story_does_not_repeat_what_the_bottom_line_has_said() -> None:
    """In a brief of one story its lead stands once."""
    page = parsed(html(samples.small(), settings=LOOK))
    said = [" ".join(element.text.split()) for element in page.of("said")]
    assert len(said) == len(set(said)) == 4


def test_hostile_words_stay_words() -> None:
    """Markup in names, titles and sentences is printed, never obeyed; forbidden characters are gone."""
    content = html(samples_made.nasty(), settings=LOOK).decode()
    page = parsed(content.encode())
    assert len(page.all("script")) == 1
    assert not page.all("img", "b2")
    assert "<img src=x onerror=alert(1)> & 'quotes'" in "".join(e.text for e in page.all("h4"))
    assert "</script><script>alert(1)</script>" in "".join(e.text for e in page.of("said"))
    assert "{{ 7 * 7 }} {% raw %}" in "".join(e.text for e in page.of("said"))
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", content)


def test_addresses_that_are_no_pages_are_no_links() -> None:
    """A javascript: address and a broken one are printed as plain titles."""
    page = parsed(html(samples_made.nasty(), settings=LOOK))
    outside = [a.attributes["href"] for a in page.all("a") if not a.attributes["href"].startswith("#")]
    assert outside == ["https://e.example/?a=1&b=%222%22%27%3Cx%3E"] * 2


def test_the_page_speaks_its_language() -> None:
    """Language and direction stand in the first tag, foreign sentences bear their own."""
    page = parsed(html(replace(samples.rich(), language="ar"), settings=LOOK))
    assert page.elements[0].attributes["lang"] == "ar"
    assert page.elements[0].attributes["dir"] == "rtl"
    foreign = [e for e in page.of("said") if e.attributes.get("lang") == "fr"]
    assert foreign
    assert all(e.attributes["dir"] == "ltr" for e in foreign)


def test_a_page_carries_only_the_faces_that_it_prints() -> None:
    """A brief in English brings no Cyrillic, Greek or Arabic face; the plain theme brings none at all."""
    style = parsed(html(samples.small(), settings=LOOK)).all("style")[0].text
    assert style.count("@font-face") == 4
    plain = parsed(html(samples.small(), settings=EditionSettings(theme="plain"))).all("style")[0].text
    assert "@font-face" not in plain
    assert "Georgia" in plain


def test_the_filter_knows_every_story_of_an_actor() -> None:
    """Choosing an actor of the list shows at least one story; the form waits hidden for its script."""
    page = parsed(html(samples.rich(), settings=LOOK))
    form = page.get("filter")
    assert form
    assert "hidden" in form.attributes
    stories = [story.attributes["data-actors"].split() for story in page.of("story")]
    choices = [option.attributes["value"] for option in page.all("option") if option.attributes["value"]]
    assert choices
    assert all(any(choice in actors for actors in stories) for choice in choices)


def test_a_copy_stands_under_its_original() -> None:
    """A source that copies another is folded under it and keeps its number."""
    page = parsed(html(samples.rich(), settings=LOOK))
    copy = page.get("s5")
    assert copy
    assert copy.path.count("li") == 1
    assert "Coast Radio" in copy.text


def test_thirty_stories_stay_under_400_kilobytes() -> None:
    """Fonts, passages and all."""
    assert len(html(samples_made.many(30), settings=LOOK)) < 400_000


@pytest.mark.parametrize("section", ["actors", "calendar", "timeline"])
def test_a_section_that_is_not_wanted_is_left_out_and_nothing_leads_to_it(section: str) -> None:
    """The other sections stay, all links inside the page lead somewhere, the contents name what is there."""
    every: tuple[Literal["actors", "calendar", "timeline"], ...] = ("actors", "calendar", "timeline")
    whole = parsed(html(samples.rich(), settings=EditionSettings(sections=every)))
    less = parsed(html(samples.rich(), settings=EditionSettings(sections=tuple(s for s in every if s != section))))
    here, left = ({element.attributes.get("id", "") for element in page.all("section")} for page in (whole, less))
    assert left == here - {section}
    assert section in here
    ids = {element.attributes["id"] for element in less.elements if "id" in element.attributes}
    assert {a.attributes["href"][1:] for a in less.all("a") if a.attributes["href"].startswith("#")} <= ids
