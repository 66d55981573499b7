"""summarise: the sentences that sum an article up, by name, within a budget."""

import subprocess
import sys
from importlib.resources import files
from itertools import combinations

import pytest

from briefing.model import Article, Reading
from briefing.reading.summarisers import summarise, sumy
from briefing.reading.summarisers.importance import length, weigh
from briefing.reading.text.segment import segment
from briefing.reading.text.standing import stand
from briefing.settings import SUMMARISERS

NEWS = """The harbour of Norby was closed on Monday after a tanker hit the quay and spilled 300 tonnes of oil.
The tanker, the Aurora, was bound from Norby to Tallen with a cargo of heating oil.
Norby's harbour office said that the tanker had lost its rudder near the quay.
"We will clean every stone," said Anna Holt, the mayor of Norby.
Fishermen in Tallen, thirty miles to the south, feared for the herring season.
Oil had reached two beaches by the evening, and volunteers shovelled it into bags.
The government in Orland sent three ships and eighty soldiers to clean the beaches.
Herring is what Tallen lives on: half of its families own a boat.
The Aurora was built in 1998 and had passed its last inspection in May.
Its owner, Sund Lines, has lost two tankers in ten years.
The harbour of Norby will stay closed until Friday, Holt told reporters.
Prices of herring rose by a tenth at the market of Orland.
"""

#: A report of four sentences in each language that sumy has words or a stemmer for.
ELSEWHERE = {
    "ar": "أغلق الميناء بعد حادث السفينة.\nقال الوزير إن السفينة أصابت الرصيف.\nوصل الجنود إلى الميناء.\nسيبقى الميناء مغلقا.",
    "cs": "Přístav byl uzavřen po nehodě lodi.\nLoď narazila do mola.\nVojáci přijeli do přístavu.\nPřístav zůstane zavřený.",
    "da": "Havnen lukkede efter ulykken.\nEt skib ramte kajen.\nSoldater kom til havnen.\nHavnen er stadig lukket.",
    "de": "Der Hafen wurde nach einem Unfall geschlossen.\nEin Schiff rammte den Kai.\nSoldaten kamen in den Hafen.\nDer Hafen bleibt zu.",
    "el": "Το λιμάνι έκλεισε μετά το ατύχημα.\nΤο πλοίο χτύπησε την προβλήτα.\nΣτρατιώτες ήρθαν στο λιμάνι.\nΤο λιμάνι μένει κλειστό.",
    "es": "El puerto cerró tras el accidente.\nUn barco golpeó el muelle.\nLlegaron soldados al puerto.\nEl puerto seguirá cerrado.",
    "fi": "Satama suljettiin onnettomuuden jälkeen.\nLaiva osui laituriin.\nSotilaita tuli satamaan.\nSatama pysyy kiinni.",
    "fr": "Le port a fermé après un accident.\nUn navire a heurté le quai.\nDes soldats sont venus au port.\nLe port reste fermé.",
    "he": "הנמל נסגר אחרי התאונה.\nאונייה פגעה ברציף.\nחיילים הגיעו לנמל.\nהנמל יישאר סגור.",
    "hu": "A kikötőt a baleset után bezárták.\nEgy hajó a rakpartnak ütközött.\nKatonák jöttek a kikötőbe.\nA kikötő zárva marad.",
    "it": "Il porto ha chiuso dopo un incidente.\nUna nave ha urtato il molo.\nSoldati sono arrivati al porto.\nIl porto resta chiuso.",
    "ja": "港は事故の後に閉鎖された。\n船が岸壁に衝突した。\n兵士が港に到着した。\n港は金曜日まで閉鎖される。",
    "ko": "항구는 사고 후 폐쇄되었다.\n배가 부두에 부딪혔다.\n군인들이 항구에 도착했다.\n항구는 금요일까지 닫힌다.",
    "nb": "Havnen ble stengt etter ulykken.\nEt skip traff kaien.\nSoldater kom til havnen.\nHavnen er stengt ennå.",
    "nl": "De haven ging dicht na het ongeluk.\nEen schip raakte de kade.\nSoldaten kwamen naar de haven.\nDe haven blijft dicht.",
    "no": "Havnen ble stengt etter ulykken.\nEt skip traff kaien.\nSoldater kom til havnen.\nHavnen er stengt ennå.",
    "pl": "Port zamknięto po wypadku statku.\nStatek uderzył w nabrzeże.\nŻołnierze przybyli do portu.\nPort pozostanie zamknięty.",
    "pt": "O porto fechou após o acidente.\nUm navio bateu no cais.\nSoldados chegaram ao porto.\nO porto continua fechado.",
    "ro": "Portul a fost închis după accident.\nO navă a lovit cheiul.\nSoldații au venit în port.\nPortul rămâne închis.",
    "ru": "Порт закрыли после аварии судна.\nСудно ударилось о причал.\nСолдаты прибыли в порт.\nПорт останется закрытым.",
    "sk": "Prístav bol zatvorený po nehode lode.\nLoď narazila do móla.\nVojaci prišli do prístavu.\nPrístav zostane zatvorený.",
    "sv": "Hamnen stängdes efter olyckan.\nEtt fartyg slog i kajen.\nSoldater kom till hamnen.\nHamnen förblir stängd.",
    "th": "ท่าเรือปิดหลังอุบัติเหตุ\nเรือชนท่าเทียบเรือ\nทหารมาถึงท่าเรือ\nท่าเรือจะยังปิดอยู่",
    "uk": "Порт закрили після аварії судна.\nСудно вдарилося об причал.\nСолдати прибули до порту.\nПорт залишиться закритим.",
    "zh": "港口在事故后关闭。\n一艘船撞上码头。\n士兵抵达港口。\n港口将关闭到星期五。",
}  # fmt: skip


def read(text: str, language: str = "en", title: str = "") -> Reading:
    article = Article(id="a", title=title, text=text, language=language)
    sentences = stand(article, segment(article), (), ())
    return Reading(article=article, sentences=sentences, terms=weigh(article, sentences, ()).noun(len(sentences)))


def spent(reading: Reading, chosen: tuple[int, ...]) -> int:
    return sum(length(reading.text_of(n)) for n in chosen)


@pytest.mark.parametrize("name", SUMMARISERS)
def test_budgets_are_kept(name: str) -> None:
    """By sentences: as many as asked for; by words: never more; always in reading order, each once."""
    reading = read(NEWS)
    assert len(summarise(reading, name, sentences=3)) == 3
    for words in (25, 40, 60, 200):
        chosen = summarise(reading, name, sentences=None, words=words)
        assert 0 < spent(reading, chosen) <= words
        assert list(chosen) == sorted(set(chosen))
    assert len(summarise(reading, name, sentences=2, words=200)) == 2


@pytest.mark.parametrize("name", SUMMARISERS)
def test_only_quotable_sentences_are_chosen(name: str) -> None:
    """The repeated headline and the photographer's line are never part of a summary."""
    text = "Tanker hits quay\n" + NEWS + "\nPhoto: A. Holt"
    reading = read(text, title="Tanker hits quay")
    chosen = summarise(reading, name, sentences=100)
    assert all(reading.sentences[n].quotable for n in chosen)
    assert len(chosen) == 12


@pytest.mark.parametrize("name", SUMMARISERS)
def test_odd_texts(name: str) -> None:
    """No text, one word, one sentence, the same sentence twenty times, no word at all: an answer, not an error."""
    assert summarise(read(""), name) == ()
    assert summarise(read("Harbour"), name) == (0,)
    assert summarise(read("The harbour closed."), name, words=10, sentences=None) == (0,)
    assert len(summarise(read("The harbour closed on Monday.\n" * 20), name, sentences=4)) == 4
    assert len(summarise(read("!!! ??? ---\n*** +++"), name)) <= 2


@pytest.mark.parametrize("name", SUMMARISERS)
def test_a_sentence_longer_than_the_budget(name: str) -> None:
    """Where no sentence is short enough, one is taken: a summary has a sentence."""
    assert len(summarise(read(NEWS), name, sentences=None, words=5)) == 1


@pytest.mark.parametrize("language", sorted(ELSEWHERE))
def test_every_algorithm_in_every_language_of_sumy(language: str) -> None:
    """All names work offline, with stemmer and stop words, in each language that sumy has words or a stemmer for."""
    reading = read(ELSEWHERE[language], language)
    for name in SUMMARISERS:
        assert len(summarise(reading, name, sentences=2)) == 2
    assert len(sumy.all_stop_words(language)) > 20


def test_no_data_of_nltk_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """No algorithm asks NLTK for a corpus or a tokenizer: there is nothing to download."""
    import nltk.data

    def refuse(name: str, *_: object) -> None:
        raise AssertionError(name)

    monkeypatch.setattr(nltk.data, "find", refuse)
    monkeypatch.setattr(nltk.data, "load", refuse)
    for language in ("en", "fi", "ja", "pl"):
        reading = read(ELSEWHERE.get(language, NEWS), language)
        for name in SUMMARISERS:
            assert len(summarise(reading, name, sentences=2)) == 2


def test_no_language_of_sumy_is_forgotten() -> None:
    """Each list of stop words in sumy's package and each stemmer belongs to a language that we map, and is used."""
    from nltk.stem import snowball

    stemmers = set(snowball.SnowballStemmer.languages) - {"porter"}
    assert stemmers <= set(sumy.LANGUAGES.values())
    lists = {path.name.removesuffix(".txt") for path in (files("sumy") / "data" / "stopwords").iterdir()}
    assert lists <= set(sumy.LANGUAGES.values())
    codes = {name: code for code, name in sumy.LANGUAGES.items()}
    assert {codes[name] for name in lists | stemmers} <= {*ELSEWHERE, "en"}
    assert all(len(sumy.all_stop_words(codes[name])) > 20 for name in lists)


def test_ours_opens_with_the_lede_and_does_not_repeat_itself() -> None:
    """The summary begins with what happened, and of two sentences that say the same it takes one."""
    reading = read(
        NEWS + "The harbour in Norby was shut on Monday after a tanker hit the quay and spilled 300 tonnes.\n"
    )
    for sentences, most in ((3, None), (None, 60)):
        chosen = summarise(reading, "briefing", sentences=sentences, words=most)
        assert chosen[0] == 0
        assert len(reading.sentences) - 1 not in chosen


def test_a_lede_that_leaves_no_room_is_not_taken() -> None:
    """A first sentence that would eat the budget alone yields to shorter ones that say more."""
    lede = "The harbour of Norby, " + "a small town by the sea with old houses, " * 5 + "was closed on Monday."
    reading = read(lede + "\n" + NEWS)
    assert 0 not in summarise(reading, "briefing", sentences=None, words=length(lede) + 3)


def test_a_budget_is_a_limit_and_no_aim() -> None:
    """Asides at the end of a long report are left out, though the budget has room for them; a bigger one takes more."""
    asides = "".join(f"Somebody somewhere {verb} quietly.\n" for verb in "hummed knitted sneezed yawned".split())
    reading = read(NEWS + NEWS.replace("harbour", "port") + asides)
    last = len(reading.sentences) - 5
    fewer = summarise(reading, "briefing", sentences=None, words=60)
    more = summarise(reading, "briefing", sentences=None, words=150)
    assert all(n <= last for n in fewer)
    assert spent(reading, fewer) < spent(reading, more) <= 150


def test_ours_finds_the_best_set_within_the_budget() -> None:
    """On a short text no other set of sentences with the lede, within 45 words, covers more."""
    reading = read(NEWS)
    terms = weigh(reading.article, reading.sentences, ())
    worth = terms.worth

    def covered(places: tuple[int, ...]) -> float:
        return float(sum(worth[term] for term in set().union(*(terms.terms[n] for n in places))))

    chosen = summarise(reading, "briefing", sentences=None, words=45)
    others = [
        (0, *rest)
        for count in range(4)
        for rest in combinations(range(1, len(terms.texts)), count)
        if sum(terms.lengths[n] for n in (0, *rest)) <= 45
    ]
    # fitness (a pronoun, a quotation) and a tenth for words said again may prefer a set that covers a little less
    assert covered(tuple(terms.indexes.index(n) for n in chosen)) >= 0.9 * max(map(covered, others))


def test_long_documents_are_bounded() -> None:
    """Thousands of sentences: every algorithm comes back, and what lies beyond its reach is ranked last."""
    text = "".join(f"Boat {n} of {n % 89} came to harbour {n % 97} with {n % 13} crews.\n" for n in range(2000))
    reading = read(text)
    for name in ("briefing", "lexrank", "textrank", "lsa", "luhn", "sumbasic", "edmundson"):
        assert len(summarise(reading, name, sentences=5)) == 5


def test_the_same_in_every_process() -> None:
    """Neither the seed of string hashes nor a repeat changes what is chosen."""
    code = (
        "import sys; sys.path.insert(0, '.')\n"
        "from tests.reading.test_summarisers import NEWS, read, summarise\n"
        "from briefing.settings import SUMMARISERS\n"
        "print([summarise(read(NEWS), name, sentences=4) for name in SUMMARISERS])\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
