"""Languages are told by script and by function words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.lexicon.languages import detect_language, language_of, normalise_language

TEXTS = {
    "en": "The ministers of the two states met in the old harbour town, and a second round is planned for Friday.",
    "fr": "Les ministres des deux pays se sont rencontrés dans la vieille ville, et une seconde rencontre est prévue pour vendredi.",
    "de": "Die Minister der beiden Staaten trafen sich in der alten Hafenstadt, und eine zweite Runde ist für Freitag geplant.",
    "es": "Los ministros de los dos países se reunieron en la vieja ciudad, y una segunda ronda está prevista para el viernes.",
    "it": "I ministri dei due paesi si sono incontrati nella vecchia città, e un secondo incontro è previsto per venerdì.",
    "pt": "Os ministros dos dois países reuniram-se na velha cidade, e uma segunda ronda está prevista para sexta-feira.",
    "nl": "De ministers van de twee landen kwamen bijeen in de oude havenstad, en een tweede ronde is voor vrijdag gepland.",
    "sv": "Ministrarna från de två länderna träffades i den gamla staden, och en andra omgång är planerad till fredag.",
    "pl": "Ministrowie obu państw spotkali się w starym mieście, a druga runda rozmów jest planowana na piątek.",
    "tr": "İki ülkenin bakanları eski liman kentinde bir araya geldi ve ikinci tur için cuma günü bir toplantı olacak.",
    "ru": "Министры двух стран встретились в старом городе, и второй раунд намечен на пятницу.",
    "uk": "Міністри двох країн зустрілися у старому місті, і другий раунд заплановано на п'ятницю.",
    "ar": "التقى وزيرا البلدين في المدينة القديمة، ومن المقرر عقد جولة ثانية يوم الجمعة.",
    "fa": "وزیران دو کشور در شهر قدیمی دیدار کردند و دور دوم برای جمعه برنامه ریزی شده است.",
    "he": "שרי שתי המדינות נפגשו בעיר הישנה, וסבב שני מתוכנן ליום שישי.",
    "el": "Οι υπουργοί των δύο χωρών συναντήθηκαν στην παλιά πόλη.",
    "zh": "两国部长在老港口城市会晤，第二轮会谈定于星期五举行。",
    "ja": "両国の大臣は古い港町で会談し、第二回は金曜日に予定されている。",
    "ko": "두 나라의 장관들이 오래된 항구 도시에서 만났다.",
    "hi": "दोनों देशों के मंत्री पुराने शहर में मिले।",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_is_enough(language: str) -> None:
    """One sentence of news tells its language."""
    assert detect_language(TEXTS[language]) == language


@pytest.mark.parametrize(
    ("spoken", "declared", "read"),
    [
        ("en", "de", "en"),
        ("de", "de", "de"),
        ("de", "en", "de"),
        ("de", "", "de"),
        ("ru", "fr", "ru"),
        ("en", "xx", "xx"),
    ],
)
def test_a_page_that_declares_another_language_than_it_speaks(spoken: str, declared: str, read: str) -> None:
    """Its function words are believed, not its template; an unknown language is taken at its word."""
    assert language_of(TEXTS[spoken], declared) == read
    assert language_of("Netanyahu Lavrentiev", "de") == "de"


def test_what_tells_nothing_is_the_default() -> None:
    """Names, numbers and nothing have no language of their own."""
    for text in ("", "123", "Netanyahu Lavrentiev Vershinin", "!!!"):
        assert detect_language(text, default="de") == "de"


@pytest.mark.parametrize(
    ("code", "short"),
    [("en-GB", "en"), ("EN_us", "en"), ("eng", "en"), ("de", "de"), ("", ""), ("english", ""), ("x", ""), ("xyz", "")],
)
def test_codes_become_two_letters(code: str, short: str) -> None:
    """Regions and three-letter codes are folded; what is no code is dropped."""
    assert normalise_language(code) == short


@pytest.mark.parametrize(
    "headline",
    [
        "McDonald's posts weak sales", "Wall St opens lower after S&P's record close", "JetBlue and American end pact",
        "Las Vegas hotel sold", "Rivals to merge in Los Angeles", "NHTSA dismissed defect (w/video)",
    ],
)  # fmt: skip
def test_one_short_word_is_no_sign_of_another_language(headline: str) -> None:
    """An English headline stays English where it holds a letter or word that another language uses too."""
    assert detect_language(headline) == "en"


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    """The answer is a two-letter code, and the same one every time."""
    assert len(detect_language(text)) == 2
    assert detect_language(text) == detect_language(text)
