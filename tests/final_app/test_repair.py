"""A crash between a like or a comment and its count: found by doctor, mended by recount."""

import pytest

from final_app.repair import reconcile_counts


@pytest.fixture
def crashed(person, app, database):
    """Return alice and the path of her post, whose counts miss a like and have a comment too many."""
    alice = person("alice_1", "alice")
    path = f"/content_submit/{alice.posts('count me')}"
    alice.sends("PUT", f"{path}/like")
    alice.sends("POST", f"{path}/comments", {"text": "one"})
    alice.posts("counted right")
    database["sns"].posts.update_one({"like_count": 1}, {"$inc": {"like_count": -1, "comment_count": 1}})
    return alice, path


def test_doctor_tells_and_recount_mends(crashed, app):
    """The facts are the likes and comments; the counts are made anew from them."""
    alice, path = crashed
    with app.app_context():
        run = app.test_cli_runner().invoke
        assert "wrong in 1 posts" in run(args=["doctor"]).output
        assert run(args=["recount"]).output == "Posts with wrong counts: 1, now corrected.\n"
        assert "counts     correct" in run(args=["doctor"]).output
    post = alice.reads(path).json["post"]
    assert (post["like_count"], post["comment_count"]) == (1, 1)


def test_a_like_that_is_being_counted_just_now_is_left_alone(crashed, app, database, monkeypatch):
    """What changes between two looks is no crash, but someone at work."""

    def work(_seconds):
        database["sns"].posts.update_one({"comment_count": 2}, {"$inc": {"like_count": 1, "comment_count": -1}})

    monkeypatch.setattr("final_app.repair.time.sleep", work)
    with app.app_context():
        assert reconcile_counts() == 0


def test_what_a_crash_left_of_a_deleted_post_goes(crashed, app, database):
    """Likes and comments of a post that is gone hang on nothing."""
    database["sns"].posts.delete_many({})
    with app.app_context():
        reconcile_counts()
    assert [database["sns"][name].count_documents({}) for name in ("likes", "comments")] == [0, 0]
