"""An edition in any of its forms."""

import io
import json

import pikepdf
import pytest

from briefing.errors import RenderingError
from briefing.forms import load_edition, schema
from briefing.rendering import FORMATS, render
from briefing.settings import EditionSettings, MailSettings, Settings
from tests.rendering import samples, samples_made

SETTINGS = Settings(mail=MailSettings(sender="brief@example.org"))


@pytest.mark.parametrize("format_", FORMATS)
def test_every_form_is_made_of_every_edition_and_is_the_same_each_time(format_: str) -> None:
    """The full one, the smallest, and the one that breaks what is not escaped; a mail's PDF is the one that is made."""
    settings = Settings(mail=MailSettings(sender="brief@example.org", attach=("ics",)))
    for edition in (samples.rich(), samples.small(), samples_made.nasty()):
        made = render(edition, format_, settings=settings)
        assert made
        assert made == render(edition, format_, settings=settings)


def test_the_json_is_the_contracts_and_reads_back() -> None:
    """Schema, key points and counts; non-ASCII as it is."""
    content = render(samples.rich(), "json", settings=SETTINGS)
    plain = json.loads(content)
    assert plain["schema"] == "briefing.edition/1"
    assert set(plain) >= set(schema("edition")["required"])
    assert "Comșa".encode() in content
    assert load_edition(content, "edition.json").bottom_line == samples.rich().bottom_line


def test_a_pdf_for_the_archive_holds_the_json_and_the_calendar() -> None:
    """Byte for byte what the other formats give."""
    settings = Settings(edition=EditionSettings(pdf="archive"))
    content = render(samples.small(), "pdf", settings=settings)
    with pikepdf.open(io.BytesIO(content)) as document:
        held = {name: document.attachments[name].get_file().read_bytes() for name in document.attachments}
    assert held == {
        "edition.json": render(samples.small(), "json", settings=settings),
        "calendar.ics": render(samples.small(), "ics", settings=settings),
    }


def test_the_draft_holds_the_pdf_and_the_calendar() -> None:
    """What `[mail] attach` names, under the edition's day."""
    made = render(samples.small(), "eml", settings=SETTINGS)
    assert b'filename="brief-2030-01-30.pdf"' in made
    assert b'filename="brief-2030-01-30.ics"' in made


def test_an_unknown_format_is_named() -> None:
    """With the ones that there are."""
    with pytest.raises(RenderingError, match="html, pdf, docx, json"):
        render(samples.small(), "odt", settings=SETTINGS)
