"""Article → Reading: segment, encode, understand."""

import dataclasses
import functools
import hashlib
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing import __version__, bounded
from briefing.errors import ModelError
from briefing.fingerprint import fingerprint
from briefing.model import Article, Mention, News, Reading, Sentence, Span, Terms, Timex
from briefing.reading import actors, dates, names
from briefing.reading.facts import claims, quantities
from briefing.reading.facts.news import news
from briefing.reading.fences import attempt, collecting
from briefing.reading.summarisers import summarise
from briefing.reading.summarisers.coverage import salience
from briefing.reading.summarisers.importance import weigh
from briefing.reading.text.segment import segment
from briefing.reading.text.standing import stand
from briefing.settings import ActorEntry, ReadingSettings

if TYPE_CHECKING:
    from briefing.reading.model.encode import Encoder, Encoding

#: Languages that the model's vocabulary was made for (tools/train/vocabulary.py); others are read by rules.
MODEL_LANGUAGES = frozenset(
    "ar bg cs da de el en es fa fi fr he hi hr hu id it ja ko nb nl no pl pt ro ru sk sr sv tr uk zh".split()
)
#: Characters of a text from which on it is read in a process that can be ended: so many of hostile names cost a few seconds.
LONG = 16_000
#: What a reading depends on: code and tables, and libraries that have a say in it.
ROOMS = ("reading", "lexicon", "model", "settings", "data")
LIBRARIES = ("babel", "nltk", "numpy", "onnxruntime", "sumy", "tokenizers")


class Reader:
    """Reads articles, each by itself: ``read([a, b]) == read([a]) + read([b])``, byte for byte.

    Args:
        settings: how to read.
        entries: the user's word on who is who.

    Attributes:
        notice: why the model does not serve, and what to do; None where it does, or was not asked for.
        version: part of every reading's cache key: a digest of code, tables, libraries, model and settings.
    """

    def __init__(self, settings: ReadingSettings | None = None, entries: Sequence[ActorEntry] = ()) -> None:
        self._settings = settings or ReadingSettings()
        self._entries = tuple(entries)
        self.notice: ModelError | None = None
        self._encoder = self._load()
        self.version = self._version()

    def _load(self) -> "Encoder | None":
        if self._settings.model == "rules":
            return None
        from briefing.reading.model.encode import Encoder

        try:
            return Encoder.load()
        except ModelError as error:
            self.notice = error
            return None

    def _version(self) -> str:
        model = self._encoder.digest[:16] if self._encoder else "rules"
        configured = json.dumps(
            [self._settings.model_dump(mode="json"), [entry.model_dump(mode="json") for entry in self._entries]],
            sort_keys=True,
        )
        parts = f"{fingerprint(ROOMS, LIBRARIES)} {model} {configured}"
        return f"{__version__}-{hashlib.sha256(parts.encode()).hexdigest()[:16]}"

    def read(self, article: Article) -> Reading:
        """Everything that ``article`` says, as offsets into its text; what a fault cost stands in its `faults`."""
        with collecting() as faults:
            reading = self._understood(article)
        return dataclasses.replace(reading, faults=tuple(faults)) if faults else reading

    def _understood(self, article: Article) -> Reading:
        sentences = attempt("sentences", lambda: segment(article), _one_sentence(article))
        sentences = attempt("claims", lambda: claims.marked(article, sentences), sentences)
        encodings = attempt("model", lambda: self._encode(article, sentences), None)
        found = attempt("names", lambda: names.find(article, sentences, encodings), ())
        named = attempt("dates", lambda: dates.find(article, sentences, date_order=self._settings.date_order), ())
        resolved = attempt(
            "actors",
            lambda: actors.resolve(article, sentences, found, self._entries),
            actors.Resolution(mentions=tuple(found), references=(), actors=()),
        )
        named = _no_persons(named, resolved.mentions)
        sentences = attempt(
            "standing", lambda: stand(article, sentences, resolved.mentions, resolved.references), sentences
        )
        facts = attempt("facts", lambda: quantities.find(article, sentences, named), ())
        terms = attempt(
            "terms",
            lambda: weigh(article, sentences, resolved.mentions).noun(len(sentences)),
            Terms(rows=((),) * len(sentences)),
        )
        vectors = b"".join(encoding.vector for encoding in encodings or ())
        title = attempt("model", lambda: self._title_vector(article, sentences), b"")
        reading = Reading(
            article=article,
            sentences=sentences,
            mentions=resolved.mentions,
            references=resolved.references,
            actors=resolved.actors,
            timexes=named,
            facts=facts,
            terms=terms,
            salience=attempt("salience", lambda: salience(article.text, sentences, terms), _none(sentences)),
            vectors=vectors,
            width=len(vectors) // len(sentences) if vectors else 0,
            title_vector=title,
            encoder=self._digest(article) if vectors else "",
            news=attempt(
                "news",
                lambda: news(
                    article, sentences, resolved.mentions, resolved.actors, (title, vectors), self._digest(article)
                ),
                News(),
            ),
            version=self.version,
        )
        return attempt("summary", lambda: self._summarised(reading), reading)

    def _model_for(self, article: Article) -> "Encoder | None":
        return self._encoder if article.language in MODEL_LANGUAGES else None

    def _digest(self, article: Article) -> str:
        encoder = self._model_for(article)
        return encoder.digest[:16] if encoder else "rules"

    def _encode(self, article: Article, sentences: Sequence[Sentence]) -> "list[Encoding] | None":
        encoder = self._model_for(article)
        if encoder is None:
            return None
        from briefing.reading.model.cascade import encoded

        return encoded(encoder, sentences, [sent.span.of(article.text) for sent in sentences], article.language)

    def _title_vector(self, article: Article, sentences: Sequence[Sentence]) -> bytes:
        encoder = self._model_for(article)
        if encoder is None or not article.title or any(sent.kind == "headline" for sent in sentences):
            return b""
        return encoder.encode([article.title])[0].vector

    def _summarised(self, reading: Reading) -> Reading:
        settings = self._settings
        sentences = None if settings.words else settings.sentences
        chosen = summarise(reading, settings.summariser, sentences=sentences, words=settings.words)
        return dataclasses.replace(reading, summary=chosen)


def _one_sentence(article: Article) -> tuple[Sentence, ...]:
    """The text as one sentence, where it could not be parted."""
    text = article.text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return (Sentence(span=Span(start, end), kind="body"),) if start < end else ()


def _none(sentences: Sequence[Sentence]) -> tuple[float, ...]:
    """Salience by place alone, where it could not be worked out."""
    return tuple(1 / (1 + place) if sent.quotable else 0.0 for place, sent in enumerate(sentences))


def _no_persons(named: Sequence[Timex], found: Sequence[Mention]) -> tuple[Timex, ...]:
    """The time expressions without those that are part of a person's name: "to speak to May"."""
    persons = [mention.span for mention in found if mention.type == "PER"]
    return tuple(timex for timex in named if not any(span.overlaps(timex.span) for span in persons))


@functools.lru_cache(maxsize=4)
def reader_for(settings: ReadingSettings, entries: tuple[ActorEntry, ...] = ()) -> Reader:
    """One reader a process for the same settings: loading the model takes longer than a page of news."""
    return Reader(settings, entries)


def read(article: Article, settings: ReadingSettings, entries: tuple[ActorEntry, ...] = ()) -> Reading:
    """`Reader.read` as a plain function of plain data, fit to be sent to another process.

    Raises:
        OutOfTime: if an article that is longer than any series of a newspaper took too long.
    """
    if len(article.text) <= LONG:
        return reader_for(settings, entries).read(article)
    return bounded.run(_read_here, article, settings, entries)


def _read_here(article: Article, settings: ReadingSettings, entries: tuple[ActorEntry, ...]) -> Reading:
    return reader_for(settings, entries).read(article)
