"""Notifications are read by looking at what they are about, and those that are alike are one on the page."""

import re

import pytest


@pytest.fixture
def told(person):
    """Return alice, bob, and the path of a post by alice that bob has liked and commented on, with bob's request."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    path = f"/content_submit/{alice.posts('talk to me')}"
    bob.sends("PUT", f"{path}/like")
    bob.sends("POST", f"{path}/comments", {"text": "well, @alice"})
    bob.sends("PUT", "/friend/alice")
    return alice, bob, path


def unread(someone):
    """Return the kinds of the notifications that are unread, the newest first."""
    return [one["kind"] for one in someone.reads("/notice").json["notices"] if not one["read"]]


def words(someone, path="/notice"):
    """Return what each row of the page of notifications says."""
    rows = re.findall(r"<li data-notice-id.*?</li>", someone.opens(path).text, re.DOTALL)
    return [re.search(r'<a href="([^"]+)">([^<]+)</a>', row).groups()[::-1] for row in rows]


@pytest.mark.parametrize("way", ["", "/comments"])
def test_opening_a_post_marks_what_is_about_it_as_read_in_every_tab(told, way):
    """The number in the bar of the very page, and of all other tabs, is already without it."""
    alice, _, path = told
    tab = alice.connects()
    tab.get_received()
    assert '<span class="count">1</span>' in alice.opens(path + way).text
    assert unread(alice) == ["request_friend"]
    assert tab.get_received() == [{"name": "notices_read", "args": [{"unread": 1}], "namespace": "/"}]
    alice.opens(path + way)
    assert tab.get_received() == []


def test_opening_a_person_or_the_friends_marks_friendship_as_read(told):
    """The page of the person has the answer to the request; the page of friends has all of them."""
    alice, bob, _ = told
    alice.opens("/user/alice")
    assert unread(alice) == ["request_friend", "mention", "like"]
    alice.opens("/user/bob")
    assert unread(alice) == ["mention", "like"]
    alice.sends("PUT", "/friend/bob")
    assert unread(bob) == ["accept_friend"]
    bob.reads("/friend")
    assert unread(bob) == ["accept_friend"]
    bob.opens("/friend")
    assert unread(bob) == []


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X-Moz": "prefetch"}, {"Sec-Fetch-Mode": "cors"}],
)
def test_a_page_that_nobody_looks_at_marks_nothing(told, headers):
    """Browsers load pages beforehand, and scripts load them to bring a page up to date."""
    alice, bob, path = told
    for page in (path, f"{path}/comments", "/user/bob", "/friend"):
        assert alice.opens(page, **headers).status_code == 200
        assert alice.reads(page).status_code == 200
        assert alice.http.head(page).status_code == 200
        bob.opens(page)
    assert unread(alice) == ["request_friend", "mention", "like"]
    alice.opens(path, **{"Sec-Fetch-Mode": "navigate"})
    assert unread(alice) == ["request_friend"]


def test_what_is_alike_is_one_on_the_page_and_each_its_own_in_json(told, person):
    """Three people like a post, one of them comments twice; read ones are apart from unread ones."""
    alice, _, path = told
    carol, dave = person("carol_1", "carol"), person("dave_1", "dave")
    for one in (carol, dave):
        one.sends("PUT", f"{path}/like")
        one.sends("PUT", "/friend/alice")
    for text in ("one", "two"):
        carol.sends("POST", f"{path}/comments", {"text": text})
    page = [
        ("carol commented on your post", path),
        ("dave and 2 others sent you friend requests", "/friend"),
        ("dave and 2 others liked your post", path),
        ("bob mentioned you", path),
    ]
    assert [(says, re.split("[?#]", url)[0]) for says, url in words(alice)] == page
    assert re.findall(r'<q dir="auto">(.*?)</q>', alice.opens("/notice").text)[:2] == ["two", "one"]
    assert len(alice.reads("/notice").json["notices"]) == 9
    alice.opens(path)
    alice.sends("PUT", f"{path}/like")
    person("erin_1", "erin").sends("PUT", f"{path}/like")
    assert [says for says, _ in words(alice)][:2] == ["erin liked your post", "carol commented on your post"]
    alice.submits("/setting", language="ko")
    assert "dave 님 외 2명이 내 글을 좋아해요" in alice.opens("/notice").text


def test_older_groups_are_on_the_next_page(told):
    """Each notification is on one page, whatever it is grouped with."""
    alice, bob, _ = told
    alice.app.config["PAGE_SIZE"] = 2
    for number in range(3):
        bob.sends("PUT", f"/content_submit/{alice.posts(str(number))}/like")
    seen, path = [], "/notice"
    while path:
        seen.append([says for says, _ in words(alice, path)])
        older = re.search(r'<a href="(\?before=\w+)">Older', alice.opens(path).text)
        path = f"/notice{older[1]}" if older else None
    assert seen == [
        ["bob liked your post", "bob liked your post"],
        ["bob liked your post", "bob sent you a friend request"],
        ["bob mentioned you", "bob liked your post"],
    ]


def test_unread_is_said_in_words_and_in_the_title(told):
    """Not by bold letters alone; the title is seen from another tab."""
    alice, _, _ = told
    page = alice.opens("/notice").text
    assert page.count('class="unseen">Unread:') == 3
    assert "<title>(3) Notifications · Maru</title>" in page
    alice.submits("/notice", all="1")
    page = alice.opens("/notice").text
    assert "Unread:" not in page
    assert "<title>Notifications · Maru</title>" in page
    assert "<title>" in alice.http.get("/login").text
