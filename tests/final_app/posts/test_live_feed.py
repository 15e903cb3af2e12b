"""The feed live: who hears of a post that is added, changed or removed, and that nobody else does."""

import pytest

from final_app.blocks.store import insert_block
from final_app.users.store import users

NEWS = ("post_added", "post_changed", "post_removed")


class Page:
    """An open page of a feed, with the posts that it heard of."""

    def __init__(self, person, view):
        self.socket = person.connects()
        assert self.socket.emit("watch_feed", {"view": view}, callback=True) == {"result": "success", "added": []}

    def watches(self, post_id):
        """Show a post."""
        assert self.socket.emit("watch_post", {"post_id": post_id}, callback=True)["result"] == "success"
        return self

    def heard(self):
        """Return what has come since it was asked last: names and ids."""
        received = [(one["name"], one["args"][0]) for one in self.socket.get_received()]
        return [(name, data["id"]) for name, data in received if name in NEWS]


def befriend(one, other):
    """Make two users friends."""
    one.sends("PUT", f"/friend/{other.nickname}")
    other.sends("PUT", f"/friend/{one.nickname}")


def block(app, one, other):
    """Store that one user blocks another."""
    with app.app_context():
        insert_block(*[users().find_one({"nickname": user.nickname})["_id"] for user in (one, other)])


@pytest.fixture
def trio(person):
    """Return alice, her friend bob, and minsu, who is a stranger to both."""
    alice, bob, minsu = person("alice_1", "alice"), person("bob_1", "bob"), person()
    befriend(alice, bob)
    return alice, bob, minsu


def test_a_new_post_reaches_the_feeds_that_have_it(trio):
    """Everyone's has public posts; friends' have those of friends and one's own, also the ones for friends."""
    pages = {(one.nickname, view): Page(one, view) for one in trio for view in ("friends", "everyone")}
    seen_by_friends = [("alice", "friends"), ("bob", "friends")]
    seen_by_all = [*seen_by_friends, *((name, "everyone") for name in ("alice", "bob", "민수"))]
    for audience, readers in (("public", seen_by_all), ("friends", seen_by_friends)):
        post_id = trio[0].posts("hello", audience)
        heard = {key: page.heard() for key, page in pages.items()}
        assert heard == {key: [("post_added", post_id)] if key in readers else [] for key in pages}


def test_a_new_post_is_told_with_its_author(trio):
    """A page can say whose it is."""
    alice, bob, _ = trio
    page = Page(bob, "friends")
    post_id = alice.posts("hello")
    assert [one["args"] for one in page.socket.get_received() if one["name"] == "post_added"] == [
        [{"id": post_id, "nickname": "alice"}]
    ]


@pytest.mark.parametrize("view", ["friends", "everyone"])
def test_what_ends_the_right_to_see_ends_the_news(app, trio, view):
    """Unfriended, blocked by either, or logged out: the open page hears of no more posts."""
    alice, bob, minsu = trio
    on_bobs, on_minsus = Page(bob, view), Page(minsu, view)
    if view == "friends":
        befriend(alice, minsu)
        alice.sends("DELETE", "/friend/bob")
        minsu.sends("DELETE", "/friend/alice")
    else:
        block(app, alice, bob)
        block(app, minsu, alice)
    alice.posts("hello")
    alice.posts("among us", "friends")
    assert (on_bobs.heard(), on_minsus.heard()) == ([], [])
    bob.submits("/logout")
    assert not on_bobs.socket.is_connected()


def test_one_page_watches_one_view(trio):
    """A watch of another view replaces the first; an unknown view is an error and changes nothing."""
    alice, _, minsu = trio
    page = Page(minsu, "everyone")
    for wrong in ({"view": "nobody"}, {"view": {"$gt": ""}}, {"view": None}):
        assert page.socket.emit("watch_feed", wrong, callback=True)["result"] == "error"
    post_id = alice.posts("hello")
    assert page.heard() == [("post_added", post_id)]
    assert page.socket.emit("watch_feed", callback=True)["result"] == "success"
    alice.posts("hello")
    assert page.heard() == []


def test_a_page_is_told_what_it_missed_before_it_watched(app, trio):
    """Between the page and its watch posts may be added: their ids come with the answer, if the reader may see them."""
    alice, bob, minsu = trio
    first = alice.posts("the first")
    public, among_us = alice.posts("hello"), alice.posts("among us", "friends")
    for reader, view, missed in (
        (bob, "friends", [among_us, public]),
        (bob, "everyone", [public]),
        (minsu, "everyone", [public]),
        (minsu, "friends", []),
    ):
        answer = reader.connects().emit("watch_feed", {"view": view, "after": first}, callback=True)
        assert answer["added"] == missed, (reader.nickname, view)
    block(app, alice, minsu)
    answer = minsu.connects().emit("watch_feed", {"view": "everyone", "after": first}, callback=True)
    assert answer["added"] == []


def test_an_edit_reaches_the_pages_that_show_the_post(trio):
    """They get its new shape and its HTML in each language, without anything of the author's own page."""
    alice, bob, _ = trio
    post_id = alice.posts("hello", "friends")
    page, other = Page(bob, "friends").watches(post_id), Page(bob, "friends")
    alice.sends("PATCH", f"/content_submit/{post_id}", {"content_txt": "<b>bye</b>"})
    data, again = [one["args"][0] for one in page.socket.get_received() if one["name"] == "post_changed"]
    assert "html" not in again  # for pages whose feed has the post, and that do not watch it
    assert (data["id"], data["content_txt"], data["audience"]) == (post_id, "<b>bye</b>", "friends")
    assert all("&lt;b&gt;bye" in html for html in data["html"].values())
    assert ("수정됨" in data["html"]["ko"], "친구 공개" in data["html"]["ko"]) == (True, True)
    assert "csrf" not in str(data)
    assert other.heard() == [("post_changed", post_id)]


def test_a_post_that_becomes_one_for_friends_is_removed_from_other_pages(trio):
    """Friends see it changed, strangers see it go, whether they show it or were told of it."""
    alice, bob, minsu = trio
    post_id = alice.posts("hello")
    on_bobs, shows, was_told = (
        Page(bob, "everyone").watches(post_id),
        Page(minsu, "friends").watches(post_id),
        Page(minsu, "everyone"),
    )
    alice.sends("PATCH", f"/content_submit/{post_id}", {"audience": "friends"})
    assert on_bobs.heard() == [("post_changed", post_id)]
    assert shows.heard() == was_told.heard() == [("post_removed", post_id)]


@pytest.mark.parametrize("by", ["deleting it", "leaving"])
@pytest.mark.parametrize("audience", ["public", "friends"])
def test_a_deleted_post_is_removed_from_every_page(trio, by, audience):
    """Once, from pages that show it and from those that were only told of it; who never saw it hears nothing."""
    alice, bob, minsu = trio
    post_id = alice.posts("hello", audience)
    shows, was_told, stranger = Page(bob, "friends").watches(post_id), Page(bob, "friends"), Page(minsu, "everyone")
    if by == "leaving":
        alice.submits("/secession", password="correct horse")
    else:
        alice.sends("DELETE", f"/content_submit/{post_id}")
    assert shows.heard() == was_told.heard() == [("post_removed", post_id)]
    assert stranger.heard() == ([("post_removed", post_id)] if audience == "public" else [])


@pytest.mark.mongod
def test_a_post_takes_no_more_queries_the_more_watch(person, trips):
    """Who hears of it is looked up once: ten more pages cost nothing."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    befriend(alice, bob)
    numbers = []
    for pages in (1, 10):
        watching = [Page(bob, view) for _ in range(pages) for view in ("friends", "everyone")]
        alice.token()
        trips.clear()
        alice.posts("hello")
        numbers.append(len(trips))
        assert all(page.heard() for page in watching)
    assert numbers[0] == numbers[1]
