"""Notices: stored first, read, counted, caught up with, bounded."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from datetime import datetime
from hashlib import sha256
from types import SimpleNamespace

import pytest
from bson import ObjectId

from final_app.db import ensure_indexes
from final_app.db import run_upgrades


@pytest.fixture
def told(person):
    """Return alice, bob, and a function by which bob gives alice another notice."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    path = f"/content_submit/{alice.posts('talk to me')}"

    def tell(text):
        bob.sends("POST", f"{path}/comments", {"text": text})

    return alice, bob, tell


def texts(answer):
    """Return the texts of the notices in an answer."""
    return [notice["text"] for notice in answer.json["notices"]]


def test_the_newest_is_first_and_after_gives_what_came_since_oldest_first(told):
    """What was missed while away is asked for by the last id one has."""
    alice, _, tell = told
    for text in ("one", "two", "three"):
        tell(text)
    all_of_them = alice.reads("/notice")
    assert texts(all_of_them) == ["three", "two", "one"]
    last = all_of_them.json["notices"][2]["id"]
    assert texts(alice.reads(f"/notice?after={last}")) == ["two", "three"]
    assert texts(alice.reads(f"/notice?before={all_of_them.json['notices'][0]['id']}")) == ["two", "one"]


def test_a_clock_that_is_behind_hides_no_notice(told, monkeypatch):
    """What came later is newer, though the process that kept it thinks that it is an hour ago."""
    alice, _, tell = told
    tell("one")
    last = alice.reads("/notice").json["notices"][0]["id"]
    monkeypatch.setattr("bson.objectid.time", SimpleNamespace(time=lambda: time.time() - 3600))
    tell("two")
    assert texts(alice.reads(f"/notice?after={last}")) == ["two"]
    assert texts(alice.reads("/notice")) == ["two", "one"]


def test_a_notice_after_one_that_is_gone_is_not_missed(told):
    """after may be the id of a notice that was taken back meanwhile."""
    alice, bob, tell = told
    tell("one")
    bob.sends("PUT", "/friend/alice")
    last = alice.reads("/notice").json["notices"][0]["id"]
    bob.sends("DELETE", "/friend/alice")
    tell("two")
    assert texts(alice.reads(f"/notice?after={last}")) == ["two"]


@pytest.mark.mongod
def test_whoever_asks_while_many_write_misses_nothing(told, person):
    """Notices from several at once, asked for again and again by the last id: each comes once, in order."""
    alice, bob, _ = told
    path = f"/content_submit/{alice.posts('everybody talks')}"
    people = [bob, *(person(f"person_{number}", f"person{number}") for number in range(3))]
    seen = []

    def comment(one, token):
        headers = {"Accept": "application/json", "X-CSRFToken": token}
        for number in range(10):
            text = f"{one.nickname} {number}"
            assert one.http.post(f"{path}/comments", json={"text": text}, headers=headers).status_code == 201

    def ask():
        seen.extend(alice.reads(f"/notice?after={seen[-1]['id'] if seen else '0' * 24}").json["notices"])

    tokens = [one.token() for one in people]
    with ThreadPoolExecutor(len(people)) as threads:
        writing = [threads.submit(comment, *each) for each in zip(people, tokens, strict=True)]
        while not all(one.done() for one in writing):
            ask()
    ask()
    assert [one.exception() for one in writing] == [None] * 4
    assert sorted(notice["text"] for notice in seen) == sorted(
        f"{one.nickname} {n}" for one in people for n in range(10)
    )
    assert seen[::-1][:20] == alice.reads("/notice").json["notices"]


def test_reading_marks_ones_own_and_tells_every_tab(told):
    """ids of others are ignored; all pages show the same count."""
    alice, bob, tell = told
    tell("one")
    tell("two")
    tab = alice.connects()
    tab.get_received()
    ids = [notice["id"] for notice in alice.reads("/notice").json["notices"]]
    assert bob.sends("POST", "/notice", {"ids": ids}).json["unread"] == 0
    assert alice.reads("/notice").json["unread"] == 2
    assert alice.sends("POST", "/notice", {"ids": [ids[0], "nothing"]}).json["unread"] == 1
    assert tab.get_received() == [{"name": "notices_read", "args": [{"unread": 1}], "namespace": "/"}]
    assert alice.sends("POST", "/notice", {"all": True}).json["unread"] == 0
    assert all(notice["read"] for notice in alice.reads("/notice").json["notices"])


@pytest.mark.parametrize("sent", [{}, {"ids": "one"}, {"ids": [1]}, {"ids": [{"$ne": 1}]}])
def test_a_malformed_order_to_read_is_refused(told, sent):
    """ids is a list of texts."""
    assert told[0].sends("POST", "/notice", sent).status_code == 400


@pytest.mark.parametrize("field", ["before", "after"])
def test_an_id_that_is_none_is_refused(told, field):
    """before and after take the id of a notice."""
    answer = told[0].reads(f"/notice?{field}=nothing")
    assert (answer.status_code, answer.json["field"]) == (400, field)


def test_only_the_newest_are_kept(told):
    """A person's notices are bounded; the oldest go."""
    alice, _, tell = told
    alice.app.config["NOTIFICATIONS_PER_USER"] = 3
    for number in range(5):
        tell(str(number))
    assert texts(alice.reads("/notice")) == ["4", "3", "2"]
    assert alice.reads("/notice").json["unread"] == 3


def test_every_page_shows_how_many_are_unread(told):
    """The dot is there before any script runs."""
    alice, _, tell = told
    tell("one")
    assert '<span class="count">1</span>' in alice.opens("/").text
    page = alice.opens("/notice").text
    assert "bob commented on your post" in page
    alice.submits("/notice", all="1")
    assert '<span class="count">0</span>' in alice.opens("/").text


def test_a_new_nickname_shows_in_old_notices(told):
    """A notice names its actor as they are called now."""
    alice, bob, tell = told
    tell("one")
    bob.submits("/setting", nickname="robert")
    assert alice.reads("/notice").json["notices"][0]["actor"]["nickname"] == "robert"


def test_a_notice_goes_with_the_right_to_see_what_it_tells_of(told):
    """Who may not see a post any more is not told of its words either."""
    alice, bob, _ = told
    path = f"/content_submit/{alice.posts('a secret for @bob')}"
    assert texts(bob.reads("/notice")) == ["a secret for @bob"]
    alice.sends("PATCH", path, {"audience": "friends"})
    assert bob.reads("/notice").json["notices"] == []


@pytest.fixture
def among_friends(person):
    """Return alice, bob, carol and the path of a post for friends, of whom alice has two."""
    alice, bob, carol = (person(f"{name}_1", name) for name in ("alice", "bob", "carol"))
    for one in (bob, carol):
        alice.sends("PUT", f"/friend/{one.nickname}")
        one.sends("PUT", "/friend/alice")
        one.sends("POST", "/notice", {"all": True})
    return alice, bob, carol, f"/content_submit/{alice.posts('a secret', audience='friends')}"


@pytest.mark.parametrize("who_parts", ["the author", "the friend"])
def test_parting_takes_what_third_people_told_of_the_others_posts_for_friends(among_friends, who_parts):
    """Carol mentioned bob under alice's secret: once alice and bob have parted he reads nothing of it."""
    alice, bob, carol, path = among_friends
    public = f"/content_submit/{alice.posts('no secret')}"
    own = f"/content_submit/{bob.posts('my own', audience='friends')}"
    for where in (path, public):
        carol.sends("POST", f"{where}/comments", {"text": f"@bob look at {where}"})
    alice.sends("PUT", f"{own}/like")
    tab = bob.connects()
    tab.get_received()
    acting, other = (alice, bob) if who_parts == "the author" else (bob, alice)
    acting.sends("DELETE", f"/friend/{other.nickname}")
    assert texts(bob.reads("/notice")) == [f"@bob look at {public}"]
    assert tab.get_received()[-1]["args"] == [{"unread": 1}]


def test_a_reply_is_not_told_to_who_may_not_see_the_post_any_more(among_friends):
    """Bob's comment stays when he and alice part; what carol replies to it is not for him."""
    alice, bob, carol, path = among_friends
    comment = bob.sends("POST", f"{path}/comments", {"text": "oh"}).json["comment"]
    bob.sends("DELETE", "/friend/alice")
    carol.sends("POST", f"{path}/comments", {"text": "a secret reply", "reply_to": comment["id"]})
    assert bob.reads("/notice").json["notices"] == []
    assert texts(alice.reads("/notice"))[0] == "a secret reply"


def test_an_id_of_version_0_1_still_tells_what_came_since(person, database):
    """A page that was open during the update asks with the id it has: a hash and the number."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    path = f"/content_submit/{alice.posts('hello')}/comments"
    for text in ("one", "two", "three"):
        bob.sends("POST", path, {"text": text})
    alice_id = database["sns"].people.find_one({"user_id": "alice_1"})["_id"]
    old_id = sha256(alice_id.binary).hexdigest()[:16] + f"{1:08x}"
    assert [one["text"] for one in alice.reads(f"/notice?after={old_id}").json["notices"]] == ["two", "three"]


@pytest.mark.mongod
def test_notifications_of_version_0_1_get_their_number_once(person, database, app):
    """The upgrade takes the number from the old id, keeps the order, and does nothing the second time."""
    alice = person("alice_1", "alice")
    person("bob_1", "bob")
    notices = database["sns"].notices
    alice_id = database["sns"].people.find_one({"user_id": "alice_1"})["_id"]
    bob_id = database["sns"].people.find_one({"user_id": "bob_1"})["_id"]
    notices.drop_indexes()
    for number in (2, 7, 8):
        facts = {"recipient_id": alice_id, "actor_id": bob_id, "kind": "like", "cause": f"c{number}", "post_id": None}
        more = {"comment_id": None, "text": str(number), "read": False, "created_at": datetime.now(UTC)}
        notices.insert_one({"_id": ObjectId("0123456789abcdef" + f"{number:08x}"), **facts, **more})
    database["sns"].versions.delete_many({})
    with app.app_context():
        run_upgrades()
        ensure_indexes()
        run_upgrades()
    assert [one["number"] for one in notices.find().sort("number", 1)] == [2, 7, 8]
    assert [one["text"] for one in alice.reads("/notice").json["notices"]] == ["8", "7", "2"]


def test_ids_of_others_are_ignored_though_the_numbers_are_alike(told):
    """Each user has a first notification; its id is theirs alone."""
    alice, bob, tell = told
    tell("one")
    alice.sends("PUT", "/friend/bob")
    mine = alice.reads("/notice").json
    foreign = bob.reads("/notice").json["notices"][0]["id"]
    assert foreign[-8:] == mine["notices"][-1]["id"][-8:]
    assert alice.sends("POST", "/notice", {"ids": [foreign]}).json["unread"] == mine["unread"]
    assert alice.sends("POST", "/notice", {"ids": [mine["notices"][-1]["id"]]}).json["unread"] == mine["unread"] - 1
