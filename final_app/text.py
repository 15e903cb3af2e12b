"""Pure functions on text: links, hashtags, mentions, normalised names, n-grams for search, times."""

import hashlib
import unicodedata
from collections.abc import Collection
from datetime import datetime

import regex

FIRST_SYLLABLE = "\u2e80"  # from here on one character can be a word: Chinese, Japanese, Korean
LETTER = r"[\p{L}\p{M}\p{N}_]"
JOINER = rf"[\u200c\u200d](?={LETTER})"  # between two letters, as in Persian and Indic scripts
WORD = rf"[\p{{L}}\p{{N}}_](?:{LETTER}|{JOINER})*"
INSIDE_HASHTAG = rf"[·・゠־׳״་](?={LETTER})"  # punctuation that belongs to a word, as in Catalan, Japanese, Hebrew
HASHTAG = rf"(?<!{LETTER}|[#＃&/])[#＃](?:{LETTER}|{JOINER}|{INSIDE_HASHTAG})+"
MENTION = rf"(?<!{LETTER}|[@＠/.])[@＠](?>{WORD})(?![(=]|\.{LETTER})"  # not in code: @app.route, @cache(3)
# The last part of a host is ASCII or has none of it; so a word right behind it (example.org에서) is no part of it.
LAST_LABEL = r"(?:[a-zA-Z0-9_-]+|[\p{L}\p{M}\p{N}]+)"
HOST = rf"(?:[\p{{L}}\p{{M}}\p{{N}}_-]+\.(?=[\p{{L}}\p{{N}}]))*+{LAST_LABEL}|\[[0-9a-fA-F:.]+\]"
URL = rf"https?://(?:[\w.~%:-]+@)?(?:{HOST})(?::\d+)?(?P<rest>[/?#][^\s<>\"`]*)?"
LINK = regex.compile(rf"(?P<url>{URL})|(?P<tag>{HASHTAG})|(?P<name>{MENTION})")
BRACKETS = dict(regex.findall("(.)(.)", "()[]{}（）［］｛｝「」『』【】〈〉《》〔〕〖〗｢｣“”‘’«»‹›"))
# What ends a URL wherever it stands (the sentence enders of other scripts, invisible characters), and what is part of
# it only if more follows. Unicode's UTS #58 calls them Hard and Soft.
ENDS_URL = regex.compile(r"(?![\x00-\x7f])[\p{Terminal_Punctuation}\p{Pe}\p{Pf}]|(?![\u200c\u200d])[\p{Cc}\p{Cf}]")
SOFT_IN_URL = regex.compile(r"[.,:;!?']|(?![\x00-\x7f])\p{P}")
DEEPEST_BRACKETS = 8  # so that a text of open brackets is read once, not once for each of them
LONGEST_NAME = 60  # code points: a nickname has up to 20 characters, each of which may be typed as several
RIGHT_TO_LEFT = regex.compile(r"[\p{bc=R}\p{bc=AL}]")
BLANK_LINES = regex.compile(r"\A(?:[^\S\n]*\n)+")
VISIBLE = regex.compile(r"[^\s\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]")


def find_hashtags(text: str) -> list[str]:
    """Return the hashtags of a text without #, each once, in order, in lower case.

    >>> find_hashtags("#Flask and #플라스크, not https://example.org/#here")
    ['flask', '플라스크']
    """
    return linked_names(text, "tag")


def find_mentions(text: str, names: Collection[str]) -> list[str]:
    """Return which of these nicknames, given as name_key returns them, a text mentions, each once, in order.

    >>> find_mentions("@민수님, @Alice's; write to me@example.org", ["민수", "alice", "example"])
    ['민수', 'alice']
    """
    return linked_names(text, "name", names)


def possible_mentions(text: str) -> set[str]:
    """Return what a text may mention, as name_key gives it: the beginnings of each word after @.

    >>> sorted(possible_mentions("@민수님"))
    ['민수', '민수님']
    """
    words = [word[1:] for word in regex.findall(MENTION, text)]
    return {name_key(word[:end]) for word in words for end in range(2, min(len(word), LONGEST_NAME) + 1)}


def split_links(text: str, names: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return the pieces of a text, in order, as (kind, piece); kind is "url", "tag", "name" or "" for plain text.

    names: the nicknames that exist, as name_key returns them. The longest one at the beginning of a word is mentioned.

    >>> split_links("see #flask, @bob's", ["bob"])
    [('', 'see '), ('tag', '#flask'), ('', ', '), ('name', '@bob'), ('', "'s")]
    """
    pieces, end, position = [], 0, 0
    while match := LINK.search(text, position):
        kind, length = next(name for name in ("url", "tag", "name") if match[name]), len(match[0])
        if kind == "url":
            length -= len(match["rest"] or "") - url_length(match["rest"] or "")
        elif kind == "name":
            length = name_length(match[0], names)
        position = match.start() + length if length else match.end()
        if length:
            pieces += [("", text[end : match.start()]), (kind, match[0][:length])]
            end = position
    return [piece for piece in [*pieces, ("", text[end:])] if piece[1]]


def url_length(rest: str) -> int:
    """Return how much of what follows a host is its path: brackets that are closed, no punctuation at the end.

    >>> rest = "/wiki/Mercury_(planet)),"
    >>> rest[:url_length(rest)]
    '/wiki/Mercury_(planet)'
    """
    length, expected = 0, []
    for position, character in enumerate(rest, start=1):
        if character in BRACKETS:
            expected.append(BRACKETS[character])
        elif expected and character == expected[-1]:
            expected.pop()
            length = length if expected else position
        elif character in ")]}" or ENDS_URL.match(character) or len(expected) > DEEPEST_BRACKETS:
            break
        elif not expected and not SOFT_IN_URL.match(character):
            length = position
    return length


def name_length(mention: str, names: Collection[str]) -> int:
    """Return the length of the longest beginning of a mention that is @ and one of these nicknames, or 0."""
    longest = min(len(mention), LONGEST_NAME + 1)
    return next((end for end in range(longest, 2, -1) if name_key(mention[1:end]) in names), 0)


def linked_names(text: str, kind: str, names: Collection[str] = ()) -> list[str]:
    """Return the names in the links of one kind, each once, in order, as name_key gives them."""
    return list(dict.fromkeys(name_key(piece[1:]) for found, piece in split_links(text, names) if found == kind))


def repetition_key(request_key: str, *texts: str) -> str:
    """Return what is stored to know a repetition: equal only for the same key with the same texts; "" without a key.

    Back in the history, a page still has its key, and another text is written in it.
    """
    return hashlib.sha256("\0".join([request_key, *texts]).encode()).hexdigest() if request_key else ""


def is_word(text: str) -> bool:
    """Return whether a text is a single word, as in a mention."""
    return regex.fullmatch(WORD, text) is not None


def is_visible(text: str) -> bool:
    """Return whether there is anything to see in a text."""
    return VISIBLE.search(text) is not None


def trim_text(text: str) -> str:
    """Return a text without blank lines around it; a line end is one character, and the indentation is kept.

    >>> trim_text("\\r\\n    if x:\\r\\n        return 1\\r\\n")
    '    if x:\\n        return 1'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return BLANK_LINES.sub("", lines.rstrip()) if is_visible(text) else ""


def isolate(name: str) -> str:
    """Return a name for use within a sentence: if it runs from right to left, the rest of the line does not turn."""
    return f"\u2068{name}\u2069" if RIGHT_TO_LEFT.search(name) else name


def name_key(name: str) -> str:
    """Return the form in which names are compared: case-folded and normalised (Unicode NFKC)."""
    return unicodedata.normalize("NFKC", name).casefold()


def tokenize(text: str) -> list[str]:
    """Return the words of a text as name_key gives them, each once.

    >>> tokenize("Hello, 민수! hello")
    ['hello', '민수']
    """
    return list(dict.fromkeys(regex.findall(WORD, name_key(text))))


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
    return sorted({f"#{ngram}" for tag in tags for ngram in [*tag, *bigrams(tag)]})


def iso_time(moment: datetime | None) -> str | None:
    """Return a time in ISO 8601, to the millisecond, or None for None."""
    return moment.isoformat(timespec="milliseconds") if moment else None
