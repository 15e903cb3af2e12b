"""Rejected forms: every invalid field is named at once, what was typed is kept, the first one gets the focus."""

import io
import re

import pytest

INVALID = {
    "user_id": "Min su",
    "nickname": "a",
    "user_name": " ",
    "user_email": "nobody",
    "password": "short",
    "password2": "another",
}


def invalid_fields(page):
    """Return the names of the fields that a page marks as invalid, in order."""
    return [re.search(r'name="(\w+)"', tag)[1] for tag in re.findall(r"<[^>]*aria-invalid[^>]*>", page)]


def focused_fields(page):
    """Return the names of the fields that get the focus."""
    return [re.search(r'name="(\w+)"', tag)[1] for tag in re.findall(r"<[^>]*\bautofocus\b[^>]*>", page)]


def test_signing_up_names_every_invalid_field_at_once(newcomer):
    """Six invalid fields are six messages, each at its field; the first one gets the focus."""
    answer = newcomer().asks_to_join(**INVALID)
    assert answer.status_code == 400
    assert invalid_fields(answer.text) == list(INVALID)
    assert focused_fields(answer.text) == ["user_id"]
    assert answer.text.count('class="wrong"') == len(INVALID)
    for name in INVALID:
        assert f'id="{name}_wrong"' in answer.text


def test_what_was_typed_is_kept_but_no_password(newcomer):
    """Nobody types a form twice because of one field; a password never comes back in a page."""
    answer = newcomer().asks_to_join(user_id="Min su", password="a good secret", password2="a good secret")
    for typed in ("Min su", "민수", "Some One", "minsu_1@example.org"):
        assert f'value="{typed}"' in answer.text
    assert "a good secret" not in answer.text


def test_taken_fields_are_named_together_once_the_others_are_valid(person, newcomer):
    """All taken fields at once; but an invalid form does not tell who has signed up, as it costs no email."""
    person("alice_1", "alice")
    answer = newcomer("alice_1", "ALICE").asks_to_join(password="short", password2="short")
    assert invalid_fields(answer.text) == ["password"]
    answer = newcomer("alice_1", "ALICE").asks_to_join()
    assert invalid_fields(answer.text) == ["user_id", "nickname"]


def test_json_names_every_field_and_the_first_one_as_before(newcomer):
    """`field` is the first invalid one, `errors` has the message for each."""
    answer = newcomer().sends("POST", "/join", INVALID)
    assert (answer.status_code, answer.json["field"]) == (400, "user_id")
    assert set(answer.json["errors"]) == set(INVALID)
    assert answer.json["message"] == answer.json["errors"]["user_id"]


def test_fields_that_are_not_text_are_all_named(newcomer):
    """A number or a list where text is expected is an error of its field."""
    answer = newcomer().sends("POST", "/join/verify", {"code": 1})
    assert (answer.status_code, answer.json["field"]) == (400, "code")
    answer = newcomer().sends("POST", "/password_reset/confirm", {"user_email": 1, "code": "1", "password": ["x"]})
    assert (answer.status_code, set(answer.json["errors"])) == (400, {"user_email", "password"})


def test_settings_name_every_invalid_field_and_change_nothing(person):
    """Four invalid fields of the profile are named; the profile stays as it was."""
    minsu = person()
    fields = {"nickname": "a", "user_name": "", "bio": "x" * 301, "language": "fr"}
    answer = minsu.sends("POST", "/setting", fields)
    assert (answer.status_code, set(answer.json["errors"])) == (400, set(fields))
    assert minsu.reads("/setting").json["nickname"] == "민수"


@pytest.mark.parametrize(
    ("path", "fields", "named"),
    [
        (
            "/change_pw",
            {"origin_pw": "wrong one", "password": "x", "password2": "y"},
            ["origin_pw", "password", "password2"],
        ),
        ("/password_reset/confirm", {"user_email": "a"}, ["user_email", "code", "password"]),
        ("/change_pw", {"origin_pw": "correct horse", "password": "x", "password2": "y"}, ["password", "password2"]),
        ("/secession", {"password": "wrong one"}, ["password"]),
        ("/content_submit", {"content_txt": "", "audience": "nobody"}, ["content_txt", "audience"]),
    ],
)
def test_every_form_names_its_invalid_fields(person, path, fields, named):
    """Passwords, the account and posts, too."""
    answer = person().sends("POST", path, fields).json
    assert (answer["field"], set(answer["errors"])) == (named[0], set(named))


def test_only_the_rejected_form_of_the_settings_is_marked(person):
    """A wrong password at "delete account" marks that field, not the one of "change password"."""
    page = person().submits("/secession", password="wrong one").text
    assert page.count("aria-invalid") == 1
    assert re.search(r'<input id="leave_password"[^>]*aria-invalid', page)


def test_a_rejected_comment_keeps_its_text(person):
    """A comment that is too long comes back with its text, its error and what it answers."""
    minsu = person()
    path = f"/content_submit/{minsu.posts('hello')}/comments"
    parent = minsu.sends("POST", path, {"text": "first"}).json["comment"]["id"]
    answer = minsu.submits(path, text="x" * 501, reply_to=parent)
    assert answer.status_code == 400
    assert "x" * 501 in answer.text
    assert invalid_fields(answer.text) == ["text"]
    assert f'name="reply_to" value="{parent}"' in answer.text


def test_a_wrong_password_beside_an_invalid_new_one_is_still_a_counted_guess(person):
    """403, as for a wrong password alone: the limit of attempts counts it."""
    minsu = person()
    fields = {"origin_pw": "wrong one", "password": "x", "password2": "y"}
    assert [minsu.sends("POST", "/change_pw", fields).status_code for _ in range(11)] == [403] * 10 + [429]


def test_pictures_are_named_with_the_other_fields(person):
    """A file that is no picture is told together with an invalid text, with the status of the picture."""
    minsu = person()
    wrong = (io.BytesIO(b"no picture"), "a.jpg")
    answer = minsu.submits("/content_submit", content_txt="x" * 2001, audience="nobody", content_file=wrong)
    assert (answer.status_code, invalid_fields(answer.text)) == (415, ["content_txt", "audience", "content_file"])
    both = {name: (io.BytesIO(b"no picture"), "a.jpg") for name in ("profile_img", "background_img")}
    answer = minsu.submits("/setting", language="fr", **both)
    assert (answer.status_code, set(invalid_fields(answer.text))) == (415, {*both, "language"})


def test_a_reply_to_a_deleted_comment_says_so_and_can_be_sent_as_a_comment(person):
    """The field is not on the page: its message stands above the form, and the next try is a plain comment."""
    minsu = person()
    path = f"/content_submit/{minsu.posts('hello')}/comments"
    answer = minsu.submits(path, text="too late", reply_to="0" * 24)
    assert "no longer exists" in answer.text
    assert 'name="reply_to" value=""' in answer.text
    assert ">too late</textarea>" in answer.text


def test_a_form_on_a_rejected_page_leads_back_to_a_page(person):
    """After two rejected posts the address is one that only takes POST; Like leads home then, not to a 405."""
    minsu = person()
    minsu.posts("hello")
    here = {"Referer": "http://localhost/content_submit"}
    page = minsu.http.post("/content_submit", data={"csrf_token": minsu.token(), "content_txt": ""}, headers=here).text
    assert 'name="next" value="/content_submit' not in page
    assert re.search(r'name="next" value="/#post-', page)
