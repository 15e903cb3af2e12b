"""Who speaks is what the session said at connect, not what the message says; the rest may be anything."""

import pytest

COMMENT_REFUSED = "comment_id of your own comment"
MESSAGES = {
    "no data": (),
    "null": (None,),
    "a text": ("alice",),
    "a number": (1,),
    "a list": ([],),
    "an empty object": ({},),
    "lists": ({"comment_id": [1], "nickname": ["alice"], "on": [True]},),
    "objects": ({"comment_id": {"id": 1}, "nickname": {}, "on": {}},),
    "null inside": ({"comment_id": None, "nickname": None, "on": None},),
    "unknown": ({"comment_id": 99, "nickname": "낯선이", "on": "true"},),
    "other types": ({"comment_id": "1", "nickname": 1, "on": 1},),
    "half an emoji": ({"comment_id": "\ud83c", "nickname": "\ud83c", "on": "\ud83c"},),
    "user id for nickname": ({"comment_id": 1.5, "nickname": "minsu", "on": 0},),
}


def test_a_stranger_is_not_let_in(stage, people):
    """A connection without a login is refused, and nobody hears of it."""
    stranger = stage.socketio.test_client(stage.app, flask_test_client=stage.app.test_client())  # W7

    assert not stranger.is_connected()
    assert [person.hears() for person in people] == [[], [], []]


def test_a_name_in_the_connection_does_not_let_in(stage):
    """A name in the URL or in the auth data of a connection is no login."""
    stranger = stage.socketio.test_client(
        stage.app, query_string="nickname=alice", auth={"nickname": "alice", "session_user": "alice"}
    )  # W7

    assert not stranger.is_connected()


def test_a_forged_name_in_a_message_is_not_looked_at(people):
    """The notice names who is connected, whatever nickname the message gives, and goes to the post's author."""
    alice, bob, minsu = people
    forged = {"nickname": "민수", "session_user": "민수", "create_user": "민수", "text": "forged", "post_id": 2}
    comment = bob.writes_a_comment(1, "by bob").json["comment"]

    bob.says("comment_post", {"comment_id": comment["id"], **forged})  # W7

    told = {"kind": "comment", "nickname": "bob", "post_id": 1, "text": "by bob"}
    assert alice.hears() == [("comment_notice", told)]
    assert minsu.hears() == []


def test_a_friend_request_in_anothers_name_is_ones_own(people):
    """friend_request asks in the name of who is connected, whatever session_user it gives."""
    alice, bob, minsu = people

    bob.says("friend_request", {"nickname": "alice", "session_user": "민수", "from": "민수"})  # W7

    [(event, notice)] = alice.hears()
    assert (event, notice["nickname"]) == ("request_notice", "bob")
    assert minsu.hears() == []


def test_anothers_comment_is_not_ones_to_tell(people):
    """comment_post with the comment_id of someone else is refused in the acknowledgement, and nobody is told."""
    alice, bob, minsu = people
    comment = bob.writes_a_comment(1, "welcome").json["comment"]

    for other in (alice, minsu):
        answer = other.says("comment_post", {"comment_id": comment["id"]})  # W7
        assert answer["result"] == "error"
        assert COMMENT_REFUSED in answer["message"]
    assert [person.hears() for person in people] == [[], [], []]


def test_a_comment_that_went_with_its_post_is_told_to_nobody(people):
    """A comment on a post that was deleted meanwhile is refused in the acknowledgement."""
    alice, bob, _ = people
    comment = bob.writes_a_comment(1, "welcome").json["comment"]
    alice.http.delete("/content_submit/1")

    assert bob.says("comment_post", {"comment_id": comment["id"]})["result"] == "error"
    assert alice.hears() == []


def test_nobody_asks_themselves_to_be_friends(people):
    """A friend request to oneself is refused in the acknowledgement."""
    alice, *_ = people

    assert alice.says("friend_request", {"nickname": "alice"})["result"] == "error"
    assert alice.hears() == []
    assert alice.notices() == []


def test_an_open_socket_stays_who_it_was(people):
    """The session is read at connect: who logs in as another in the same browser still speaks there as before."""
    alice, bob, _ = people
    bob.http.post("/login", data={"user_id": "minsu", "password": "flask"})

    bob.says("friend_request", {"nickname": "alice"})  # W7

    assert alice.hears()[0][1]["nickname"] == "bob"


@pytest.mark.parametrize("event", ["comment_post", "friend_request", "as_the_notes_did"])
@pytest.mark.parametrize("data", MESSAGES.values(), ids=MESSAGES)
def test_a_message_may_carry_anything(people, event, data):
    """Whatever a message carries, its sender is told in the acknowledgement that it was refused; nobody else hears."""
    alice, bob, minsu = people

    answer = bob.says(event, *data)

    assert answer["result"] == "error"
    assert answer["message"]
    assert [person.hears() for person in (alice, bob, minsu)] == [[], [], []]
    assert alice.notices() == minsu.notices() == []
