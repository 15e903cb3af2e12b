"""Password reset: by an emailed code, without revealing who has an account."""

import pytest

from tests.final_app.conftest import MAILBOX

NEW = "battery staple"


def resets(one, code, **fields):
    """Fill in the form with the emailed code and a new password."""
    typed = {"user_email": "minsu_1@example.org", "code": code, "password": NEW, "password2": NEW}
    return one.submits("/password_reset/confirm", **{**typed, **fields})


def test_the_emailed_code_sets_a_new_password_and_ends_every_login(person, newcomer):
    """The code works once, and every earlier session and its sockets are closed."""
    minsu, stranger = person(), newcomer()
    socket = minsu.connects()
    answer = stranger.submits("/password_reset", user_email="Minsu_1@example.org")
    assert answer.status_code == 302
    code = stranger.newest_code()
    assert "Your username, to log in: minsu_1" in stranger.opens(MAILBOX).text
    assert resets(stranger, code).location == "/login"
    assert minsu.opens("/").status_code == 302
    assert not socket.is_connected()
    assert minsu.logs_in().status_code == 401
    assert minsu.logs_in(password=NEW).status_code == 302
    assert resets(stranger, code).status_code == 400


def test_the_answer_is_the_same_for_known_and_unknown_addresses(person, newcomer):
    """Nobody can find out who has an account; the limit of emails is the same, too."""
    person()
    stranger = newcomer()
    answers = {}
    for address in ("minsu_1@example.org", "nobody@example.org"):
        tries = [stranger.sends("POST", "/password_reset", {"user_email": address}) for _ in range(6)]
        answers[address] = [(answer.status_code, answer.text) for answer in tries]
    known, unknown = answers.values()
    assert known == unknown
    assert [status for status, _ in known] == [200] * 5 + [429]


def test_the_response_is_sent_before_anyone_is_looked_for(person, newcomer, monkeypatch):
    """Otherwise its time would tell whether the address has an account."""
    person()
    later = []
    monkeypatch.setattr("final_app.users.passwords.run_later", lambda work, email: later.append(email))
    monkeypatch.setattr("final_app.users.store.find_user_by", None)
    monkeypatch.setattr("final_app.mail.store.save_email", None)
    for address in ("minsu_1@example.org", "nobody@example.org"):
        assert newcomer().submits("/password_reset", user_email=address).status_code == 302
    assert later == ["minsu_1@example.org", "nobody@example.org"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "000000"}, "code"),
        ({"user_email": "nobody@example.org"}, "code"),
        ({"password": "short", "password2": "short"}, "password"),
        ({"password2": "another one"}, "password2"),
    ],
)
def test_an_invalid_reset_is_rejected_and_changes_nothing(person, newcomer, fields, field):
    """The invalid field is named, and the old password still works."""
    minsu, stranger = person(), newcomer()
    stranger.submits("/password_reset", user_email="minsu_1@example.org")
    code = stranger.newest_code()
    typed = {"user_email": "minsu_1@example.org", "code": code, "password": NEW, "password2": NEW, **fields}
    answer = stranger.sends("POST", "/password_reset/confirm", typed)
    assert (answer.status_code, answer.json["field"]) == (400, field)
    assert minsu.logs_in().status_code == 302


def test_a_reset_code_is_invalid_after_five_wrong_tries(person, newcomer):
    """A reset code is as hard to guess as a sign-up code."""
    person()
    stranger = newcomer()
    stranger.submits("/password_reset", user_email="minsu_1@example.org")
    code = stranger.newest_code()
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(5):
        resets(stranger, wrong)
    assert resets(stranger, code).status_code == 400
