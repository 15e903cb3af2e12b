"""Friends: one document for each pair, two methods, and the same state for both users."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from bson import ObjectId

from final_app.friends import store


@pytest.fixture
def pair(person):
    """Return two users who are not friends and have no request between them."""
    return person("alice_1", "alice"), person("bob_1", "bob")


def state(me, other):
    """Return the friendship state of two users, as the profile page of the other shows it."""
    return me.reads(f"/user/{other.nickname}").json["friendship"]


def test_a_request_that_is_accepted_makes_two_users_friends(pair):
    """One asks, the other asks back, and both see that they are friends."""
    alice, bob = pair
    assert alice.sends("PUT", "/friend/bob").json["state"] == "requested"
    assert (state(alice, bob), state(bob, alice)) == ("requested", "asked")
    assert bob.sends("PUT", "/friend/alice").json["state"] == "friends"
    assert (state(alice, bob), state(bob, alice)) == ("friends", "friends")


def test_asking_twice_changes_nothing(pair):
    """A second request has no effect, and a friend stays a friend."""
    alice, bob = pair
    alice.sends("PUT", "/friend/bob")
    assert alice.sends("PUT", "/friend/bob").json["state"] == "requested"
    assert len(bob.reads("/notice").json["notices"]) == 1
    bob.sends("PUT", "/friend/alice")
    assert alice.sends("PUT", "/friend/bob").json["state"] == "friends"


@pytest.mark.parametrize("who", ["the one who asked", "the one who was asked", "a friend"])
def test_delete_declines_cancels_or_unfriends(pair, who):
    """DELETE ends a request or a friendship from either side, and the request's notification is removed."""
    alice, bob = pair
    alice.sends("PUT", "/friend/bob")
    if who == "a friend":
        bob.sends("PUT", "/friend/alice")
    acting, other = (alice, bob) if who == "the one who asked" else (bob, alice)
    assert acting.sends("DELETE", f"/friend/{other.nickname}").json["state"] == "none"
    assert (state(alice, bob), state(bob, alice)) == ("none", "none")
    assert bob.reads("/notice").json == {"result": "success", "notices": [], "unread": 0}
    assert acting.sends("DELETE", f"/friend/{other.nickname}").json["state"] == "none"


def test_the_friend_form_works_without_javascript(pair):
    """state=requested sends a request, and state=none ends it."""
    alice, bob = pair
    answer = alice.submits("/friend/bob", state="requested")
    assert (answer.status_code, answer.location) == (302, "/user/bob")
    assert state(alice, bob) == "requested"
    alice.submits("/friend/bob", state="none")
    assert state(alice, bob) == "none"
    assert alice.submits("/friend/bob", state="married").status_code == 400


@pytest.mark.parametrize("place", ["query", "json", "form"])
def test_a_change_that_expects_another_state_changes_nothing(pair, place):
    """A button that cancels a request never ends a friendship: 409 says what the two are now."""
    alice, bob = pair

    def ends(me, other, expected):
        path = f"/friend/{other.nickname}"
        if place == "query":
            return me.sends("DELETE", f"{path}?expected={expected}")
        if place == "json":
            return me.sends("DELETE", path, {"expected": expected})
        return me.submits(path, state="none", expected=expected)

    alice.sends("PUT", "/friend/bob")
    bob.sends("PUT", "/friend/alice")
    for expected in ("requested", "asked"):
        answer = ends(alice, bob, expected)
        assert answer.status_code == 409
        assert place == "form" or answer.json["state"] == "friends"
        assert state(alice, bob) == "friends"
    assert ends(alice, bob, "married").status_code == 400
    assert ends(alice, bob, "friends").status_code == (302 if place == "form" else 200)
    assert ends(alice, bob, "friends").status_code == 409
    bob.sends("PUT", "/friend/alice")
    assert [ends(alice, bob, expected).status_code for expected in ("requested", "friends")] == [409, 409]
    assert ends(bob, alice, "asked").status_code == 409
    assert ends(alice, alice, "friends").status_code == 409
    assert state(alice, bob) == "asked"
    ends(alice, bob, "asked")
    assert state(alice, bob) == "none"


def test_a_stale_accept_sends_no_request(pair):
    """The request was cancelled meanwhile: pressing Accept says so, on a page with the buttons as they are now."""
    alice, bob = pair
    alice.sends("PUT", "/friend/bob")
    page = bob.opens("/user/alice").text
    assert page.count('name="expected" value="asked"') == 2
    alice.sends("DELETE", "/friend/bob?expected=requested")
    answer = bob.submits("/friend/alice", state="requested", expected="asked")
    assert answer.status_code == 409
    assert "Send friend request" in answer.text
    assert state(alice, bob) == "none"


def test_both_users_hear_what_they_are_to_each_other(pair):
    """All their pages show the right buttons at once; what changes nothing is not told."""
    alice, bob = pair
    on_alices, on_bobs = alice.connects(), bob.connects()

    def heard():
        received = [page.get_received() for page in (on_alices, on_bobs)]
        return [[one["args"][0] for one in events if one["name"] == "friendship"] for events in received]

    alice.sends("PUT", "/friend/bob")
    alice.sends("PUT", "/friend/bob")
    assert heard() == [[{"nickname": "bob", "state": "requested"}], [{"nickname": "alice", "state": "asked"}]]
    bob.sends("PUT", "/friend/alice")
    assert heard() == [[{"nickname": "bob", "state": "friends"}], [{"nickname": "alice", "state": "friends"}]]
    alice.sends("DELETE", "/friend/bob")
    alice.sends("DELETE", "/friend/bob")
    assert heard() == [[{"nickname": "bob", "state": "none"}], [{"nickname": "alice", "state": "none"}]]


def test_befriending_yourself_or_an_unknown_user_is_rejected(pair):
    """A friend request needs another user who exists."""
    alice, _ = pair
    assert alice.sends("PUT", "/friend/ALICE").status_code == 400
    assert alice.sends("PUT", "/friend/nobody").status_code == 404
    assert state(alice, alice) == "self"


def test_the_friends_page_lists_each_kind(person):
    """It lists friends, requests in both directions, and suggestions with their mutual friends."""
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


def test_friends_see_friends_only_posts_until_they_unfriend(pair):
    """A friends-only post is in the friend's feed only while they are friends."""
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
def test_two_users_who_ask_each_other_at_the_same_time_become_friends(app, person, database):
    """Whichever request comes first, the two make one friendship and one document."""
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
