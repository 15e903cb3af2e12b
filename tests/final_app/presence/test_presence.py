"""Presence: friends see who comes online and who goes offline; other users do not."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest

from final_app.presence import events
from final_app.presence import store


@pytest.fixture
def friends(person, monkeypatch):
    """Return alice and bob, who are friends and go offline as soon as their last page closes."""
    start = "final_app.presence.events.socketio.start_background_task"
    monkeypatch.setattr(start, lambda task, *arguments: task(*arguments))
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    alice.app.config["OFFLINE_SECONDS"] = 0
    alice.sends("PUT", "/friend/bob")
    bob.sends("PUT", "/friend/alice")
    return alice, bob


def presence_events(page):
    """Return who went online and offline, as received by this page since the last call."""
    told = [event["args"][0] for event in page.get_received() if event["name"] == "presence"]
    return [(one["nickname"], one["online"]) for one in told]


def test_friends_see_the_first_page_open_and_the_last_page_close(friends, person):
    """A user's second page sends no event, and a stranger receives nothing."""
    alice, bob = friends
    strangers = person("carol_1", "carol").connects()
    bobs = bob.connects()
    pages = [alice.connects(), alice.connects()]
    assert presence_events(bobs) == [("alice", True)]
    assert presence_events(pages[0]) == [("bob", True), ("bob", True)]
    pages[0].disconnect()
    assert presence_events(bobs) == []
    pages[1].disconnect()
    assert presence_events(bobs) == [("alice", False)]
    assert presence_events(strangers) == []


def test_a_user_with_a_page_on_another_process_stays_online(friends, app, database):
    """The last page of this process closes, but another process has one, so no event is sent."""
    alice, bob = friends
    bobs, alices = bob.connects(), alice.connects()
    alice_id = database["sns"].people.find_one({"user_id": "alice_1"})["_id"]
    with app.app_context():
        store.record_online(alice_id, "another", datetime.now(UTC))
    presence_events(bobs)
    alices.disconnect()
    assert presence_events(bobs) == []
    assert presence_events(bob.connects()) == [("alice", True)]


def test_users_of_a_process_without_heartbeats_are_offline(friends, app, database):
    """Users who were online on it are announced once, and count as offline until then."""
    alice_id = database["sns"].people.find_one({"user_id": "alice_1"})["_id"]
    now = datetime.now(UTC)
    with app.app_context():
        store.record_online(alice_id, "dead", now - timedelta(seconds=100))
        assert events.online_among([alice_id]) == set()
        assert list(store.expire_stale(now)) == [alice_id]
        assert list(store.expire_stale(now)) == []
