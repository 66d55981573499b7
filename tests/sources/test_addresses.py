"""Addresses: one form for one page."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.sources.addresses import clean_address, host


@pytest.mark.parametrize(
    ("given_", "clean"),
    [
        ("https://a.example/x?utm_source=f&id=7&fbclid=1#top", "https://a.example/x?id=7"),
        ("HTTPS://A.Example:443", "https://a.example/"),
        ("http://a.example:8080/x", "http://a.example:8080/x"),
        ("https://me:secret@a.example/x", "https://a.example/x"),
        ("https://www.a.example/world/talks/amp/", "https://www.a.example/world/talks"),
        ("https://a.example/talks.amp.html", "https://a.example/talks.html"),
        ("https://a.example/talks?outputType=amp", "https://a.example/talks"),
        ("https://amp.news.a.example/talks", "https://news.a.example/talks"),
        ("https://www-a-example.cdn.ampproject.org/c/s/www.a.example/talks", "https://www.a.example/talks"),
        ("https://www.google.com/amp/s/www.a.example/talks", "https://www.a.example/talks"),
        ("https://a.example/q?a=b%20c&d=%C3%A9", "https://a.example/q?a=b%20c&d=%C3%A9"),
        ("https://urldefense.com/v3/__https:/a.example/q*a__;Pw!!x!y$", "https://a.example/q?a"),
        ("https://www.google.com/url?url=javascript:alert(1)", "https://www.google.com/url?url=javascript:alert(1)"),
        ("javascript:alert(1)", ""), ("file:///etc/passwd", ""), ("//a.example/x", ""), ("https://", ""), ("https://a.example/ x", ""),
        ("https://a.example:99999/", ""), ("https://[::1/", ""), ("data:text/html,x", ""), ("", ""),
    ],
)  # fmt: skip
def test_an_address_has_one_form(given_: str, clean: str) -> None:
    """Trackers, credentials, fragments and AMP go; everything that is no web address is dropped."""
    assert clean_address(given_) == clean


def test_the_host_names_the_outlet() -> None:
    """Without "www."."""
    assert host("https://www.harbourwire.example/x") == "harbourwire.example"


@given(st.text(max_size=80), st.sampled_from(["https://a.example/", "http://", ""]))
@example("\xa0#", "https://a.example/")
@example("x\u2003?utm_source=a", "https://a.example/")
def test_cleaning_twice_changes_nothing(text: str, start: str) -> None:
    """A clean address is its own clean form."""
    once = clean_address(start + text)
    assert clean_address(once) == once
