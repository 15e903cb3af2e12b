"""Settings: profile, password, export, and account deletion."""

import io
import json
import zipfile

import pytest
from bson import ObjectId

from final_app.settings import export
from final_app.settings.actions import resume_deletions

COLLECTIONS = ("people", "posts", "comments", "likes", "notices", "notice_numbers", "friendships", "images")


def test_a_new_nickname_appears_everywhere(person):
    """The profile, posts and comments show the new name, and the old one is free again."""
    minsu = person("minsu_1", "민수")
    post_id = minsu.posts("hello")
    minsu.sends("POST", f"/content_submit/{post_id}/comments", {"text": "myself"})
    assert minsu.submits("/setting", nickname="수민", user_name="박수민", bio="안녕").location == "/setting"
    page = minsu.reads("/user/수민").json
    assert (page["nickname"], page["user_name"], page["bio"]) == ("수민", "박수민", "안녕")
    assert page["posts"][0]["author"]["nickname"] == "수민"
    assert minsu.reads(f"/content_submit/{post_id}/comments").json["comments"][0]["author"]["nickname"] == "수민"
    assert minsu.reads("/user/민수").status_code == 404
    assert minsu.reads("/search?kind=people&search=수민").json["people"][0]["nickname"] == "수민"


@pytest.mark.parametrize(
    ("field", "value"),
    [("nickname", "a"), ("nickname", "ALICE"), ("user_name", ""), ("bio", "a" * 301), ("language", "fr")],
)
def test_an_invalid_setting_is_named_and_nothing_changes(person, field, value):
    """The response is a 400 that names the field, and no other field of the form is saved."""
    person("alice_1", "alice")
    minsu = person("minsu_1", "민수")
    answer = minsu.sends("POST", "/setting", {"user_name": "Other", field: value})
    assert (answer.status_code, answer.json["field"]) == (400, field)
    assert minsu.reads("/user/민수").json["user_name"] == "Some One"


def test_the_language_follows_the_setting(person):
    """A chosen language takes priority over the browser's."""
    minsu = person()
    minsu.submits("/setting", language="ko")
    assert '<html lang="ko">' in minsu.opens("/", **{"Accept-Language": "en"}).text


def test_a_changed_password_ends_the_other_logins_and_their_sockets(newcomer):
    """The new password works, the old one does not; this browser stays logged in and the other does not."""
    here, elsewhere = newcomer().joins(), newcomer()
    here.logs_in()
    elsewhere.logs_in()
    socket = elsewhere.connects()
    fields = {"origin_pw": "correct horse", "password": "battery staple", "password2": "battery staple"}
    assert here.submits("/change_pw", **fields).location == "/setting"
    assert here.opens("/").status_code == 200
    assert elsewhere.opens("/").status_code == 302
    assert not socket.is_connected()
    assert newcomer().logs_in().status_code == 401
    assert newcomer().logs_in(password="battery staple").status_code == 302


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"origin_pw": "wrong"}, 403, "origin_pw"),
        ({"password": "short", "password2": "short"}, 400, "password"),
        ({"password2": "another one"}, 400, "password2"),
    ],
)
def test_an_invalid_change_of_password_changes_nothing(person, fields, status, field):
    """The current password must be right, and the new one valid and typed twice."""
    minsu = person()
    good = {"origin_pw": "correct horse", "password": "battery staple", "password2": "battery staple"}
    answer = minsu.sends("POST", "/change_pw", {**good, **fields})
    assert (answer.status_code, answer.json["field"]) == (status, field)
    assert minsu.submits("/change_pw", **{**good, **fields}).status_code == status
    assert minsu.logs_in().status_code == 302


def test_the_export_holds_all_data_of_a_user_and_no_secret(person):
    """It is a zip of JSON files without password or login secrets."""
    minsu = person()
    minsu.posts("mine #tag")
    answer = minsu.opens("/setting/export")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as files:
        held = {name: files.read(name).decode() for name in files.namelist()}
    assert json.loads(held["posts.json"])[0]["content_txt"] == "mine #tag"
    assert json.loads(held["person.json"])["user_email"] == "minsu_1@example.org"
    assert "password" not in "".join(held.values())
    answer.close()


def test_a_user_exports_once_at_a_time(person, app):
    """Another click while the data is being collected is answered at once; afterwards it works again."""
    minsu = person()
    user_oid = ObjectId(session_of(minsu)["person_id"])
    export.exporting.add(user_oid)
    assert minsu.opens("/setting/export").status_code == 429
    export.exporting.discard(user_oid)
    with minsu.opens("/setting/export") as answer:
        assert answer.status_code == 200
        assert answer.content_length == len(answer.data)
    assert export.exporting == set()


def session_of(one):
    with one.http.session_transaction() as session:
        return dict(session)


@pytest.fixture
def entangled(person):
    """Return alice and bob, who have interacted in every possible way."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    alice.sends("PUT", "/friend/bob")
    bob.sends("PUT", "/friend/alice")
    posts = {one: one.posts(f"by {one.nickname}") for one in (alice, bob)}
    for one in (alice, bob):
        for post_id in posts.values():
            one.sends("PUT", f"/content_submit/{post_id}/like")
            comment = one.sends("POST", f"/content_submit/{post_id}/comments", {"text": "hm @alice @bob"}).json[
                "comment"
            ]
            one.sends("POST", f"/content_submit/{post_id}/comments", {"text": "re", "reply_to": comment["id"]})
    return alice, bob, posts


def documents_naming(database, person_id):
    """Return how many documents still refer to a user."""
    return sum(str(person_id) in str(document) for name in COLLECTIONS for document in database["sns"][name].find())


def test_a_deleted_account_is_removed_everywhere_and_counts_stay_correct(entangled, database):
    """None of their data remains, what others wrote stays, and they cannot log in."""
    alice, bob, posts = entangled
    bob_id = database["sns"].people.find_one({"user_id": "bob_1"})["_id"]
    socket = bob.connects()
    assert bob.submits("/secession", password="wrong").status_code == 403
    assert documents_naming(database, bob_id) > 0
    answer = bob.submits("/secession", password="correct horse")
    assert (answer.status_code, answer.location) == (302, "/login")
    assert documents_naming(database, bob_id) == 0
    assert not socket.is_connected()
    post = alice.reads(f"/content_submit/{posts[alice]}").json["post"]
    comments = alice.reads(f"/content_submit/{posts[alice]}/comments").json["comments"]
    assert (post["like_count"], post["comment_count"], len(comments)) == (1, 2, 2)
    assert alice.reads("/user/bob").status_code == 404
    assert bob.logs_in().status_code == 401


def test_an_account_deletion_that_a_crash_interrupted_is_finished(entangled, database, monkeypatch):
    """The user is hidden at once, and the next start deletes the rest."""
    alice, bob, _ = entangled
    bob_id = database["sns"].people.find_one({"user_id": "bob_1"})["_id"]
    with monkeypatch.context() as broken:
        broken.setattr("final_app.settings.actions.delete_whole_post", lambda post: 1 / 0)
        bob.submits("/secession", password="correct horse")
    assert documents_naming(database, bob_id) > 0
    assert alice.reads("/user/bob").status_code == 404
    assert bob.opens("/").status_code == 302
    with alice.app.test_request_context():
        resume_deletions()
    assert documents_naming(database, bob_id) == 0


@pytest.mark.parametrize(("path", "field"), [("/change_pw", "origin_pw"), ("/secession", "password")])
def test_a_stolen_cookie_does_not_help_to_guess_the_password(person, path, field):
    """After ten wrong passwords the answer is 429, here and when logging in to the same account."""
    minsu = person()
    wrong = {"origin_pw": "wrong", "password": "battery staple", "password2": "battery staple", field: "wrong"}
    assert [minsu.sends("POST", path, wrong).status_code for _ in range(10)] == [403] * 10
    answer = minsu.sends("POST", path, wrong)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert minsu.logs_in().status_code == 429


def test_a_line_break_in_the_bio_counts_as_one_character(person):
    """A form sends each line break as two characters; the browser counts one, and so does the limit."""
    minsu = person()
    assert minsu.submits("/setting", bio="x\r\n" * 149 + "xx").status_code == 302
    assert minsu.reads("/user/민수").json["bio"] == "x\n" * 149 + "xx"
