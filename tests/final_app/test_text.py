"""Hashtags, mentions and times, as people write them and as JSON has them."""

import doctest
import time
from datetime import UTC
from datetime import datetime

import pytest

from final_app import text as module
from final_app.text import find_hashtags
from final_app.text import find_mentions
from final_app.text import iso_time
from final_app.text import name_key
from final_app.text import possible_mentions
from final_app.text import split_links


@pytest.mark.parametrize(
    ("text", "hashtags"),
    [
        ("#Flask and #플라스크.", ["flask", "플라스크"]),
        ("#one#two", ["one"]),
        ("twice #a #A", ["a"]),
        ("a URL is none: https://example.org/#here", []),
        ("nor is an entity &#39; or a lone # or ##", []),
        ("(#round), #comma, #under_score!", ["round", "comma", "under_score"]),
        ("#안녕하세요👋 #2026", ["안녕하세요", "2026"]),
        ("C# and F#", []),
        ("#हिंदी और #ไทย", ["हिंदी", "ไทย"]),
        ("#हिंदी। #தமிழ்॥ #سلام۔ #日本。#東京、", ["हिंदी", "தமிழ்", "سلام", "日本", "東京"]),
        ("#می\u200cخواهم #ශ්\u200dරී #क्ष\u200d", ["می\u200cخواهم", "ශ්\u200dරී", "क्ष"]),
        ("#۱۲۳ #ไทย๑๒ #মে১", ["۱۲۳", "ไทย๑๒", "মে১"]),
        ("#ジョン・レノン・ #col·lecció ＃全角", ["ジョン・レノン", "col·lecció", "全角"]),
        ("https://example.org/a。#タグ", ["タグ"]),
    ],
)
def test_hashtags_are_found_as_users_expect(text, hashtags):
    """A hashtag begins a word, in any script, once each, whatever its case."""
    assert find_hashtags(text) == hashtags


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("@민수 and @Alice!", ["민수", "alice"]),
        ("write to me@example.org", []),
        ("https://example.org/@bob", []),
        ("@@bob", []),
        ("(@bob) @bob", ["bob"]),
        ("@민수님, @민수야! @민수에게 @민수", ["민수"]),
        ("@alice's @bobby ＠BOB.", ["alice", "bob"]),
        ("@bob.route('/') @bob(3) @bob = 1 @alice=2", ["bob"]),
        ("@nobody", []),
    ],
)
def test_mentions_are_found_as_users_expect(text, mentions):
    """A mention begins a word; an email address is not a mention."""
    assert find_mentions(text, ["민수", "alice", "bob", "example"]) == mentions


LINKS = [
    ("see https://a.org/b_(c), and (https://a.org/a)", ["https://a.org/b_(c)", "https://a.org/a"]),
    ("[x](https://a.org/b_(c_(d))).", ["https://a.org/b_(c_(d))"]),
    ("https://a.org/?q=[1]&b={x}!", ["https://a.org/?q=[1]&b={x}"]),
    ("https://a.org/水星（神） （https://a.org/a）を", ["https://a.org/水星（神）", "https://a.org/a"]),
    ("https://a.org/a。次の文、https://a.org/b、と", ["https://a.org/a", "https://a.org/b"]),
    ("「https://a.org/c」【https://a.org/d】", ["https://a.org/c", "https://a.org/d"]),
    ("https://a.org/a؟ https://a.org/b، https://a.org/c۔", ["https://a.org/a", "https://a.org/b", "https://a.org/c"]),
    ("https://a.org/d। https://a.org/e…", ["https://a.org/d", "https://a.org/e"]),
    ("“https://a.org/a” «https://a.org/b» ‘https://a.org/c’", [f"https://a.org/{x}" for x in "abc"]),
    ("https://a.org에서 https://a.org(공식) https://a.org.", ["https://a.org"] * 3),
    ("http://localhost:5000으로", ["http://localhost:5000"]),
    ("https://例え.テスト/ジョン・レノン", ["https://例え.テスト/ジョン・レノン"]),
    ("https://ko.wikipedia.org/wiki/한국", ["https://ko.wikipedia.org/wiki/한국"]),
    ("https://a.org/a\u200b https://a.org/b\u202e", ["https://a.org/a", "https://a.org/b"]),
    ("https:// http://. https://(", []),
]


@pytest.mark.parametrize(("text", "links"), LINKS)
def test_a_link_ends_where_its_address_does(text, links):
    """Brackets that are closed belong to it; punctuation after it, in whatever script, does not."""
    assert [piece for kind, piece in split_links(text) if kind == "url"] == links


@pytest.mark.parametrize(
    "piece", ["https://a.org/a(", "https://a.org/(", "@", "#", "@a", "https://a", "#\u200d", "a.", "("]
)
def test_a_text_is_read_in_a_time_that_grows_with_its_length(piece):
    """A text made to be read again and again makes nobody wait."""
    text = (piece * 2000)[:2000]
    started = time.perf_counter()
    split_links(text, possible_mentions(text))
    assert time.perf_counter() - started < 0.2


def test_names_are_equal_however_they_are_typed():
    """Case, width and Unicode composition make no difference."""
    assert name_key("MINSU") == name_key("minsu")
    assert name_key("민수") == name_key("민수")
    assert name_key("Straße") == name_key("STRASSE")


def test_the_examples_in_the_docstrings_are_correct():
    """What the module shows is what it does."""
    assert doctest.testmod(module).failed == 0


def test_a_time_has_milliseconds_and_is_in_utc():
    """JSON has times in ISO 8601, and null for none."""
    assert iso_time(datetime(2026, 3, 2, 9, 5, tzinfo=UTC)) == "2026-03-02T09:05:00.000+00:00"
    assert iso_time(None) is None
