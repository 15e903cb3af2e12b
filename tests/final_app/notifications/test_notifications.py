"""Notifications: stored, read, counted, caught up with, and limited in number."""

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
from final_app.notifications import store
from final_app.notifications.actions import EXCERPT_LENGTH
from final_app.notifications.actions import excerpt


@pytest.fixture
def alice_and_bob(person):
    """Return alice, bob, and a function by which bob sends alice another notification."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    path = f"/content_submit/{alice.posts('talk to me')}"

    def notify(text):
        bob.sends("POST", f"{path}/comments", {"text": text})

    return alice, bob, notify


def texts(answer):
    """Return the texts of the notifications in a response."""
    return [notice["text"] for notice in answer.json["notices"]]


def test_the_newest_is_first_and_after_returns_newer_ones_oldest_first(alice_and_bob):
    """A page that was offline asks for what it missed by the last id it has."""
    alice, _, notify = alice_and_bob
    for text in ("one", "two", "three"):
        notify(text)
    all_of_them = alice.reads("/notice")
    assert texts(all_of_them) == ["three", "two", "one"]
    last = all_of_them.json["notices"][2]["id"]
    assert texts(alice.reads(f"/notice?after={last}")) == ["two", "three"]
    assert texts(alice.reads(f"/notice?before={all_of_them.json['notices'][0]['id']}")) == ["two", "one"]


def test_a_slow_clock_hides_no_notification(alice_and_bob, monkeypatch):
    """A later notification has a later id, even if the server process's clock is an hour behind."""
    alice, _, notify = alice_and_bob
    notify("one")
    last = alice.reads("/notice").json["notices"][0]["id"]
    monkeypatch.setattr("bson.objectid.time", SimpleNamespace(time=lambda: time.time() - 3600))
    notify("two")
    assert texts(alice.reads(f"/notice?after={last}")) == ["two"]
    assert texts(alice.reads("/notice")) == ["two", "one"]


def test_after_accepts_the_id_of_a_deleted_notification(alice_and_bob):
    """A page misses nothing when the last notification it has was deleted meanwhile."""
    alice, bob, notify = alice_and_bob
    notify("one")
    bob.sends("PUT", "/friend/alice")
    last = alice.reads("/notice").json["notices"][0]["id"]
    bob.sends("DELETE", "/friend/alice")
    notify("two")
    assert texts(alice.reads(f"/notice?after={last}")) == ["two"]


@pytest.mark.parametrize("redis_url", ["", "redis://127.0.0.1"])
def test_a_number_is_not_used_again_after_a_restart_or_by_another_process(alice_and_bob, redis_url):
    """The last notification has been deleted since; a page that has seen it misses none of the next ones."""
    alice, bob, notify = alice_and_bob
    alice.app.config["REDIS_URL"] = redis_url
    notify("one")
    bob.sends("PUT", "/friend/alice")
    last = alice.reads("/notice").json["notices"][0]["id"]
    bob.sends("DELETE", "/friend/alice")
    store.known_numbers.clear()
    for text in ("two", "three"):
        notify(text)
    assert texts(alice.reads(f"/notice?after={last}")) == ["two", "three"]


@pytest.mark.mongod
def test_polling_while_many_users_write_misses_nothing(alice_and_bob, person):
    """Several users write while a page polls by its last id: each notification comes once, in order."""
    alice, bob, _ = alice_and_bob
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


def test_marking_as_read_affects_only_your_own_and_updates_every_tab(alice_and_bob):
    """Ids of other users' notifications are ignored, and all open pages show the same count."""
    alice, bob, notify = alice_and_bob
    notify("one")
    notify("two")
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
def test_a_malformed_request_to_mark_as_read_is_rejected(alice_and_bob, sent):
    """ids must be a list of strings."""
    assert alice_and_bob[0].sends("POST", "/notice", sent).status_code == 400


@pytest.mark.parametrize("field", ["before", "after"])
def test_an_invalid_cursor_is_rejected(alice_and_bob, field):
    """before and after must be the id of a notification."""
    answer = alice_and_bob[0].reads(f"/notice?{field}=nothing")
    assert (answer.status_code, answer.json["field"]) == (400, field)


def test_only_the_newest_are_kept(alice_and_bob):
    """The number of a user's notifications is limited; the oldest are deleted."""
    alice, _, notify = alice_and_bob
    alice.app.config["NOTIFICATIONS_PER_USER"] = 3
    for number in range(5):
        notify(str(number))
    assert texts(alice.reads("/notice")) == ["4", "3", "2"]
    assert alice.reads("/notice").json["unread"] == 3


def test_every_page_shows_how_many_are_unread(alice_and_bob):
    """The count is visible before any script runs."""
    alice, _, notify = alice_and_bob
    notify("one")
    assert '<span class="count">1</span>' in alice.opens("/").text
    page = alice.opens("/notice").text
    assert "bob commented on your post" in page
    alice.submits("/notice", all="1")
    assert '<span class="count">0</span>' in alice.opens("/").text


def test_a_new_nickname_appears_in_old_notifications(alice_and_bob):
    """A notification shows the current nickname of the user who caused it."""
    alice, bob, notify = alice_and_bob
    notify("one")
    bob.submits("/setting", nickname="robert")
    assert alice.reads("/notice").json["notices"][0]["actor"]["nickname"] == "robert"


def test_a_notification_disappears_when_its_user_can_no_longer_see_the_post(alice_and_bob):
    """Otherwise a user could read the words of a post that is hidden from them."""
    alice, bob, _ = alice_and_bob
    path = f"/content_submit/{alice.posts('a secret for @bob')}"
    assert texts(bob.reads("/notice")) == ["a secret for @bob"]
    alice.sends("PATCH", path, {"audience": "friends"})
    assert bob.reads("/notice").json["notices"] == []


@pytest.fixture
def among_friends(person):
    """Return alice, bob, carol and the path of a friends-only post; bob and carol are alice's friends."""
    alice, bob, carol = (person(f"{name}_1", name) for name in ("alice", "bob", "carol"))
    for one in (bob, carol):
        alice.sends("PUT", f"/friend/{one.nickname}")
        one.sends("PUT", "/friend/alice")
        one.sends("POST", "/notice", {"all": True})
    return alice, bob, carol, f"/content_submit/{alice.posts('a secret', audience='friends')}"


@pytest.mark.parametrize("who_parts", ["the author", "the friend"])
def test_unfriending_removes_notifications_that_others_caused_on_friends_only_posts(among_friends, who_parts):
    """Carol mentioned bob under alice's friends-only post; once unfriended, bob cannot read any of it."""
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
    counted = [event["args"] for event in tab.get_received() if event["name"] == "notices_read"]
    assert counted[-1] == [{"unread": 1}]


def test_a_reply_does_not_notify_a_user_who_can_no_longer_see_the_post(among_friends):
    """Bob's comment stays when he and alice unfriend, but he gets no notification of carol's reply to it."""
    alice, bob, carol, path = among_friends
    comment = bob.sends("POST", f"{path}/comments", {"text": "oh"}).json["comment"]
    bob.sends("DELETE", "/friend/alice")
    carol.sends("POST", f"{path}/comments", {"text": "a secret reply", "reply_to": comment["id"]})
    assert bob.reads("/notice").json["notices"] == []
    assert texts(alice.reads("/notice"))[0] == "a secret reply"


def test_an_id_of_version_0_1_still_works_as_a_cursor(person, database):
    """A page that was open during the update sends the id it has: a hash and the number."""
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


def test_ids_of_other_users_are_ignored_even_with_the_same_number(alice_and_bob):
    """Each user has a first notification, and its id belongs to that user only."""
    alice, bob, notify = alice_and_bob
    notify("one")
    alice.sends("PUT", "/friend/bob")
    mine = alice.reads("/notice").json
    foreign = bob.reads("/notice").json["notices"][0]["id"]
    assert foreign[-8:] == mine["notices"][-1]["id"][-8:]
    assert alice.sends("POST", "/notice", {"ids": [foreign]}).json["unread"] == mine["unread"]
    assert alice.sends("POST", "/notice", {"ids": [mine["notices"][-1]["id"]]}).json["unread"] == mine["unread"] - 1


def test_what_is_taken_out_of_a_text_is_gone_from_its_notifications(person):
    """Whoever edits a secret out of a post or a comment has taken it out of the excerpts that others read."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    post = alice.posts("@bob the key is 4711")
    bob.sends("PUT", f"/content_submit/{post}/like")
    path = f"/content_submit/{post}/comments"
    comment = bob.sends("POST", path, {"text": "4711, @alice?"}).json["comment"]["id"]
    alice.sends("PATCH", f"/content_submit/{post}", {"content_txt": "@bob hello"})
    bob.sends("PATCH", f"/comments/{comment}", {"text": "yes, @alice"})
    told = {one["kind"]: one["text"] for who in (alice, bob) for one in who.reads("/notice").json["notices"]}
    assert told["like"] == "@bob hello"
    assert "4711" not in str(told)


@pytest.mark.parametrize("seen", ["🇰🇷", "👨‍👩‍👧‍👦", "👍🏽", "क्षि", "각", "e\u0301"], ids=ascii)
def test_an_excerpt_is_cut_between_what_one_sees(seen):
    """Half a flag is a letter, half a family another one."""
    for before in range(12):
        text = "x" * before + seen * 90
        assert excerpt(text).removeprefix("x" * before).replace(seen, "") == ""
        assert 60 < len(excerpt(text)) <= EXCERPT_LENGTH
    assert excerpt("short") == "short"
    assert len(excerpt("e" + "\u0301" * 500)) == EXCERPT_LENGTH
