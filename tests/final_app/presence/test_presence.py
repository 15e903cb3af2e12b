"""Presence: friends are told who comes and who is gone, and nobody else is."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest

from final_app.presence import events
from final_app.presence import store


@pytest.fixture
def friends(person, monkeypatch):
    """Return alice and bob, who are friends and gone at once when their last page closes."""
    start = "final_app.presence.events.socketio.start_background_task"
    monkeypatch.setattr(start, lambda task, *arguments: task(*arguments))
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    alice.app.config["OFFLINE_SECONDS"] = 0
    alice.sends("PUT", "/friend/bob")
    bob.sends("PUT", "/friend/alice")
    return alice, bob


def heard(page):
    """Return who came and went, as this page was told since it was asked last."""
    told = [event["args"][0] for event in page.get_received() if event["name"] == "presence"]
    return [(one["nickname"], one["online"]) for one in told]


def test_friends_hear_of_the_first_page_and_of_the_last(friends, person):
    """The second page of a person is no news; a stranger hears nothing."""
    alice, bob = friends
    strangers = person("carol_1", "carol").connects()
    bobs = bob.connects()
    pages = [alice.connects(), alice.connects()]
    assert heard(bobs) == [("alice", True)]
    assert heard(pages[0]) == [("bob", True), ("bob", True)]
    pages[0].disconnect()
    assert heard(bobs) == []
    pages[1].disconnect()
    assert heard(bobs) == [("alice", False)]
    assert heard(strangers) == []


def test_whoever_is_still_there_with_another_process_is_not_gone(friends, app, database):
    """The last page of this process closes, another process has one: no news."""
    alice, bob = friends
    bobs, alices = bob.connects(), alice.connects()
    alice_id = database["sns"].people.find_one({"user_id": "alice_1"})["_id"]
    with app.app_context():
        store.record_online(alice_id, "another", datetime.now(UTC))
    heard(bobs)
    alices.disconnect()
    assert heard(bobs) == []
    assert heard(bob.connects()) == [("alice", True)]


def test_a_process_that_gives_no_sign_of_life_has_nobody_online(friends, app, database):
    """Who was online with it is found once, and counts as gone until then."""
    alice_id = database["sns"].people.find_one({"user_id": "alice_1"})["_id"]
    now = datetime.now(UTC)
    with app.app_context():
        store.record_online(alice_id, "dead", now - timedelta(seconds=100))
        assert events.online_among([alice_id]) == set()
        assert list(store.expire_stale(now)) == [alice_id]
        assert list(store.expire_stale(now)) == []
