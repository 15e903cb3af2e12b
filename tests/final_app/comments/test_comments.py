"""Comments, replies and mentions: who may write them, who is notified, and what is deleted together."""

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


def notified(one):
    """Return the kinds of a user's notifications, newest first."""
    return [notice["kind"] for notice in one.reads("/notice").json["notices"]]


def test_a_comment_appears_on_the_post_and_notifies_its_author(post):
    """The comment has its documented fields, the count grows, and the author gets one notification that links to it."""
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
    assert notice["url"] == f"{path}?comment={comment['id']}#comment-{comment['id']}"
    assert "hello 안녕" in bob.opens(path).text


def test_the_comment_form_works_without_javascript(post):
    """Submitting the form leads back to the new comment."""
    alice, bob, path = post
    answer = bob.submits(f"{path}/comments", text="by form")
    assert answer.status_code == 302
    assert answer.location.startswith(f"{path}#comment-")
    assert "by form" in alice.opens(path).text


def test_a_line_break_counts_as_one_character_in_a_form(post):
    """A form sends two characters where its field counts one; a comment of full length must still be accepted."""
    _, bob, path = post
    assert bob.submits(f"{path}/comments", text="a\r\n" * 249 + "aa").status_code == 302
    assert bob.reads(path).json["comments"][0]["text"] == "a\n" * 249 + "aa"


@pytest.mark.parametrize("text", ["", "  ", "a" * 501, {"$gt": ""}])
def test_an_invalid_comment_is_rejected(post, text):
    """A comment needs 1 to 500 characters; anything else is a 400 that names the field."""
    alice, bob, path = post
    answer = bob.sends("POST", f"{path}/comments", {"text": text})
    assert (answer.status_code, answer.json["field"]) == (400, "text")
    assert alice.reads(path).json["post"]["comment_count"] == 0


@pytest.mark.parametrize("reply_to", ["nothing", "0123456789abcdef01234567"])
def test_a_reply_to_a_missing_comment_is_rejected(post, reply_to):
    """A reply must be to a comment on the same post."""
    _, bob, path = post
    answer = bob.sends("POST", f"{path}/comments", {"text": "a", "reply_to": reply_to})
    assert (answer.status_code, answer.json["field"]) == (400, "reply_to")


def test_each_user_gets_one_notification_of_the_most_specific_kind(post, person):
    """A reply notifies the parent's author, a mention the mentioned user, else the post's author; never the writer."""
    alice, bob, path = post
    carol = person("carol_1", "carol")
    first = comments(bob, path, "first")
    comments(carol, path, "I agree, @alice", reply_to=first["id"])
    assert (notified(alice), notified(bob), notified(carol)) == (["mention", "comment"], ["reply"], [])
    comments(alice, path, "thanks @carol @alice")
    assert (notified(alice), notified(carol)) == (["mention", "comment"], ["mention"])


def test_the_recipients_of_a_notification_depend_on_four_facts():
    """A mention takes priority over a reply, and a reply over a comment."""
    writer, author, parent, other = (ObjectId() for _ in range(4))
    assert recipients(writer, author, None, []) == {author: "comment"}
    assert recipients(writer, author, parent, [other]) == {author: "comment", parent: "reply", other: "mention"}
    assert recipients(writer, author, author, [author]) == {author: "mention"}
    assert recipients(writer, writer, writer, [writer]) == {}


def test_a_mention_notifies_only_users_who_can_see_the_post(person):
    """A mention in a friends-only post does not reach a stranger."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    path = f"/content_submit/{alice.posts('for friends, @bob', audience='friends')}"
    comments(alice, path, "hey @bob")
    assert notified(bob) == []


def test_only_its_author_can_edit_a_comment(post):
    """Only the text changes, and the comment is marked as edited."""
    alice, bob, path = post
    comment = comments(bob, path, "frist")
    changed = bob.sends("PATCH", f"/comments/{comment['id']}", {"text": "first"}).json["comment"]
    assert (changed["text"], bool(changed["edited_at"])) == ("first", True)
    assert alice.sends("PATCH", f"/comments/{comment['id']}", {"text": "mine"}).status_code == 403
    assert bob.sends("PATCH", f"/comments/{comment['id']}", {"text": " "}).status_code == 400


@pytest.mark.parametrize("who", ["its author", "the author of the post"])
def test_deleting_a_comment_deletes_its_replies_and_their_notifications(post, person, who):
    """Deleting a comment deletes the thread below it, and the count stays correct."""
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
    assert (notified(alice), notified(bob)) == (["comment"], [])
    assert acting.sends("DELETE", f"/comments/{first['id']}").status_code == 404


def test_comments_are_paged_from_the_newest_and_each_page_is_oldest_first(post):
    """The newest page comes first, each page is oldest first, and next leads to older comments."""
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


def test_deleting_a_post_deletes_everything_that_belongs_to_it(post, database):
    """Its likes, comments and notifications are deleted too."""
    alice, bob, path = post
    comments(bob, path, "a")
    bob.sends("PUT", f"{path}/like")
    alice.sends("DELETE", path)
    db = database["sns"]
    assert [db[name].count_documents({}) for name in ("posts", "comments", "likes", "notices")] == [0, 0, 0, 0]
    assert alice.reads("/notice").json["unread"] == 0


def test_a_post_as_json_includes_its_comments(post):
    """A script needs only one request to show a post."""
    alice, bob, path = post
    comments(bob, path, "hi")
    answer = alice.reads(path).json
    assert ([comment["text"] for comment in answer["comments"]], answer["next"]) == (["hi"], None)


def test_a_user_first_mentioned_in_an_edit_is_notified(post, person):
    """Users who were already notified of the comment are not notified again."""
    alice, bob, path = post
    carol = person("carol_1", "carol")
    comment = comments(bob, path, "hi")
    bob.sends("PATCH", f"/comments/{comment['id']}", {"text": "hi @carol"})
    assert (notified(alice), notified(carol)) == (["comment"], ["mention"])
