"""Write names in the letters of a username, Korean ones by the Revised Romanization of Korean."""

import re
import unicodedata

FIRST_SYLLABLE, LAST_SYLLABLE = "가", "힣"
INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
VOWELS = (
    *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu"),
    *("eu", "ui", "i"),
)
FINALS = (
    *("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng"),
    *("t", "t", "k", "t", "p", "t"),
)
# As most families of these names write themselves.
SURNAMES = {
    **{"김": "kim", "이": "lee", "박": "park", "최": "choi", "정": "jung", "강": "kang", "조": "cho", "윤": "yoon"},
    **{"임": "lim", "오": "oh", "신": "shin", "권": "kwon", "황": "hwang", "송": "song", "유": "yoo", "전": "jeon"},
    **{"고": "ko", "문": "moon", "배": "bae", "백": "baek", "우": "woo", "노": "noh", "구": "koo", "주": "joo"},
}


def romanise(name: str) -> str:
    """Return a name in a-z and 0-9, "" if none of its letters can be written so.

    >>> romanise("김민수"), romanise("박 하늘"), romanise("José Núñez")
    ('kimminsu', 'parkhaneul', 'josenunez')
    """
    text = unicodedata.normalize("NFC", name).strip()
    if len(text) > 1 and all(map(is_syllable, text.replace(" ", ""))) and text[0] in SURNAMES:
        return SURNAMES[text[0]] + romanise_letters(text[1:])
    return romanise_letters(text)


def romanise_letters(text: str) -> str:
    """Return a text letter by letter in a-z and 0-9; what has no such form is left out."""
    spelled = "".join(spell_syllable(letter) if is_syllable(letter) else letter for letter in text)
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", spelled.casefold()))


def is_syllable(letter: str) -> bool:
    """Return whether a letter is a whole Korean syllable."""
    return FIRST_SYLLABLE <= letter <= LAST_SYLLABLE


def spell_syllable(syllable: str) -> str:
    """Return a Korean syllable in Latin letters: its initial, its vowel and its final consonant.

    >>> spell_syllable("한")
    'han'
    """
    rest, final = divmod(ord(syllable) - ord(FIRST_SYLLABLE), len(FINALS))
    initial, vowel = divmod(rest, len(VOWELS))
    return INITIALS[initial] + VOWELS[vowel] + FINALS[final]
