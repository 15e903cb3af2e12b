"""What holds for every text and every order of events, not only for those that we thought of."""

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from final_app.errors import Refusal
from final_app.http import is_here
from final_app.text import find_hashtags
from final_app.text import find_mentions
from final_app.text import grams_of_text
from final_app.text import name_key
from final_app.text import pairs
from final_app.text import split_links
from final_app.text import words_of
from final_app.users.rules import check_nickname

TEXTS = st.text() | st.text(alphabet="#@가나a_ .,/:h\n", max_size=40)


@given(TEXTS)
def test_splitting_a_text_loses_nothing(text):
    """The pieces together are the text."""
    assert "".join(piece for _, piece in split_links(text)) == text


@given(TEXTS)
def test_what_is_linked_is_what_is_found(text):
    """Each hashtag and mention that a page links is one that is kept with the post."""
    pieces = split_links(text)
    assert {name_key(piece[1:]) for kind, piece in pieces if kind == "tag"} == set(find_hashtags(text))
    assert {name_key(piece[1:]) for kind, piece in pieces if kind == "name"} == set(find_mentions(text))


@given(TEXTS, st.data())
def test_every_part_of_a_word_finds_its_text(text, data):
    """Whatever piece of two letters or more one searches for, the text has all its pairs."""
    words = [word for word in words_of(text) if len(word) > 1]
    if words:
        word = data.draw(st.sampled_from(words))
        start = data.draw(st.integers(0, len(word) - 2))
        end = data.draw(st.integers(start + 2, len(word)))
        assert set(pairs(word[start:end])) <= set(grams_of_text(text))


@given(st.text(max_size=25) | st.from_regex(r"\A\w{2,20}\Z"))
def test_a_nickname_that_is_taken_can_be_mentioned_and_linked(text):
    """Whoever has a nickname can be called by it."""
    try:
        nickname = check_nickname(text)
    except Refusal:
        return
    assert find_mentions(f"hello @{nickname} !") == [name_key(nickname)]


@given(st.text() | st.text(alphabet="/\\:.@evil \t", max_size=12))
def test_next_never_leads_to_another_site(url):
    """What is_here lets pass begins with one slash, and not with what a browser takes for two."""
    if is_here(url):
        assert url[0] == "/"
        assert url[1:2] not in ("/", "\\")
        assert not any(character in url for character in "\t\r\n")


def expected(state, who, order):
    """Return what is between two people after an order by one of them, as the contract says it."""
    if order == "DELETE":
        return None
    if state is None:
        return who
    return "friends" if state not in (who, "friends") else state


@pytest.mark.parametrize("seed", range(5))
def test_any_order_of_asking_and_parting_ends_as_the_contract_says(person, seed):
    """alice and bob may do whatever they like in any order: both always see the same, right state."""
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
