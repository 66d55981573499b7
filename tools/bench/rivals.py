"""``python -m tools.bench.rivals NAME ARTICLES OUT``: one contender over a file of articles, in a process of its own.

Prints one line of JSON: processor seconds by step, and versions. The scripts are what one writes in an afternoon: sentences
by a regular expression, words in lower case, NLTK's list of stop words left out as it would have to be fetched.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from importlib.metadata import version
from pathlib import Path

#: Sentences of a summary.
SENTENCES = 3
#: Articles of a cluster, about.
CLUSTER = 5
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])|\n+")
_WORD = re.compile(r"[^\W\d_]+")


class Steps:
    """Processor seconds by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        begun = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - begun


class _Tokenizer:
    """What sumy asks of a tokenizer, without NLTK's fetched one."""

    def to_sentences(self, text: str) -> list[str]:
        return [sent for sent in _SENTENCE.split(text) if sent.strip()]

    def to_words(self, text: str) -> list[str]:
        return [word.casefold() for word in _WORD.findall(text)]


def _articles(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _sumy(module: str, name: str) -> Callable[[str], list[str]]:
    from importlib import import_module

    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser

    summarise = getattr(import_module(f"sumy.summarizers.{module}"), name)(Stemmer("english"))

    def points(text: str) -> list[str]:
        return [str(sent) for sent in summarise(PlaintextParser.from_string(text, _Tokenizer()).document, SENTENCES)]

    return points


def _summaries(module: str, name: str) -> Callable[[Path, Path, Steps], list[str]]:
    def run(path: Path, _out: Path, steps: Steps) -> list[str]:
        articles = _articles(path)
        with steps.timed("start"):
            points = _sumy(module, name)
        with steps.timed("summarise"):
            for article in articles:
                points(article["text"])
        return ["sumy"]

    return run


def _print(sections: list[list[tuple[str, list[str]]]], out: Path, steps: Steps) -> None:
    """One page of HTML and its PDF."""
    with steps.timed("render"):
        import weasyprint

        body = "".join(
            "<section>"
            + "".join(
                f"<h2>{escape(title)}</h2><ul>" + "".join(f"<li>{escape(point)}</li>" for point in points) + "</ul>"
                for title, points in told
            )
            + "</section>"
            for told in sections
        )
        page = f"<!doctype html><meta charset=utf-8><title>Brief</title><body>{body}"
        (out / "brief.html").write_text(page, encoding="utf-8")
        weasyprint.HTML(string=page).write_pdf(out / "brief.pdf")


def lexrank_page(path: Path, out: Path, steps: Steps) -> list[str]:
    """Sumy's LexRank of each article, and one WeasyPrint page of a morning's worth of them."""
    with steps.timed("start"):
        points = _sumy("lex_rank", "LexRankSummarizer")
    with steps.timed("summarise"):
        told = [(article.get("title", ""), points(article["text"])) for article in _articles(path)]
    _print([told], out, steps)
    return ["sumy", "weasyprint"]


def clustered_page(path: Path, out: Path, steps: Steps) -> list[str]:
    """TF-IDF and KMeans, sumy's LexRank of each cluster's texts, one WeasyPrint page."""
    articles = _articles(path)
    with steps.timed("start"):
        from sklearn.cluster import KMeans
        from sklearn.feature_extraction.text import TfidfVectorizer

        points = _sumy("lex_rank", "LexRankSummarizer")
    with steps.timed("group"):
        rows = TfidfVectorizer(stop_words="english", max_features=20_000).fit_transform(a["text"] for a in articles)
        labels = KMeans(max(1, len(articles) // CLUSTER), n_init=1, random_state=0).fit_predict(rows)
    groups: dict[int, list[dict[str, str]]] = {}
    for label, article in zip(labels, articles, strict=True):
        groups.setdefault(int(label), []).append(article)
    with steps.timed("summarise"):
        told = [[(each[0].get("title", ""), points("\n".join(a["text"] for a in each)))] for each in groups.values()]
    _print(told, out, steps)
    return ["scikit-learn", "sumy", "weasyprint"]


def newspaper(path: Path, _out: Path, steps: Steps) -> list[str]:
    """newspaper4k's keywords and summary; needs a sentence model of NLTK's, which is fetched."""
    with steps.timed("start"):
        from newspaper import Article
        from newspaper.article import ArticleDownloadState
    with steps.timed("summarise"):
        for given in _articles(path):
            article = Article("http://news.example/a", title=given.get("title", ""))
            article.text, article.download_state, article.is_parsed = given["text"], ArticleDownloadState.SUCCESS, True
            article.nlp()
    return ["newspaper4k"]


def pytextrank(path: Path, _out: Path, steps: Steps) -> list[str]:
    """Pytextrank over spaCy's small English model, which is fetched."""
    with steps.timed("start"):
        import pytextrank  # noqa: F401
        import spacy

        nlp = spacy.load("en_core_web_sm")
        nlp.add_pipe("textrank")
    with steps.timed("summarise"):
        for given in _articles(path):
            list(nlp(given["text"])._.textrank.summary(limit_sentences=SENTENCES))
    return ["pytextrank", "spacy"]


def briefing(path: Path, out: Path, steps: Steps) -> list[str]:
    """The whole job, model on, one worker: HTML, PDF and JSON."""
    with steps.timed("start"):
        from briefing.cli import prepare

        prepare()
        from briefing import choosing, intake, pipeline
        from briefing.composing import composed
        from briefing.reading import reader
        from briefing.settings import parse_settings
        from briefing.sources import collect

        settings = parse_settings({"engine": {"workers": 1}})
        reader.reader_for(settings.reading, settings.actor)
    with steps.timed("collect"):
        came = list(collect([str(path)], settings=settings))
    with steps.timed("read"):
        made = intake.read_all(came, settings)
    with steps.timed("group, compose"):
        day = choosing.day_of([reading.article for reading in made.readings.values()], pipeline.today(settings))
        edition, _ = composed(made.readings, settings, day=day, inputs=made.inputs, left_out=made.left_out)
    with steps.timed("render"):
        pipeline.write(edition, settings, out=out, formats=("html", "pdf", "json"))
    return ["briefing"]


CONTENDERS: dict[str, Callable[[Path, Path, Steps], list[str]]] = {
    "sumy LexRank + WeasyPrint": lexrank_page,
    "TF-IDF + KMeans + sumy + WeasyPrint": clustered_page,
    "briefing": briefing,
    "sumy LexRank": _summaries("lex_rank", "LexRankSummarizer"),
    "sumy TextRank": _summaries("text_rank", "TextRankSummarizer"),
    "sumy LSA": _summaries("lsa", "LsaSummarizer"),
    "newspaper4k nlp()": newspaper,
    "pytextrank": pytextrank,
}


def main() -> int:
    """Run one contender; its exit status is 1, and the line a reason, where it cannot run."""
    name, articles, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    steps = Steps()
    try:
        used = CONTENDERS[name](articles, out, steps)
    except (ImportError, LookupError, OSError) as error:
        reason = " ".join(str(error).split())[:80]
        print(json.dumps({"reason": f"{type(error).__name__}: {reason}"}))
        return 1
    print(json.dumps({"steps": steps.seconds, "versions": {each: version(each) for each in used}}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
