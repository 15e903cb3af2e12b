"""Properties that hold for every text and every order of events, not only for chosen examples."""

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from final_app.errors import AppError
from final_app.http import is_local_url
from final_app.links import find_hashtags
from final_app.links import find_mentions
from final_app.links import possible_mentions
from final_app.links import split_links
from final_app.ngrams import bigrams
from final_app.ngrams import text_ngrams
from final_app.ngrams import tokenize
from final_app.text import name_key
from final_app.users.nicknames import check_nickname

TEXTS = st.text() | st.text(alphabet="#@가나a_ .,/:h\n", max_size=40)


@given(TEXTS)
def test_splitting_a_text_loses_nothing(text):
    """The pieces together are the text."""
    assert "".join(piece for _, piece in split_links(text)) == text


@given(TEXTS)
def test_what_is_linked_is_what_is_found(text):
    """Each hashtag and mention that a page links is stored with the post."""
    names = possible_mentions(text)
    pieces = split_links(text, names)
    assert {name_key(piece[1:]) for kind, piece in pieces if kind == "tag"} == set(find_hashtags(text))
    assert {name_key(piece[1:]) for kind, piece in pieces if kind == "name"} == set(find_mentions(text, names))


@given(TEXTS, st.data())
def test_every_part_of_a_word_finds_its_text(text, data):
    """Any part of a word with two or more letters must find the text that contains it."""
    words = [word for word in tokenize(text) if len(word) > 1]
    if words:
        word = data.draw(st.sampled_from(words))
        start = data.draw(st.integers(0, len(word) - 2))
        end = data.draw(st.integers(start + 2, len(word)))
        assert set(bigrams(word[start:end])) <= set(text_ngrams(text))


@given(st.text(max_size=25) | st.from_regex(r"\A\w{2,20}\Z"))
def test_every_valid_nickname_can_be_mentioned_and_linked(text):
    """Otherwise some users could never be mentioned."""
    try:
        nickname = check_nickname(text)
    except AppError:
        return
    text = f"hello @{nickname} !"
    assert find_mentions(text, possible_mentions(text)) == [name_key(nickname)]


@given(st.sets(st.text("ab가나_", min_size=2, max_size=4)), st.text("ab가나_", max_size=6))
def test_a_mention_is_the_longest_nickname_that_its_word_begins_with(names, word):
    """@민수님 is 민수, unless someone is called 민수님."""
    longest = max((name for name in names if word.startswith(name)), key=len, default=None)
    assert find_mentions(f"hi @{word}, bye", names) == ([longest] if longest else [])


@given(st.text() | st.text(alphabet="/\\:.@evil \t", max_size=12))
def test_next_never_leads_to_another_site(url):
    """A URL that is_here accepts begins with one slash, and not with what a browser takes for two."""
    if is_local_url(url):
        assert url[0] == "/"
        assert url[1:2] not in ("/", "\\")
        assert not any(character in url for character in "\t\r\n")


def expected(state, who, order):
    """Return the state of two users after an action by one of them, as the contract defines it."""
    if order == "DELETE":
        return None
    if state is None:
        return who
    return "friends" if state not in (who, "friends") else state


@pytest.mark.parametrize("seed", range(5))
def test_any_order_of_requests_and_unfriending_ends_as_the_contract_says(person, seed):
    """alice and bob act in any order, and both always see the same, correct state."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    people = {"alice": (alice, "bob"), "bob": (bob, "alice")}
    orders = st.lists(st.tuples(st.sampled_from(sorted(people)), st.sampled_from(["PUT", "DELETE"])), max_size=12)

    @settings(max_examples=4, deadline=None, database=None)
    @given(orders)
    def play(moves):
        state = None
        alice.sends("DELETE", "/friend/bob")
        for who, order in moves:
            one, other = people[who]
            one.sends(order, f"/friend/{other}")
            state = expected(state, who, order)
        seen = {
            "alice": alice.reads("/user/bob").json["friendship"],
            "bob": bob.reads("/user/alice").json["friendship"],
        }
        if state in people:
            asked = "bob" if state == "alice" else "alice"
            assert seen == {state: "requested", asked: "asked"}
        else:
            assert set(seen.values()) == {state or "none"}

    play()
