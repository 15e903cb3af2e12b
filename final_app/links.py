"""Links in texts: addresses, #hashtags and @mentions, in any script. Pure functions."""

from collections.abc import Collection

import regex

from final_app.text import JOINER
from final_app.text import LETTER
from final_app.text import WORD
from final_app.text import name_key

INSIDE_HASHTAG = rf"[·・゠־׳״་](?={LETTER})"  # punctuation that belongs to a word, as in Catalan, Japanese, Hebrew
HASHTAG = rf"(?<!{LETTER}|[#＃&/])[#＃](?!\p{{M}})(?:{LETTER}|{JOINER}|{INSIDE_HASHTAG})+"
SLASH = r"(?<![@＠][\p{L}\p{N}_]{2,20})/"  # not that between two mentions
MENTION = rf"(?<!{LETTER}|[@＠.]|{SLASH})[@＠](?>{WORD})(?![(=]|\.{LETTER})"  # not in code: @app.route, @cache(3)
# The last part of a host is ASCII or has none of it; so a word right behind it (example.org에서) is no part of it.
LAST_LABEL = r"(?:[a-zA-Z0-9_-]+|[\p{L}\p{M}\p{N}]+)"
HOST = rf"(?:[\p{{L}}\p{{M}}\p{{N}}_-]+\.(?=[\p{{L}}\p{{N}}]))*+{LAST_LABEL}|\[[0-9a-fA-F:.]+\]"
NEXT_URL = r"(?<![\x00-\x7f])https?://"  # right behind other script; URLs in URLs, as archives have them, stay whole
# An address as one says it: www.example.org. Not in the middle of a word, a host or an email address.
SPOKEN_HOST = rf"(?<![a-zA-Z0-9_@＠./:-])(?i:www)\.(?:[\p{{L}}\p{{M}}\p{{N}}_-]+\.(?=[\p{{L}}\p{{N}}]))++{LAST_LABEL}"
BEGINNING = rf"(?:(?i:https?)://(?:[\w.~%:-]+@)?(?:{HOST})|{SPOKEN_HOST})"
URL = rf"{BEGINNING}(?::\d+)?(?P<rest>[/?#](?:(?!{NEXT_URL})[^\s<>\"`])*)?"
LINK = regex.compile(rf"(?P<url>{URL})|(?P<tag>{HASHTAG})|(?P<name>{MENTION})")
PAIRS = "() [] {} （） ［］ ｛｝ ｟｠ 「」 『』 ｢｣ 【】 〈〉 《》 〔〕 〖〗 〘〙 〚〛 ⟨⟩ ⟪⟫ ⦅⦆ “” ‘’ «» ‹› 〝〞"
BRACKETS = {pair[0]: pair[1] for pair in PAIRS.split()}
# What ends a URL wherever it stands (the sentence enders of other scripts, invisible characters), and what is part of
# it only if more follows. Unicode's UTS #58 calls them Hard and Soft.
ENDS_URL = regex.compile(r"(?![\x00-\x7f])[\p{Terminal_Punctuation}\p{Pe}\p{Pf}]|(?![\u200c\u200d])[\p{Cc}\p{Cf}]")
SOFT_IN_URL = regex.compile(r"[.,:;!?']|(?![\x00-\x7f])\p{P}")
DEEPEST_BRACKETS = 8  # so that a text of open brackets is read once, not once for each of them
ASCII_WORD = regex.compile(r"[a-zA-Z0-9]")
MOST_MENTIONS = 50  # in a text: how many different words are looked up
LONGEST_NAME = 60  # code points: a nickname has up to 20 characters, each of which may be typed as several


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
    """Return what a text may mention, as name_key gives it: the beginnings of each word after @, of the first 50 words.

    >>> sorted(possible_mentions("@민수님"))
    ['민수', '민수님']
    """
    words = list(dict.fromkeys(word[1:] for word in regex.findall(MENTION, text)))[:MOST_MENTIONS]
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

    A bracket of another script behind a Latin letter or digit begins what is written around the URL.

    >>> rest = "/wiki/Mercury_(planet)),"
    >>> rest[:url_length(rest)]
    '/wiki/Mercury_(planet)'
    >>> rest = "/songs《나비》"
    >>> rest[:url_length(rest)]
    '/songs'
    """
    length, expected = 0, []
    for position, character in enumerate(rest, start=1):
        if character in BRACKETS:
            if not character.isascii() and ASCII_WORD.match(rest[position - 2]):
                break
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


def url_of(piece: str) -> str:
    """Return where a piece of the kind "url" leads.

    >>> url_of("www.example.org/a")
    'https://www.example.org/a'
    """
    return piece if regex.match(r"(?i)https?://", piece) else f"https://{piece}"


def linked_names(text: str, kind: str, names: Collection[str] = ()) -> list[str]:
    """Return the names in the links of one kind, each once, in order, as name_key gives them."""
    return list(dict.fromkeys(name_key(piece[1:]) for found, piece in split_links(text, names) if found == kind))
