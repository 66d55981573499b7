"""Which language a text is in: by its script, and within a script by its function words.

Where these are few, the letters that follow one another decide (py3langid, after Lui and Baldwin 2012).
"""

import re
from collections import Counter, defaultdict
from copy import copy
from functools import cache
from typing import TYPE_CHECKING

from briefing.lexicon.tables import read_table

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: So much of a text is looked at; more does not change the answer on news.
_ENOUGH = 6000
#: Share of a text's words that a list of some 60 function words must cover. News in English, French and German
#: lies at 0.30 to 0.50, in Finnish and Turkish near 0.12; lists of names and headlines below 0.06.
_LEAST = 0.05
#: Languages whose function words say enough where they cover so much of at least so many words, no other's half as much:
#: of 2,588 such sentences in eleven sets one was wrong, a Latin tweet. The letters find the same; this spares their model.
_CLEAR, _CLEAR_WORDS, _CLEAR_LANGUAGES = 0.2, 12, frozenset({"en", "de", "fr", "es"})
#: Probability from which the letters decide. Sentences in a wrong language at 0.3, 0.5, 0.7: English headlines 0.6, 0.1,
#: 0.1 %, Portuguese 0.8, 1.0, 1.5, Danish 1.7, 2.2, 3.8, Croatian 0.2, 0.5, 1.5, Dutch headlines 6.7, 8.3, 10.8.
_SURE = 0.5
#: Languages without a list of function words that are told by their letters alone, by script.
_BY_LETTERS = {"latin": "hr sk sl lt lv et sq ca az", "cyrillic": "be kk", "arabic": ""}
#: Words that are also English, or English names hold: "Wall St", "Las Vegas" and "end of play" are no sign of French,
#: Spanish or Danish. One of them alone proves nothing in a headline; nor does a single letter.
_SHARED = frozenset(
    "ada ale bare care cha com come con dan del den der des die din dos due elle end era est for han hat hay her hon "
    "jen las les los mai man mas meg men mere met mint non ole over par para pas per plus pour pro sen ser sin son "
    "tai theo till under vain van var von wake war was yang".split()
)
#: A single letter after an apostrophe ("McDonald's") ends a word; it is not the Czech "s".
_WORD = re.compile(r"(?<!['’])[^\W\d_]+|[^\W\d_]{2,}")
#: Scripts that one living language (or one that prevails in news) writes, by the first and last code point.
_SCRIPTS = (
    ("el", 0x0370, 0x03FF), ("cyrillic", 0x0400, 0x052F), ("hy", 0x0530, 0x058F), ("he", 0x0590, 0x05FF),
    ("arabic", 0x0600, 0x06FF), ("arabic", 0x0750, 0x077F), ("hi", 0x0900, 0x097F), ("bn", 0x0980, 0x09FF),
    ("pa", 0x0A00, 0x0A7F), ("gu", 0x0A80, 0x0AFF), ("ta", 0x0B80, 0x0BFF), ("te", 0x0C00, 0x0C7F),
    ("kn", 0x0C80, 0x0CFF), ("ml", 0x0D00, 0x0D7F), ("si", 0x0D80, 0x0DFF), ("th", 0x0E00, 0x0E7F),
    ("lo", 0x0E80, 0x0EFF), ("my", 0x1000, 0x109F), ("ka", 0x10A0, 0x10FF), ("am", 0x1200, 0x137F),
    ("km", 0x1780, 0x17FF), ("kana", 0x3040, 0x30FF), ("han", 0x4E00, 0x9FFF), ("ko", 0xAC00, 0xD7AF),
)  # fmt: skip


def detect_language(text: str, default: str = "en") -> str:
    """The ISO 639-1 code of the language of ``text``; ``default`` where too little speaks for any.

    Same text, same answer: ties go to the language listed first in `data/languages.toml`.
    """
    sample = text[:_ENOUGH]
    script = _script(sample)
    if script in ("latin", "cyrillic", "arabic"):
        fallback = default if script == "latin" else {"cyrillic": "ru", "arabic": "ar"}[script]
        return _by_words(sample, script, fallback)
    return script


def language_of(text: str, declared: str) -> str:
    """The language of ``text`` as its page declares it (ISO 639-1, "" for none), unless its own words say another.

    Templates declare one language for pages in several. Most declare English, so that it is never believed; another is
    believed unless its function words are half as many as those of the language that is found, or fewer.
    """
    found = detect_language(text, default=declared or "en")
    if declared in ("", "en") or found == declared or not common_words(declared):
        return found if declared in ("", "en") else declared
    words = Counter(_WORD.findall(text[:_ENOUGH].casefold()))
    own, other = (sum(words[word] for word in common_words(language)) for language in (declared, found))
    return found if 2 * own <= other else declared


def normalise_language(code: str) -> str:
    """The two-letter code in "en-GB", "EN_us", "eng"; "" where there is none."""
    match = re.match(r"\s*([A-Za-z]{2,3})(?:[-_.;,\s]|$)", code)
    if match is None:
        return ""
    letters = match[1].lower()
    three = {"eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "rus": "ru", "ara": "ar"}
    return letters if len(letters) == 2 else three.get(letters, "")


def common_words(language: str) -> frozenset[str]:
    """The commonest function words of ``language`` (ISO 639-1), lower case; empty where we keep none."""
    return frozenset(word for script in _profiles().values() for word in script.get(language, ()))


def _script(text: str) -> str:
    if text.isascii():
        return "latin"
    letters = {ord(char): count for char, count in Counter(text).items() if char.isalpha()}
    seen: Counter[str] = Counter()
    for point, count in letters.items():
        if point < 0x0370 or 0x1E00 <= point <= 0x1EFF:
            seen["latin"] += count
            continue
        for name, first, last in _SCRIPTS:
            if first <= point <= last:
                seen[name] += count
                break
    if seen["kana"] and seen["kana"] * 8 >= seen["han"]:
        return "ja"
    order = ["latin", *dict.fromkeys(name for name, _, _ in _SCRIPTS)]
    best = max(order, key=lambda name: (seen[name], -order.index(name)))
    return "zh" if best == "han" else best


def _by_words(text: str, script: str, default: str) -> str:
    words = Counter(_WORD.findall(text.casefold()))
    total = sum(words.values())
    if not total:
        return default
    known = _by_word()[script]
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for language in known.get(word, ()):
            found[language].append(word)
    shares = {language: sum(words[word] for word in found[language]) / total for language in _profiles()[script]}
    first, second = sorted(shares.values(), reverse=True)[:2]
    best = max(shares, key=lambda language: shares[language])
    if best in _CLEAR_LANGUAGES and total >= _CLEAR_WORDS and first >= _CLEAR and second <= first / 2:
        return best
    letters, probability = _by_letters(script).classify(text)
    if probability >= _SURE:
        return str(letters)
    best, most = default, 0.0
    for language, share in shares.items():
        if share > most and (script != "latin" or language == default or _proves(found[language])):
            best, most = language, share
    return best if most >= _LEAST else default


@cache
def _by_letters(script: str) -> "LanguageIdentifier":
    """The library's model, of the languages of one script that it knows."""
    model = copy(_whole_model())
    model.set_languages({*_profiles()[script], *_BY_LETTERS[script].split()} & set(model.labels))
    return model


@cache
def _whole_model() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _proves(found: list[str]) -> bool:
    """Whether the function words found are two of more than a letter, or one that is no English word."""
    longer = [word for word in found if len(word) > 1]
    return len(longer) > 1 or any(len(word) > 2 and word not in _SHARED for word in longer)


@cache
def _profiles() -> dict[str, dict[str, tuple[str, ...]]]:
    content = read_table("languages.toml")
    return {
        script: {language: tuple(dict.fromkeys(words.split())) for language, words in languages.items()}
        for script, languages in content.items()
    }


@cache
def _by_word() -> dict[str, dict[str, list[str]]]:
    """By script and function word: the languages that have it."""
    found: dict[str, dict[str, list[str]]] = {}
    for script, languages in _profiles().items():
        words = found.setdefault(script, {})
        for language, listed in languages.items():
            for word in listed:
                words.setdefault(word, []).append(language)
    return found
