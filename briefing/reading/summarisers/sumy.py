"""sumy's eight algorithms on our sentences and words: no tokenizer of NLTK's, no download.

sumy rates sentences by their text; handing it the sentence's number as text makes repeated sentences
two, and lets its tokenizer be a look-up in ours.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from briefing.lexicon.words import stop_words, words
from briefing.reading.summarisers.document import Document

#: ISO 639-1 → sumy's name of the language.
LANGUAGES = {
    "ar": "arabic", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "he": "hebrew", "hu": "hungarian", "it": "italian", "ja": "japanese",
    "ko": "korean", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sk": "slovak", "sv": "swedish", "uk": "ukrainian", "zh": "chinese",
}  # fmt: skip

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


def rank(document: Document, *, algorithm: str) -> list[int]:
    """The sentences of ``document``, best first, as sumy's ``algorithm`` rates them."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    tokenizer = _Tokenizer(document)
    paragraphs: dict[int, list[Any]] = {}
    for n, paragraph in enumerate(document.paragraphs):
        paragraphs.setdefault(paragraph, []).append(Sentence(str(n), tokenizer))
    heading = [Paragraph([Sentence("title", tokenizer, is_heading=True)])] if document.title else []
    model = ObjectDocumentModel([*heading, *(Paragraph(sents) for sents in paragraphs.values())])
    ranked: list[int] = []

    def everything(infos: Iterable[Any]) -> list[Any]:
        """In place of a count: keeps sumy's whole ranking, and returns nothing."""
        ranked.extend(int(str(info.sentence)) for info in infos)
        return []

    _summariser(algorithm, document)(model, everything)
    missing = [n for n in range(len(document.texts)) if n not in set(ranked)]
    return [*ranked, *missing]


class _Tokenizer:
    """Gives sumy the words of the sentence whose number it asks for."""

    def __init__(self, document: Document) -> None:
        self._words = {str(n): listed for n, listed in enumerate(document.words)}
        self._words["title"] = tuple(words(document.title))

    def to_words(self, text: str) -> tuple[str, ...]:
        return self._words[text]


def _summariser(algorithm: str, document: Document) -> Any:
    module, name = _CLASSES[algorithm]
    kind = getattr(import_module(f"sumy.summarizers.{module}"), name)
    made = kind(stemmer(document.language))
    stops = all_stop_words(document.language)
    if algorithm == "edmundson":
        # Edmundson's cue words were chosen by hand for his corpus; here the headline's stand for them.
        made.null_words = stops
        made.bonus_words = [word for word in words(document.title) if word not in stops] or ["significant"]
        made.stigma_words = stop_words(document.language) or ["hardly"]
    else:
        made.stop_words = stops
    return made


@functools.cache
def stemmer(language: str) -> Callable[[str], str]:
    """Sumy's stemmer of ``language``, from NLTK's code, without its data; lower-casing where there is none."""
    from sumy.nlp.stemmers import Stemmer, null_stemmer

    try:
        found: Callable[[str], str] = Stemmer(LANGUAGES[language])
    except (KeyError, LookupError):
        found = null_stemmer
    return functools.lru_cache(maxsize=50_000)(found)


@functools.cache
def all_stop_words(language: str) -> frozenset[str]:
    """Sumy's stop words of ``language``, which are in its package, else our own."""
    from sumy.utils import get_stop_words

    try:
        return frozenset(get_stop_words(LANGUAGES[language]))
    except (KeyError, LookupError):
        return stop_words(language)


def stemmed(document: Document) -> list[list[str]]:
    """The stems of each sentence's words that are no stop words, as sumy's own algorithms take them."""
    stops, stem = all_stop_words(document.language), stemmer(document.language)
    return [[stem(word) for word in listed if word not in stops] for listed in document.words]
