"""Live updates: a user who watches a post gets its events while they can see it; other users get none."""

import pytest


@pytest.fixture
def watched(person):
    """Return alice, bob, the path of alice's post, and the socket of bob, who watches it."""
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


def test_a_watcher_sees_likes_and_comments_added_and_removed(watched):
    """Each change arrives as a named event with the data needed to show it."""
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


def test_a_user_who_does_not_watch_gets_no_events(watched, person):
    """A connected user who is not watching, or who stopped watching, receives no events."""
    alice, _, path, socket = watched
    bystander = person("carol_1", "carol").connects()
    bystander.get_received()
    socket.emit("unwatch_post", {"post_id": path.rsplit("/", 1)[1]}, callback=True)
    alice.sends("PUT", f"{path}/like")
    alice.sends("POST", f"{path}/comments", {"text": "hm"})
    assert (socket.get_received(), bystander.get_received()) == ([], [])


@pytest.mark.parametrize("data", [None, {}, "text", {"post_id": 1}, {"post_id": "nothing"}, {"post_id": {"$ne": 1}}])
def test_a_malformed_watch_gets_an_error_and_has_no_effect(watched, data):
    """A client may send anything, and the server must not break."""
    *_, socket = watched
    assert socket.emit("watch_post", data, callback=True)["result"] == "error"


def test_a_post_that_a_user_cannot_see_cannot_be_watched(person):
    """Watching a post needs the same permission as seeing it."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    post_id = alice.posts("secret", audience="friends")
    assert bob.connects().emit("watch_post", {"post_id": post_id}, callback=True)["result"] == "error"


def test_a_watch_ends_when_the_post_becomes_friends_only(watched):
    """A user who can no longer see the post hears that it is gone, and nothing more."""
    alice, _, path, socket = watched
    alice.sends("PATCH", path, {"audience": "friends"})
    alice.sends("PUT", f"{path}/like")
    assert names(socket) == ["post_removed"]


def test_a_watch_that_ended_starts_again_only_when_the_page_asks(watched):
    """When a friends-only post becomes public again, users who lost access are not watching it any more."""
    alice, _, path, socket = watched
    for audience in ("friends", "public"):
        alice.sends("PATCH", path, {"audience": audience})
    alice.sends("PUT", f"{path}/like")
    assert names(socket) == ["post_removed"]
    socket.emit("watch_post", {"post_id": path.rsplit("/", 1)[1]}, callback=True)
    alice.sends("DELETE", f"{path}/like")
    assert names(socket) == ["like_count"]


def test_an_edit_that_keeps_the_audience_ends_no_watch(watched):
    """The form sends the audience along with every change of the text."""
    alice, _, path, socket = watched
    alice.sends("PATCH", path, {"content_txt": "watch me now", "audience": "public"})
    alice.sends("PUT", f"{path}/like")
    assert names(socket) == ["post_changed", "like_count"]


@pytest.fixture
def friends(person):
    """Return alice and bob, who are friends."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    befriend(alice, bob)
    return alice, bob


def befriend(one, other):
    """Make two users friends: one asks and the other accepts."""
    one.sends("PUT", f"/friend/{other.nickname}")
    other.sends("PUT", f"/friend/{one.nickname}")


@pytest.mark.parametrize("audiences", [("public", "friends", "public"), ("friends", "public", "friends")])
def test_a_user_who_can_always_see_a_post_keeps_watching_it(friends, audiences):
    """A friend and the author get each event once, whatever the audience becomes."""
    alice, bob = friends
    path = f"/content_submit/{alice.posts('among us', audience=audiences[0])}"
    sockets = [alice.connects(), bob.connects()]
    for socket in sockets:
        socket.emit("watch_post", {"post_id": path.rsplit("/", 1)[1]}, callback=True)
        socket.get_received()
    for audience in audiences:
        alice.sends("PATCH", path, {"audience": audience})
        alice.sends("PUT", f"{path}/like")
        alice.sends("DELETE", f"{path}/like")
        assert [names(socket) for socket in sockets] == [["post_changed", "like_count", "like_count"]] * 2


def test_a_user_who_is_friended_again_must_watch_again(friends):
    """Unfriending ends the watch for good; a new friendship does not restore it."""
    alice, bob = friends
    path = f"/content_submit/{alice.posts('among us', audience='friends')}"
    socket = bob.connects()
    socket.emit("watch_post", {"post_id": path.rsplit("/", 1)[1]}, callback=True)
    alice.sends("DELETE", "/friend/bob")
    befriend(bob, alice)
    socket.get_received()
    alice.sends("PUT", f"{path}/like")
    assert socket.get_received() == []


def test_unfriending_does_not_end_a_watch_of_a_public_post(friends):
    """A user who can still see a post keeps getting its events."""
    alice, bob = friends
    path = f"/content_submit/{alice.posts('for all')}"
    socket = bob.connects()
    socket.emit("watch_post", {"post_id": path.rsplit("/", 1)[1]}, callback=True)
    alice.sends("DELETE", "/friend/bob")
    socket.get_received()
    alice.sends("PUT", f"{path}/like")
    assert names(socket) == ["like_count"]


def test_unfriending_ends_a_watch_of_a_friends_only_post(friends):
    """After unfriending, a friends-only post sends the former friend no events."""
    alice, bob = friends
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


def test_a_notification_reaches_every_tab_of_its_user_and_no_one_else(watched, person):
    """Two tabs of alice receive the comment's notification, and a third user receives nothing."""
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


def test_a_comment_arrives_as_html_in_both_languages_without_details_of_its_reader(watched):
    """The socket sends what the page would show, in English and Korean; the writer gets theirs."""
    alice, bob, path, socket = watched
    sent = alice.sends("POST", f"{path}/comments", {"text": "<i> #tag @bob https://example.com"}).json
    (event,) = [event for event in socket.get_received() if event["name"] == "comment_added"]
    html = event["args"][0]["html"]
    assert set(html) == {"en", "ko"}
    assert sent["html"] == html["en"]
    assert "&lt;i&gt; <a href" in html["en"]
    assert ">Reply</a>" in html["en"]
    assert ">답글</a>" in html["ko"]
    assert html["en"] in bob.opens(path).text
    of_its_writer = html["en"].replace("hidden>Edit", ">Edit").replace("hidden>Delete", ">Delete")
    assert of_its_writer in alice.opens(path).text  # what one may do with a live comment is decided in the page
    changed = alice.sends("PATCH", f"/comments/{sent['comment']['id']}", {"text": "other"}).json
    (event,) = [event for event in socket.get_received() if event["name"] == "comment_changed"]
    assert changed["html"] == event["args"][0]["html"]["en"]
    assert ">수정됨</span>" in event["args"][0]["html"]["ko"]
