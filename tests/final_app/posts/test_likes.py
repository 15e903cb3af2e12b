"""Likes: one for each user and post, counted correctly, and sent live."""

from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture
def post(person):
    """Return a post by alice, and bob, who may like it."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    return alice, bob, f"/content_submit/{alice.posts('like me')}"


def test_liking_or_unliking_twice_counts_once(post):
    """PUT and DELETE set a state, so repeating them has no effect."""
    _, bob, path = post
    assert bob.sends("PUT", f"{path}/like").json == {"result": "success", "liked": True, "like_count": 1}
    assert bob.sends("PUT", f"{path}/like").json["like_count"] == 1
    assert bob.reads(path).json["post"]["liked"] is True
    assert bob.sends("DELETE", f"{path}/like").json == {"result": "success", "liked": False, "like_count": 0}
    assert bob.sends("DELETE", f"{path}/like").json["like_count"] == 0


def test_the_like_form_works_without_javascript(post):
    """liked=1 likes, liked=0 unlikes, and anything else is rejected."""
    _, bob, path = post
    assert bob.submits(f"{path}/like", liked="1").status_code == 302
    assert bob.reads(path).json["post"]["like_count"] == 1
    bob.submits(f"{path}/like", liked="0")
    assert bob.reads(path).json["post"]["like_count"] == 0
    assert bob.submits(f"{path}/like", liked="2").status_code == 400


@pytest.mark.parametrize(
    ("wanted", "page"),
    [
        ("/?before=0123#post-1", "/?before=0123#post-1"),
        ("/user/민수", "/user/%EB%AF%BC%EC%88%98"),
        ("//evil.example", None),
        ("https://evil.example", None),
        ("/\\\\evil.example", None),
        ("", None),
    ],
)
def test_the_like_form_redirects_to_a_page_of_this_site_only(post, wanted, page):
    """The form leads back to the list it is in; another site in next is ignored."""
    _, bob, path = post
    assert bob.submits(f"{path}/like", liked="1", next=wanted).location == (page or path)


def test_the_users_who_like_a_post_are_listed_page_by_page(make_app, post, person):
    """Newest first, and each user once."""
    alice, bob, path = post
    alice.app.config["PAGE_SIZE"] = 1
    for one in (alice, bob):
        one.sends("PUT", f"{path}/like")
    first = bob.reads(f"{path}/likes").json
    second = bob.reads(f"{path}/likes?before={first['next']}").json
    assert [one["people"][0]["nickname"] for one in (first, second)] == ["bob", "alice"]
    assert second["next"] is None
    assert "alice" in bob.opens(f"{path}/likes?before={first['next']}").text


def test_like_unlike_like_leaves_one_notification(post):
    """Each cause has one notification, and nobody is notified of their own likes."""
    alice, bob, path = post
    for method in ("PUT", "DELETE", "PUT"):
        bob.sends(method, f"{path}/like")
    alice.sends("PUT", f"{path}/like")
    notices = alice.reads("/notice").json
    assert [(one["kind"], one["actor"]["nickname"]) for one in notices["notices"]] == [("like", "bob")]
    assert notices["unread"] == 1


def test_a_post_that_a_user_cannot_see_cannot_be_liked(person):
    """The answer is 404, and nothing is stored."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    path = f"/content_submit/{alice.posts('secret', audience='friends')}"
    assert bob.sends("PUT", f"{path}/like").status_code == 404
    assert alice.reads(path).json["post"]["like_count"] == 0


@pytest.mark.mongod
def test_a_hundred_simultaneous_likes_are_counted_right(post, person, database):
    """However the requests overlap, the count is the number of likes."""
    alice, bob, path = post
    people = [alice, bob, *(person(f"person_{number}", f"person{number}") for number in range(4))]
    tokens = {one: one.token() for one in people}

    def like(number):
        one = people[number % len(people)]
        headers = {"Accept": "application/json", "X-CSRFToken": tokens[one]}
        with one.app.test_client() as http:
            http.set_cookie("sns_session", one.http.get_cookie("sns_session").value)
            return http.open(f"{path}/like", method="DELETE" if number % 3 == 0 else "PUT", headers=headers).status_code

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(like, range(100))) == {200}
    count = database["sns"].likes.count_documents({})
    assert alice.reads(path).json["post"]["like_count"] == count


@pytest.mark.mongod
@pytest.mark.parametrize("change", ["like", "comments"])
def test_a_like_and_a_comment_wait_for_the_journal_once(person, trips, change):
    """The last write waits for all before it; waiting takes longer than all else in the request."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    url = f"/content_submit/{alice.posts('hello')}/{change}"
    bob.token()
    trips.clear()
    bob.sends("PUT" if change == "like" else "POST", url, {"text": "hello"})
    writes = [trip.command for trip in trips if trip.command_name in ("insert", "update", "findAndModify")]
    waits = [write["writeConcern"].get("j") is not False for write in writes if "writeConcern" in write]
    assert len(waits) >= 3
    assert not any(waits)
    assert "writeConcern" not in writes[-1], "the last one has the default of the client, which waits"


@pytest.mark.mongod
@pytest.mark.parametrize(("change", "most"), [("like", 8), ("comments", 9)])
def test_a_like_and_a_comment_take_few_round_trips(person, trips, change, most):
    """Each takes about as long as a fifth of a request that needs no database."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    url = f"/content_submit/{alice.posts('hello')}/{change}"
    headers = {"Accept": "application/json", "X-CSRFToken": bob.token(), "Idempotency-Key": "a key"}
    trips.clear()
    answer = bob.http.open(url, method="PUT" if change == "like" else "POST", json={"text": "hello"}, headers=headers)
    assert answer.json["result"] == "success"
    assert len(trips) <= most, [(trip.command_name, trip.command[trip.command_name]) for trip in trips]
