"""Live: who watches a post gets its news, for as long as they may see it; nobody else gets anything."""

import pytest


@pytest.fixture
def watched(person):
    """Return alice, bob, the path of alice's post, and the socket of bob who watches it."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    post_id = alice.posts("watch me")
    socket = bob.connects()
    answer = socket.emit("watch_post", {"post_id": post_id}, callback=True)
    assert answer == {"result": "success", "like_count": 0, "comment_count": 0}
    socket.get_received()
    return alice, bob, f"/content_submit/{post_id}", socket


def names(socket):
    """Return the names of the events that arrived."""
    return [event["name"] for event in socket.get_received()]


def test_who_watches_sees_likes_and_comments_come_and_go(watched):
    """Each change arrives, by its name, with what it needs to be shown."""
    alice, _, path, socket = watched
    alice.sends("PUT", f"{path}/like")
    (event,) = socket.get_received()
    assert (event["name"], event["args"]) == ("like_count", [{"post_id": path.rsplit("/", 1)[1], "like_count": 1}])
    comment = alice.sends("POST", f"{path}/comments", {"text": "안녕"}).json["comment"]
    (event,) = socket.get_received()
    assert (event["name"], event["args"][0]["text"], event["args"][0]["id"]) == ("comment_added", "안녕", comment["id"])
    alice.sends("PATCH", f"/comments/{comment['id']}", {"text": "안녕!"})
    alice.sends("DELETE", f"/comments/{comment['id']}")
    assert names(socket) == ["comment_changed", "comment_removed"]


def test_who_does_not_watch_gets_nothing(watched, person):
    """A person who is connected but does not watch receives not one event; nor does one who stopped."""
    alice, _, path, socket = watched
    bystander = person("carol_1", "carol").connects()
    bystander.get_received()
    socket.emit("unwatch_post", {"post_id": path.rsplit("/", 1)[1]}, callback=True)
    alice.sends("PUT", f"{path}/like")
    alice.sends("POST", f"{path}/comments", {"text": "hm"})
    assert (socket.get_received(), bystander.get_received()) == ([], [])


@pytest.mark.parametrize("data", [None, {}, "text", {"post_id": 1}, {"post_id": "nothing"}, {"post_id": {"$ne": 1}}])
def test_a_malformed_order_is_answered_and_ignored(watched, data):
    """The other side may send anything."""
    *_, socket = watched
    assert socket.emit("watch_post", data, callback=True)["result"] == "error"


def test_a_post_that_one_may_not_see_cannot_be_watched(person):
    """The right to watch is the right to see."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    post_id = alice.posts("secret", audience="friends")
    assert bob.connects().emit("watch_post", {"post_id": post_id}, callback=True)["result"] == "error"


def test_a_watch_ends_when_the_post_becomes_for_friends(watched):
    """Whoever may not see it any more gets no more news, without asking again."""
    alice, _, path, socket = watched
    alice.sends("PATCH", path, {"audience": "friends"})
    alice.sends("PUT", f"{path}/like")
    assert socket.get_received() == []


def test_a_watch_of_a_friend_ends_with_the_friendship(person):
    """After parting, what is for friends stays among friends."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    alice.sends("PUT", "/friend/bob")
    bob.sends("PUT", "/friend/alice")
    post_id = alice.posts("among us", audience="friends")
    socket = bob.connects()
    socket.emit("watch_post", {"post_id": post_id}, callback=True)
    socket.get_received()
    alice.sends("PUT", f"/content_submit/{post_id}/like")
    assert names(socket) == ["like_count"]
    alice.sends("DELETE", "/friend/bob")
    socket.get_received()
    alice.sends("DELETE", f"/content_submit/{post_id}/like")
    assert socket.get_received() == []


def test_a_notice_reaches_every_tab_of_its_person_and_no_one_else(watched, person):
    """Two tabs of alice hear of the comment, a third person hears nothing."""
    alice, bob, path, _ = watched
    tabs = [alice.connects(), alice.connects()]
    carol = person("carol_1", "carol").connects()
    for socket in (*tabs, carol):
        socket.get_received()
    bob.sends("POST", f"{path}/comments", {"text": "for you"})
    for tab in tabs:
        (event,) = tab.get_received()
        notice = event["args"][0]
        assert (event["name"], notice["kind"]) == ("comment_notice", "comment")
        assert (notice["text"], notice["unread"]) == ("for you", 1)
    assert carol.get_received() == []
