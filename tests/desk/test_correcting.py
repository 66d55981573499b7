"""Corrections: mailed to those who got the edition, printed in the next one; the edition itself stays."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

from briefing import pipeline
from briefing.archive import Archive
from briefing.model import Edition
from tests.cli.mailserver import Post, serving
from tests.desk.conftest import Bureau
from tests.proving.news import SECOND, articles

WORDS = ("--right", "4.75 percent", "--why", "The bank's own notice.", "--by", "Ann")


def mails(bureau: Bureau, port: int) -> None:
    bureau.config.write_text(
        bureau.config.read_text() + f'server = "127.0.0.1"\nport = {port}\ntls = "none"\n'
        'sender = "brief@example.org"\nrecipients = ["a@example.org", "b@example.org"]\n'
    )


def test_a_correction_reaches_who_got_the_edition_and_the_next_brief(bureau: Bureau) -> None:
    """Once each; what was printed stays as it was, and the proof of it and of the next one holds."""
    post = Post()
    with serving(post) as port:
        mails(bureau, port)
        assert bureau.release() == 0
        assert sorted(to for to, _ in post.taken) == ["a@example.org", "b@example.org"]
        before = (bureau.out / str(SECOND) / "edition.json").read_bytes()
        assert bureau.run("correct", "--printed", "main rate at 4.5 percent", *WORDS) == 0
        corrected = [message_from_bytes(content, policy=default) for _, content in sorted(post.taken[2:])]
    assert [mail["To"] for mail in corrected] == ["a@example.org", "b@example.org"]
    assert corrected[0]["Subject"] == "Correction: The Daily Brief, Tue 29 Jan 2019"
    told = corrected[0].get_content()
    assert "main rate at 4.5 percent" in told
    assert "4.75 percent" in told
    assert "The bank's own notice." in told
    assert bureau.run("verify", str(bureau.out / str(SECOND) / "edition.json")) == 0
    assert (bureau.out / str(SECOND) / "edition.json").read_bytes() == before

    third = SECOND + timedelta(days=1)
    with Archive.open(bureau.url) as archive:
        archive.save_articles(
            articles((("Harbour Wire", "Port reopens", "The port of Velden reopened on Wednesday."),), third)
        )
        made = pipeline.build(
            [], bureau.settings, out=bureau.out, formats=("html", "json", "txt", "md"), day=third, archive=archive
        )
    assert made.edition.corrections[0].title == "Orvia central bank holds rate"
    for name in ("html", "txt", "md"):
        page = (bureau.out / str(third) / f"edition.{name}").read_text()
        assert "4.75 percent" in page
    assert bureau.run("verify", str(bureau.out / str(third) / "edition.json")) == 0
    fourth = third + timedelta(days=1)
    with Archive.open(bureau.url) as archive:
        archive.save_articles(
            articles((("Harbour Wire", "Fog", "Fog closed the port of Velden on Thursday."),), fourth)
        )
        again = pipeline.build([], bureau.settings, out=bureau.out, formats=("json",), day=fourth, archive=archive)
    assert again.edition.corrections == ()


def test_what_was_not_printed_cannot_be_corrected(bureau: Bureau) -> None:
    """Nor without saying what is right, why, and who says so."""
    bureau.release()
    for words in (
        ("--printed", "the king of France", *WORDS),
        ("--printed", "", *WORDS),
        ("--printed", "main rate", "--right", "x", "--why", "", "--by", "Ann"),
        ("--printed", "main rate", "--right", "two\nlines", "--why", "w", "--by", "Ann"),
    ):
        assert bureau.run("correct", *words) == 2, words
    with Archive.open(bureau.url) as archive:
        assert archive.desk.corrections() == []


def test_a_draft_is_edited_not_corrected(bureau: Bureau) -> None:
    """It has reached nobody."""
    assert bureau.run("correct", "--printed", "main rate at 4.5 percent", *WORDS) == 1
    assert "briefing edit" in bureau.said()


def test_time_lets_a_draft_out_unread(bureau: Bureau) -> None:
    """Where the desk has until an hour that is past; the brief says so."""
    bureau.config.write_text(bureau.config.read_text().replace('"reviewed"', '"reviewed, else at 06:30 automatic"'))
    post = Post()
    with serving(post) as port:
        mails(bureau, port)
        assert bureau.run("send", "--out", str(bureau.out)) == 0
    assert bureau.written()["review"]["state"] == "not reviewed"
    body = message_from_bytes(post.taken[0][1], policy=default).get_body(("plain",))
    assert body is not None
    assert "NOT REVIEWED" in body.get_content()


def test_a_draft_that_nobody_released_is_no_last_brief(bureau: Bureau) -> None:
    """What it told is new to the reader, who compares with the brief before it."""
    third = SECOND + timedelta(days=1)
    bureau.run("build", "--date", str(SECOND), "--out", str(bureau.out))

    def built() -> Edition:
        with Archive.open(bureau.url) as archive:
            made = pipeline.build([], bureau.settings, out=bureau.out, formats=("json",), day=third, archive=archive)
        return made.edition

    assert built().previous is None
    assert {story.status for section in built().sections for story in section.stories} == {"new"}
