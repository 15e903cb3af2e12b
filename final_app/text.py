"""Pure functions on text: hashtags, mentions, normalised names, n-grams for search, times."""

import re
import unicodedata
from datetime import datetime

MARKS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f"
FIRST_SYLLABLE = "\u2e80"  # from here on one character can be a word: Chinese, Japanese, Korean
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
    return linked_names(text, "tag")


def find_mentions(text: str) -> list[str]:
    """Return the nicknames that a text mentions, without @, each once, in order, as name_key gives them.

    >>> find_mentions("@민수 and @Alice; write to me@example.org")
    ['민수', 'alice']
    """
    return linked_names(text, "name")


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


def linked_names(text: str, kind: str) -> list[str]:
    """Return the names in the links of one kind, each once, in order, as name_key gives them."""
    return list(dict.fromkeys(name_key(piece[1:]) for found, piece in split_links(text) if found == kind))


def is_word(text: str) -> bool:
    """Return whether a text is a single word, as in a hashtag or a mention."""
    return re.fullmatch(WORD, text) is not None


def name_key(name: str) -> str:
    """Return the form in which names are compared: case-folded and normalised (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", name).casefold()


def tokenize(text: str) -> list[str]:
    """Return the words of a text as name_key gives them, each once.

    >>> tokenize("Hello, 민수! hello")
    ['hello', '민수']
    """
    return list(dict.fromkeys(re.findall(WORD, name_key(text))))


def bigrams(word: str) -> list[str]:
    """Return the pairs of neighbouring letters in a word, by which search finds a part of it.

    >>> bigrams("플라스크")
    ['플라', '라스', '스크']
    """
    return [word[start : start + 2] for start in range(len(word) - 1)]


def text_ngrams(text: str) -> list[str]:
    """Return the n-grams of a text: the bigrams of its words, and single syllables, as these can be words."""
    words = tokenize(text)
    syllables = {letter for word in words for letter in word if letter >= FIRST_SYLLABLE}
    return sorted(syllables | {bigram for word in words for bigram in bigrams(word)})


def name_ngrams(*names: str) -> list[str]:
    """Return the n-grams of a user's names: their single letters and bigrams."""
    words = tokenize(" ".join(names))
    return sorted({ngram for word in words for ngram in [*word, *bigrams(word)]})


def tag_ngrams(tags: list[str]) -> list[str]:
    """Return the n-grams of a text's hashtags: # and the single letters and bigrams of each.

    >>> tag_ngrams(["flask"])[:4]
    ['#a', '#as', '#f', '#fl']
    """
    return [f"#{ngram}" for ngram in name_ngrams(*tags)]


def iso_time(moment: datetime | None) -> str | None:
    """Return a time in ISO 8601, to the millisecond, or None for None."""
    return moment.isoformat(timespec="milliseconds") if moment else None
