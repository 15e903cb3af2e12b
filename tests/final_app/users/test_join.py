"""Joining: the form, the mailed code, and all that can be wrong with them."""

import pytest


def test_a_newcomer_joins_with_the_mailed_code_and_logs_in(newcomer):
    """Join, code, log in: after these three the feed opens."""
    minsu = newcomer()
    answer = minsu.asks_to_join()
    assert (answer.status_code, answer.location) == (302, "/join/verify")
    answer = minsu.submits("/join/verify", code=minsu.newest_code())
    assert (answer.status_code, answer.location) == (302, "/login")
    assert "Welcome! You can log in now." in minsu.opens("/login").text
    assert "Welcome! You can log in now." not in minsu.opens("/login").text
    assert minsu.logs_in().location == "/"
    assert minsu.opens("/").status_code == 200


def test_the_code_is_in_the_letter_and_in_no_answer(newcomer):
    """The code leaves the server by mail only."""
    minsu = newcomer()
    answers = [minsu.asks_to_join(), minsu.opens("/join/verify"), minsu.submits("/join/resend")]
    code = minsu.newest_code()
    assert all(code not in answer.text + str(answer.headers) for answer in answers)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("user_id", "abc"),
        ("user_id", "a" * 21),
        ("user_id", "Minsu_1"),
        ("user_id", "민수민수"),
        ("nickname", "a"),
        ("nickname", "a" * 21),
        ("nickname", "two words"),
        ("nickname", "<b>"),
        ("user_name", " "),
        ("user_name", "a" * 41),
        ("user_email", "nobody"),
        ("user_email", "a@b@c"),
        ("user_email", "민수@example.org"),
        ("user_email", "a@b\r\nBcc: c@d"),
        ("password", "short"),
        ("password", "a" * 129),
        ("password2", "another one"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_mailed(newcomer, field, value):
    """A field that will not do is named, by script and by page, and no letter goes out."""
    minsu = newcomer()
    page = minsu.asks_to_join(**{field: value})
    assert page.status_code == 400
    assert f'id="{field}_wrong"' in page.text
    fields = {"user_id": "minsu_1", "nickname": "민수", "user_name": "M", "user_email": "m@example.org"}
    fields |= {"password": "correct horse", "password2": "correct horse", field: value}
    answer = minsu.sends("POST", "/join", fields)
    assert (answer.status_code, answer.json["result"], answer.json["field"]) == (400, "error", field)
    assert "<article" not in minsu.opens("/dev/mail").text


@pytest.mark.parametrize("nickname", ["민수", "Ünal_7", "ゆき", "हिंदी"])
def test_a_nickname_may_be_of_any_script(newcomer, nickname):
    """Letters of every script make a nickname, and a page under it."""
    someone = newcomer("some_one", nickname).joins()
    someone.logs_in()
    assert nickname in someone.opens(f"/user/{nickname}").text


@pytest.mark.parametrize(
    ("field", "value"),
    [("user_id", "alice_1"), ("nickname", "ALICE"), ("user_email", "Alice_1@Example.org")],
)
def test_what_someone_has_is_refused_whatever_its_case(newcomer, person, field, value):
    """A user id, nickname or address belongs to one person."""
    person("alice_1", "alice")
    answer = newcomer("minsu_1", "민수").asks_to_join(**{field: value})
    assert answer.status_code == 400
    assert f'id="{field}_wrong"' in answer.text


def test_of_two_who_wait_with_one_nickname_the_first_code_wins(newcomer):
    """The second gets a message that names the field, and no half account."""
    first, second = newcomer("first_1", "민수"), newcomer("second_1", "민수")
    first.asks_to_join()
    code = first.newest_code()
    second.asks_to_join()
    assert first.submits("/join/verify", code=code).status_code == 302
    answer = second.sends("POST", "/join/verify", {"code": second.newest_code()})
    assert (answer.status_code, answer.json["field"]) == (400, "nickname")
    assert second.logs_in().status_code == 401


def test_a_code_works_once(newcomer):
    """The same code makes one person and no second."""
    minsu = newcomer()
    minsu.asks_to_join()
    code = minsu.newest_code()
    minsu.submits("/join/verify", code=code)
    assert minsu.submits("/join/verify", code=code).status_code == 400


def test_after_five_wrong_tries_the_right_code_is_dead_and_a_new_one_works(newcomer):
    """Guessing ends after five tries; a new code has tries of its own."""
    minsu = newcomer()
    minsu.asks_to_join()
    code = minsu.newest_code()
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert [minsu.submits("/join/verify", code=wrong).status_code for _ in range(5)] == [400] * 5
    assert minsu.submits("/join/verify", code=code).status_code == 400
    minsu.submits("/join/resend")
    assert minsu.submits("/join/verify", code=minsu.newest_code()).status_code == 302


def test_a_code_that_is_too_old_is_refused(make_app, newcomer):
    """A code lives for as long as the settings say."""
    minsu = newcomer()
    minsu.app.config["CODE_SECONDS"] = 0
    minsu.asks_to_join()
    assert minsu.submits("/join/verify", code=minsu.newest_code()).status_code == 400


def test_an_earlier_code_is_dead_once_another_was_sent(newcomer):
    """Only the newest letter holds a code that works."""
    minsu = newcomer()
    minsu.asks_to_join()
    earlier = minsu.newest_code()
    minsu.submits("/join/resend")
    if minsu.newest_code() != earlier:  # one in a million
        assert minsu.submits("/join/verify", code=earlier).status_code == 400


def test_five_letters_an_hour_go_to_one_address(newcomer):
    """Nobody's mailbox can be flooded from here."""
    minsu = newcomer()
    minsu.asks_to_join()
    assert [minsu.submits("/join/resend").status_code for _ in range(4)] == [302] * 4
    answer = minsu.submits("/join/resend")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_a_code_without_a_join_is_refused(newcomer):
    """Who has not asked to join is told to."""
    assert newcomer().sends("POST", "/join/verify", {"code": "123456"}).json["field"] == "code"


def test_a_page_for_a_code_that_nobody_waits_for_says_what_to_do(newcomer):
    """Without a join no letter is on its way: the page leads to the form to join by, and has none for a code."""
    minsu = newcomer()
    tries = [minsu.opens("/join/verify"), minsu.submits("/join/verify", code="1"), minsu.submits("/join/resend")]
    for page in tries:
        assert "Please sign up" in page.text
        assert 'href="/join"' in page.text
        assert "6-digit code" not in page.text
        assert 'name="code"' not in page.text
    minsu.asks_to_join()
    assert "6-digit code" in minsu.opens("/join/verify").text
