"""Every query uses an index: MongoDB's own query plans show how it finds what each page needs."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest
from bson import ObjectId

from final_app.presence import store

pytestmark = pytest.mark.mongod
PAGES = [
    "/",
    "/?before={post}",
    "/user/alice",
    "/content_submit/{post}",
    "/content_submit/{post}/likes",
    "/content_submit/{post}/comments",
    "/friend",
    "/notice",
    "/notice?after={post}",
    "/search?search=post",
    "/search?search=%23tag&kind=posts",
    "/search?search=ag&kind=tags",
    "/search?search=o&kind=people&before=alice",
    "/setting/export",
]


@pytest.fixture
def crowd(person):
    """Return bob, who has friends, posts, comments and notifications, and the id of a post of alice."""
    alice, bob, carol = (person(f"{name}_1", name) for name in ("alice", "bob", "carol"))
    for one, other in ((alice, bob), (bob, carol)):
        one.sends("PUT", f"/friend/{other.nickname}")
        other.sends("PUT", f"/friend/{one.nickname}")
    for one in (alice, bob, carol):
        for number in range(5):
            post_id = one.posts(f"post {number} #tag @alice")
            alice.sends("PUT", f"/content_submit/{post_id}/like")
            carol.sends("POST", f"/content_submit/{post_id}/comments", {"text": "hm"})
    return bob, alice.posts("the last")


@pytest.mark.parametrize("page", PAGES)
def test_every_query_of_a_page_uses_an_index(crowd, trips, explained, page):
    """No plan scans a collection."""
    bob, post = crowd
    trips.clear()
    with bob.opens(page.format(post=post)) as answer:
        assert answer.status_code == 200
    assert trips
    for command, plan in explained():
        assert "COLLSCAN" not in str(plan), (page, command, plan)


def test_every_query_of_a_change_uses_an_index(crowd, trips, explained):
    """Marking as read, unfriending, deleting posts and deleting the account use an index, too."""
    bob, _ = crowd
    trips.clear()
    bob.sends("POST", "/notice", {"all": True})
    bob.sends("DELETE", "/friend/alice")
    bob.submits("/secession", password="correct horse")
    assert trips
    for command, plan in explained():
        assert "COLLSCAN" not in str(plan), (command, plan)


def test_every_query_of_a_connection_uses_an_index(crowd, app, trips, explained):
    """This covers opening and closing the socket, and the background work of a process."""
    bob, post = crowd
    trips.clear()
    page = bob.connects()
    page.emit("watch_post", {"post_id": post}, callback=True)
    page.disconnect()
    with app.app_context():
        store.record_offline(ObjectId(), "a process")
        store.record_heartbeat("a process", datetime.now(UTC))
        assert list(store.expire_stale(datetime.now(UTC) - timedelta(days=1))) == []
    assert trips
    for command, plan in explained():
        assert "COLLSCAN" not in str(plan), (command, plan)
