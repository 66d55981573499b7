"""Addresses from outside."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.rendering.cleaning import safe_link


@pytest.mark.parametrize(
    "url", ["https://a.example/x?y=1&z=2#w", "http://a.example", "mailto:a@b.example", "https://[::1]:8080/"]
)
def test_pages_and_mailboxes_are_links(url: str) -> None:
    """As they are."""
    assert safe_link(url) == url


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:x", "java\nscript:x", "data:text/html,x", "file:///etc/passwd",
     "ftp://a.example/", "//a.example/x", "/x", "x", "https://", "https:/a", "https://[bad", "https://a:b/", "vbscript:x", "https://a.example/" + "x" * 3000],
)  # fmt: skip
def test_everything_else_is_not(url: str) -> None:
    """Scripts, data, files, relative and broken addresses."""
    assert safe_link(url) == ""


@given(st.one_of(st.text(), st.builds("https://a.example/{}".format, st.text())))
def test_a_link_cannot_leave_its_attribute(url: str) -> None:
    """No quote, blank, bracket or control survives."""
    link = safe_link(url)
    assert not re.search(r"[\s\"'<>\x00-\x1f]", link)
    assert not link or link.lower().startswith(("http://", "https://", "mailto:"))
