"""`briefing archive`, `search`, `actor` and `verify` as a user meets them."""

import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.archive import Archive, schema
from briefing.cli import main
from briefing.reading import reader

TALKS = Path(__file__).parent.parent / "editions" / "talks" / "in"

Said = pytest.CaptureFixture[str]


class Desk:
    """A folder with a configuration, an archive and an edition of the talks in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'archive.sqlite'}"
        self.config = folder / "briefing.toml"
        self.config.write_text(f'[reading]\nmodel = "rules"\n[archive]\nurl = "{self.url}"\n', encoding="utf-8")
        self.edition = folder / "out" / "2019-01-29" / "edition.json"

    def run(self, *arguments: str) -> int:
        """The exit code of a command with this desk's configuration."""
        return main([*arguments, "--config", str(self.config)])

    def build(self, *inputs: str) -> int:
        """Build the edition of the talks, or of ``inputs``."""
        given = inputs or (str(TALKS),)
        return self.run("build", *given, "--date", "2019-01-29", "--out", str(self.folder / "out"), "--formats", "json")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder with the edition built once."""
    folder = tmp_path_factory.mktemp("desk")
    assert Desk(folder).build() == 0
    return folder


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Desk:
    """A copy of it."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path)


def test_stats_tell_how_much_is_kept(desk: Desk, capsys: Said) -> None:
    """On standard output, a line a figure."""
    assert desk.run("archive", "stats") == 0
    told = dict(re.findall(r"(\w[\w ]*?) {2,}(\S+)", capsys.readouterr().out))
    assert told["articles"] == told["readings"] == "4"
    assert told["editions"] == "1"
    assert told["last day"] == "2019-01-29"


@pytest.mark.parametrize(
    "command", [["archive", "stats"], ["archive", "prune"], ["archive", "export"], ["search", "quay"], ["actor", "May"]]
)
def test_looking_into_nothing_says_so_and_makes_nothing(tmp_path: Path, capsys: Said, command: list[str]) -> None:
    """A mistyped address is no new archive."""
    path = tmp_path / "mistyped.sqlite"
    assert main([*command, "--archive", f"sqlite:///{path}"]) == 1
    assert "there is no archive yet" in capsys.readouterr().err
    assert not path.exists()
    assert main([*command, "--archive", "none"]) == 2


def test_pruning_forgets_what_is_too_old(desk: Desk, capsys: Said) -> None:
    """As configured, or as told; the edition stays, its proof then fails by name."""
    with Archive.open(desk.url) as archive, archive.engine.begin() as connection:
        connection.execute(schema.articles.update().values(arrived=""))
    assert desk.run("archive", "prune", "--days", "30", "--today", "2019-02-10") == 0
    assert "0 articles forgotten" in capsys.readouterr().err
    desk.config.write_text(desk.config.read_text(encoding="utf-8") + "keep_days = 30\n", encoding="utf-8")
    assert desk.run("archive", "prune", "--today", "2019-03-10") == 0
    assert "4 articles forgotten" in capsys.readouterr().err
    assert desk.run("verify", str(desk.edition)) == 1
    assert "the archive does not hold the source" in capsys.readouterr().err
    assert desk.run("archive", "prune", "--days", "0") == 2


def test_an_archive_moves_by_export_and_import(
    desk: Desk, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines out, lines in; an edition's quotations stand in the new archive too, which yet has no such edition."""
    assert desk.run("archive", "export") == 0
    lines = capsys.readouterr().out
    assert len(lines.splitlines()) == 4
    url = f"sqlite:///{tmp_path / 'other.sqlite'}"
    for new in (4, 0):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
        assert main(["archive", "import", "--archive", url]) == 0
        assert f"4 articles read, {new} of them new" in capsys.readouterr().err
    assert main(["archive", "export", "--archive", url]) == 0
    assert capsys.readouterr().out == lines
    assert main(["verify", str(desk.edition), "--archive", url]) == 1
    assert ", 1 not proved" in capsys.readouterr().err


def test_an_import_of_something_else_names_the_line(desk: Desk, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that are no text, JSON that is no article: one line, exit 1."""
    for content in (b"\xff\xfe\x00", b'{"text": "a"}\nnonsense\n'):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        assert desk.run("archive", "import") == 1
        said = capsys.readouterr().err
        assert re.search(r"line [12]: no article", said)
        assert "Traceback" not in said


def test_search_prints_what_it_finds(desk: Desk, capsys: Said) -> None:
    """As text, and as JSON lines with the places of the found words."""
    assert desk.run("search", "envoy") == 0
    assert "envoy" in capsys.readouterr().out.casefold()
    assert desk.run("search", "envoy", "--json") == 0
    hits = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert hits
    for hit in hits:
        assert set(hit) == {"id", "title", "source", "url", "day", "snippet", "found"}
        assert {hit["snippet"][start:end].casefold() for start, end in hit["found"]} <= {"envoy"}
    assert desk.run("search", "--since", "2019-01-29", "--json") == 0
    assert all(json.loads(line)["day"] >= "2019-01-29" for line in capsys.readouterr().out.splitlines())


def test_search_by_actor_finds_what_names_it(desk: Desk, capsys: Said) -> None:
    """The actor as editions know it; nobody of that name is told."""
    with Archive.open(desk.url) as archive:
        named = archive.edition().actors[0].name  # type: ignore[union-attr]
    assert desk.run("search", "--actor", named, "--json") == 0
    assert capsys.readouterr().out
    assert desk.run("search", "--actor", "Nobody Whatever") == 1
    assert "no actor of that name" in capsys.readouterr().err


@pytest.mark.parametrize("query", ['"', "quayside AND", "'; DROP TABLE articles", "x" * 10_000, "* * *", "(", "\ud800"])
def test_no_query_breaks_search(desk: Desk, capsys: Said, query: str) -> None:
    """Exit 1 for nothing found, without a fault."""
    assert desk.run("search", query) == 1
    assert "nothing found" in capsys.readouterr().err
    assert desk.run("search") == 2
    assert "nothing to look for" in capsys.readouterr().err


def test_what_others_wrote_does_not_steer_the_terminal(desk: Desk, tmp_path: Path, capsys: Said) -> None:
    """Escape sequences and Rich's own marks in a title come out as plain text."""
    lines = tmp_path / "evil.jsonl"
    evil = {"title": "Quay \x1b[31mred\x1b]0;t\x07 [bold]b[/bold] \u202egnp", "published": "2019-01-29",
            "text": "The quay was widened on Monday. \x1b[2J[link=http://x.example]Anna Berg[/link] said so."}  # fmt: skip
    lines.write_text(json.dumps(evil) + "\n", encoding="utf-8")
    assert desk.build(str(lines)) == 0
    assert desk.run("search", "quay") == 0
    said = capsys.readouterr()
    for stream in (said.out, said.err):
        assert "\x1b" not in stream
        assert "\x07" not in stream
        assert "\u202e" not in stream
    assert "[bold]b[/bold]" in said.out


def test_an_actors_dossier_in_the_terminal_as_json_and_as_a_page(desk: Desk, capsys: Said) -> None:
    """Name, aliases, roles with days, stories, company, and a line of volume."""
    with Archive.open(desk.url) as archive:
        edition = archive.edition()
        assert edition is not None
        one = max(edition.actors, key=lambda actor: len(actor.roles))
    assert desk.run("actor", one.name) == 0
    said = capsys.readouterr().out
    assert said.startswith(one.name)
    assert re.search(r"^volume    [ ▁▂▃▄▅▆▇█]{29}█  articles a day, 30 days$", said, re.MULTILINE)
    assert desk.run("actor", one.id, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["name"] == one.name
    assert len(told["volume"]) == 30
    assert told["stories"][0]["day"] == "2019-01-29"
    assert {role.text for role in one.roles} <= {role["text"] for role in told["roles"]}
    assert told["roles"][0]["day"] == "2019-01-29"
    assert desk.run("actor", one.name.upper(), "--html") == 0
    page = capsys.readouterr().out
    assert page.startswith("<!doctype html>")
    assert page.count("<i style=") == 30
    assert "<a href" not in page
    assert desk.run("actor", "Nobody Whatever") == 1
    assert desk.run("actor", one.name, "--html", "--json") == 2


def test_a_second_build_of_a_day_reads_nothing_twice(desk: Desk, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every reading comes from the archive, and the edition is the same, byte for byte."""
    first = desk.edition.read_bytes()
    read: list[str] = []
    really = reader.read

    def counted(article: Any, *rest: Any) -> Any:
        read.append(article.id)
        return really(article, *rest)

    monkeypatch.setattr(reader, "read", counted)
    assert desk.build() == 0
    assert read == []
    assert desk.edition.read_bytes() == first
    (desk.folder / "more.txt").write_text("Anna Berg opened the new quay on Monday in Oslo.", encoding="utf-8")
    assert desk.build(str(TALKS), str(desk.folder / "more.txt")) == 0
    assert len(read) == 1


def tampered(desk: Desk, change: Callable[[dict[str, Any]], object]) -> str:
    """The edition with ``change`` made to it, in another file."""
    edition = json.loads(desk.edition.read_text(encoding="utf-8"))
    change(edition)
    path = desk.folder / "tampered.json"
    path.write_text(json.dumps(edition), encoding="utf-8")
    return str(path)


def point(edition: dict[str, Any]) -> dict[str, Any]:
    """The first key point of the first story."""
    found: dict[str, Any] = edition["sections"][0]["stories"][0]["key_points"][0]
    return found


def test_an_edition_is_proved(desk: Desk, capsys: Said) -> None:
    """Every quotation stands in the archive; nothing else is said."""
    assert desk.run("verify", str(desk.edition)) == 0
    said = capsys.readouterr().err
    assert re.fullmatch(r"[1-9]\d* quotations, 0 not proved; every field made again from the sources\n", said)


def reword(edition: dict[str, Any]) -> None:
    one = point(edition)
    one["verbatim"] = one["text"] = one["verbatim"].replace("e", "a", 1)


def shift(edition: dict[str, Any]) -> None:
    for place in ("start", "end"):
        point(edition)["citations"][0][place] += 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (reword, "the sentence does not stand where the citation says"),
        (shift, "the sentence does not stand where the citation says"),
        (lambda e: point(e).update(text=point(e)["text"] + " Not so."), "not verbatim"),
        (lambda e: point(e).update(citations=[]), "without a citation"),
        (lambda e: point(e)["citations"][0].update(end=10**9), "outside the text"),
        (lambda e: point(e)["citations"][0].update(start=-5), "not an edition|span|offset|negative"),
        (lambda e: point(e)["citations"][0].update(source="nowhere"), "the edition does not list the source"),
        (lambda e: [s.update(sha256="0" * 64) for s in e["sources"]], "not the one that was quoted"),
        (lambda e: e.update(schema="briefing.story/1"), "not an edition"),
        (lambda e: e.pop("sections"), "not an edition"),
    ],
)
def test_a_tampered_edition_is_told(
    desk: Desk, capsys: Said, change: Callable[[dict[str, Any]], object], said: str
) -> None:
    """Other words, other places, other sources, other digests: exit 1, and which."""
    assert desk.run("verify", tampered(desk, change)) == 1
    told = capsys.readouterr().err
    assert re.search(said, told)
    assert "a fault in the program" not in told


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"body": "Quite another text."}, "not the one that was quoted"),
        ({"id": "renamed"}, "the archive does not hold the source"),
    ],
)
def test_a_tampered_archive_is_told(desk: Desk, capsys: Said, values: dict[str, str], said: str) -> None:
    """A text that was changed since, though its recorded digest was not; an article that is gone."""
    cited = point(json.loads(desk.edition.read_text(encoding="utf-8")))["citations"][0]["source"]
    with Archive.open(desk.url) as archive, archive.engine.begin() as connection:
        connection.execute(schema.articles.update().where(schema.articles.c.id == cited).values(**values))
    assert desk.run("verify", str(desk.edition)) == 1
    told = capsys.readouterr().err
    assert f"{cited}: " in told
    assert said in told


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"{}", b"[" * 100_000, b"null", b'{"sections": 5}'])
def test_what_is_no_edition_is_told(desk: Desk, capsys: Said, content: bytes) -> None:
    """One line with a remedy."""
    path = desk.folder / "other.json"
    path.write_bytes(content)
    assert desk.run("verify", str(path)) == 1
    assert "not an edition" in capsys.readouterr().err
    assert desk.run("verify", str(desk.folder / "missing.json")) == 1
    assert "No such file" in capsys.readouterr().err


def test_ids_that_come_again_are_proved_each_against_its_own_text(tmp_path: Path, capsys: Said) -> None:
    """Articles numbered anew each day: both days' editions stay proved."""
    desk = Desk(tmp_path)
    texts = {
        "2019-01-28": "The minister Anna Berg opened the new quay in Oslo on Monday. It cost 40 million kroner.",
        "2019-01-29": "The mayor Karl Holm closed the old bridge in Bergen on Tuesday. It will be mended by May.",
    }
    for day, text in texts.items():
        path = tmp_path / f"{day}.jsonl"
        path.write_text(json.dumps({"id": "1", "title": "News", "text": text, "published": day}), encoding="utf-8")
        arguments = ("build", str(path), "--date", day, "--out", str(tmp_path / "out"), "--formats", "json")
        assert desk.run(*arguments) == 0
    capsys.readouterr()
    for day in texts:
        assert desk.run("verify", str(tmp_path / "out" / day / "edition.json")) == 0
        assert "0 not proved" in capsys.readouterr().err
