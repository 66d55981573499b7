"""The mail."""

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import RenderingError
from briefing.model import Edition
from briefing.rendering.headers import address_of, shortened
from briefing.rendering.message import Mailing
from briefing.settings import MailSettings
from tests.rendering import samples, samples_made
from tests.rendering.pages import parsed

SETTINGS = MailSettings(
    sender="Press Office <brief@example.org>", list_id="brief.example.org", unsubscribe="https://example.org/u?id=1"
)
ATTACHED = {"brief.pdf": b"%PDF-1.7 " + bytes(range(256)), "brief.ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"}
RICH = Mailing(samples.rich(), settings=SETTINGS, attachments=ATTACHED)


def received(content: bytes) -> EmailMessage:
    """What a mail program reads."""
    made = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(made, EmailMessage)
    assert not made.defects
    return made


def html_of(made: EmailMessage) -> str:
    """The HTML body."""
    body = made.get_body(("html",))
    assert body
    return str(body.get_content())


def test_it_is_text_and_html_with_pdf_and_calendar_attached() -> None:
    """multipart/mixed( multipart/alternative( text/plain, text/html ), PDF, ICS )."""
    made = received(RICH.letter("ann@example.org"))
    assert [part.get_content_type() for part in made.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf", "text/calendar",
    ]  # fmt: skip
    got = {part.get_filename(): part for part in made.iter_attachments()}
    assert got["brief.pdf"].get_content() == ATTACHED["brief.pdf"]
    assert got["brief.ics"].get_content().encode() == ATTACHED["brief.ics"]
    assert got["brief.ics"].get_param("method") == "PUBLISH"


def test_the_headers_are_those_of_a_list_that_minds_its_manners() -> None:
    """One recipient, a stable identifier, the edition's day, list headers, no automatic answers."""
    made = received(RICH.letter("Ann Lee <ann@example.org>"))
    assert made["To"] == "Ann Lee <ann@example.org>"
    assert made["From"] == "Press Office <brief@example.org>"
    assert made["Date"] == "Wed, 30 Jan 2030 06:00:00 +0000"
    assert made["Message-ID"] == RICH.message_id("Ann Lee <ann@example.org>")
    assert made["Auto-Submitted"] == "auto-generated"
    assert made["List-Id"] == "<brief.example.org>"
    assert made["List-Unsubscribe"] == "<https://example.org/u?id=1>"
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_without_a_list_there_are_no_list_headers() -> None:
    """And a mailto: address is not offered for one click."""
    made = Mailing(samples.small(), settings=MailSettings(sender="a@example.org")).message("b@example.org")
    assert not [name for name in made if name.startswith("List-")]
    mailto = MailSettings(sender="a@example.org", unsubscribe="mailto:off@example.org")
    made = Mailing(samples.small(), settings=mailto).message("b@example.org")
    assert made["List-Unsubscribe"] == "<mailto:off@example.org>"
    assert made["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize("edition", [samples.rich(), samples.small(), samples_made.nasty(), samples_made.many(100)])
def test_subject_preheader_and_body_fit_what_mail_programs_show(edition: Edition) -> None:
    """A line of 78 characters, about 90, less than 102 kB."""
    made = received(Mailing(edition, settings=SETTINGS).letter("ann@example.org"))
    assert len(made["Subject"]) <= 78
    assert made["Subject"].startswith(f"{edition.title}, Wed 30 Jan 2030")
    body = html_of(made)
    assert len(body.encode()) <= 100_000
    preheader = next(e for e in parsed(body.encode()).all("div") if "display:none" in e.attributes["style"])
    assert 20 < len(preheader.text) <= 90
    assert edition.bottom_line[0].point.text.startswith(preheader.text.rstrip("…")[:40])


@pytest.mark.parametrize(
    "headline",
    [
        "Europeans launch trade vehicle for Iran to get round U.S. sanctions",
        "Au port, le ministre parle des droits de l’homme, le maire répond",
        "Guaidó may not leave the country, court rules, as his deputy telephones him",
        "Переговоры в Женеве отложены на неделю, сообщили в министерстве иностранных дел",
    ],
)
def test_a_subject_arrives_as_it_was_written(headline: str) -> None:
    """No blank is doubled where the header is folded."""
    base = samples.rich()
    line = base.bottom_line[0]
    sections = tuple(
        replace(
            section,
            stories=tuple(replace(s, title=headline) if s.id == line.story else s for s in section.stories),
        )
        for section in base.sections
    )
    items = tuple(replace(item, title=headline) if item.story == line.story else item for item in base.front.items)
    told = replace(base, sections=sections, front=replace(base.front, items=items))
    made = received(Mailing(told, settings=SETTINGS).letter("ann@example.org"))
    subject = made["Subject"]
    assert "  " not in subject
    told = subject.removeprefix(f"{base.title}, Wed 30 Jan 2030: ").rstrip("…")
    assert len(told) > 12
    assert headline.startswith(told)


def test_the_body_can_be_read_without_pictures_styles_or_scripts() -> None:
    """Nothing is loaded; styles stand in the elements; tables are for layout only."""
    page = parsed(html_of(received(RICH.letter("a@example.org"))).encode())
    assert not page.all("img", "script", "link", "svg")
    assert all(table.attributes["role"] == "presentation" for table in page.all("table"))
    assert all("style" in paragraph.attributes for paragraph in page.all("p", "h1", "h2", "h3"))
    assert all(a.attributes["href"].startswith(("http://", "https://", "mailto:")) for a in page.all("a"))
    for line in samples.rich().bottom_line:
        assert line.point.text in " ".join(e.text for e in page.all("p"))


def test_a_letter_is_the_message_byte_for_byte() -> None:
    """The quick way to a thousand recipients gives what the plain way gives."""
    for recipient in ("ann@example.org", "Bob <bob@example.org>", ""):
        assert RICH.letter(recipient) == RICH.message(recipient).as_bytes()


def test_the_same_edition_and_recipient_give_the_same_bytes() -> None:
    """Boundaries and identifiers included."""
    again = Mailing(samples.rich(), settings=SETTINGS, attachments=ATTACHED)
    assert again.letter("ann@example.org") == RICH.letter("ann@example.org")


def test_identifiers_differ_by_recipient_and_by_edition_and_show_no_address() -> None:
    """Two recipients, two days: four identifiers."""
    tomorrow = Mailing(replace(samples.rich(), date=samples.DAY.replace(day=31)), settings=SETTINGS)
    ids = {mail.message_id(who) for mail in (RICH, tomorrow) for who in ("ann@example.org", "bob@example.org")}
    assert len(ids) == 4
    assert not any("ann" in id_ or "bob" in id_ for id_ in ids)
    assert RICH.message_id("Ann@Example.org ") == RICH.message_id("ann@example.org")


def test_no_recipient_sees_another() -> None:
    """One address in To, none in Cc or Bcc."""
    made = received(RICH.letter("ann@example.org"))
    assert b"bob@" not in RICH.letter("ann@example.org")
    assert made["Cc"] is None
    assert made["Bcc"] is None


def test_a_draft_has_no_recipient_and_opens_for_sending() -> None:
    """What `--formats eml` writes."""
    made = received(RICH.letter())
    assert made["To"] == "undisclosed-recipients:;"
    assert made["X-Unsent"] == "1"


@pytest.mark.parametrize(
    "recipient",
    ["ann", "ann@", "@example.org", "ann@example.org\nBcc: all@example.org", "a@b, c@d", "ann@exa mple.org",
     "ann@example.org\r\n\r\nbody", "<>", "Ann <ann@example.org>, Bob <bob@example.org>", "ann@@example.org\x00"],
)  # fmt: skip
def test_what_is_no_address_is_refused(recipient: str) -> None:
    """By name, before anything is sent."""
    with pytest.raises(RenderingError, match="not an e-mail address"):
        RICH.letter(recipient)


@given(st.text(min_size=1, max_size=60))
def test_no_recipient_can_start_a_header(recipient: str) -> None:
    """Whatever is given: either it is refused, or the headers are the same ones."""
    usual = received(RICH.letter("ann@example.org")).keys()
    try:
        made = received(RICH.letter(f"{recipient}@example.org"))
    except RenderingError:
        return
    assert made.keys() == usual
    assert len(made["To"].addresses) == 1


def test_no_title_can_start_a_header() -> None:
    """Line breaks in the title, a headline or the classification are blanks."""
    evil = replace(samples.small(), title="Brief\r\nBcc: all@example.org", classification="X\nY: z")
    made = received(Mailing(evil, settings=SETTINGS).letter("ann@example.org"))
    assert made["Bcc"] is None
    assert made["Subject"].startswith("Brief Bcc: all@example.org, Wed 30 Jan 2030")


@pytest.mark.parametrize(
    "field", [{"list_id": "a\nb"}, {"unsubscribe": "javascript:x"}, {"unsubscribe": "https://é.example"}]
)
def test_faulty_list_settings_are_named(field: dict[str, str]) -> None:
    """Rather than sent."""
    with pytest.raises(RenderingError):
        Mailing(samples.small(), settings=MailSettings(sender="a@example.org", **field)).message("b@example.org")  # type: ignore[arg-type]


def test_addresses_of_other_scripts_are_written_as_the_standards_have_it() -> None:
    """The domain in Punycode; UTF-8 headers only where the local part needs them."""
    assert str(address_of("ann@bücher.example")) == "ann@xn--bcher-kva.example"
    assert "пользователь@example.org" in RICH.letter("пользователь@example.org").decode()
    assert RICH.letter("Zoë <zoe@example.org>").split(b"\r\n\r\n")[0].isascii()


@given(st.text(max_size=200), st.integers(min_value=2, max_value=90))
def test_shortening_keeps_to_its_length(words: str, most: int) -> None:
    """And leaves short text alone."""
    short = shortened(words, most)
    assert len(short) <= most
    assert short == words or short.endswith("…")
