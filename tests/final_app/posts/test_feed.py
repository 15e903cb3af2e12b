"""The feed and the profile page: newest first, page by page, using an index."""

import pytest


def test_the_feed_shows_the_newest_first_and_pages_without_gaps(make_app, person):
    """Following next from page to page shows each post once, newest first."""
    minsu = person()
    minsu.app.config["PAGE_SIZE"] = 2
    for number in range(5):
        minsu.posts(f"post {number}")
    shown, before = [], ""
    while before is not None:
        page = minsu.reads(f"/?before={before}").json
        shown += [post["content_txt"] for post in page["posts"]]
        before = page["next"]
    assert shown == [f"post {number}" for number in (4, 3, 2, 1, 0)]


def test_a_page_links_to_older_posts(person):
    """Without JavaScript the older posts are one link away; the last page has no link."""
    minsu = person()
    minsu.app.config["PAGE_SIZE"] = 1
    minsu.posts("older")
    minsu.posts("newer")
    following = minsu.reads("/").json["next"]
    assert f'href="?before={following}"' in minsu.opens("/").text
    assert 'href="?before=' not in minsu.opens(f"/?before={following}").text


@pytest.mark.parametrize("before", ["1", "민수", "$gt"])
def test_an_invalid_cursor_is_rejected(person, before):
    """A malformed before is a 400 that names the field."""
    answer = person().reads(f"/?before={before}")
    assert (answer.status_code, answer.json["field"]) == (400, "before")


def test_a_profile_shows_the_user_and_their_posts(person):
    """Any logged-in user sees the public posts, whatever the case of the name in the URL."""
    alice, minsu = person("alice_1", "alice"), person()
    alice.posts("hello")
    page = minsu.reads("/user/ALICE").json
    assert (page["nickname"], page["user_name"]) == ("alice", "Some One")
    assert [post["content_txt"] for post in page["posts"]] == ["hello"]
    assert "hello" not in minsu.opens("/").text


def test_an_unknown_user_is_404(person):
    """An unknown nickname is 404, as a page and as JSON."""
    minsu = person()
    assert minsu.opens("/user/nobody").status_code == 404
    assert minsu.reads("/user/nobody").json["result"] == "error"


def test_an_empty_feed_says_what_to_do(person):
    """A new user sees how to begin."""
    assert "Write your first post" in person().opens("/").text


@pytest.mark.mongod
def test_a_feed_takes_at_most_five_round_trips(person, trips):
    """However many friends and posts there are, the database gets at most five queries."""
    minsu = person()
    friends = [person(f"friend_{number}", f"friend{number}") for number in range(4)]
    for friend in friends:
        friend.sends("PUT", "/friend/민수")
        minsu.sends("PUT", f"/friend/{friend.nickname}")
        for number in range(12):
            friend.posts(f"post {number}")
    for path in ("/", f"/?before={minsu.reads('/').json['next']}"):
        trips.clear()
        assert minsu.opens(path).status_code == 200
        assert 3 <= len(trips) <= 5, [trip.command_name for trip in trips]


@pytest.mark.mongod
def test_a_profile_queries_the_friendship_once(person, trips):
    """One query says both which posts are shown and which button."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    alice.posts("hello")
    trips.clear()
    assert bob.reads("/user/alice").json["friendship"] == "none"
    assert [trip.command[trip.command_name] for trip in trips].count("friendships") == 1
