"""Friends: one document a pair, two methods, both sides at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from bson import ObjectId

from final_app.friends import store


@pytest.fixture
def pair(person):
    """Return two people who have nothing to do with each other yet."""
    return person("alice_1", "alice"), person("bob_1", "bob")


def state(me, other):
    """Return what is between two people, as the page of the other says it."""
    return me.reads(f"/user/{other.nickname}").json["friendship"]


def test_asking_and_accepting_makes_two_friends(pair):
    """Ask, be asked, ask back: friends, on both sides at once."""
    alice, bob = pair
    assert alice.sends("PUT", "/friend/bob").json["state"] == "requested"
    assert (state(alice, bob), state(bob, alice)) == ("requested", "asked")
    assert bob.sends("PUT", "/friend/alice").json["state"] == "friends"
    assert (state(alice, bob), state(bob, alice)) == ("friends", "friends")


def test_asking_twice_changes_nothing(pair):
    """A second request is the first one; a friend stays a friend."""
    alice, bob = pair
    alice.sends("PUT", "/friend/bob")
    assert alice.sends("PUT", "/friend/bob").json["state"] == "requested"
    assert len(bob.reads("/notice").json["notices"]) == 1
    bob.sends("PUT", "/friend/alice")
    assert alice.sends("PUT", "/friend/bob").json["state"] == "friends"


@pytest.mark.parametrize("who", ["the one who asked", "the one who was asked", "a friend"])
def test_delete_declines_cancels_or_parts(pair, who):
    """DELETE ends whatever there is, from either side, and the request is no news any more."""
    alice, bob = pair
    alice.sends("PUT", "/friend/bob")
    if who == "a friend":
        bob.sends("PUT", "/friend/alice")
    acting, other = (alice, bob) if who == "the one who asked" else (bob, alice)
    assert acting.sends("DELETE", f"/friend/{other.nickname}").json["state"] == "none"
    assert (state(alice, bob), state(bob, alice)) == ("none", "none")
    assert bob.reads("/notice").json == {"result": "success", "notices": [], "unread": 0}
    assert acting.sends("DELETE", f"/friend/{other.nickname}").json["state"] == "none"


def test_a_form_does_the_same_without_script(pair):
    """state=requested asks, state=none ends."""
    alice, bob = pair
    answer = alice.submits("/friend/bob", state="requested")
    assert (answer.status_code, answer.location) == (302, "/user/bob")
    assert state(alice, bob) == "requested"
    alice.submits("/friend/bob", state="none")
    assert state(alice, bob) == "none"
    assert alice.submits("/friend/bob", state="married").status_code == 400


def test_oneself_and_nobody_are_refused(pair):
    """One cannot befriend oneself, nor someone who is not there."""
    alice, _ = pair
    assert alice.sends("PUT", "/friend/ALICE").status_code == 400
    assert alice.sends("PUT", "/friend/nobody").status_code == 404
    assert state(alice, alice) == "self"


def test_the_page_of_friends_lists_each_kind(person):
    """Friends, requests in and out, and whom one may know, with the friends in common."""
    alice, bob, carol, dave, erin = (person(f"{name}_1", name) for name in ("alice", "bob", "carol", "dave", "erin"))
    for one, other in ((alice, bob), (bob, carol), (bob, dave)):
        one.sends("PUT", f"/friend/{other.nickname}")
        other.sends("PUT", f"/friend/{one.nickname}")
    alice.sends("PUT", "/friend/dave")
    erin.sends("PUT", "/friend/alice")
    circle = alice.reads("/friend").json
    names = {kind: [one["nickname"] for one in circle[kind]] for kind in ("friends", "asked_me", "asked_by_me")}
    assert names == {"friends": ["bob"], "asked_me": ["erin"], "asked_by_me": ["dave"]}
    assert [(one["person"]["nickname"], one["in_common"]) for one in circle["may_know"]] == [("carol", 1)]
    page = alice.opens("/friend").text
    assert all(name in page for name in ("bob", "carol", "dave", "erin"))


def test_friends_see_what_is_for_friends_and_others_do_not_any_more_after_parting(pair):
    """A post for friends is in the friend's feed for as long as they are friends."""
    alice, bob = pair
    post_id = alice.posts("among us", audience="friends")
    alice.sends("PUT", "/friend/bob")
    assert bob.reads(f"/content_submit/{post_id}").status_code == 404
    bob.sends("PUT", "/friend/alice")
    assert bob.reads("/").json["posts"][0]["id"] == post_id
    assert bob.reads("/user/alice").json["posts"][0]["id"] == post_id
    alice.sends("DELETE", "/friend/bob")
    assert bob.reads("/").json["posts"] == []
    assert bob.reads(f"/content_submit/{post_id}").status_code == 404


@pytest.mark.mongod
def test_two_who_ask_each_other_at_once_become_friends(app, person, database):
    """Whoever comes first: both requests together are a friendship, and one document."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    for _ in range(10):
        with ThreadPoolExecutor(2) as threads:
            asked = [
                threads.submit(alice.sends, "PUT", "/friend/bob"),
                threads.submit(bob.sends, "PUT", "/friend/alice"),
            ]
        assert "friends" in [answer.result().json["state"] for answer in asked]
        assert state(alice, bob) == state(bob, alice) == "friends"
        assert database["sns"].friendships.count_documents({}) == 1
        alice.sends("DELETE", "/friend/bob")


def test_a_pair_has_one_id_from_both_sides():
    """The id of a friendship does not depend on who asks."""
    one, other = ObjectId(), ObjectId()
    assert store.pair_id(one, other) == store.pair_id(other, one)
