"""Reports, and what moderators do about them."""

import pytest

from final_app.moderation.store import log
from final_app.moderation.store import reports
from final_app.users.moderators import set_moderator
from final_app.users.store import users


@pytest.fixture
def teacher(person, app):
    """Return a moderator."""
    made = person("teacher", "선생님")
    with app.app_context():
        set_moderator(users().find_one({"user_id": "teacher"})["_id"], True)
    return made


@pytest.fixture
def students(person):
    """Return two users who are no moderators."""
    return person("alice_1", "alice"), person("bob_lee", "bob")


def reports_post(one, post_id, reason="It insults me."):
    """Report a post."""
    return one.sends("POST", "/report", {"kind": "post", "id": post_id, "reason": reason})


def test_a_report_reaches_moderators_once(teacher, students):
    """They get a notification; a second report of the same person changes nothing."""
    alice, bob = students
    post_id, socket = bob.posts("an insult"), teacher.connects()
    socket.get_received()
    first = reports_post(alice, post_id)
    assert first.status_code == 201
    again = reports_post(alice, post_id, "still")
    assert (again.status_code, again.json["report"]) == (200, first.json["report"])
    (notice,) = [event["args"][0] for event in socket.get_received() if event["name"] == "report_notice"]
    assert (notice["kind"], notice["actor"]["nickname"], notice["url"]) == ("report", "alice", "/moderation")
    (shown,) = teacher.reads("/moderation").json["reports"]
    assert (shown["id"], shown["kind"], shown["reason"]) == (first.json["report"]["id"], "post", "It insults me.")
    assert (shown["text"], shown["author"]["nickname"], shown["reporter"]["nickname"]) == ("an insult", "bob", "alice")
    page = teacher.opens("/moderation").text
    assert "an insult" in page
    assert teacher.reads("/notice").json["unread"] == 0  # they have seen it
    assert 'value="removed"' in page


def test_everything_of_moderation_is_hidden_from_others(students, teacher):
    """For who is no moderator these pages do not exist, and no link leads there."""
    alice, bob = students
    report_id = reports_post(alice, bob.posts("hello")).json["report"]["id"]
    answers = [
        alice.reads("/moderation"),
        alice.sends("POST", f"/moderation/{report_id}", {"verdict": "removed"}),
        alice.sends("PUT", "/moderation/suspended/bob"),
        alice.sends("DELETE", "/moderation/suspended/bob"),
        alice.submits("/moderation/suspended/bob", state="suspended"),
        alice.sends("POST", "/moderation/password/bob"),
    ]
    assert [answer.status_code for answer in answers] == [404] * len(answers)
    assert 'href="/moderation"' not in alice.opens("/").text
    assert 'href="/moderation"' in teacher.opens("/").text


@pytest.mark.parametrize(
    ("kind", "typed_id", "reason", "status"),
    [
        ("post", "0" * 24, "bad", 404),
        ("post", "none", "bad", 404),
        ("comment", "0" * 24, "bad", 404),
        ("person", "nobody", "bad", 404),
        ("person", "alice", "bad", 400),
        ("person", "bob", "   ", 400),
        ("person", "bob", "x" * 501, 400),
        ("picture", "1", "bad", 400),
    ],
)
def test_what_cannot_be_reported_is_refused(students, app, kind, typed_id, reason, status):
    """What does not exist, oneself, a reason that is empty or too long, an unknown kind."""
    alice, _bob = students
    answer = alice.sends("POST", "/report", {"kind": kind, "id": typed_id, "reason": reason})
    assert answer.status_code == status, answer.text
    with app.app_context():
        assert reports().count_documents({}) == 0


def test_one_reports_only_what_one_sees(students, teacher):
    """A post for friends answers 404 to others, and a moderator sees it only once it is reported."""
    alice, bob = students
    post_id = bob.posts("secret", "friends")
    assert reports_post(alice, post_id).status_code == 404
    assert alice.opens(f"/report?kind=post&id={post_id}").status_code == 404
    assert teacher.sends("DELETE", f"/content_submit/{post_id}").status_code == 404
    alice.sends("PUT", "/friend/bob")
    bob.sends("PUT", "/friend/alice")
    assert reports_post(alice, post_id).status_code == 201
    assert teacher.reads("/moderation").json["reports"][0]["text"] == "secret"
    assert teacher.sends("DELETE", f"/content_submit/{post_id}").status_code == 200
    assert teacher.reads("/moderation").json["reports"] == []
    assert bob.reads(f"/content_submit/{post_id}").status_code == 404


def test_a_form_without_a_reason_comes_back_with_what_was_typed(students):
    """The page shows what is reported, and the error."""
    alice, bob = students
    post_id = bob.posts("hello")
    assert "hello" in alice.opens(f"/report?kind=post&id={post_id}").text
    answer = alice.submits("/report", kind="post", id=post_id, reason="y" * 501)
    assert answer.status_code == 400
    assert "y" * 501 in answer.text
    assert alice.submits("/report", kind="post", id=post_id, reason="bad").status_code == 302


@pytest.mark.parametrize("verdict", ["dismissed", "removed"])
def test_a_verdict_settles_all_reports_about_the_same(students, teacher, person, verdict):
    """They leave the list, and the log says who did what."""
    alice, bob = students
    carol, post_id = person("carol", "carol"), bob.posts("an insult")
    report_id = reports_post(alice, post_id).json["report"]["id"]
    reports_post(carol, post_id)
    assert "carol" in teacher.opens("/notice").text
    assert teacher.sends("POST", f"/moderation/{report_id}", {"verdict": "maybe"}).status_code == 400
    answer = teacher.sends("POST", f"/moderation/{report_id}", {"verdict": verdict})
    assert answer.json["report"] == {"id": report_id, "verdict": verdict}
    facts = teacher.reads("/moderation").json
    assert facts["reports"] == []
    (entry,) = facts["log"]
    assert (entry["deed"], entry["text"], entry["person"]["nickname"]) == (verdict, "an insult", "bob")
    assert teacher.reads("/notice").json["notices"] == []
    assert bob.reads(f"/content_submit/{post_id}").status_code == (404 if verdict == "removed" else 200)


def test_moderators_delete_what_they_see_and_it_is_noted(students, teacher):
    """Others still may not."""
    alice, bob = students
    post_id = bob.posts("hello")
    comment = {"text": "an insult"}
    comment_id = bob.sends("POST", f"/content_submit/{post_id}/comments", comment).json["comment"]["id"]
    assert alice.sends("DELETE", f"/comments/{comment_id}").status_code == 403
    assert alice.sends("DELETE", f"/content_submit/{post_id}").status_code == 403
    assert teacher.sends("DELETE", f"/comments/{comment_id}").status_code == 200
    assert teacher.sends("DELETE", f"/content_submit/{post_id}").status_code == 200
    entries = teacher.reads("/moderation").json["log"]
    assert [(entry["kind"], entry["text"]) for entry in entries] == [("post", "hello"), ("comment", "an insult")]


def test_a_person_is_suspended_and_let_in_again(students, teacher):
    """All logins and sockets end; only with the right password does logging in say why it is not possible."""
    alice, bob = students
    socket = bob.connects()
    assert teacher.sends("PUT", "/moderation/suspended/bob").json["state"] == "suspended"
    assert not socket.is_connected()
    assert bob.reads("/").status_code == 401
    assert bob.logs_in("wrong password").status_code == 401
    refused = bob.logs_in()
    assert refused.status_code == 403
    assert "suspended" in refused.text
    assert [bob.logs_in().status_code for _attempt in range(11)] == [403] * 11  # no wrong guesses
    people = {one["nickname"]: one["suspended"] for one in teacher.reads("/moderation").json["people"]}
    assert people == {"선생님": False, "alice": False, "bob": True}
    assert teacher.reads("/user/bob").json["suspended"] is True
    assert "suspended" not in alice.reads("/user/bob").json
    assert teacher.submits("/moderation/suspended/bob", state="none").status_code == 302
    assert bob.logs_in().status_code == 302
    assert [entry["deed"] for entry in teacher.reads("/moderation").json["log"]] == ["lifted", "suspended"]


def test_moderators_cannot_suspend_themselves(teacher):
    """So one always remains."""
    assert teacher.sends("PUT", "/moderation/suspended/선생님").status_code == 400
    assert teacher.reads("/moderation").status_code == 200


def test_a_one_time_password_is_shown_once_and_ends_the_logins(students, teacher):
    """The person logs in with it, and chooses another."""
    _alice, bob = students
    password = teacher.sends("POST", "/moderation/password/bob").json["password"]
    assert bob.reads("/").status_code == 401
    assert bob.logs_in(password).headers["Location"].startswith("/change_pw")
    page = teacher.submits("/moderation/password/bob")
    assert page.headers["Cache-Control"] == "no-store"
    assert teacher.sends("POST", "/moderation/password/선생님").status_code == 400


def test_reports_by_and_about_who_leaves_go(students, teacher, app):
    """Nothing of them remains, and the page still works."""
    alice, bob = students
    reports_post(alice, bob.posts("hello"))
    bob.sends("POST", "/report", {"kind": "person", "id": "alice", "reason": "bad"})
    teacher.sends("PUT", "/moderation/suspended/alice")
    assert bob.submits("/secession", password="correct horse").status_code == 302
    with app.app_context():
        assert reports().count_documents({}) == 0
        assert log().count_documents({}) == 1
    assert teacher.opens("/moderation").status_code == 200


def test_what_was_settled_can_be_reported_again(students, teacher):
    """Or who has reported a harmless text could not report what its author made of it later."""
    alice, bob = students
    post_id = bob.posts("harmless")
    first = alice.sends("POST", "/report", {"kind": "post", "id": post_id, "reason": "look"}).json["report"]["id"]
    teacher.sends("POST", f"/moderation/{first}", {"verdict": "dismissed"})
    bob.sends("PATCH", f"/content_submit/{post_id}", {"content_txt": "an insult"})
    again = alice.sends("POST", "/report", {"kind": "post", "id": post_id, "reason": "an insult now"})
    assert again.status_code == 201
    (shown,) = teacher.reads("/moderation").json["reports"]
    assert (shown["id"], shown["reason"]) == (again.json["report"]["id"], "an insult now")
