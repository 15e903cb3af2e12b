"""Words and n-grams, by which search finds parts of names and texts through an index."""

import regex

from final_app.text import WORD
from final_app.text import name_key

FIRST_SYLLABLE = "\u2e80"  # from here on one character can be a word: Chinese, Japanese, Korean
HANGUL = regex.compile("[가-힣]")
INITIALS = [chr(code) for code in range(0x1100, 0x1113)]  # ㄱ to ㅎ, as NFKC has them
SYLLABLES_OF_AN_INITIAL = 588
# Two consonants that keyboards join while one types initials.
JOINED = dict(regex.findall("(.)(..)", "ㄳㄱㅅㄵㄴㅈㄶㄴㅎㄺㄹㄱㄻㄹㅁㄼㄹㅂㄽㄹㅅㄾㄹㅌㄿㄹㅍㅀㄹㅎㅄㅂㅅ"))


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
    """Return the n-grams of a user's names: single letters and bigrams, also of their initial consonants."""
    words = tokenize(" ".join(names))
    forms = [*words, *(initials(word) for word in words)]
    return sorted({ngram for form in forms for ngram in [*form, *bigrams(form)]})


def initials(word: str) -> str:
    """Return a word with the initial consonant of each Korean syllable in its place.

    >>> initials("김민수") == tokenize_name_query("ㄱㅁㅅ")[0]
    True
    """
    return HANGUL.sub(lambda match: INITIALS[(ord(match[0]) - ord("가")) // SYLLABLES_OF_AN_INITIAL], word)


def tokenize_name_query(text: str) -> list[str]:
    """Return the words of a query for names, in which initial consonants may stand for syllables."""
    return tokenize("".join(JOINED.get(letter, letter) for letter in text))


def query_ngrams(words: list[str]) -> list[str]:
    """Return the n-grams that everything containing all these words is stored with.

    >>> query_ngrams(["flask", "a"])
    ['a', 'as', 'fl', 'la', 'sk']
    """
    return sorted({ngram for word in words for ngram in bigrams(word) or [word]})


def name_query_ngrams(words: list[str]) -> list[str]:
    """Return the n-grams that the names are stored with which contain all these words, as tokenize_name_query has them.

    Of a word with initial consonants these are the n-grams of all its initials, and its syllables.
    """
    mixed = [word for word in words if set(word) & set(INITIALS)]
    syllables = [letter for word in mixed for letter in word if HANGUL.match(letter)]
    return query_ngrams([*(initials(word) if word in mixed else word for word in words), *syllables])


def name_contains(name: str, word: str) -> bool:
    """Return whether a name contains a word, in which initial consonants may stand for syllables.

    >>> name_contains("김민수", tokenize_name_query("김ㅁㅅ")[0]), name_contains("김민수", "민서")
    (True, False)
    """
    return regex.search(name_pattern(word), name_key(name)) is not None


def name_begins(name: str, word: str) -> bool:
    """Return whether a name begins with a word, in which initial consonants may stand for syllables.

    >>> name_begins("김민수", tokenize_name_query("김ㅁ")[0]), name_begins("김민수", "민")
    (True, False)
    """
    return regex.match(name_pattern(word), name_key(name)) is not None


def name_pattern(word: str) -> str:
    """Return a regular expression for a word, as tokenize_name_query gives it, in a name."""
    pairs = [f"[{letter}{first_to_last(letter)}]" if letter in INITIALS else regex.escape(letter) for letter in word]
    return "".join(pairs)


def first_to_last(initial: str) -> str:
    """Return the range of the syllables that begin with a consonant, for a regular expression."""
    first = ord("가") + INITIALS.index(initial) * SYLLABLES_OF_AN_INITIAL
    return f"{chr(first)}-{chr(first + SYLLABLES_OF_AN_INITIAL - 1)}"


def tag_ngrams(tags: list[str]) -> list[str]:
    """Return the n-grams of a text's hashtags: # and the single letters and bigrams of each.

    >>> tag_ngrams(["flask"])[:4]
    ['#a', '#as', '#f', '#fl']
    """
    return sorted({f"#{ngram}" for tag in tags for ngram in [*tag, *bigrams(tag)]})
