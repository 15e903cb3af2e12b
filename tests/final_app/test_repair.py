"""A crash between a like or comment and its count: found by doctor, fixed by recount."""

from datetime import UTC
from datetime import datetime

import pytest
from bson import ObjectId

from final_app.repair import clean_up
from final_app.repair import reconcile_counts


@pytest.fixture
def crashed(person, app, database):
    """Return alice and the path of her post, whose like count is too low and comment count too high."""
    alice = person("alice_1", "alice")
    path = f"/content_submit/{alice.posts('count me')}"
    alice.sends("PUT", f"{path}/like")
    alice.sends("POST", f"{path}/comments", {"text": "one"})
    alice.posts("counted right")
    database["sns"].posts.update_one({"like_count": 1}, {"$inc": {"like_count": -1, "comment_count": 1}})
    return alice, path


def test_doctor_reports_wrong_counts_and_recount_fixes_them(crashed, app):
    """The likes and comments are the source; the counts are computed from them again."""
    alice, path = crashed
    with app.app_context():
        run = app.test_cli_runner().invoke
        assert "wrong in 1 posts" in run(args=["doctor"]).output
        assert run(args=["recount"]).output == "Posts with wrong counts: 1, now corrected.\n"
        assert "counts     correct" in run(args=["doctor"]).output
    post = alice.reads(path).json["post"]
    assert (post["like_count"], post["comment_count"]) == (1, 1)


def test_a_like_that_is_being_counted_is_not_reported(crashed, app, database, monkeypatch):
    """A count that changes between two checks is not a crash: a user is active."""

    def work(_seconds):
        database["sns"].posts.update_one({"comment_count": 2}, {"$inc": {"like_count": 1, "comment_count": -1}})

    monkeypatch.setattr("final_app.repair.time.sleep", work)
    with app.app_context():
        assert reconcile_counts() == 0


def test_likes_and_comments_of_a_deleted_post_are_removed(crashed, app, database):
    """A crash during deletion can leave likes and comments without a post."""
    database["sns"].posts.delete_many({})
    with app.app_context():
        reconcile_counts()
    assert [database["sns"][name].count_documents({}) for name in ("likes", "comments")] == [0, 0]


def test_a_start_removes_what_belongs_to_nobody(person, app, database):
    """Left by a crash or an earlier version, of users, posts and comments that are gone. The rest stays."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    db = database["sns"]
    kept, path = alice.posts("@bob stays"), f"/content_submit/{bob.posts('@alice goes')}"
    bob.sends("POST", f"/content_submit/{kept}/comments", {"text": "goes"})
    alice.sends("POST", f"/content_submit/{kept}/comments", {"text": "stays"})
    alice.sends("PUT", f"{path}/like")
    bob.sends("PUT", f"/content_submit/{kept}/like")
    bob.sends("PUT", "/friend/alice")
    alice.sends("POST", "/report", {"kind": "person", "id": "bob", "reason": "goes"})
    alice_id, bob_id = (db.people.find_one({"nickname": name})["_id"] for name in ("alice", "bob"))
    db.blocks.insert_one({"_id": f"{bob_id}:{alice_id}", "blocker_id": bob_id, "blocked_id": alice_id})
    db.moderation_log.insert_one({"moderator_id": alice_id, "person_id": bob_id, "deed": "suspended"})
    old, post_id = ObjectId.from_datetime(datetime(2026, 1, 1, tzinfo=UTC)), ObjectId(kept)
    shown, pictures = ObjectId(old.binary[:4] + b"shown..."), [old, ObjectId(old.binary[:4] + b"replaced")]
    db.images.insert_one({"_id": shown, "owner_id": alice_id, "post_id": None})
    db.people.update_one({"_id": alice_id}, {"$set": {"profile_img": shown}})
    db.images.insert_one({"_id": pictures[0], "owner_id": alice_id, "post_id": ObjectId()})
    db.images.insert_one({"_id": pictures[1], "owner_id": alice_id, "post_id": None})
    db.images.insert_one({"_id": ObjectId(), "owner_id": alice_id, "post_id": ObjectId()})  # its post is being made
    db.people.delete_one({"user_id": "bob_1"})

    clean_up(app)
    counts = {name: db[name].count_documents({}) for name in ("posts", "comments", "likes", "notices", "friendships")}
    assert counts == {"posts": 1, "comments": 1, "likes": 0, "notices": 0, "friendships": 0}
    assert [db[name].count_documents({}) for name in ("blocks", "reports", "moderation_log")] == [0, 0, 0]
    assert {image["_id"] for image in db.images.find()} & {shown, *pictures} == {shown}
    assert db.images.count_documents({}) == 2
    assert db.posts.find_one({"_id": post_id})["comment_count"] == 1
    assert db.posts.find_one({"_id": post_id})["like_count"] == 0
