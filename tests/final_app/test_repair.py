"""A crash between a like or comment and its count: found by doctor, fixed by recount."""

import pytest

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
