"""The feed of users with many friends: complete, in order, and found through an index whoever writes how much."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta
from unittest import mock

import pytest
from bson import ObjectId
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from final_app.friends import store as friendships
from final_app.friends.store import friend_ids
from final_app.friends.store import pair_id
from final_app.posts import store
from final_app.posts.pages import store as post_pages
from final_app.users.signup import name_fields
from final_app.users.signup import new_user

PAGE_SIZE = 4
AUTHORS = [ObjectId(f"{number:024x}") for number in range(1, 13)]
STRANGER = ObjectId("f" * 24)


def make_post(author_id, post_id, text="hello"):
    """Return a post as it is stored."""
    return {
        "_id": post_id,
        "author_id": author_id,
        "content_txt": text,
        "hashtags": [],
        "mentions": [],
        "grams": [],
        "audience": "public",
        "audience_at": None,
        "created_at": datetime.now(UTC),
        "edited_at": None,
        "like_count": 0,
        "comment_count": 0,
        "images": [],
    }


def make_user(name):
    """Return a user as it is stored."""
    names, email = name_fields(name, "Some One"), f"{name}@example.org"
    return new_user(ObjectId(), username=name, names=names, email=email, password_hash="", language="en")


def read_pages(author_ids):
    """Return the ids on each page of a feed of these authors."""
    pages, before = [], None
    while True:
        found = [post["_id"] for post in post_pages.page_by_authors(author_ids, before, PAGE_SIZE + 1)]
        pages.append(found[:PAGE_SIZE])
        if len(found) <= PAGE_SIZE:
            return pages
        before = found[PAGE_SIZE - 1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    written=st.lists(st.sampled_from([*AUTHORS, STRANGER, AUTHORS[0], AUTHORS[0]]), max_size=40),
    followed=st.sets(st.sampled_from(AUTHORS), min_size=1),
    deleted=st.sets(st.integers(0, 39)),
    edited=st.sets(st.integers(0, 39)),
)
def test_every_feed_is_what_sorting_all_posts_gives(app, written, followed, deleted, edited):
    """Whoever writes much, little or nothing: page by page each post once, newest first, and no one else's."""
    ids = [ObjectId(f"{number:024x}") for number in range(1, len(written) + 1)]
    with app.app_context():
        store.posts().delete_many({})
        for post_id, author_id in zip(ids, written, strict=True):
            store.insert_post(make_post(author_id, post_id))
        for number in edited & set(range(len(ids))):
            store.update_post(ids[number], written[number], {"content_txt": "edited"})
        for number in deleted & set(range(len(ids))):
            store.delete_post(ids[number])
        wanted = [
            post_id
            for number, (post_id, author_id) in enumerate(zip(ids, written, strict=True))
            if author_id in followed and number not in deleted
        ][::-1]
        pages = read_pages(list(followed))
    assert [post_id for page in pages for post_id in page] == wanted
    assert all(len(page) == PAGE_SIZE for page in pages[:-1])


@pytest.fixture
def popular(person, database):
    """Return a user with 300 friends, who wrote two posts each before a stranger wrote 2,000."""
    minsu = person()
    db = database["sns"]
    minsu_id = db.people.find_one({"user_id": minsu.user_id})["_id"]
    friends = [make_user(f"friend{number}") for number in range(300)]
    db.people.insert_many(friends)
    now = datetime.now(UTC)
    db.friendships.insert_many(
        {
            "_id": pair_id(minsu_id, friend["_id"]),
            "people": [minsu_id, friend["_id"]],
            "state": "friends",
            "asked_by": minsu_id,
            "at": now,
        }
        for friend in friends
    )
    db.posts.insert_many(
        make_post(friend["_id"], ObjectId(), f"{friend['nickname']} {number}")
        for number in range(2)
        for friend in friends
    )
    db.posts.insert_many(make_post(ObjectId(), ObjectId()) for _ in range(2000))
    return minsu


def test_the_feed_shows_quiet_friends_behind_many_strangers(popular):
    """The posts of 300 friends come in order, however many newer ones others wrote."""
    shown, page = [], popular.reads("/").json
    for _ in range(2):
        shown += [post["content_txt"] for post in page["posts"]]
        page = popular.reads(f"/?before={page['next']}").json
    assert shown == [f"friend{number} 1" for number in range(299, 259, -1)]


@pytest.mark.mongod
def test_the_feed_of_many_friends_reads_little(popular, trips, real_client):
    """Each query reads its answer from an index: about one entry for each friend, and none of a stranger."""
    later = popular.reads("/").json["next"]
    for path in ("/", f"/?before={later}"):
        trips.clear()
        assert popular.opens(path).status_code == 200
        queries = [trip.command for trip in trips if trip.command.get("aggregate") == "posts"]
        assert len(queries) == 2
        for query in queries:
            plan = plan_of(real_client, query)
            stats = plan["stages"][0]["$cursor"]["executionStats"]
            assert stats["totalKeysExamined"] <= 610, plan
            assert stats["totalDocsExamined"] <= 42, plan  # 21 posts and their authors
        assert "DISTINCT_SCAN" in str(plan_of(real_client, queries[0]))
        assert "SORT_MERGE" in str(plan_of(real_client, queries[1]))


def plan_of(client, query):
    """Return MongoDB's plan of a query."""
    asked = {name: value for name, value in query.items() if name not in ("lsid", "$db", "txnNumber")}
    return client["sns"].command("explain", asked, verbosity="executionStats")


def test_friends_are_the_other_half_of_each_friendship(person, app, database):
    """Requests in either direction make no friend; accepted ones do, whoever asked."""
    minsu, alice, bob, carol = (person(f"{name}_1", name) for name in ("minsu", "alice", "bob", "carol"))
    minsu.sends("PUT", "/friend/alice")
    alice.sends("PUT", "/friend/minsu")
    bob.sends("PUT", "/friend/minsu")
    minsu.sends("PUT", "/friend/bob")
    minsu.sends("PUT", "/friend/carol")
    ids = {one["nickname"]: one["_id"] for one in database["sns"].people.find()}
    with app.app_context():
        assert set(friend_ids(ids["minsu"])) == {ids["alice"], ids["bob"]}
        assert friend_ids(ids[carol.nickname]) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.sampled_from(AUTHORS[1:]), st.booleans()), max_size=12))
def test_remembered_friends_are_those_of_now(app, changes):
    """Whoever becomes a friend is one at once, and whoever is none any more sees nothing more."""
    me, now = AUTHORS[0], datetime(2026, 1, 1, tzinfo=UTC)
    with app.app_context(), mock.patch.object(friendships, "MANY_FRIENDS", 0):
        friendships.delete_friendships_of(me)
        friends = set()
        for other, becomes in changes:
            now += timedelta(milliseconds=1)
            if becomes:
                friendships.insert_request(me, other, now)
                friendships.accept_request(other, me, now)
            else:
                friendships.delete_friendship(me, other)
            (friends.add if becomes else friends.discard)(other)
            for _ in range(2):
                assert set(friend_ids(me)) == friends


@pytest.mark.mongod
def test_remembered_friends_are_not_read_again(popular, trips, explained):
    """With 300 friends, a third visit only asks an index whether they are still the same."""
    for _ in range(3):
        trips.clear()
        assert popular.opens("/").status_code == 200
    assert "distinct" not in {trip.command_name for trip in trips}
    counted = [
        plan for (_, plan), trip in zip(explained(), trips, strict=True) if "friendships" in trip.command.values()
    ]
    assert len(counted) == 2
    assert all("FETCH" not in str(plan) and "COLLSCAN" not in str(plan) for plan in counted)
