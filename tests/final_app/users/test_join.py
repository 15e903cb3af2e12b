"""Sign-up: the form, the emailed code, and everything that can go wrong with them."""

import re

import pytest

from tests.final_app.conftest import MAILBOX


def test_a_new_user_signs_up_with_the_emailed_code_and_logs_in(newcomer):
    """After the form, the code and the login, the feed opens."""
    minsu = newcomer()
    answer = minsu.asks_to_join()
    assert (answer.status_code, answer.location) == (302, "/join/verify")
    answer = minsu.submits("/join/verify", code=minsu.newest_code())
    assert (answer.status_code, answer.location) == (302, "/login")
    assert "Welcome! You can log in now." in minsu.opens("/login").text
    assert "Welcome! You can log in now." not in minsu.opens("/login").text
    assert minsu.logs_in().location == "/"
    assert minsu.opens("/").status_code == 200


def test_the_code_is_in_the_email_and_in_no_response(newcomer):
    """The code leaves the server by email only, or anyone could use another user's address."""
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
def test_an_invalid_field_is_named_and_no_email_is_sent(newcomer, field, value):
    """Both the JSON and the page name the invalid field, and no email is sent."""
    minsu = newcomer()
    page = minsu.asks_to_join(**{field: value})
    assert page.status_code == 400
    assert f'id="{field}_wrong"' in page.text
    fields = {"user_id": "minsu_1", "nickname": "민수", "user_name": "M", "user_email": "m@example.org"}
    fields |= {"password": "correct horse", "password2": "correct horse", field: value}
    answer = minsu.sends("POST", "/join", fields)
    assert (answer.status_code, answer.json["result"], answer.json["field"]) == (400, "error", field)
    assert "<article" not in minsu.opens("/dev/mail?key=only-for-tests").text


@pytest.mark.parametrize("nickname", ["민수", "Ünal_7", "ゆき", "हिंदी"])
def test_a_nickname_may_use_any_script(newcomer, nickname):
    """Letters of every script are valid in a nickname and in the URL of its page."""
    someone = newcomer("some_one", nickname).joins()
    someone.logs_in()
    assert nickname in someone.opens(f"/user/{nickname}").text


@pytest.mark.parametrize(
    ("field", "value"),
    [("user_id", "alice_1"), ("nickname", "ALICE")],
)
def test_a_taken_name_is_rejected_in_any_case(newcomer, person, field, value):
    """A user id or nickname belongs to one user only."""
    person("alice_1", "alice")
    answer = newcomer("minsu_1", "민수").asks_to_join(**{field: value})
    assert answer.status_code == 400
    assert f'id="{field}_wrong"' in answer.text


def test_signing_up_does_not_tell_whose_address_has_an_account(newcomer, person):
    """The responses are the same, and the owner of the address gets an email without a code."""
    person("alice_1", "alice")
    answers = []
    for address in ("Alice_1@Example.org", "unknown@example.org"):
        minsu = newcomer("minsu_1", "민수")
        asked = minsu.asks_to_join(user_email=address)
        page = minsu.opens("/join/verify").text
        wrong = minsu.submits("/join/verify", code="000000")
        again = minsu.submits("/join/resend")
        answers.append([asked.status_code, asked.location, page, wrong.status_code, wrong.text, again.status_code])
        emails = re.findall('<p class="text">(.*?)</p>', minsu.opens(MAILBOX).text, re.DOTALL)[:2]
        assert [bool(re.search(r"\b\d{6}\b", email)) for email in emails] == [address.startswith("unknown")] * 2
    assert remove_tokens(answers[0]) == remove_tokens(answers[1])


def remove_tokens(answers):
    return [re.sub(r'(content|value)="[^"]{60,}"', "", str(answer)) for answer in answers]


def test_one_client_cannot_have_any_number_of_emails_sent(newcomer):
    """120 sign-ups with other people's addresses are stopped; invalid forms do not count."""
    newcomer().app.config["EMAILS_PER_CLIENT"] = "3/hour"
    minsu = newcomer()
    assert [minsu.asks_to_join(password="short").status_code for _ in range(4)] == [400] * 4
    statuses = [minsu.asks_to_join(user_email=f"{number}@example.org").status_code for number in range(4)]
    assert statuses == [302] * 3 + [429]
    assert minsu.submits("/password_reset", user_email="someone@example.org").status_code == 429


@pytest.mark.parametrize("name", ["https://evil.example/a", "win at evil.example", "me@evil.example", "evil。example"])
def test_a_name_is_no_link_in_an_email(newcomer, name):
    """Mail programs make links of addresses, and the name was chosen by who asked for the email."""
    minsu = newcomer().joins()
    minsu.logs_in()
    minsu.submits("/setting", nickname="민수", user_name=name, language="en", bio="")
    minsu.submits("/password_reset", user_email="minsu_1@example.org")
    newcomer("other_1", "other").asks_to_join(user_name=name)
    emails = minsu.opens(MAILBOX).text.split("<article", 1)[1]
    assert not re.search(r"[.。:/@]evil|evil[.。]|https:", emails)
    assert "evil" in emails


def test_of_two_pending_sign_ups_with_one_nickname_the_first_code_wins(newcomer):
    """The second gets an error that names the field, and no half-made account."""
    first, second = newcomer("first_1", "민수"), newcomer("second_1", "민수")
    first.asks_to_join()
    code = first.newest_code()
    second.asks_to_join()
    assert first.submits("/join/verify", code=code).status_code == 302
    answer = second.sends("POST", "/join/verify", {"code": second.newest_code()})
    assert (answer.status_code, answer.json["field"]) == (400, "nickname")
    assert second.logs_in().status_code == 401


def test_a_code_works_once(newcomer):
    """The same code makes one account, never two."""
    minsu = newcomer()
    minsu.asks_to_join()
    code = minsu.newest_code()
    minsu.submits("/join/verify", code=code)
    assert minsu.submits("/join/verify", code=code).status_code == 400


def test_after_five_wrong_tries_the_code_is_invalid_and_a_new_one_works(newcomer):
    """Guessing ends after five tries; a new code has its own tries."""
    minsu = newcomer()
    minsu.asks_to_join()
    code = minsu.newest_code()
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert [minsu.submits("/join/verify", code=wrong).status_code for _ in range(5)] == [400] * 5
    assert minsu.submits("/join/verify", code=code).status_code == 400
    minsu.submits("/join/resend")
    assert minsu.submits("/join/verify", code=minsu.newest_code()).status_code == 302


def test_an_expired_code_is_rejected(make_app, newcomer):
    """A code is valid for as long as the settings say."""
    minsu = newcomer()
    minsu.app.config["CODE_SECONDS"] = 0
    minsu.asks_to_join()
    assert minsu.submits("/join/verify", code=minsu.newest_code()).status_code == 400


def test_a_new_code_invalidates_the_previous_one(newcomer):
    """Only the latest email has a code that works."""
    minsu = newcomer()
    minsu.asks_to_join()
    earlier = minsu.newest_code()
    minsu.submits("/join/resend")
    if minsu.newest_code() != earlier:  # equal by chance, one time in a million
        assert minsu.submits("/join/verify", code=earlier).status_code == 400


def test_an_address_gets_at_most_five_emails_an_hour(newcomer):
    """Otherwise anyone could flood a mailbox from here."""
    minsu = newcomer()
    minsu.asks_to_join()
    assert [minsu.submits("/join/resend").status_code for _ in range(4)] == [302] * 4
    answer = minsu.submits("/join/resend")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_a_code_without_a_sign_up_is_rejected(newcomer):
    """A visitor who has not signed up gets a message that says to do so."""
    assert newcomer().sends("POST", "/join/verify", {"code": "123456"}).json["field"] == "code"


def test_the_code_page_without_a_sign_up_links_to_the_form(newcomer):
    """Without a sign-up no email was sent: the page links to the sign-up form and has no field for a code."""
    minsu = newcomer()
    tries = [minsu.opens("/join/verify"), minsu.submits("/join/verify", code="1"), minsu.submits("/join/resend")]
    for page in tries:
        assert "Please sign up" in page.text
        assert 'href="/join"' in page.text
        assert "6-digit code" not in page.text
        assert 'name="code"' not in page.text
    minsu.asks_to_join()
    assert "6-digit code" in minsu.opens("/join/verify").text
