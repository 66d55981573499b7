"""sumy's eight algorithms on our sentences and words: no tokenizer of NLTK's, no download.

sumy rates sentences by their text; handing it the sentence's number as text makes repeated sentences two, and lets
its tokenizer be a look-up in ours. Where its sums run over sets of words, the words are handed over as numbers, whose
order in a set does not change from one run to the next.
"""

import functools
import warnings
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

import numpy as np

from briefing.lexicon.languages import common_words
from briefing.lexicon.words import stop_words, words
from briefing.reading.summarisers.document import Document
from briefing.reading.text.standing import cues

#: ISO 639-1 → sumy's name of the language.
LANGUAGES = {
    "ar": "arabic", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "he": "hebrew", "hu": "hungarian", "it": "italian", "ja": "japanese",
    "ko": "korean", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sk": "slovak", "sv": "swedish", "th": "thai", "uk": "ukrainian", "zh": "chinese",
}  # fmt: skip
#: Bokmål and Nynorsk, where an article says which.
_NORWEGIAN = {"nb": "no", "nn": "no"}

_CLASSES = {
    "edmundson": ("edmundson", "EdmundsonSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "lexrank": ("lex_rank", "LexRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "reduction": ("reduction", "ReductionSummarizer"),
    "sumbasic": ("sum_basic", "SumBasicSummarizer"),
    "textrank": ("text_rank", "TextRankSummarizer"),
}
#: Sentences that sumy is given, the first ones, and words of each: its loops over pairs (KL's over triples) and LSA's
#: decomposition take about a second for so many; the rest of a longer text is ranked behind, in reading order.
_MOST = {"kl": 100, "lsa": 150}
_MOST_OF_OTHERS, _WORDS = 250, 120
#: Letters that stand for a word in a language without a stemmer (F-truncation).
_LETTERS = 6
#: What sums over sets of stems.
_NUMBERED = ("lexrank", "lsa")


def rank(document: Document, *, algorithm: str) -> list[int]:
    """The sentences of ``document``, best first, as sumy's ``algorithm`` rates them."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    tokenizer = _Tokenizer(document)
    most = _MOST.get(algorithm, _MOST_OF_OTHERS)
    paragraphs: dict[int, list[Any]] = {}
    for n, paragraph in enumerate(document.paragraphs[:most]):
        paragraphs.setdefault(paragraph, []).append(Sentence(str(n), tokenizer))
    heading = [Paragraph([Sentence("title", tokenizer, is_heading=True)])] if document.title else []
    model = ObjectDocumentModel([*heading, *(Paragraph(sents) for sents in paragraphs.values())])
    ranked: list[int] = []

    def everything(infos: Iterable[Any]) -> list[Any]:
        """In place of a count: keeps sumy's whole ranking, and returns nothing."""
        ranked.extend(int(str(info.sentence)) for info in infos)
        return []

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # sumy remarks on short texts
        _summariser(algorithm, document)(model, everything)
    known = set(ranked)
    return [*ranked, *(n for n in range(len(document.texts)) if n not in known)]


class _Tokenizer:
    """Gives sumy the words of the sentence whose number it asks for."""

    def __init__(self, document: Document) -> None:
        self._words = {str(n): listed[:_WORDS] for n, listed in enumerate(document.words)}
        self._words["title"] = tuple(words(document.title))[:_WORDS]

    def to_words(self, text: str) -> tuple[str, ...]:
        return self._words[text]


def _summariser(algorithm: str, document: Document) -> Any:
    module, name = _CLASSES[algorithm]
    kind = getattr(import_module(f"sumy.summarizers.{module}"), name)
    language = document.language
    stem = stemmer(language)
    stops = all_stop_words(language)
    if algorithm != "edmundson":
        made = kind(_Numbers(stem) if algorithm in _NUMBERED else stem)
        made.stop_words = stops
        return made
    # Cue words as Edmundson (1969, Journal of the ACM 16:2) chose them: weighty ones, and those that refer back.
    bonus, stigma = cues(language)
    made = kind(stem, cue_weight=1.0 if bonus and stigma else 0.0)
    made.bonus_words, made.stigma_words = bonus, stigma
    made.null_words = stops or {"\0"}
    return made


class _Numbers:
    """A stemmer that gives each stem a number, in the order of first use."""

    def __init__(self, stem: Callable[[str], str]) -> None:
        self._stem = stem
        self._numbers: dict[str, int] = {}

    def __call__(self, word: str) -> int:
        return self._numbers.setdefault(self._stem(word), len(self._numbers))


@functools.cache
def stemmer(language: str) -> Callable[[str], str]:
    """The stemmer that sumy takes for ``language``: NLTK's code or its own, no data.

    Where there is none, or it needs a package that is not installed (Polish, Greek), the first letters stand for
    the word.
    """
    from sumy.nlp.stemmers import Stemmer

    try:
        found: Callable[[str], str] = Stemmer(LANGUAGES[_NORWEGIAN.get(language, language)])
        found("word")
    except (KeyError, LookupError, ValueError):
        found = _first_letters
    return functools.lru_cache(maxsize=50_000)(found)


def _first_letters(word: str) -> str:
    return word.lower()[:_LETTERS]


@functools.cache
def all_stop_words(language: str) -> frozenset[str]:
    """The stop words in sumy's package for ``language``, else our own, else the commonest function words."""
    from sumy.utils import get_stop_words

    try:
        return frozenset(get_stop_words(LANGUAGES[language]))
    except (KeyError, LookupError):
        return stop_words(language) or common_words(_NORWEGIAN.get(language, language))
