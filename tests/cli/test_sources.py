"""sources: a site's feed by its address, lists of feeds in and out, what a source gives before it is kept."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.cli.app import app
from briefing.settings import load_settings
from tests.sources.server import serving

FEED = (
    "<rss version='2.0'><channel><title>Harbour News</title><item><title>Terminal to reopen</title><link>{url}/1</link>"
    "<pubDate>Thu, 02 Apr 2020 10:00:00 GMT</pubDate><description>"
    + "The second terminal reopened on Tuesday, the port authority said. " * 20
    + "</description></item></channel></rss>"
)
LIST = """
<opml version="1.0"><head><title>Mine</title></head><body><outline text="News">
<outline type="rss" text="Harbour &amp; Port" xmlUrl="https://harbour.example/rss"/>
<outline text="Twice" xmlUrl="https://harbour.example/rss"/><outline text="A note"/>
<outline type="rss" title="Wire" xmlUrl="feed://wire.example/atom.xml" language="de"/></outline>
<outline type="rss" text="Bad" xmlUrl="javascript:alert(1)"/></body></opml>"""


def run(*arguments: object, code: int = 0) -> str:
    """Standard output of a command, which must end with ``code``."""
    result = CliRunner().invoke(app, ["sources", *map(str, arguments)], catch_exceptions=True)
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


@pytest.mark.parametrize(
    "page",
    [
        "<html><link rel='alternate' type='application/rss+xml' title='Comments' href='/comments/feed'><link rel='alternate' type='application/rss+xml' href='/news.xml'><p>Welcome.</p></html>",
        "<html><body><p>A site that names no feed.</p></body></html>",
    ],
    ids=["named", "at its usual place"],
)
def test_a_site_is_added_by_its_address(page: str, tmp_path: Path) -> None:
    """The feed that its page names, or that stands where feeds stand; its last items are shown, its name is taken."""
    config = tmp_path / "briefing.toml"
    config.write_text("[edition]\ntitle = 'Ours'\n", encoding="utf-8")
    with serving({}) as server:
        feed = FEED.format(url=server.url)
        server.pages |= {"/": page, "/news.xml": feed, "/feed.xml": feed}
        shown = run("add", server.url + "/", "--internal", "--config", config)
        assert "Terminal to reopen" in shown
        assert "2020-04-02" in shown
        run("add", server.url + "/", "--internal", "--config", config)  # again: kept already
        settings = load_settings(config)
        assert settings.edition.title == "Ours"
        assert [(entry.name, entry.kind) for entry in settings.source] == [("Harbour News", "feed")]
        assert "Terminal to reopen" in run("try", "Harbour News", "--config", config)


def test_a_list_of_feeds_comes_in_and_goes_out(tmp_path: Path) -> None:
    """Folders are opened, each feed counts once, what is no web address is none; what goes out comes in again."""
    listed, config = tmp_path / "list.opml", tmp_path / "briefing.toml"
    listed.write_text(LIST, encoding="utf-8")
    run("import", listed, "--config", config)
    run("import", listed, "--config", config)
    wanted = [("Harbour & Port", "https://harbour.example/rss"), ("Wire", "https://wire.example/atom.xml")]
    assert [(entry.name, entry.location) for entry in load_settings(config).source] == wanted
    out, again = tmp_path / "out.opml", tmp_path / "again.toml"
    run("export", out, "--config", config)
    run("import", out, "--config", again)
    assert [(entry.name, entry.location) for entry in load_settings(again).source] == wanted


@pytest.mark.parametrize("content", ["", "<html></html>", "no list", "<opml><body/></opml>"])
def test_what_is_no_list_of_feeds_is_refused(content: str, tmp_path: Path) -> None:
    """With the file's name; nothing is written."""
    listed = tmp_path / "list.opml"
    listed.write_text(content, encoding="utf-8")
    result = CliRunner().invoke(app, ["sources", "import", str(listed), "--config", str(tmp_path / "b.toml")])
    assert result.exit_code != 0
    assert not (tmp_path / "b.toml").exists()
