"""The one model: whole, deterministic, indifferent to neighbours, and never wrong about offsets."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import ModelError
from briefing.model import Article
from briefing.reading import reader
from briefing.reading.model.encode import Encoder
from briefing.settings import ReadingSettings

PACKAGED = Path(str(files("briefing") / "data" / "model"))
SENTENCES = [
    "Prime Minister Anna Berg met officials of the Central Bank of Norland in Oslo on Tuesday.",
    "O'Neill and Ursula von der Leyen flew to Kyiv.",
    "No names here.",
    "",
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def test_names_are_found_with_their_offsets(encoder: Encoder) -> None:
    """Exact code points, also behind an emoji and beside combining marks."""
    sent = "🙂 Recep Tayyip Erdoğan spoke to Cafe\u0301 owners in Ankara."
    found = {sent[one.start : one.end]: one.type for one in encoder.encode([sent])[0].entities}
    assert found["Recep Tayyip Erdoğan"] == "PER"
    assert found["Ankara"] == "LOC"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("Bundeskanzlerin Angela Merkel reiste nach Ankara.", {"Angela Merkel": "PER", "Ankara": "LOC"}),
        ("Президент Владимир Путин прибыл в Анкару.", {"Владимир Путин": "PER", "Анкару": "LOC"}),
        ("O presidente Lula viajou para Lisboa.", {"Lula": "PER", "Lisboa": "LOC"}),
        ("Le ministre Jean-Noël Barrot est à Beyrouth.", {"Jean-Noël Barrot": "PER", "Beyrouth": "LOC"}),
    ],
)
def test_names_are_found_in_every_script(encoder: Encoder, sent: str, expected: dict[str, str]) -> None:
    """One model for all languages."""
    found = {sent[one.start : one.end]: one.type for one in encoder.encode([sent])[0].entities}
    assert found == expected


def test_a_translation_lies_nearer_than_another_sentence(encoder: Encoder) -> None:
    """One space of vectors for all languages."""
    import numpy as np

    said = [
        "The earthquake in Turkey killed 40 people.",
        "Bei dem Erdbeben in der Türkei starben 40 Menschen.",
        "Землетрясение в Турции унесло жизни 40 человек.",
        "Die Zentralbank senkte den Leitzins.",
    ]
    one, german, russian, other = (
        np.frombuffer(encoding.vector, dtype=np.int8) / 127 for encoding in encoder.encode(said)
    )
    assert min(one @ german, one @ russian) > 0.5 > one @ other


def test_a_decomposed_accent_belongs_to_its_name(encoder: Encoder) -> None:
    """A name that ends in a letter with a combining mark is quoted with the mark."""
    sent = "Talks between Elena Noe\u0301 and Marco Peru\u0301 were held in Be\u0301ki\u0301."
    found = [sent[one.start : one.end] for one in encoder.encode([sent])[0].entities]
    assert found == ["Elena Noe\u0301", "Marco Peru\u0301", "Be\u0301ki\u0301"]


def test_neighbours_do_not_change_a_result() -> None:
    """`encode([a, b])` is `encode([a]) + encode([b])`, byte for byte, in any order."""
    together = Encoder.load().encode(SENTENCES)
    encoder = Encoder.load()
    encoder._known.clear()
    apart = [encoder.encode([sent])[0] for sent in reversed(SENTENCES)][::-1]
    assert together == apart


def test_a_vector_is_of_unit_length_and_near_its_paraphrase(encoder: Encoder) -> None:
    """Sentences that say the same lie closer than others."""
    import numpy as np

    one, two, other = (
        np.frombuffer(encoding.vector, dtype=np.int8) / 127
        for encoding in encoder.encode(
            ["The bank raised its interest rate.", "Interest rates were raised by the bank.", "Two tankers collided."]
        )
    )
    assert len(one) == encoder.width
    assert abs(float(one @ one) - 1) < 0.05
    assert one @ two > 0.7 > one @ other


def test_a_very_long_sentence_is_read_to_its_bound(encoder: Encoder) -> None:
    """Windows overlap; offsets stay right far into the sentence."""
    sent = "Officials met. " * 200 + "Then Angela Merkel spoke in Berlin"
    found = [sent[one.start : one.end] for one in encoder.encode([sent])[0].entities]
    assert found[-2:] == ["Angela Merkel", "Berlin"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    """Control characters, other scripts, lone surrogates: offsets inside, in order, without overlap."""
    (encoding,) = Encoder.load().encode([text])
    at = 0
    for one in encoding.entities:
        assert at <= one.start < one.end <= len(text)
        at = one.end


@pytest.mark.parametrize("damage", ["missing", "changed", "no sums"])
def test_a_damaged_model_is_refused_by_name(damage: str, tmp_path: Path) -> None:
    """A clear notice instead of strange results."""
    folder = tmp_path / "model"
    shutil.copytree(PACKAGED, folder)
    match damage:
        case "missing":
            (folder / "encoder.onnx").unlink()
        case "changed":
            (folder / "encoder.onnx").write_bytes((folder / "encoder.onnx").read_bytes()[:-1] + b"\x00")
        case _:
            (folder / "SHA256SUMS").unlink()
    with pytest.raises(ModelError, match=r"encoder\.onnx"):
        Encoder.load(folder)


def test_articles_of_other_languages_are_read_by_the_same_model() -> None:
    """Names as in English, and vectors in one space with those of English."""
    text = "Bundeskanzlerin Angela Merkel reiste nach Ankara."
    reading = reader.read(Article(id="a", title="", text=text, language="de"), ReadingSettings())
    assert {m.span.of(text): m.type for m in reading.mentions} == {"Angela Merkel": "PER", "Ankara": "LOC"}
    assert len(reading.vectors) == reading.width == Encoder.width
