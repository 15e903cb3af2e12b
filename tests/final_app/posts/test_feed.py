"""The feed and the profile page: newest first, page by page, using an index."""

from html import unescape

import pytest

from final_app.blocks.store import insert_block
from final_app.users.store import users


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
    for view in ("friends", "everyone"):
        link = f"?before={following}&amp;view={view}"
        assert f'href="{link}"' in minsu.opens(f"/?view={view}").text
        assert 'href="?before=' not in minsu.opens(f"/{unescape(link)}").text


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
    assert "hello" not in minsu.opens("/?view=friends").text


def test_an_unknown_user_is_404(person):
    """An unknown nickname is 404, as a page and as JSON."""
    minsu = person()
    assert minsu.opens("/user/nobody").status_code == 404
    assert minsu.reads("/user/nobody").json["result"] == "error"


def test_an_empty_feed_says_what_to_do(person):
    """A new user sees how to begin."""
    minsu = person()
    assert "Write the first one" in minsu.opens("/").text
    assert "Write your first post" in minsu.opens("/?view=friends").text


def texts(one, path):
    """Return the texts of the posts that a user gets."""
    return [post["content_txt"] for post in one.reads(path).json["posts"]]


def test_everyone_is_shown_the_public_posts_of_all(person):
    """Newest first, page by page; no post for friends, not even to friends, and no post of someone blocked."""
    alice, bob, minsu = person("alice_1", "alice"), person("bob_1", "bob"), person()
    alice.sends("PUT", "/friend/민수")
    minsu.sends("PUT", "/friend/alice")
    for number in range(2):
        for one in (alice, bob):
            one.posts(f"{one.nickname} {number}")
    alice.posts("among us", audience="friends")
    minsu.app.config["PAGE_SIZE"] = 3
    assert texts(minsu, "/?view=everyone") == ["bob 1", "alice 1", "bob 0"]
    following = minsu.reads("/?view=everyone").json["next"]
    assert texts(minsu, f"/?view=everyone&before={following}") == ["alice 0"]
    assert texts(minsu, "/") == texts(minsu, "/?view=friends") == ["among us", "alice 1", "alice 0"]
    with minsu.app.app_context():
        insert_block(*[users().find_one({"nickname": name})["_id"] for name in ("bob", "민수")])
    assert texts(minsu, "/?view=everyone") == ["alice 1", "alice 0"]
    minsu.posts("of minsu")
    assert texts(bob, "/?view=everyone") == ["bob 1", "alice 1", "bob 0"]


def test_the_page_of_someone_without_friends_opens_on_everyone(person):
    """And says so; their JSON is that of friends, and the tabs choose."""
    alice, minsu = person("alice_1", "alice"), person()
    alice.posts("hello")
    page = minsu.opens("/").text
    assert "hello" in page
    assert "You have no friends here yet" in page
    assert minsu.reads("/").json["posts"] == []
    assert "hello" not in minsu.opens("/?view=friends").text
    assert "no friends here yet" not in minsu.opens("/?view=everyone").text
    alice.sends("PUT", "/friend/민수")
    minsu.sends("PUT", "/friend/alice")
    assert 'view=friends" aria-current="page"' in minsu.opens("/").text


def test_an_unknown_view_is_rejected(person):
    """It is a 400 that names the field."""
    answer = person().reads("/?view=nobody")
    assert (answer.status_code, answer.json["field"]) == (400, "view")


@pytest.mark.mongod
def test_the_feed_of_everyone_reads_one_page_of_an_index(person, trips, real_client):
    """Whatever strangers write for their friends, and whoever is blocked: it reads no more entries than it shows."""
    alice, bob, minsu = person("alice_1", "alice"), person("bob_1", "bob"), person()
    minsu.app.config["PAGE_SIZE"] = 2
    for number in range(6):
        for one, audience in ((alice, "public"), (bob, "friends")):
            one.posts(f"post {number}", audience=audience)
    following = minsu.reads("/?view=everyone").json["next"]
    for path in ("/?view=everyone", f"/?view=everyone&before={following}"):
        trips.clear()
        assert minsu.opens(path).status_code == 200
        assert len(trips) <= 7, [trip.command_name for trip in trips]
        (query,) = [trip.command for trip in trips if trip.command.get("aggregate") == "posts"]
        asked = {name: value for name, value in query.items() if name not in ("lsid", "$db", "txnNumber")}
        plan = real_client["sns"].command("explain", asked, verbosity="executionStats")
        assert plan["stages"][0]["$cursor"]["executionStats"]["totalKeysExamined"] <= 6, (
            plan
        )  # 3 posts, and their authors


@pytest.mark.mongod
def test_a_feed_takes_at_most_seven_round_trips(person, trips):
    """However many friends and posts there are, the database gets at most seven queries."""
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
        assert 3 <= len(trips) <= 7, [trip.command_name for trip in trips]


@pytest.mark.mongod
def test_a_profile_queries_the_friendship_once(person, trips):
    """One query says both which posts are shown and which button."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    alice.posts("hello")
    trips.clear()
    assert bob.reads("/user/alice").json["friendship"] == "none"
    assert [trip.command[trip.command_name] for trip in trips].count("friendships") == 1
