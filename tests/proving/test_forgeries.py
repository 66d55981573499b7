"""No forgery is proved: each is refused when it is loaded, or when the edition is made again from the sources."""

import copy
import functools
import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing import proving
from briefing.archive import Archive
from briefing.cli import main
from briefing.errors import InputError
from briefing.files import digest, hash_of
from briefing.forms import load_edition
from tests.proving.forgers import FORGERS
from tests.proving.news import Built, built


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Two days built once for all tests here; who changes it works on a copy."""
    return built(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def evidence(made: Built) -> proving.Evidence:
    """The second day's edition made again from the sources."""
    content = (made.folder / "edition.json").read_bytes()
    with Archive.open(made.url) as archive:
        return proving.gather(archive, load_edition(content, "edition.json"), made.settings)


@pytest.fixture
def own(made: Built, tmp_path: Path) -> Built:
    """A copy of the archive and the folder."""
    shutil.copytree(made.folder.parent.parent, tmp_path / "own")
    return Built(f"sqlite:///{tmp_path / 'own' / 'archive.sqlite'}", tmp_path / "own" / "out" / made.folder.name)


def verified(own: Built, *more: str) -> int:
    config = own.folder.parent / "briefing.toml"
    config.write_text('[reading]\nmodel = "rules"\n[engine]\nworkers = 1\n', encoding="utf-8")
    return main(["verify", str(own.folder / "edition.json"), "--config", str(config), "--archive", own.url, *more])


def test_the_honest_edition_is_proved(own: Built, capsys: pytest.CaptureFixture[str]) -> None:
    """Every field made again, every file as written."""
    assert verified(own) == 0
    said = capsys.readouterr().err
    assert "0 not proved; every field made again from the sources" in said
    assert "edition.html" in said


def test_what_it_was_made_from_holds_no_secret(made: Built) -> None:
    """Neither an address nor an account of a source is kept with the edition."""
    with Archive.open(made.url) as archive:
        making = archive.makings.making(made.day)
    assert making is not None
    assert '"weight": 1.5' in making.settings
    assert not any(word in making.settings for word in ("secret", "harbour.example", "WIRE", "brief@example.org"))


@pytest.mark.parametrize("name", FORGERS)
def test_a_forged_edition_is_refused(name: str, made: Built, evidence: proving.Evidence) -> None:
    """Even where the forger has put it into the archive as well: the sources tell."""
    plain = json.loads((made.folder / "edition.json").read_bytes())
    forged = copy.deepcopy(plain)
    FORGERS[name](forged)
    assert forged != plain
    try:
        printed = load_edition(json.dumps(forged), "forged")
    except InputError:
        return
    assert evidence.comparable
    faults, _, again = proving.judge(
        printed, proving.Evidence(kept=printed, derived=evidence.derived, comparable=evidence.comparable)
    )
    assert faults
    assert not again


def _leaves(node: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(node, (dict, list)):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _leaves(value, (*path, key))
    else:
        yield path


def test_any_field_changed_is_refused(made: Built, evidence: proving.Evidence) -> None:
    """A hundred fields drawn from all: each is compared, or says nothing that is not said elsewhere."""
    content = (made.folder / "edition.json").read_bytes()
    plain, honest = json.loads(content), load_edition(content, "edition.json")
    for *path, last in random.Random(3).sample(list(_leaves(plain)), 100):
        forged = copy.deepcopy(plain)
        place = functools.reduce(lambda node, key: node[key], path, forged)
        value = place[last]
        place[last] = (
            value[1:] + "x" if isinstance(value, str) else not value if isinstance(value, bool) else (value or 0) + 1
        )
        try:
            printed = load_edition(json.dumps(forged), "forged")
        except InputError:
            continue
        same = proving.Evidence(kept=printed, derived=evidence.derived, comparable=evidence.comparable)
        assert printed == honest or proving.judge(printed, same)[0], (*path, last)


@pytest.mark.parametrize("name", ["an omission over a condition", "an omission over an if", "a bracket that denies"])
def test_what_turns_a_sentence_round_cannot_even_be_loaded(name: str, made: Built) -> None:
    """No version and no archive is needed to refuse it."""
    forged = json.loads((made.folder / "edition.json").read_bytes())
    FORGERS[name](forged)
    with pytest.raises(InputError, match=r"drops|brings in"):
        load_edition(json.dumps(forged), "forged")


def test_a_forged_edition_is_refused_by_the_command_also_when_quiet(own: Built) -> None:
    """Exit 1; and the same where the archive was forged too."""
    path = own.folder / "edition.json"
    forged = json.loads(path.read_bytes())
    FORGERS["an invented role"](forged)
    path.write_text(json.dumps(forged, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert verified(own, "--quiet") == 1
    with sqlite3.connect(own.url.removeprefix("sqlite:///")) as connection:
        line = json.dumps(forged, ensure_ascii=False, separators=(", ", ": "))
        connection.execute("UPDATE editions SET form = ? WHERE day = ?", (line, str(own.day)))
        connection.execute("UPDATE makings SET files = '{}'")
    (own.folder / "manifest.json").unlink()
    assert verified(own, "--quiet") == 1


def _byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("name", ["edition.html", "edition.md", "edition.txt", "edition.ics", "edition.eml"])
@pytest.mark.parametrize("manifest", ["kept", "taken away", "forged"])
def test_a_changed_file_is_noticed(own: Built, name: str, manifest: str) -> None:
    """The archive knows its hash, whatever the manifest beside it says."""
    before = json.loads((own.folder / "manifest.json").read_bytes())
    _byte(own.folder / name)
    if manifest == "taken away":
        (own.folder / "manifest.json").unlink()
    if manifest == "forged":
        before["files"][name] = hash_of(own.folder / name)
        (own.folder / "manifest.json").write_text(json.dumps(before), encoding="utf-8")
    assert verified(own, "--quiet") == 1


FILES: dict[str, Callable[[Built], object]] = {
    "a PDF that nobody wrote": lambda own: (own.folder / "edition.pdf").write_bytes(b"%PDF-1.7"),
    "a key more in the JSON": lambda own: (own.folder / "edition.json").write_bytes(
        (own.folder / "edition.json").read_bytes().replace(b"{", b'{"note": "war",', 1)
    ),
    "a role in the JSON alone, and no hashes": lambda own: _unbound(
        own, b'"roles": [\n        "Governor"', b'"roles": [\n        "Traitor"'
    ),
    "a manifest that is none": lambda own: (own.folder / "manifest.json").write_bytes(b"{}"),
    "a manifest of another version": lambda own: _in_manifest(own, "version"),
    "a manifest of another edition": lambda own: _in_manifest(own, "edition"),
    "a manifest that rests on others": lambda own: _in_manifest(own, "rests_on"),
}


def _unbound(own: Built, before: bytes, after: bytes) -> None:
    content = (own.folder / "edition.json").read_bytes()
    assert before in content
    (own.folder / "edition.json").write_bytes(content.replace(before, after, 1))
    (own.folder / "manifest.json").unlink()
    with sqlite3.connect(own.url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE makings SET files = '{}'")


def _in_manifest(own: Built, key: str) -> None:
    content = json.loads((own.folder / "manifest.json").read_bytes())
    content[key] = [] if key == "rests_on" else "0" * 64
    (own.folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_another_file_beside_it_is_noticed(own: Built, name: str) -> None:
    """What stands beside an edition is the edition's, or it is not proved."""
    FILES[name](own)
    assert verified(own, "--quiet") == 1


def test_an_edition_that_the_archive_does_not_hold_is_not_proved(own: Built, tmp_path: Path) -> None:
    """An archive of another place proves nothing."""
    with Archive.open(f"sqlite:///{tmp_path / 'other.sqlite'}"):
        pass
    assert verified(Built(f"sqlite:///{tmp_path / 'other.sqlite'}", own.folder)) == 1


def test_yesterday_forged_is_noticed_today(own: Built, capsys: pytest.CaptureFixture[str]) -> None:
    """What is new today rests on what was printed yesterday."""
    with sqlite3.connect(own.url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE editions SET form = replace(form, 'shoppers', 'soldiers') WHERE number = 1")
    assert verified(own) == 1
    assert "the edition of 2019-01-28, which this one rests on, is another now" in capsys.readouterr().err


def test_another_version_says_what_it_cannot_prove(own: Built, capsys: pytest.CaptureFixture[str]) -> None:
    """What comes out otherwise with a later version is no forgery; the quotations and the archive's word still stand."""
    path = own.folder / "edition.json"
    plain = json.loads(path.read_bytes())
    plain["actors"][0]["mentions"] += 1  # as another version would have counted
    content = (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()
    path.write_bytes(content)
    with sqlite3.connect(own.url.removeprefix("sqlite:///")) as connection:
        line = json.dumps(plain, ensure_ascii=False, separators=(", ", ": "))
        connection.execute("UPDATE editions SET form = ? WHERE day = ?", (line, str(own.day)))
        (form,) = connection.execute("SELECT form FROM makings WHERE day = ?", (str(own.day),)).fetchone()
        making = json.loads(form) | {"version": "older"}
        files = json.dumps({"edition.json": digest(content)})
        connection.execute(
            "UPDATE makings SET form = ?, files = ? WHERE day = ?", (json.dumps(making), files, str(own.day))
        )
    for other in own.folder.iterdir():
        if other != path:
            other.unlink()
    assert verified(own) == 0
    assert "another version made it: 1 of its fields" in capsys.readouterr().err
