"""Templates are the user's."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from briefing.errors import RenderingError, SettingsError
from briefing.rendering import render, template_copy, templates_list, views
from briefing.rendering.filters import FILTERS
from briefing.rendering.page import html
from briefing.rendering.plain import text
from briefing.rendering.templates import asset, bundled
from briefing.settings import EditionSettings, Settings
from tests.rendering import samples, samples_made

LOOK = EditionSettings()


def own(folder: Path, name: str, content: str) -> Path:
    """A user's folder with one file of their own."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return folder


def test_the_list_names_what_can_be_replaced() -> None:
    """Pages, parts, styles, the script, mail, text and Markdown; no fonts."""
    names = templates_list()
    assert {
        "edition.html",
        "mail.html",
        "edition.txt",
        "edition.md",
        "parts/story.html",
        "css/custom.css",
        "js/filter.js",
    } <= set(names)
    assert not [name for name in names if "fonts" in name or "README" in name]
    assert list(names) == sorted(names)


def test_every_template_can_be_copied_and_the_copies_render_the_same(tmp_path: Path) -> None:
    """Copies that nobody changed change nothing."""
    for name in templates_list():
        template_copy(name, tmp_path)
    for format_ in ("html", "txt", "md", "docx"):
        copied = render(samples.small(), format_, settings=Settings(), templates=tmp_path)
        assert copied == render(samples.small(), format_, settings=Settings())


def test_a_copy_never_overwrites_what_is_there(tmp_path: Path) -> None:
    """Work of the user's is not lost."""
    template_copy("edition.txt", tmp_path)
    with pytest.raises(SettingsError, match="exists already"):
        template_copy("edition.txt", tmp_path)
    with pytest.raises(SettingsError, match="no bundled template"):
        template_copy("../pyproject.toml", tmp_path)


def test_one_file_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    """A masthead of the user's own over the bundled parts."""
    folder = own(
        tmp_path, "parts/masthead.html", "<header class='masthead'><h1>Morning, {{ brief.title }}</h1></header>"
    )
    page = html(samples.small(), settings=LOOK, templates=folder).decode()
    assert "<h1>Morning, The Daily Brief</h1>" in page
    assert 'id="bottom-line"' in page


def test_a_style_of_the_users_own_comes_last(tmp_path: Path) -> None:
    """css/custom.css overrides variables, and the policy admits it."""
    folder = own(tmp_path, "css/custom.css", ":root { --accent: #7a1f1f; }")
    page = html(samples.small(), settings=LOOK, templates=folder).decode()
    assert page.index("#7a1f1f") > page.index("#14315e")
    assert page.count("sha256-") == 2


def test_a_template_sees_the_editions_json(tmp_path: Path) -> None:
    """`edition` is the contract's JSON, `brief` the prepared page."""
    folder = own(
        tmp_path,
        "edition.txt",
        "{{ edition.schema }} {{ edition.sections[0].stories[0].id }} {{ edition.counts.articles }} {{ brief.number }}",
    )
    assert text(samples.rich(), settings=LOOK, templates=folder) == "briefing.edition/1 story-strait 412 No. 217\n"


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}", "{{ brief.__class__ }}", "{{ brief.__init__.__globals__ }}", "{{ cycler.__init__ }}",
        "{{ _.__globals__ }}", "{{ ''['__class__'] }}", "{{ brief|attr('__class__') }}", "{% set brief.title = 'x' %}",
        "{{ edition.update({'date': 'x'}) }}", "{% include '../../pyproject.toml' %}", "{% include '/etc/passwd' %}", "{{ nothing }}",
        "{% for %}",
    ],
)  # fmt: skip
def test_a_template_cannot_leave_the_sandbox_and_its_faults_are_named(attack: str, tmp_path: Path) -> None:
    """Python's inside, the disk and unknown names are out of reach, whoever wrote the template."""
    folder = own(tmp_path, "edition.txt", attack)
    with pytest.raises(RenderingError):
        text(samples.small(), settings=LOOK, templates=folder)


@pytest.mark.parametrize(
    "fault", ["{{ 1 // 0 }}", "{{ brief.number + 1 }}", "{{ brief.sections[999].title }}", "{% if %}"]
)
def test_a_fault_in_a_users_template_is_named_with_it(fault: str, tmp_path: Path) -> None:
    """The file in the user's folder and the line, whatever kind of fault it is."""
    folder = own(tmp_path, "edition.txt", f"one\ntwo\n{fault}\n")
    with pytest.raises(RenderingError) as raised:
        text(samples.small(), settings=LOOK, templates=folder)
    assert raised.value.subject == f"{tmp_path / 'edition.txt'}, line 3"


def test_a_users_template_escapes_too(tmp_path: Path) -> None:
    """Escaping is on without asking."""
    folder = own(tmp_path, "parts/masthead.html", "<header>{{ brief.title }}{{ edition.title }}</header>")
    assert "<Co>" not in html(samples_made.nasty(), settings=LOOK, templates=folder).decode()


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../settings.py", "css/../../x", "fonts/none.ttf"])
def test_assets_come_from_the_folders_only(name: str, tmp_path: Path) -> None:
    """No name leads out."""
    with pytest.raises(RenderingError):
        asset(name, tmp_path)


def test_a_link_that_leads_out_of_the_users_folder_is_not_followed(tmp_path: Path) -> None:
    """The bundled file serves instead."""
    outside = tmp_path / "outside.css"
    outside.write_text("SECRET")
    folder = tmp_path / "own"
    (folder / "css").mkdir(parents=True)
    (folder / "css" / "custom.css").symlink_to(outside)
    assert b"SECRET" not in asset("css/custom.css", folder)


def test_a_style_sheet_cannot_close_its_element(tmp_path: Path) -> None:
    """It would let markup into the page."""
    folder = own(tmp_path, "css/custom.css", "</style><script>alert(1)</script>")
    with pytest.raises(RenderingError, match="style"):
        html(samples.small(), settings=LOOK, templates=folder)


def test_a_logo_is_put_into_the_page(tmp_path: Path) -> None:
    """As a data: address; what is no picture is refused by name."""
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    page = html(samples.small(), settings=EditionSettings(logo=str(tmp_path / "logo.png"))).decode()
    assert 'src="data:image/png;base64,' in page
    for fault in ("logo.exe", "missing.png"):
        with pytest.raises(RenderingError, match=fault):
            html(samples.small(), settings=EditionSettings(logo=str(tmp_path / fault)))


def test_the_readme_names_everything_that_a_template_sees() -> None:
    """Every field of every view, every filter, every template that is no part."""
    told = (bundled() / "README.md").read_text(encoding="utf-8")
    names = {field.name for kind in vars(views).values() if is_dataclass(kind) for field in fields(kind)}
    missing = {name for name in names | set(FILTERS) if not re.search(rf"\b{name}\b", told)}
    assert missing == set()
    assert not [name for name in templates_list() if not name.startswith("parts/") and name.split("/")[-1] not in told]
