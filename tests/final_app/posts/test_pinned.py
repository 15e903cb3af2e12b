"""The post that a moderator pins is at the top of everyone's feed, but not for whom it is hidden from."""

import pytest

from final_app.blocks.store import insert_block


@pytest.fixture
def teacher(person, database):
    """Return a moderator."""
    alice = person("alice_1", "alice")
    database["sns"].people.update_one({"user_id": "alice_1"}, {"$set": {"moderator": True}})
    return alice


def pinned(someone, query=""):
    """Return the text of the pinned post in someone's feed, or None."""
    post = someone.reads(f"/{query}").json["pinned"]
    return post and post["content_txt"]


def test_a_pinned_post_is_on_top_of_every_feed_until_it_is_unpinned(teacher, person):
    """Of friends and of everyone, on the first page, once; the next one takes its place."""
    minsu = person()
    first, second = teacher.posts("homework"), minsu.posts("picnic")
    assert pinned(minsu) is None
    assert teacher.submits(f"/content_submit/{first}/pin", pinned="1").location == "/"
    assert [pinned(minsu, query) for query in ("", "?view=everyone", f"?before={first}")] == ["homework"] * 2 + [None]
    page = minsu.opens("/?view=everyone").text
    assert page.count(f'id="post-{first}"') == 1
    assert page.index("homework") < page.index("picnic")
    assert teacher.sends("PUT", f"/content_submit/{second}/pin").json["pinned"] is True
    assert pinned(minsu) == "picnic"
    assert teacher.sends("DELETE", f"/content_submit/{second}/pin").json["pinned"] is False
    assert pinned(minsu) is None


def test_a_post_that_is_gone_or_for_friends_is_not_pinned(teacher):
    """It cannot be pinned, and does not stay pinned."""
    post = teacher.posts("homework")
    teacher.sends("PUT", f"/content_submit/{post}/pin")
    teacher.sends("PATCH", f"/content_submit/{post}", {"audience": "friends"})
    assert pinned(teacher) is None
    assert teacher.sends("PUT", f"/content_submit/{post}/pin").status_code == 400
    teacher.sends("PATCH", f"/content_submit/{post}", {"audience": "public"})
    teacher.sends("DELETE", f"/content_submit/{post}")
    assert pinned(teacher) is None


def test_only_a_moderator_pins_and_who_is_blocked_sees_nothing(teacher, person, database):
    """Others get 403; a block hides the pinned post as it hides all others."""
    minsu = person()
    post = teacher.posts("homework")
    assert minsu.sends("PUT", f"/content_submit/{post}/pin").status_code == 403
    assert "/pin" not in minsu.opens("/?view=everyone").text
    teacher.sends("PUT", f"/content_submit/{post}/pin")
    people = (database["sns"].people.find_one({"user_id": f"{name}_1"}) for name in ("alice", "minsu"))
    with minsu.app.app_context():
        insert_block(*(one["_id"] for one in people))
    assert pinned(minsu) is None
    assert "homework" not in minsu.opens("/?view=everyone").text
