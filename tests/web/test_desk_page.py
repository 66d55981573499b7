"""The desk's forms: each decision has its effect, and two editors do not overwrite each other."""

import json
import re
from pathlib import Path

from briefing.archive import Archive
from briefing.model import Decisions
from tests.web.conftest import Served, hidden
from tests.web.news import DAY


def decided(served: Served) -> Decisions:
    with Archive.open(f"sqlite:///{served.folder / 'archive.sqlite'}") as archive:
        return archive.desk.decisions(DAY) or Decisions(date=DAY)


def test_every_decision_can_be_made_on_a_page(own: Served) -> None:
    """From what the page of a story offers; each is signed, and told on the draft."""
    stories = own.stories()
    with Archive.open(f"sqlite:///{own.folder / 'archive.sqlite'}") as archive:
        double = next(story for story in archive.stories(DAY) if len(story.articles) == 2)
    page = own.ask(f"/desk/{DAY}/story?id={double.id}").body
    parts = re.split(r"<section ", page)
    sentences = re.findall(r'type="radio" name="choice" value="(\d+:\d+:\w+)"', next(p for p in parts if "points" in p))
    headlines = re.findall(
        r'type="radio" name="choice" value="(\d+:\d+:\w+)"', next(p for p in parts if '"titles"' in p)
    )
    days = re.findall(r'type="radio" name="choice" value="(\d+:\d+:\w+)"', next(p for p in parts if '"days"' in p))
    actor = re.search(r'<select id="whose" name="actor"><option value="([^"]+)"', page)
    assert actor
    other = next(id_ for id_ in stories if id_ != double.id)
    made: list[dict[str, object]] = [
        {"do": "point", "place": 1, "choice": sentences[-1]}, {"do": "point", "place": 2, "choice": ""},
        {"do": "title", "choice": headlines[-1]}, {"do": "section", "to": "culture"}, {"do": "up"}, {"do": "down"},
        {"do": "pin"}, {"do": "unpin"}, {"do": "day", "choice": days[0], "first": "2019-02-14", "last": ""},
        {"do": "role", "actor": actor.group(1), "text": "Chair"}, {"do": "note", "text": "Seen <b>by us</b>."},
        {"do": "split", "article": [double.articles[0]]}, {"do": "merge", "other": [other]},
        {"do": "actor", "name": "Olav Brandt", "aliases": "Brandt; O. Brandt", "type": "PER", "of": "Norland"},
        {"do": "drop"},
    ]  # fmt: skip
    for fields in made:
        do = str(fields.pop("do"))
        answer = own.decide(do, fields, story=double.id, back="story")
        assert answer.status == 303, (do, answer.body)
        assert answer.headers["location"].startswith(f"/desk/{DAY}")
    kept = decided(own).decisions
    assert len(kept) == len(made)
    assert {one.by for one in kept} == {"Ann"}
    assert kept[0].about.title
    assert kept[-2].actor
    assert kept[-2].actor.aliases == ("Brandt", "O. Brandt")
    page = own.ask(f"/desk/{DAY}").body
    assert double.id not in page
    assert own.decide("undo").status == 303
    page = own.ask(f"/desk/{DAY}").body
    assert "Seen &lt;b&gt;by us&lt;/b&gt;." in page


def test_who_comes_late_is_told(own: Served) -> None:
    """A form that was made before somebody else decided changes nothing."""
    page = own.ask(f"/desk/{DAY}").body
    late = {"csrf": hidden(page, "csrf"), "seen": hidden(page, "seen")}
    first, second, *_ = own.stories()
    assert own.decide("drop", story=first).status == 303
    assert own.ask(f"/desk/{DAY}", form={"do": "drop", "story": second, **late}).status == 409
    assert len(decided(own).decisions) == 1


def test_what_cannot_be_decided_is_refused_in_words(own: Served) -> None:
    """And is not kept."""
    story = own.stories()[0]
    for do, fields in (
        ("drop", {"story": "nobody"}), ("fly", {"story": story}), ("point", {"story": story, "choice": "1:2:nothing"}),
        ("point", {"story": story, "choice": "x"}), ("point", {"story": story, "place": "-1"}),
        ("title", {"story": story, "choice": ""}), ("section", {"story": story, "to": "<b>"}),
        ("day", {"story": story, "choice": "0:4:x", "first": "2019-13-01"}), ("undo", {"number": "7"}),
        ("note", {"story": story, "text": ""}), ("merge", {"story": story}), ("split", {"story": story}),
        ("actor", {"name": "", "type": "PER"}), ("actor", {"name": "A", "type": "GOD"}),
        ("role", {"story": story, "actor": "per-nobody", "text": "king"}),
    ):  # fmt: skip
        answer = own.decide(do, fields)
        assert answer.status == 400, do
        assert "<h1>400</h1>" in answer.body
    assert decided(own).decisions == ()


def test_a_release_is_written_and_last(own: Served) -> None:
    """The page then offers nothing more, and a late form is refused."""
    own.decide("drop", story=own.stories()[0])
    page = own.ask(f"/desk/{DAY}").body
    late = {"do": "release", "csrf": hidden(page, "csrf"), "seen": hidden(page, "seen")}
    assert own.decide("release").status == 303
    written: Path = own.folder / "out" / str(DAY)
    assert json.loads((written / "edition.json").read_bytes())["review"]["state"] == "reviewed"
    assert (written / "edition.decisions.json").is_file()
    page = own.ask(f"/desk/{DAY}").body
    assert 'value="drop"' not in page
    assert "Released" in page
    assert own.ask(f"/desk/{DAY}", form=late).status == 409
    assert "Reviewed by Ann" in own.ask(f"/edition/{DAY}").body
    assert own.ask("/feed.atom").body.count("<entry>") == 1
