"""After a block, each of the two is nobody for the other: by every route, in counts, and on the socket."""

import json

import pytest

from final_app.blocks.store import blocks

NAMES = {"ann_1": "안나", "ben_1": "민수", "cat_1": "지우"}


class Class(dict):
    """Three users by nickname, with what they wrote: each one a post, and comments and likes on every post."""

    def writes(self):
        """Write a post each, then comment on, answer and like all of them."""
        people = list(self.values())
        self.post_ids = {one.nickname: one.posts(f"from {one.nickname} @민수 @안나 #tag") for one in people}
        self.comment_ids = {}
        for author, post_id in self.post_ids.items():
            previous = ""
            for one in people:
                body = {"text": f"hello from {one.nickname}", "reply_to": previous}
                answer = one.sends("POST", f"/content_submit/{post_id}/comments", body)
                previous = self.comment_ids[author, one.nickname] = answer.json["comment"]["id"]
                one.sends("PUT", f"/content_submit/{post_id}/like")

    def befriends(self, one, other):
        """Make two of them friends."""
        self[one].sends("PUT", f"/friend/{other}")
        self[other].sends("PUT", f"/friend/{one}")


@pytest.fixture
def them(person):
    """Return three users who have talked with each other; 안나 and 민수 are friends of all."""
    made = Class({nickname: person(user_id, nickname) for user_id, nickname in NAMES.items()})
    for one, other in (("안나", "민수"), ("안나", "지우"), ("민수", "지우")):
        made.befriends(one, other)
    made.writes()
    return made


@pytest.fixture
def apart(them):
    """Return the three after 안나 has blocked 민수."""
    assert them["안나"].sends("PUT", "/block/민수").json == {"result": "success", "state": "blocked"}
    return them


@pytest.mark.parametrize(("me", "other"), [("안나", "민수"), ("민수", "안나")])
def test_what_one_may_not_see_is_not_found(apart, me, other):
    """The person, their posts and comments answer as if they did not exist, and nothing can be done to them."""
    reader, post_id = apart[me], apart.post_ids[other]
    nobody = reader.reads("/user/아무도").json
    assert reader.reads(f"/user/{other}").json == nobody
    comment_id = apart.comment_ids["지우", other]
    answers = [
        reader.reads(f"/content_submit/{post_id}"),
        reader.reads(f"/content_submit/{post_id}/likes"),
        reader.reads(f"/content_submit/{post_id}/comments"),
        reader.sends("PUT", f"/content_submit/{post_id}/like"),
        reader.sends("POST", f"/content_submit/{post_id}/comments", {"text": "hello"}),
        reader.sends("PATCH", f"/content_submit/{post_id}", {"content_txt": "mine"}),
        reader.sends("DELETE", f"/content_submit/{post_id}"),
        reader.sends("PATCH", f"/comments/{comment_id}", {"text": "mine"}),
        reader.sends("DELETE", f"/comments/{comment_id}"),
        reader.sends("PUT", f"/friend/{other}"),
        reader.sends("DELETE", f"/friend/{other}"),
    ]
    assert [answer.status_code for answer in answers] == [404] * len(answers)
    body = {"text": "hello", "reply_to": comment_id}
    answer = reader.sends("POST", f"/content_submit/{apart.post_ids['지우']}/comments", body)
    assert (answer.status_code, answer.json["field"]) == (400, "reply_to")


@pytest.mark.parametrize(("me", "other"), [("안나", "민수"), ("민수", "안나")])
def test_no_list_and_no_count_has_the_other(apart, me, other):
    """Feeds, friends, likes, comments, notifications and search leave them out, and numbers fit what one sees."""
    reader, theirs = apart[me], apart.post_ids["지우"]
    for path in ("/", "/friend", "/notice", f"/content_submit/{theirs}/likes", f"/search?search={other}", "/setting"):
        shown = reader.reads(path).json
        shown.pop("blocked", None)  # whom I block
        people = [one["author"]["nickname"] for one in shown.get("posts", [])]
        people += [one["actor"]["nickname"] for one in shown.get("notices", [])]
        people += [one["nickname"] for key in ("people", "friends", "asked_me") for one in shown.get(key, [])]
        assert other not in people, path
    page = reader.reads(f"/content_submit/{theirs}").json
    assert [one["author"]["nickname"] for one in page["comments"]] == [name for name in apart if name != other]
    assert page["post"]["comment_count"] == page["post"]["like_count"] == 2
    assert other not in page["post"]["mentions"]
    by_other = apart.comment_ids["지우", other]
    assert by_other not in json.dumps(page)
    assert reader.reads("/search?search=tag&kind=tags").json["tags"] == [{"tag": "tag", "count": 2}]
    assert reader.sends("PUT", f"/content_submit/{theirs}/like").json["like_count"] == 2
    assert f'href="/user/{other}"' not in reader.opens(f"/content_submit/{theirs}").text


def test_the_third_sees_both_as_before(apart):
    """A block concerns nobody else."""
    page = apart["지우"].reads(f"/content_submit/{apart.post_ids['안나']}").json
    assert (page["post"]["comment_count"], page["post"]["like_count"], len(page["comments"])) == (3, 3, 3)


def test_events_of_the_other_do_not_arrive(apart):
    """Who watches the post of a third person hears comments and likes of all but those who are hidden."""
    sockets = {name: apart[name].connects() for name in apart}
    theirs = apart.post_ids["지우"]
    for socket in sockets.values():
        assert socket.emit("watch_post", {"post_id": theirs}, callback=True)["result"] == "success"
        socket.get_received()
    assert sockets["민수"].emit("watch_post", {"post_id": apart.post_ids["안나"]}, callback=True)["result"] == "error"
    apart["민수"].sends("POST", f"/content_submit/{theirs}/comments", {"text": "@안나 listen"})
    apart["민수"].sends("DELETE", f"/content_submit/{theirs}/like")
    heard = {name: [event["name"] for event in socket.get_received()] for name, socket in sockets.items()}
    assert heard["안나"] == []
    assert {"comment_added", "like_count"} <= set(heard["지우"])
    assert {"comment_added", "like_count"} <= set(heard["민수"])


def test_a_watch_ends_with_a_block(them):
    """A page that shows the post of someone who now blocks its user hears no more of it."""
    socket = them["민수"].connects()
    assert socket.emit("watch_post", {"post_id": them.post_ids["안나"]}, callback=True)["result"] == "success"
    them["안나"].sends("PUT", "/block/민수")
    socket.get_received()
    them["지우"].sends("POST", f"/content_submit/{them.post_ids['안나']}/comments", {"text": "hello"})
    assert socket.get_received() == []


def test_whoever_is_blocked_cannot_block_or_unblock(apart):
    """They are not told: it answers as for a nickname that nobody has."""
    for method in ("PUT", "DELETE"):
        assert apart["민수"].sends(method, "/block/안나").json == apart["민수"].sends(method, "/block/아무도").json
    assert apart["민수"].reads("/setting").json["blocked"] == []


def test_settings_list_whom_one_blocks_and_unblock_them(apart):
    """After that both see each other again; they are no longer friends."""
    assert [one["nickname"] for one in apart["안나"].reads("/setting").json["blocked"]] == ["민수"]
    assert 'action="/block/%EB%AF%BC%EC%88%98"' in apart["안나"].opens("/setting").text
    assert apart["안나"].submits("/block/민수", state="none").headers["Location"] == "/setting#blocked"
    assert apart["민수"].reads("/user/안나").json["friendship"] == "none"
    assert apart["안나"].reads(f"/content_submit/{apart.post_ids['민수']}").status_code == 200


def test_blocks_that_cannot_be_are_refused(them):
    """Oneself, someone unknown, and a form with an unknown state."""
    assert them["안나"].sends("PUT", "/block/안나").status_code == 400
    assert them["안나"].sends("PUT", "/block/아무도").status_code == 404
    assert them["안나"].submits("/block/민수", state="maybe").status_code == 400
    assert them["안나"].reads("/setting").json["blocked"] == []


def test_blocks_go_with_whoever_leaves(apart, app):
    """Neither direction is left behind."""
    assert apart["민수"].submits("/secession", password="correct horse").status_code == 302
    with app.app_context():
        assert blocks().count_documents({}) == 0


def test_who_has_blocks_hears_of_others_without_numbers(apart):
    """The numbers that all others hear count hidden people, too; the page asks for its own by watching again."""
    socket, theirs = apart["안나"].connects(), apart.post_ids["지우"]
    assert socket.emit("watch_post", {"post_id": theirs}, callback=True)["comment_count"] == 2
    socket.get_received()
    apart["지우"].sends("POST", f"/content_submit/{theirs}/comments", {"text": "@민수 hello"})
    (added,) = [event["args"][0] for event in socket.get_received() if event["name"] == "comment_added"]
    assert added["text"] == "@민수 hello"
    assert not {"comment_count", "html"} & set(added)
    assert socket.emit("watch_post", {"post_id": theirs}, callback=True)["comment_count"] == 3
