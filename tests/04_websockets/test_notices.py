"""The server speaks first: to the one person it concerns, into the room of their own."""

import pytest

WELCOME = {"kind": "comment", "nickname": "bob", "post_id": 1, "text": "welcome"}
ASKED = {"kind": "request_friend", "nickname": "bob", "post_id": None, "text": ""}


def test_by_ajax_alone_a_second_browser_sees_nothing_until_it_asks(people, read_posts):
    """A post, a like, a comment by HTTP reach the server only: another open page hears nothing until it asks."""
    alice, bob, _ = people
    bob.http.post("/content_submit", data={"content_txt": "news"})  # W1
    bob.http.post("/content_reaction_submit", json={"kind": "like", "post_id": 1})
    bob.writes_a_comment(1, "welcome")

    assert alice.hears() == []
    posts = read_posts(alice.http.get("/").text)
    assert "news" in posts[3]
    assert posts[1].find(class_="like_count").text == "1"
    assert "welcome" in posts[1]


def test_a_comment_is_told_to_the_author_and_nobody_else(people):
    """After comment_post the post's author receives comment_notice; the one who wrote it and the third do not."""
    alice, bob, minsu = people

    bob.comments(1, "welcome")  # W5, W6

    assert alice.hears() == [("comment_notice", WELCOME)]
    assert bob.hears() == []
    assert minsu.hears() == []


def test_a_comment_on_a_korean_persons_post_is_told_to_them(people):
    """The room is the person's nickname, Korean as well, and so is what arrives there."""
    alice, bob, minsu = people

    alice.comments(2, "안녕하세요 🎉")

    told = {"kind": "comment", "nickname": "alice", "post_id": 2, "text": "안녕하세요 🎉"}
    assert minsu.hears() == [("comment_notice", told)]
    assert alice.hears() == bob.hears() == []


def test_a_comment_on_ones_own_post_is_told_to_nobody(people):
    """Who comments on their own post needs no notice of it."""
    alice, bob, minsu = people

    alice.comments(1, "by the way")

    assert [person.hears() for person in (alice, bob, minsu)] == [[], [], []]


def test_a_friend_request_is_told_to_the_person_asked(people):
    """friend_request sends request_notice to the person asked, who finds it in GET /notices too; nobody else does."""
    alice, bob, minsu = people

    assert bob.says("friend_request", {"nickname": "민수"}) == {"result": "success"}  # W6

    assert minsu.hears() == [("request_notice", ASKED)]
    assert alice.hears() == bob.hears() == []
    assert minsu.notices() == [ASKED]
    assert alice.notices() == bob.notices() == []


def test_asking_twice_leaves_one_notice(people):
    """The same request is one piece of news, however often it is sent."""
    alice, bob, _ = people
    for _ in range(2):
        bob.says("friend_request", {"nickname": "alice"})

    assert len(alice.http.get("/notices").json["notices"]) == 1


def test_as_the_notes_did_everyone_receives_everyones_notices(people):
    """Unsafe, for teaching: with the switch on, a notice goes to every browser, which is asked to look away."""
    alice, bob, minsu = people
    assert minsu.says("as_the_notes_did", {"on": True}) == {"result": "success"}  # W6
    assert [person.hears() for person in people] == [[("as_the_notes_did", {"on": True})]] * 3

    bob.comments(1, "welcome")
    assert [person.hears() for person in people] == [[("comment_notice", WELCOME)]] * 3

    bob.says("friend_request", {"nickname": "민수"})
    assert [person.hears() for person in (alice, bob, minsu)] == [[("request_notice", ASKED)]] * 3


def test_the_switch_is_off_at_first_and_again_when_switched_off(people):
    """Switched off again, notices go to the author's room only, and everyone's page shows the switch as off."""
    alice, bob, minsu = people
    alice.says("as_the_notes_did", {"on": True})
    for person in people:
        person.hears()

    alice.says("as_the_notes_did", {"on": False})  # W6
    assert [person.hears() for person in people] == [[("as_the_notes_did", {"on": False})]] * 3

    bob.comments(1, "welcome")
    assert [person.hears() for person in (alice, bob, minsu)] == [[("comment_notice", WELCOME)], [], []]


def test_who_comes_while_it_is_on_is_told_so(stage, comes):
    """A page that opens while the switch is on shows it as on; while it is off, nothing is said of it."""
    alice = comes(stage, "alice")
    assert "as_the_notes_did" not in [event for event, _ in alice.hears()]

    alice.says("as_the_notes_did", {"on": True})

    assert ("as_the_notes_did", {"on": True}) in comes(stage, "bob").hears()


@pytest.mark.parametrize("tell", [True, False], ids=["told", "not even told"])
def test_what_was_missed_does_not_come_later_but_was_kept(people, tell):
    """A notice to someone away is not sent again when they come back: the page asks GET /notices, where it was kept."""
    alice, bob, _ = people
    alice.tab.disconnect()  # W8
    if tell:
        bob.comments(1, "welcome")
    else:
        bob.writes_a_comment(1, "welcome")

    alice.tab = alice.opens_a_tab()

    assert [event for event, _ in alice.hears()] == ["here"]
    assert alice.notices() == [WELCOME]


def test_a_friend_request_to_someone_away_was_kept(people):
    """So it is with a friend request: it waits in GET /notices."""
    _, bob, minsu = people
    minsu.tab.disconnect()  # W8

    bob.says("friend_request", {"nickname": "민수"})
    minsu.tab = minsu.opens_a_tab()

    assert [event for event, _ in minsu.hears()] == ["here"]
    assert minsu.notices() == [ASKED]
