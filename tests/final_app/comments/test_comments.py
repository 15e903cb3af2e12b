"""Comments, replies, mentions: who may, who hears of it, what goes with what."""

import pytest
from bson import ObjectId

from final_app.comments.notifications import recipients


@pytest.fixture
def post(person):
    """Return alice, bob, and the path of a post by alice."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    return alice, bob, f"/content_submit/{alice.posts('talk to me')}"


def comments(one, path, text, reply_to=None):
    """Comment on a post and return the comment."""
    answer = one.sends("POST", f"{path}/comments", {"text": text, **({"reply_to": reply_to} if reply_to else {})})
    assert answer.status_code == 201, answer.text
    return answer.json["comment"]


def heard(one):
    """Return the kinds of a person's notices, newest first."""
    return [notice["kind"] for notice in one.reads("/notice").json["notices"]]


def test_a_comment_is_on_the_post_and_its_author_hears_of_it(post):
    """The comment has its shape, the count grows, the author gets one notice with a link to it."""
    alice, bob, path = post
    comment = comments(bob, path, "hello 안녕")
    assert comment | {"id": "", "created_at": ""} == {
        "id": "",
        "post_id": path.rsplit("/", 1)[1],
        "author": {"nickname": "bob", "user_name": "Some One", "profile_img": None},
        "text": "hello 안녕",
        "reply_to": None,
        "created_at": "",
        "edited_at": None,
    }
    assert alice.reads(path).json["post"]["comment_count"] == 1
    (notice,) = alice.reads("/notice").json["notices"]
    assert (notice["kind"], notice["text"]) == ("comment", "hello 안녕")
    assert notice["url"] == f"{path}#comment-{comment['id']}"
    assert "hello 안녕" in bob.opens(path).text


def test_a_form_comments_without_script(post):
    """The form of the page leads back to the comment."""
    alice, bob, path = post
    answer = bob.submits(f"{path}/comments", text="by form")
    assert answer.status_code == 302
    assert answer.location.startswith(f"{path}#comment-")
    assert "by form" in alice.opens(path).text


def test_the_end_of_a_line_is_one_character_by_form_too(post):
    """A form sends two where its field counts one: a comment of full length is not too long for that."""
    _, bob, path = post
    assert bob.submits(f"{path}/comments", text="a\r\n" * 249 + "aa").status_code == 302
    assert bob.reads(path).json["comments"][0]["text"] == "a\n" * 249 + "aa"


@pytest.mark.parametrize("text", ["", "  ", "a" * 501, {"$gt": ""}])
def test_a_bad_comment_is_refused(post, text):
    """1 to 500 characters of text, else 400 with the field."""
    alice, bob, path = post
    answer = bob.sends("POST", f"{path}/comments", {"text": text})
    assert (answer.status_code, answer.json["field"]) == (400, "text")
    assert alice.reads(path).json["post"]["comment_count"] == 0


@pytest.mark.parametrize("reply_to", ["nothing", "0123456789abcdef01234567"])
def test_a_reply_to_nothing_is_refused(post, reply_to):
    """What is replied to must be a comment on this post."""
    _, bob, path = post
    answer = bob.sends("POST", f"{path}/comments", {"text": "a", "reply_to": reply_to})
    assert (answer.status_code, answer.json["field"]) == (400, "reply_to")


def test_each_hears_once_and_as_what_concerns_them_most(post, person):
    """A reply tells the parent's author, a mention the mentioned, the rest the post's author; nobody themselves."""
    alice, bob, path = post
    carol = person("carol_1", "carol")
    first = comments(bob, path, "first")
    comments(carol, path, "I agree, @alice", reply_to=first["id"])
    assert (heard(alice), heard(bob), heard(carol)) == (["mention", "comment"], ["reply"], [])
    comments(alice, path, "thanks @carol @alice")
    assert (heard(alice), heard(carol)) == (["mention", "comment"], ["mention"])


def test_who_is_to_hear_is_a_matter_of_four_facts():
    """A mention comes before a reply, a reply before a comment."""
    writer, author, parent, other = (ObjectId() for _ in range(4))
    assert recipients(writer, author, None, []) == {author: "comment"}
    assert recipients(writer, author, parent, [other]) == {author: "comment", parent: "reply", other: "mention"}
    assert recipients(writer, author, author, [author]) == {author: "mention"}
    assert recipients(writer, writer, writer, [writer]) == {}


def test_only_who_may_see_a_post_is_told_of_a_mention_in_it(person):
    """A mention in a post for friends does not reach a stranger."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    path = f"/content_submit/{alice.posts('for friends, @bob', audience='friends')}"
    comments(alice, path, "hey @bob")
    assert heard(bob) == []


def test_its_author_edits_a_comment_and_nobody_else(post):
    """Only the text changes, and it says that it was edited."""
    alice, bob, path = post
    comment = comments(bob, path, "frist")
    changed = bob.sends("PATCH", f"/comments/{comment['id']}", {"text": "first"}).json["comment"]
    assert (changed["text"], bool(changed["edited_at"])) == ("first", True)
    assert alice.sends("PATCH", f"/comments/{comment['id']}", {"text": "mine"}).status_code == 403
    assert bob.sends("PATCH", f"/comments/{comment['id']}", {"text": " "}).status_code == 400


@pytest.mark.parametrize("who", ["its author", "the author of the post"])
def test_a_comment_goes_with_its_replies_and_their_notices(post, person, who):
    """Deleting a comment takes the thread below it; the count stays true."""
    alice, bob, path = post
    carol = person("carol_1", "carol")
    kept = comments(carol, path, "stays")
    first = comments(bob, path, "goes")
    reply = comments(carol, path, "goes too", reply_to=first["id"])
    comments(bob, path, "and this", reply_to=reply["id"])
    assert carol.sends("DELETE", f"/comments/{first['id']}").status_code == 403
    acting = bob if who == "its author" else alice
    assert acting.sends("DELETE", f"/comments/{first['id']}").json == {"result": "success"}
    left = alice.reads(f"{path}/comments").json["comments"]
    assert [comment["id"] for comment in left] == [kept["id"]]
    assert alice.reads(path).json["post"]["comment_count"] == 1
    assert (heard(alice), heard(bob)) == (["comment"], [])
    assert acting.sends("DELETE", f"/comments/{first['id']}").status_code == 404


def test_comments_are_paged_backwards_oldest_first(post):
    """The newest page comes first, each page is oldest first, next leads back."""
    alice, bob, path = post
    alice.app.config["PAGE_SIZE"] = 2
    for number in range(5):
        comments(bob, path, str(number))
    pages, before = [], ""
    while before is not None:
        page = alice.reads(f"{path}/comments?before={before}").json
        pages.append([comment["text"] for comment in page["comments"]])
        before = page["next"]
    assert pages == [["3", "4"], ["1", "2"], ["0"]]


def test_a_deleted_post_takes_everything_with_it(post, database):
    """Likes, comments and notices of a post go with it."""
    alice, bob, path = post
    comments(bob, path, "a")
    bob.sends("PUT", f"{path}/like")
    alice.sends("DELETE", path)
    db = database["sns"]
    assert [db[name].count_documents({}) for name in ("posts", "comments", "likes", "notices")] == [0, 0, 0, 0]
    assert alice.reads("/notice").json["unread"] == 0


def test_a_post_as_json_comes_with_its_comments(post):
    """One request is enough for a script to show a post."""
    alice, bob, path = post
    comments(bob, path, "hi")
    answer = alice.reads(path).json
    assert ([comment["text"] for comment in answer["comments"]], answer["next"]) == (["hi"], None)


def test_who_is_mentioned_only_in_the_edited_comment_hears_of_it(post, person):
    """The others know of the comment already, and hear nothing again."""
    alice, bob, path = post
    carol = person("carol_1", "carol")
    comment = comments(bob, path, "hi")
    bob.sends("PATCH", f"/comments/{comment['id']}", {"text": "hi @carol"})
    assert (heard(alice), heard(carol)) == (["comment"], ["mention"])
