"""Pure functions over text: hashtags, mentions, the forms in which names are compared and times are told."""

import re
import unicodedata
from datetime import datetime

MARKS = (
    r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f"  # vowels and accents on letters
)
FIRST_SYLLABLE = "\u2e80"  # from here on a single character can be a word: Chinese, Japanese, Korean
WORD = rf"\w[\w{MARKS}]*"
URL = r"https?://[^\s<>\"]*[^\s<>\".,:;!?)\]']"
HASHTAG = rf"(?<![\w{MARKS}#&/])#{WORD}"
MENTION = rf"(?<![\w{MARKS}@/.])@{WORD}"
LINK = re.compile(rf"(?P<url>{URL})|(?P<tag>{HASHTAG})|(?P<name>{MENTION})")


def find_hashtags(text: str) -> list[str]:
    """Return the hashtags of a text without #, each once, in order, in lower case.

    >>> find_hashtags("#Flask and #플라스크, not https://example.org/#here")
    ['flask', '플라스크']
    """
    return named_in(text, "tag")


def find_mentions(text: str) -> list[str]:
    """Return the nicknames that a text mentions, without @, each once, in order, as name_key gives them.

    >>> find_mentions("@민수 and @Alice; write to me@example.org")
    ['민수', 'alice']
    """
    return named_in(text, "name")


def split_links(text: str) -> list[tuple[str, str]]:
    """Return the pieces of a text, in order, as (kind, piece); kind is "url", "tag", "name" or "" for plain text.

    >>> split_links("see #flask, @bob")
    [('', 'see '), ('tag', '#flask'), ('', ', '), ('name', '@bob')]
    """
    pieces, end = [], 0
    for match in LINK.finditer(text):
        pieces += [("", text[end : match.start()]), (str(match.lastgroup), match[0])]
        end = match.end()
    return [piece for piece in [*pieces, ("", text[end:])] if piece[1]]


def named_in(text: str, kind: str) -> list[str]:
    """Return what the links of one kind in a text name, each once, in order, as name_key gives it."""
    return list(dict.fromkeys(name_key(piece[1:]) for found, piece in split_links(text) if found == kind))


def is_word(text: str) -> bool:
    """Tell whether a text is one word: what a hashtag or a mention can hold."""
    return re.fullmatch(WORD, text) is not None


def name_key(name: str) -> str:
    """Return the form in which names are compared: whatever the case, however the letters are composed."""
    return unicodedata.normalize("NFKC", name).casefold()


def words_of(text: str) -> list[str]:
    """Return the words of a text as name_key gives them, each once.

    >>> words_of("Hello, 민수! hello")
    ['hello', '민수']
    """
    return list(dict.fromkeys(re.findall(WORD, name_key(text))))


def pairs(word: str) -> list[str]:
    """Return the pairs of neighbouring letters in a word: whoever looks for a part of the word finds it by them.

    >>> pairs("플라스크")
    ['플라', '라스', '스크']
    """
    return [word[start : start + 2] for start in range(len(word) - 1)]


def grams_of_text(text: str) -> list[str]:
    """Return what a text is found by: the pairs of letters of its words, and single syllables, which can be words."""
    words = words_of(text)
    syllables = {letter for word in words for letter in word if letter >= FIRST_SYLLABLE}
    return sorted(syllables | {gram for word in words for gram in pairs(word)})


def grams_of_name(*names: str) -> list[str]:
    """Return what a person is found by: single letters and pairs of letters of their names."""
    words = words_of(" ".join(names))
    return sorted({gram for word in words for gram in [*word, *pairs(word)]})


def grams_of_tags(tags: list[str]) -> list[str]:
    """Return what a text is found by for its hashtags: # and the single letters and pairs of letters of each.

    >>> grams_of_tags(["flask"])[:4]
    ['#a', '#as', '#f', '#fl']
    """
    return [f"#{gram}" for gram in grams_of_name(*tags)]


def iso_time(moment: datetime | None) -> str | None:
    """Return a time as JSON has it, in ISO 8601 to the millisecond, or None for none."""
    return moment.isoformat(timespec="milliseconds") if moment else None
