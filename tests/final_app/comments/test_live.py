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


def test_a_watch_that_has_ended_begins_again_only_when_the_page_asks(watched):
    """A post for friends becomes public again: whoever lost sight of it meanwhile has stopped watching it."""
    alice, _, path, socket = watched
    for audience in ("friends", "public"):
        alice.sends("PATCH", path, {"audience": audience})
    alice.sends("PUT", f"{path}/like")
    assert socket.get_received() == []
    socket.emit("watch_post", {"post_id": path.rsplit("/", 1)[1]}, callback=True)
    alice.sends("DELETE", f"{path}/like")
    assert names(socket) == ["like_count"]


def test_an_edit_that_leaves_the_audience_as_it_is_ends_no_watch(watched):
    """The form sends the audience along with every change of the text."""
    alice, _, path, socket = watched
    alice.sends("PATCH", path, {"content_txt": "watch me now", "audience": "public"})
    alice.sends("PUT", f"{path}/like")
    assert names(socket) == ["like_count"]


@pytest.fixture
def friends(person):
    """Return alice and bob, who are friends."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    befriend(alice, bob)
    return alice, bob


def befriend(one, other):
    """Let one ask and the other accept."""
    one.sends("PUT", f"/friend/{other.nickname}")
    other.sends("PUT", f"/friend/{one.nickname}")


@pytest.mark.parametrize("audiences", [("public", "friends", "public"), ("friends", "public", "friends")])
def test_who_may_see_a_post_all_the_time_watches_it_all_the_time(friends, audiences):
    """A friend, and the author, hear each piece of news once, whatever the audience becomes."""
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
        assert [names(socket) for socket in sockets] == [["like_count", "like_count"]] * 2


def test_a_friend_who_comes_back_has_to_ask_again(friends):
    """Parting ends the watch for good: being friends again is another right."""
    alice, bob = friends
    path = f"/content_submit/{alice.posts('among us', audience='friends')}"
    socket = bob.connects()
    socket.emit("watch_post", {"post_id": path.rsplit("/", 1)[1]}, callback=True)
    alice.sends("DELETE", "/friend/bob")
    befriend(bob, alice)
    socket.get_received()
    alice.sends("PUT", f"{path}/like")
    assert socket.get_received() == []


def test_parting_ends_no_watch_of_what_is_public(friends):
    """Who may still see a post goes on hearing of it."""
    alice, bob = friends
    path = f"/content_submit/{alice.posts('for all')}"
    socket = bob.connects()
    socket.emit("watch_post", {"post_id": path.rsplit("/", 1)[1]}, callback=True)
    alice.sends("DELETE", "/friend/bob")
    socket.get_received()
    alice.sends("PUT", f"{path}/like")
    assert names(socket) == ["like_count"]


def test_a_watch_of_a_friend_ends_with_the_friendship(friends):
    """After parting, what is for friends stays among friends."""
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


def test_a_comment_comes_as_html_in_both_languages_and_tells_nothing_of_its_reader(watched):
    """The socket brings what the page would show, in English and in Korean; the answer to the writer is in theirs."""
    alice, bob, path, socket = watched
    sent = alice.sends("POST", f"{path}/comments", {"text": "<i> #tag @bob https://example.com"}).json
    (event,) = [event for event in socket.get_received() if event["name"] == "comment_added"]
    html = event["args"][0]["html"]
    assert set(html) == {"en", "ko"}
    assert sent["html"] == html["en"]
    assert "&lt;i&gt; <a href" in html["en"]
    assert ">Reply</a>" in html["en"]
    assert ">답글</a>" in html["ko"]
    for one in (alice, bob):  # what one of them may do is decided in the page
        assert html["en"] in one.opens(path).text
    changed = alice.sends("PATCH", f"/comments/{sent['comment']['id']}", {"text": "other"}).json
    (event,) = socket.get_received()
    assert (event["name"], changed["html"]) == ("comment_changed", event["args"][0]["html"]["en"])
    assert ">수정됨</span>" in event["args"][0]["html"]["ko"]
