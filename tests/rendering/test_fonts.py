"""The bundled faces."""

import re

import pytest
from fontTools.ttLib import TTFont

from briefing.rendering.fonts import FACES, SCRIPTS, print_faces, screen_faces, scripts
from briefing.rendering.templates import bundled

FOLDER = bundled() / "fonts"


@pytest.mark.parametrize(
    ("text", "needed"),
    [("Plain – text “quoted”", ("latin",)), ("Comșa", ("latin", "latin-ext")), ("Việt", ("latin", "latin-more")),
     ("Илона", ("cyrillic",)), ("Ελλάδα", ("greek",)), ("يوسف", ("arabic",)), ("日本", ())],
)  # fmt: skip
def test_a_text_calls_for_the_scripts_it_is_written_in(text: str, needed: tuple[str, ...]) -> None:
    """And for no others."""
    assert scripts(text) == needed


def test_every_piece_of_every_face_is_there() -> None:
    """Each script's rules can be written, with a file behind each."""
    everything = "".join(chr(ranges[0][0]) for ranges in SCRIPTS.values())
    style = screen_faces(everything)
    assert style.count("@font-face") == 4 * (len(SCRIPTS) - 1) + 2
    for name in re.findall(r"brief:fonts/([\w.-]+)", print_faces(everything)):
        assert (FOLDER / name).is_file()
    assert print_faces("plain").count("@font-face") == 4


@pytest.mark.parametrize("face", [face for face in FACES if not face.startswith("naskh")])
def test_the_faces_have_the_characters_that_labels_and_names_need(face: str) -> None:
    """Western and Central European, Turkish, Romanian, Azeri, Vietnamese, Cyrillic, Greek; figures in columns."""
    with (FOLDER / f"{face}.ttf").open("rb") as file:
        font = TTFont(file)
        known = font.getBestCmap()
        for character in "äßéçñøåłőčșțğıİəệЖяіљћΑωέ–—“”„«»‘’…•·→№€₽₺−[]0123456789":
            assert ord(character) in known, character
        widths = {font["hmtx"][known[ord(figure)]][0] for figure in "0123456789"}
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        assert len(widths) == 1 or "tnum" in features


def test_renamed_faces_bear_their_licence() -> None:
    """The name "Source" is reserved; the licence and its author's notice stay."""
    for face in FACES:
        with (FOLDER / f"{face}.ttf").open("rb") as file:
            names = {record.nameID: record.toUnicode() for record in TTFont(file)["name"].names}
        assert names[1].startswith("Brief ")
        assert "Adobe" in names[0] or "Noto" in names[0]
    licences = sorted(path.name for path in FOLDER.iterdir() if path.name.startswith("OFL"))
    assert len(licences) == 3
    for name in licences:
        assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / name).read_text(encoding="utf-8")


def test_all_faces_together_are_small() -> None:
    """At most a megabyte and a half in the wheel."""
    assert sum(len(path.read_bytes()) for path in FOLDER.iterdir()) < 1_500_000
