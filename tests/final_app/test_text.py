"""Hashtags, mentions and times, as people write them and as JSON has them."""

import doctest
from datetime import UTC
from datetime import datetime

import pytest

from final_app import text as module
from final_app.text import find_hashtags
from final_app.text import find_mentions
from final_app.text import iso_time
from final_app.text import name_key


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
    ],
)
def test_mentions_are_found_as_users_expect(text, mentions):
    """A mention begins a word; an email address is not a mention."""
    assert find_mentions(text) == mentions


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
