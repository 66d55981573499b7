"""The vocabulary that news needs: 80,000 of the 250,000 pieces, and the tokenizer that cuts by them.

Counted over the texts of the corpora and over the frequent words of each language (`wordfreq`, CC BY-SA 4.0, asked at
build time only); every language weighs by its place on the desk. All single characters of its scripts are
kept, so that none of its words becomes unknown.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import wordfreq
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from tools.train import corpora
from tools.train.e5 import Original

SIZE = 80_000
WORDS = 50_000
#: Languages of the desk and their weight.
LANGUAGES = {
    **dict.fromkeys("en ru uk ar".split(), 3.0),
    **dict.fromkeys("de fr es it pt tr pl nl".split(), 2.0),
    **dict.fromkeys("sv da zh sh cs sk nb ro fa".split(), 1.0),
    **dict.fromkeys("he el hu fi bg ja ko hi id".split(), 0.3),
}
#: Scripts whose single characters are kept whatever the counts say.
_SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "GREEK", "HEBREW", "DIGIT")
_SPECIAL = 4  # <s>, <pad>, </s>, <unk>


def tokenizer(pieces: list[str], scores: list[float], unknown: int = 3) -> Tokenizer:
    """XLM-RoBERTa's unigram tokenizer, punctuation cut off from words so that a name ends where it ends."""
    made = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=unknown, byte_fallback=False))
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False),
            pre_tokenizers.Split(Regex(r"▁?[^\p{L}\p{N}\p{M}▁]"), behavior="isolated"),
        ]
    )
    made.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return made


def chosen(original: Original, data: Path) -> list[int]:
    """The ids of the kept pieces, ascending; the four marks come first."""
    whole = tokenizer(original.pieces, original.scores)
    keep = set(range(_SPECIAL))
    keep |= {number for number, piece in enumerate(original.pieces) if _single(piece.lstrip("▁"))}
    said = _spoken(data)
    weights: dict[int, float] = {}
    for language, weight in LANGUAGES.items():
        counts = [_counts(whole, said.get(_family(language), ())), _listed(whole, language)]
        counts = [counted for counted in counts if counted]
        for counted in counts:
            total = sum(counted.values()) * len(counts)
            for piece, count in counted.items():
                # the most that any language asks for: what many languages share needs no more
                weights[piece] = max(weights.get(piece, 0.0), weight * count / total)
    for piece, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if len(keep) >= SIZE:
            break
        keep.add(piece)
    return sorted(keep)


def _single(piece: str) -> bool:
    if len(piece) > 1:
        return False
    return not piece or not piece.isalpha() or unicodedata.name(piece, "").startswith(_SCRIPTS)


def _family(language: str) -> str:
    return {"nb": "no", "sh": "hr"}.get(language, language)


def _spoken(data: Path) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for language, text in corpora.texts(data):
        texts.setdefault(language, []).append(text)
    return texts


def _counts(whole: Any, texts: Iterable[str]) -> Counter[int]:
    counted: Counter[int] = Counter()
    for encoded in whole.encode_batch_fast(list(texts), add_special_tokens=False):
        counted.update(encoded.ids)
    return counted


def _listed(whole: Any, language: str) -> Counter[int]:
    shares = wordfreq.get_frequency_dict(language)
    words = sorted(shares, key=lambda word: (-shares[word], word))[:WORDS]
    counted: Counter[int] = Counter()
    for forms, weight in ((words, 0.5), ([word[:1].upper() + word[1:] for word in words], 0.5)):
        for word, encoded in zip(words, whole.encode_batch_fast(forms, add_special_tokens=False), strict=True):
            for piece in encoded.ids:
                counted[piece] += shares[word] * weight  # type: ignore[assignment]
    return counted
