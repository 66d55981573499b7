"""The page in a real browser."""

import email
import email.policy
import json
import subprocess
from pathlib import Path

import pytest

from briefing.rendering.message import Mailing
from briefing.settings import MailSettings
from tests.browser.chromium import Chromium
from tests.browser.conftest import PAGES
from tests.rendering import samples, samples_made

WIDTHS = (320, 768, 1280)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_axe_finds_no_violation(name: str, pages: dict[str, Path], browser: Chromium, axe: str) -> None:
    """At phone, tablet and desk width, light and dark, with every passage open."""
    for width, dark in ((320, False), (768, True), (1280, False), (1280, True)):
        browser.open(pages[name], width=width, dark=dark, policy=False)
        browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        browser.evaluate(axe)
        found = browser.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations))"
        )
        assert [(violation["id"], violation["nodes"][0]["html"]) for violation in json.loads(found)] == []


def test_the_nu_checker_finds_no_error(pages: dict[str, Path], vnu: list[str]) -> None:
    """In any of the pages, whatever their editions hold."""
    ran = subprocess.run([*vnu, *map(str, pages.values())], check=False, capture_output=True, text=True)
    assert json.loads(ran.stderr)["messages"] == []


@pytest.mark.parametrize("name", sorted(PAGES))
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_window(name: str, width: int, pages: dict[str, Path], browser: Chromium) -> None:
    """No scrolling sideways, 300-character names included."""
    browser.open(pages[name], width=width)
    assert browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_the_page_asks_for_nothing_and_complains_of_nothing(pages: dict[str, Path], browser: Chromium) -> None:
    """Its own policy admits its style, faces and script; nothing else is requested."""
    for path in pages.values():
        browser.open(path)
        assert [url[:40] for url in browser.requests if not url.startswith(("data:", path.as_uri()))] == []
        assert browser.console == []
        assert browser.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "600"


def test_hostile_words_run_nothing(pages: dict[str, Path], browser: Chromium) -> None:
    """No alert, no element that the words spell out."""
    browser.open(pages["nasty"])
    assert browser.evaluate("document.querySelectorAll('img, b i, script').length") == 1
    assert "<script>alert(1)</script>" in browser.evaluate("document.body.textContent")


def test_the_filter_shows_the_stories_of_one_actor(pages: dict[str, Path], browser: Chromium) -> None:
    """And says how many of how many; "everybody" shows all again."""
    browser.open(pages["rich"])
    shown = "[...document.querySelectorAll('article.story')].filter(s => s.offsetParent).length"
    everybody = browser.evaluate(shown)
    assert everybody == 7
    choose = (
        "(n => {const s = document.querySelector('select'); s.selectedIndex = n; s.dispatchEvent(new Event('change'))})"
    )
    browser.evaluate(f"{choose}(2)")
    assert browser.evaluate(shown) == 1
    assert browser.evaluate("document.querySelector('output').textContent") == "1 of 7 stories"
    assert browser.evaluate("[...document.querySelectorAll('section.actor')].filter(s => s.offsetParent).length") == 1
    browser.evaluate(f"{choose}(0)")
    assert browser.evaluate(shown) == everybody


def test_a_citation_opens_its_passage_in_place(pages: dict[str, Path], browser: Chromium) -> None:
    """A click on the first source of a point shows the sentence marked, where the reader is."""
    browser.open(pages["rich"])
    mark = "document.querySelector('#line-1 mark')"
    assert browser.evaluate(f"{mark}.checkVisibility()") is False
    browser.evaluate("document.querySelector('#line-1 summary').click()")
    assert browser.evaluate(f"{mark}.checkVisibility()") is True
    assert browser.evaluate(f"{mark}.textContent") == samples.rich().bottom_line[0].point.verbatim


def test_a_citation_of_another_source_leads_to_its_passage(pages: dict[str, Path], browser: Chromium) -> None:
    """A link into a closed passage opens it."""
    browser.open(pages["rich"])
    target = browser.evaluate("document.querySelector('#line-2 .also a').getAttribute('href').slice(1)")
    browser.evaluate("document.querySelector('#line-2 .also a').click()")
    browser.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert browser.evaluate(f"document.getElementById('{target}').checkVisibility()") is True
    top = browser.evaluate(f"document.getElementById('{target}').getBoundingClientRect().top")
    assert 0 <= top <= 900


def test_without_scripts_everything_can_be_read(pages: dict[str, Path], browser: Chromium) -> None:
    """The filter stays away, passages open all the same."""
    browser.open(pages["rich"], scripts=False)
    assert browser.evaluate("document.querySelector('#filter').checkVisibility()") is False
    assert browser.evaluate("[...document.querySelectorAll('article.story')].every(s => s.checkVisibility())") is True
    browser.evaluate("document.querySelector('#line-1 summary').click()")
    assert browser.evaluate("document.querySelector('#line-1 mark').checkVisibility()") is True


def test_the_keyboard_reaches_the_bottom_line_first(pages: dict[str, Path], browser: Chromium) -> None:
    """The first stop is the skip link, seen when it is reached; it leads to the bottom line."""
    browser.open(pages["rich"])
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.className") == "skip"
    assert browser.evaluate("getComputedStyle(document.activeElement).clipPath") == "none"
    browser.press("Enter")
    assert browser.evaluate("location.hash") == "#bottom-line"
    browser.press("Tab")
    assert browser.evaluate("!!document.activeElement.closest('#bottom-line')") is True


@pytest.mark.parametrize("width", [360, 700])
def test_the_mail_is_read_on_any_screen(width: int, tmp_path: Path, browser: Chromium, axe: str) -> None:
    """No wider than the window, nothing requested, no violation, light and dark."""
    settings = MailSettings(sender="brief@example.org", unsubscribe="https://example.org/off")
    for n, edition in enumerate((samples.rich(), samples_made.nasty())):
        letter = Mailing(edition, settings=settings).letter("ann@example.org")
        body = email.message_from_bytes(letter, policy=email.policy.default).get_body(("html",))
        assert body
        path = tmp_path / f"mail-{n}.html"
        path.write_text(body.get_content(), encoding="utf-8")
        for dark in (False, True):
            browser.open(path, width=width, dark=dark, policy=False)
            assert browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
            assert [url for url in browser.requests if not url.startswith("file:")] == []
            browser.evaluate(axe)
            found = browser.evaluate(
                "axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations))"
            )
            assert [(violation["id"], violation["nodes"][0]["html"]) for violation in json.loads(found)] == []
