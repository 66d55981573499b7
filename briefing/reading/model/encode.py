"""The one model: a sentence in, its entities and its vector out; one pass, no network, no torch."""

import functools
import hashlib
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefing.errors import ModelError
from briefing.reading.model.tagging import Entity, entities, words_of

#: Sub-words in one run, the two marks included; longer sentences are read in overlapping windows.
PLACES = 258
OVERLAP = 32
#: Characters of a sentence that are looked at: beyond them no sentence is a sentence.
MOST = 20_000
#: Sentences remembered: copies and boilerplate come again.
REMEMBERED = 4096

_REMEDY = "install Briefing anew; until then articles are read by rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """What the model says of one sentence.

    Attributes:
        entities: in order, without overlap; offsets in code points of the sentence.
        vector: int8, 384 of them: the unit vector times 127.
        salience: the model's own view of the sentence's weight; None where it has none.
    """

    entities: tuple[Entity, ...]
    vector: bytes
    salience: float | None = None


class Encoder:
    """Six layers of multilingual-e5-small (Wang et al. 2024), trained further; int8 weights and activations.

    Each sentence is run by itself, so that no sentence's result depends on its neighbours. Safe to be called from several
    threads.

    Attributes:
        digest: SHA-256 of the weights: part of the version of every reading.
    """

    width = 384

    def __init__(self, session: Any, tokenizer: Any, digest: str) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.digest = digest
        self._known: OrderedDict[str, Encoding] = OrderedDict()
        self._lock = threading.Lock()

    @staticmethod
    def load(folder: Path | None = None) -> "Encoder":
        """The packaged model, or the one in ``folder``.

        Raises:
            ModelError: if a file is missing or is not the one that was shipped, or onnxruntime cannot start.
        """
        if folder is not None:
            return _loaded(folder)
        with as_file(files("briefing") / "data" / "model") as packaged:
            return _loaded(packaged)

    def encode(self, sentences: Sequence[str]) -> list[Encoding]:
        """One encoding a sentence, in order."""
        return [self._remembered(sent) for sent in sentences]

    def rank(self, word: str) -> int | None:
        """The place of ``word`` in the vocabulary, common ones first; None where it is no piece of its own."""
        place: int | None = self._tokenizer.token_to_id("▁" + word)
        return place

    def _remembered(self, sent: str) -> Encoding:
        with self._lock:
            if sent in self._known:
                self._known.move_to_end(sent)
                return self._known[sent]
        made = self._run(sent)
        with self._lock:
            self._known[sent] = made
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return made

    def _run(self, sent: str) -> Encoding:
        # A lone surrogate is no text that the tokenizer could be handed; one character for one keeps offsets.
        text = sent[:MOST].encode("utf-8", "replace").decode("utf-8")
        tokens = self._tokenizer.encode(text)
        ids = np.array(tokens.ids, dtype=np.int64)
        words = [
            (first, start, _past_marks(text, end))
            for first, start, end in words_of(tokens.word_ids, tokens.offsets, text)
        ]
        tags, vector = self._windows(ids)
        firsts = np.array([first for first, _, _ in words], dtype=np.int64)
        whole = np.rint(vector * 127).astype(np.int8)
        return Encoding(entities=entities(words, tags[firsts]) if words else (), vector=whole.tobytes())

    def _windows(self, ids: NDArray[np.int64]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Tag scores of every sub-word, and the vector; of a long sentence, in windows that overlap."""
        if len(ids) <= PLACES:
            tags, vector = self._session.run(None, {"ids": ids[None]})
            return tags[0], vector[0]
        body = PLACES - 2
        tags = np.zeros((len(ids), 0), dtype=np.float32)
        total: NDArray[Any] = np.zeros(self.width, dtype=np.float32)
        start = 1
        while start < len(ids) - 1:
            end = min(start + body, len(ids) - 1)
            part = np.concatenate((ids[:1], ids[start:end], ids[-1:]))
            scores, vector = self._session.run(None, {"ids": part[None]})
            if not tags.size:
                tags = np.zeros((len(ids), scores.shape[-1]), dtype=np.float32)
            # The first half of an overlap is known better by the window before.
            skip = OVERLAP // 2 if start > 1 else 0
            tags[start + skip : end] = scores[0, 1 + skip : 1 + end - start]
            total += vector[0] * (end - start)
            if end == len(ids) - 1:
                break
            start = end - OVERLAP
        return tags, total / max(float(np.linalg.norm(total)), 1e-6)


def _past_marks(text: str, end: int) -> int:
    """The end of a word whose last letter bears combining marks: the tokenizer composes the two, or strips the marks."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _loaded(folder: Path) -> Encoder:
    weights, table = folder / "encoder.onnx", folder / "tokenizer.json"
    digest = _checked(folder, weights)
    _checked(folder, table)
    return _session(weights, table, digest)


@functools.lru_cache(maxsize=1)
def _session(weights: Path, table: Path, digest: str) -> Encoder:
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ModelError("the model", f"{error.name} cannot be loaded", _REMEDY) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors share no public base
        raise ModelError(weights.name, f"onnxruntime cannot load it: {error}", _REMEDY) from error
    tokenizer = Tokenizer.from_file(str(table))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Encoder(session, tokenizer, digest)


def _checked(folder: Path, path: Path) -> str:
    """The SHA-256 of ``path``, which must be the one that was shipped."""
    try:
        sums = dict(line.split()[::-1] for line in (folder / "SHA256SUMS").read_text(encoding="ascii").splitlines())
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError) as error:
        raise ModelError(path.name, "the model file is missing", _REMEDY) from error
    if sums.get(path.name) != digest:
        raise ModelError(path.name, "the model file is damaged: its checksum differs", _REMEDY)
    return digest
