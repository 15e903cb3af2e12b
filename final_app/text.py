"""Pure functions over text: hashtags, mentions, the form in which names are compared."""

import re
import unicodedata

URL = re.compile(r"https?://\S+")
WORD = r"\w[\w\u0300-\u036f]*"
HASHTAG = re.compile(rf"(?<![\w#&/])#({WORD})")
MENTION = re.compile(rf"(?<![\w@/.])@({WORD})")


def find_hashtags(text: str) -> list[str]:
    """Return the hashtags of a text without #, each once, in order, in lower case.

    >>> find_hashtags("#Flask and #플라스크, not https://example.org/#here")
    ['flask', '플라스크']
    """
    return once(HASHTAG, text)


def find_mentions(text: str) -> list[str]:
    """Return the nicknames that a text mentions, without @, each once, in order, as name_key gives them.

    >>> find_mentions("@민수 and @Alice; write to me@example.org")
    ['민수', 'alice']
    """
    return once(MENTION, text)


def once(pattern: re.Pattern[str], text: str) -> list[str]:
    """Return what the pattern's group finds outside URLs, each once, in order."""
    return list(dict.fromkeys(name_key(found) for found in pattern.findall(URL.sub(" ", text))))


def name_key(name: str) -> str:
    """Return the form in which names are compared: whatever the case, however the letters are composed."""
    return unicodedata.normalize("NFKC", name).casefold()
