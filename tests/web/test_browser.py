"""The web view in a real browser: axe, widths, and a draft of twenty stories reviewed by keyboard."""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.archive import Archive
from tests.browser.chromium import Chromium
from tests.web.conftest import SEVERAL, Served, needs_browser, serving
from tests.web.news import DAY

pytestmark = [pytest.mark.browser, needs_browser]
WIDTHS = (390, 768, 1280)


def pages(served: Served) -> dict[str, str]:
    """An address of each kind of page."""
    with Archive.open(f"sqlite:///{served.folder / 'archive.sqlite'}") as archive:
        story = next(story for story in archive.stories(DAY) if len(story.articles) == 2)
    actor = story.actors[0].id
    return {
        "editions": "/", "edition": f"/edition/{DAY}", "story": f"/story?id={story.id}", "actors": "/actors",
        "actor": f"/actor?id={actor}", "article": f"/article?id={story.articles[0]}", "search": "/search?q=Tuesday",
        "sources": "/sources", "desk": f"/desk/{DAY}", "choices": f"/desk/{DAY}/story?id={story.id}",
        "missing": "/nothing",
    }  # fmt: skip


@pytest.fixture(scope="module")
def chooser(looked_at: Served) -> Iterator[Served]:
    """A server of several briefs, whose first page is none of one brief's."""
    with serving(looked_at.folder, SEVERAL) as served:
        yield served


def test_axe_finds_no_violation_and_nothing_is_too_wide(
    looked_at: Served, chooser: Served, browser: Chromium, axe: str
) -> None:
    """On every kind of page, on phone, tablet and desk, light and dark; nothing comes from elsewhere."""
    kinds = {name: (looked_at, path) for name, path in pages(looked_at).items()} | {"briefs": (chooser, "/")}
    for name, (served, path) in kinds.items():
        for width in WIDTHS:
            browser.visit(served.address + path, width=width, dark=width == 768, policy=False)
            wide = browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide == 0, (name, width)
            browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            browser.evaluate(axe)
            found = browser.evaluate(
                "axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations))"
            )
            told = [(one["id"], one["nodes"][0]["html"][:200]) for one in json.loads(found)]
            assert told == [], (name, width)
            elsewhere = [url for url in browser.requests if not url.startswith((served.address, "data:"))]
            assert elsewhere == []


def test_the_nu_checker_finds_no_error(looked_at: Served, chooser: Served, vnu: list[str], tmp_path: Path) -> None:
    """In any kind of page."""
    (tmp_path / "briefs.html").write_text(chooser.ask("/").body, encoding="utf-8")
    for name, path in pages(looked_at).items():
        (tmp_path / f"{name}.html").write_text(looked_at.ask(path).body, encoding="utf-8")
    ran = subprocess.run([*vnu, *map(str, tmp_path.iterdir())], check=False, capture_output=True, text=True)
    assert [one["message"] for one in json.loads(ran.stderr)["messages"]] == []


def test_the_policy_lets_our_own_script_and_style_in(looked_at: Served, browser: Chromium) -> None:
    """And the browser complains of nothing."""
    for name, path in pages(looked_at).items():
        browser.visit(looked_at.address + path)
        assert name == "missing" or browser.console == []
        assert browser.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "600"


def test_a_draft_is_reviewed_and_released_by_keyboard(own: Served, browser: Chromium) -> None:
    """In under two minutes: five dropped, two pinned, one moved, a headline and a sentence chosen, a note, a release."""
    began = time.monotonic()
    browser.visit(f"{own.address}/desk/{DAY}")
    number = "document.querySelectorAll('.draft-story').length"
    drawn = browser.evaluate(number)
    assert drawn > 15
    at = "document.activeElement.id"
    browser.press("j")
    first = browser.evaluate(at)
    browser.press("j")
    assert browser.evaluate(at) != first
    browser.press("k")
    assert browser.evaluate(at) == first
    for left in range(drawn - 1, drawn - 6, -1):
        browser.press("j")
        browser.press("d", leads=True)
        assert browser.evaluate(number) == left
    browser.press("z", leads=True)
    assert browser.evaluate(number) == drawn - 4
    for _ in range(8):
        browser.press("j")
    pinned = browser.evaluate(at)
    browser.press("p", leads=True)
    assert browser.evaluate(at) == pinned
    assert browser.evaluate(f"document.getElementById('{pinned}').classList.contains('first')")
    browser.press("u", leads=True)
    browser.press("s")
    assert browser.evaluate("document.activeElement.tagName") == "SELECT"
    browser.press("Escape")
    browser.evaluate(f"document.getElementById('{pinned}').focus()")
    browser.press("Enter", leads=True)
    assert browser.evaluate("location.pathname").endswith("/story")
    browser.press("Escape", leads=True)
    assert browser.evaluate(at) == pinned
    browser.evaluate("document.getElementById('note').focus()")
    browser.write("The embassy has confirmed it.")
    browser.press("Tab")
    browser.press("Enter", leads=True)
    assert "The embassy has confirmed it. (Ann)" in browser.evaluate("document.body.textContent")
    browser.evaluate("document.activeElement.blur()")
    browser.press("r", leads=True)
    assert "Released" in browser.evaluate("document.querySelector('.head').textContent")
    assert browser.evaluate("document.querySelectorAll('button[value=drop]').length") == 0
    assert time.monotonic() - began < 120
    written = json.loads((own.folder / "out" / str(DAY) / "edition.json").read_bytes())
    assert written["review"]["by"] == "Ann"
    assert written["notes"][0]["text"] == "The embassy has confirmed it."
    assert written["front"]["items"][0]["story"] == pinned
    assert sum(len(section["stories"]) for section in written["sections"]) == drawn - 4


def test_a_walk_by_tab_reaches_every_control(looked_at: Served, browser: Chromium) -> None:
    """The first stop is the skip link; from there on every link, button and field, in their order, and each is seen."""
    browser.visit(f"{looked_at.address}/search?q=Tuesday")
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.className") == "skip"
    # The parts of a field for a day show their own mark, and behind the last control the page itself has the focus.
    seen = (
        "document.activeElement.matches('body, [type=date]') || "
        "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
    )
    controls = browser.evaluate("document.querySelectorAll('a, button, input:not([type=hidden]), select').length")
    met = {browser.evaluate("document.activeElement.outerHTML")}
    for _ in range(controls + 8):  # a field for a day has several stops
        browser.press("Tab")
        met.add(browser.evaluate("document.activeElement.outerHTML"))
        assert browser.evaluate(seen)
    assert len(met) >= controls


def test_the_desk_works_without_scripts(own: Served, browser: Chromium) -> None:
    """Its buttons are forms."""
    browser.visit(f"{own.address}/desk/{DAY}", scripts=False)
    number = "document.querySelectorAll('.draft-story').length"
    drawn = browser.evaluate(number)
    browser.evaluate("document.querySelector('button[value=drop]').focus()")
    browser.press("Enter", leads=True)
    assert browser.evaluate(number) == drawn - 1
