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
    "/?view=everyone",
    "/user/alice",
    "/content_submit/{post}",
    "/content_submit/{post}/likes",
    "/content_submit/{post}/comments",
    "/content_submit/{post}/comments?before={post}",
    "/content_submit/{post}/comments?after={post}",
    "/content_submit/{post}?comment={post}",
    "/friend",
    "/people",
    "/people?before={post}",
    "/notice",
    "/notice?after={post}",
    "/search",
    "/search?search=post",
    "/search?search=%23tag&kind=posts",
    "/search?search=ag&kind=tags",
    "/search?search=o&kind=people&before=alice",
    "/people/complete?search=a",
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


def test_every_query_of_blocks_and_moderation_uses_an_index(crowd, person, app, trips, explained):
    """Whoever is hidden is left out everywhere, and moderators look at reports and people."""
    bob, post = crowd
    teacher = person("teacher", "teacher")
    with app.app_context():
        assert app.test_cli_runner().invoke(args=["moderator", "teacher"]).exit_code == 0
    trips.clear()
    report = {"kind": "post", "id": post, "reason": "bad"}
    report_id = bob.sends("POST", "/report", report).json["report"]["id"]
    bob.sends("PUT", "/block/carol")
    for page in (
        "/",
        "/?view=everyone",
        f"/content_submit/{post}",
        "/search?search=o",
        "/search?search=ag",
        "/setting",
    ):
        assert bob.opens(page).status_code == 200
    for page in ("/moderation", f"/moderation?before={post}"):
        assert teacher.opens(page).status_code == 200
    teacher.sends("POST", f"/moderation/{report_id}", {"verdict": "removed"})
    teacher.sends("PUT", "/moderation/suspended/carol")
    bob.sends("DELETE", "/block/carol")
    for command, plan in explained():
        assert "COLLSCAN" not in str(plan), (command, plan)


def test_every_query_of_a_connection_uses_an_index(crowd, app, trips, explained):
    """This covers opening and closing the socket, and the background work of a process."""
    bob, post = crowd
    trips.clear()
    page = bob.connects()
    page.emit("watch_post", {"post_id": post}, callback=True)
    for view in ("friends", "everyone"):
        page.emit("watch_feed", {"view": view, "after": post}, callback=True)
    page.disconnect()
    with app.app_context():
        store.record_offline(ObjectId(), "a process")
        store.record_heartbeat("a process", datetime.now(UTC))
        assert list(store.expire_stale(datetime.now(UTC) - timedelta(days=1))) == []
    assert trips
    for command, plan in explained():
        assert "COLLSCAN" not in str(plan), (command, plan)
