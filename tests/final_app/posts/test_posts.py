"""Posts: written, shown, edited and deleted by users with permission."""

import pytest

NO_POST = "0123456789abcdef01234567"


def test_a_new_post_appears_on_its_authors_page(person):
    """Post, redirect, get: the post is on its author's page."""
    minsu = person()
    answer = minsu.submits("/content_submit", content_txt="안녕, Maru!")
    assert (answer.status_code, answer.location) == (302, "/user/%EB%AF%BC%EC%88%98")
    assert "안녕, Maru!" in minsu.opens(answer.location).text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("def f(x):\r\n    if x:\r\n\r\n\treturn 1\r\n", "def f(x):\n    if x:\n\n\treturn 1"),
        ("\r\n \r\n    return 1  \r\n\r\n", "    return 1"),
        ("a\rb\r\nc", "a\nb\nc"),
    ],
)
def test_a_text_keeps_its_lines_and_their_indentation(person, typed, kept):
    """Code stays code; what is left out are blank lines around it, and the second character of a line end."""
    minsu = person()
    assert minsu.submits("/content_submit", content_txt=typed).status_code == 302
    post = minsu.reads("/").json["posts"][0]
    assert post["content_txt"] == kept
    minsu.submits(f"/content_submit/{post['id']}/comments", text=typed)
    assert minsu.reads(f"/content_submit/{post['id']}/comments").json["comments"][0]["text"] == kept


def test_a_line_end_counts_once_wherever_there_is_a_limit(person):
    """A form sends each line end as two characters; a reader has typed one."""
    minsu = person()
    for line_end in ("\r\n", "\n", "\r"):
        post = minsu.submits("/content_submit", content_txt=("x" * 99 + line_end) * 19 + "x" * 100)
        assert post.status_code == 302
        assert minsu.submits("/setting", bio=("x" * 29 + line_end) * 9 + "x" * 30).status_code == 302


@pytest.mark.parametrize("nothing", [" \n ", "\u200b", "\u3164\u2800", "\u202e\ufeff"], ids=ascii)
def test_a_text_of_nothing_to_see_is_empty(person, nothing):
    """It would be an empty post that cannot be clicked away."""
    minsu = person()
    assert minsu.sends("POST", "/content_submit", {"content_txt": nothing}).status_code == 400
    path = f"/content_submit/{minsu.posts('talk')}/comments"
    assert minsu.sends("POST", path, {"text": nothing}).status_code == 400


def test_mentions_reach_people_behind_particles_and_are_links(person):
    """In Korean a word goes on right behind a name; a name that nobody has is plain text."""
    minsu, bob = person(), person("bob_1", "bob")
    post = bob.posts("@민수님 고마워요, @민수에게 @nobody")
    bob.sends("POST", f"/content_submit/{post}/comments", {"text": "@민수야"})
    assert [one["kind"] for one in minsu.reads("/notice").json["notices"]] == ["mention", "mention"]
    page = bob.opens(f"/content_submit/{post}").text
    assert page.count('class="link_name">@민수</a>') == 3
    assert "nobody</a>" not in page


def test_a_post_has_the_fields_that_scripts_rely_on(person):
    """A post as JSON holds what the contract names, and no more."""
    minsu = person()
    answer = minsu.sends("POST", "/content_submit", {"content_txt": "#Flask with @민수"})
    post = answer.json["post"]
    assert answer.status_code == 201
    assert post | {"id": "", "created_at": ""} == {
        "id": "",
        "author": {"nickname": "민수", "user_name": "Some One", "profile_img": None},
        "content_txt": "#Flask with @민수",
        "images": [],
        "hashtags": ["flask"],
        "mentions": ["민수"],
        "audience": "public",
        "created_at": "",
        "edited_at": None,
        "like_count": 0,
        "liked": False,
        "comment_count": 0,
    }
    assert minsu.reads(f"/content_submit/{post['id']}").json["post"] == post


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"content_txt": ""}, "content_txt"),
        ({"content_txt": " \n "}, "content_txt"),
        ({}, "content_txt"),
        ({"content_txt": "a" * 2001}, "content_txt"),
        ({"content_txt": {"$gt": ""}}, "content_txt"),
        ({"content_txt": ["a"]}, "content_txt"),
        ({"content_txt": "half \ud800"}, "content_txt"),
        ({"content_txt": "nul \0"}, "content_txt"),
        ({"content_txt": "a", "audience": "nobody"}, "audience"),
        ({"content_txt": "a", "audience": {"$ne": ""}}, "audience"),
    ],
)
def test_an_invalid_post_is_rejected_with_its_field_and_not_stored(person, fields, field):
    """The response is a 400 that names the field, and nothing is stored."""
    minsu = person()
    answer = minsu.sends("POST", "/content_submit", fields)
    assert (answer.status_code, answer.json["result"], answer.json["field"]) == (400, "error", field)
    assert minsu.reads("/").json["posts"] == []


def test_two_thousand_characters_fit(person):
    """The limit itself is allowed, counted in characters and not in bytes."""
    assert person().posts("가" * 2000)


def test_a_rejected_form_keeps_what_was_typed(person):
    """Nobody should have to type a long text again."""
    answer = person().submits("/content_submit", content_txt="long " * 500)
    assert answer.status_code == 400
    assert "long long long" in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_script_in_a_post_stays_text(person):
    """What a user writes is shown, never run."""
    minsu = person()
    minsu.posts("<script>alert(1)</script>")
    page = minsu.opens("/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_an_edited_post_is_marked_as_edited(person, method):
    """The author can edit a post; it has the new text and is marked as edited."""
    minsu = person()
    post_id = minsu.posts("first")
    answer = minsu.sends(method, f"/content_submit/{post_id}", {"content_txt": "second #new"})
    post = answer.json["post"]
    assert (answer.status_code, post["content_txt"], post["hashtags"]) == (200, "second #new", ["new"])
    assert post["edited_at"]
    assert "edited" in minsu.opens(f"/content_submit/{post_id}").text


def test_patch_changes_only_what_is_sent(person):
    """Changing only the audience keeps the text."""
    minsu = person()
    post_id = minsu.posts("text stays")
    post = minsu.sends("PATCH", f"/content_submit/{post_id}", {"audience": "friends"}).json["post"]
    assert (post["content_txt"], post["audience"]) == ("text stays", "friends")


def test_the_edit_form_leads_back_to_the_post(person):
    """A valid form redirects to the post, and an invalid text shows the form again."""
    minsu = person()
    post_id = minsu.posts("first")
    path = f"/content_submit/{post_id}"
    answer = minsu.submits(path, content_txt="second", audience="public")
    assert (answer.status_code, answer.location) == (302, path)
    rejected = minsu.submits(path, content_txt=" ", audience="public")
    assert rejected.status_code == 400
    assert minsu.reads(path).json["post"]["content_txt"] == "second"


def test_its_author_deletes_a_post(person):
    """A deleted post is gone, and deleting it again is 404."""
    minsu = person()
    path = f"/content_submit/{minsu.posts('short-lived')}"
    assert minsu.sends("DELETE", path).json == {"result": "success"}
    assert minsu.sends("DELETE", path).status_code == 404
    assert minsu.opens(path).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_only_its_author_can_edit_or_delete_a_post(person, method):
    """Other users get 403, and the post stays."""
    alice, minsu = person("alice_1", "alice"), person()
    path = f"/content_submit/{alice.posts('mine')}"
    answer = minsu.sends(method, path, None if method == "DELETE" else {"content_txt": "stolen"})
    assert (answer.status_code, answer.json["result"]) == (403, "error")
    assert alice.reads(path).json["post"]["content_txt"] == "mine"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("post_id", [NO_POST, "1", "민수", "$gt"])
def test_an_unknown_post_is_404_for_every_method(person, method, post_id):
    """A missing post is 404, whatever the id looks like."""
    json = {"content_txt": "a"} if method in ("POST", "PUT", "PATCH") else None
    assert person().sends(method, f"/content_submit/{post_id}", json).status_code == 404


def test_a_friends_only_post_does_not_exist_for_a_stranger(person):
    """A hidden post answers 404 on every URL."""
    alice, minsu = person("alice_1", "alice"), person()
    post_id = alice.posts("secret", audience="friends")
    assert minsu.reads(f"/content_submit/{post_id}").status_code == 404
    assert minsu.sends("PATCH", f"/content_submit/{post_id}", {"content_txt": "x"}).status_code == 404
    assert minsu.reads("/user/alice").json["posts"] == []
    assert [post["id"] for post in alice.reads("/user/alice").json["posts"]] == [post_id]
