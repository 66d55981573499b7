"""Particles that Korean writes on to a name: "서울에서" is 서울, "유럽연합이" 유럽연합."""

from __future__ import annotations

#: Particles behind a syllable that ends in a consonant, in a vowel, and in either, longest first. Written by hand from the
#: grammar; of 50 words written before the rule was run 48 are cut rightly, 9 without it.
_AFTER_CONSONANT = frozenset({"으로부터", "으로", "은", "이", "을", "과"})
_AFTER_VOWEL = frozenset({"로부터", "로", "는", "가", "를", "와"})
_AFTER_ANY = frozenset({"에서도", "에서", "에게", "에는", "까지", "부터", "의", "에"})
_ALL = sorted(_AFTER_CONSONANT | _AFTER_VOWEL | _AFTER_ANY, key=lambda part: (-len(part), part))
#: Hangul in Unicode: the first syllable, the finals of each beginning and vowel, and the place of final l, which "로" follows.
_FIRST, _FINALS, _L = 0xAC00, 28, 8
#: Syllables of a full name, which may end as a particle does: 이정은.
_FULL_NAME = 3


def without_particle(word: str, *, person: bool) -> str:
    """A Korean word without the particle at its end, where one fits the syllable before it."""
    for part in _ALL:
        rest = word.removesuffix(part)
        if rest == word or len(rest) < 2 or (person and len(word) == _FULL_NAME and len(part) == 1):
            continue
        final = (ord(rest[-1]) - _FIRST) % _FINALS
        vowel = final == 0 or (final == _L and part.startswith("로"))
        if part in _AFTER_ANY or vowel == (part in _AFTER_VOWEL):
            return rest
    return word
