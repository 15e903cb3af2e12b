"""Logging in and out: who the user is, and how long a login lasts."""

import unicodedata
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from unittest.mock import Mock
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest

from final_app.config import Config


@pytest.mark.parametrize(("user_id", "password"), [("minsu_1", "wrong horse"), ("nobody_1", "correct horse")])
def test_a_wrong_password_and_an_unknown_user_get_the_same_message(newcomer, user_id, password):
    """Otherwise anyone could find out who has an account."""
    minsu = newcomer().joins()
    answer = minsu.sends("POST", "/login", {"user_id": user_id, "password": password})
    assert answer.status_code == 401
    assert answer.json == {"result": "error", "message": "Wrong username or password."}
    assert minsu.opens("/").location.startswith("/login")


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        ("/user/민수", "/user/%EB%AF%BC%EC%88%98"),
        ("", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\tevil", "/"),
        ("http://[", "/"),
    ],
)
def test_login_redirects_only_within_this_site(newcomer, wanted, location):
    """next leads to one of our pages or to the home page, never to another site."""
    answer = newcomer().joins().logs_in(next=wanted)
    assert (answer.status_code, answer.location) == (302, location)


def test_a_visitor_logs_in_and_continues_to_the_page_they_wanted(newcomer):
    """The login remembers the page that was requested."""
    minsu = newcomer().joins()
    sent_to = minsu.opens("/user/민수?before=").location
    assert sent_to.startswith("/login?next=/user/")
    page = minsu.opens(sent_to).text
    assert 'name="next" value="/user/' in page


@pytest.mark.parametrize(
    ("came_from", "wanted"),
    [
        ("http://localhost/user/alice?before=1", "/user/alice?before=1"),
        ("http://localhost/", "/"),
        ("http://evil.example/user/alice", "/"),
        ("http://localhost//evil.example", "/"),
        ("http://[", "/"),
        (None, "/"),
    ],
)
def test_a_form_sent_after_the_login_expired_leads_back_to_its_page(newcomer, came_from, wanted):
    """The change is not made; after logging in, the user is on the page with the form again."""
    headers = {"Referer": came_from} if came_from else {}
    answer = newcomer().http.post("/content_submit", data={"content_txt": "hi"}, headers=headers)
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.location).query) == {"next": [wanted]}


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_a_script_without_a_login_gets_401(newcomer, method):
    """JSON requests get a JSON answer, whatever the method."""
    answer = newcomer().sends(method, "/content_submit/0123456789abcdef01234567", None if method == "GET" else {})
    assert answer.status_code == 401
    assert answer.json["result"] == "error"


def test_a_copied_cookie_is_invalid_after_logout(person):
    """Logging out ends the login itself, so a copied cookie no longer works (in stage 03 it still did)."""
    minsu = person()
    copied = minsu.http.get_cookie("sns_session").value
    answer = minsu.submits("/logout")
    assert (answer.status_code, answer.location) == (302, "/login")
    minsu.http.set_cookie("sns_session", copied)
    assert minsu.opens("/").status_code == 302


def test_logging_out_here_leaves_the_other_browser_logged_in(newcomer):
    """Each login is separate."""
    phone = newcomer().joins()
    laptop = newcomer()
    phone.logs_in()
    laptop.logs_in()
    phone.submits("/logout")
    assert laptop.opens("/").status_code == 200


def test_logging_in_starts_a_session_with_nothing_from_before(newcomer):
    """A session planted in the browser before the login is replaced, so it cannot be used to hijack the account."""
    minsu = newcomer().joins()
    before = minsu.token()
    planted = minsu.http.get_cookie("sns_session").value
    minsu.logs_in()
    assert minsu.http.get_cookie("sns_session").value != planted
    minsu.http.set_cookie("sns_session", planted)
    assert minsu.opens("/").status_code == 302
    assert before


def test_the_oldest_login_ends_when_there_are_too_many(make_app, newcomer):
    """The number of logins of one user is limited."""
    first = newcomer().joins()
    first.app.config["LOGINS_PER_USER"] = 2
    first.logs_in()
    for _ in range(2):
        newcomer().logs_in()
    assert first.opens("/").status_code == 302


def test_the_sockets_of_the_login_that_ends_are_closed(make_app, newcomer):
    """A login that ends for want of room hears nothing any more."""
    first = newcomer().joins()
    first.app.config["LOGINS_PER_USER"] = 2
    first.logs_in()
    page = first.connects()
    newcomer().logs_in()
    assert page.is_connected()
    newcomer().logs_in()
    assert not page.is_connected()


def test_ten_wrong_passwords_from_one_address_block_further_tries(newcomer):
    """Then even the right password gets a 429 with the time to wait; other accounts are not blocked."""
    minsu = newcomer().joins()
    alice = newcomer("alice_1", "alice").joins()
    assert [minsu.logs_in(password="wrong horse").status_code for _ in range(10)] == [401] * 10
    answer = minsu.logs_in()
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    assert alice.logs_in().status_code == 302


def test_right_passwords_do_not_count_as_guesses(newcomer):
    """A user who logs in often is not blocked."""
    minsu = newcomer().joins()
    assert [minsu.logs_in().status_code for _ in range(12)] == [302] * 12


def test_the_cookie_is_for_this_site_only(newcomer, make_app):
    """It is HttpOnly and SameSite=Lax, and Secure when the page came over https."""
    minsu = newcomer()
    plain = minsu.opens("/login").headers["Set-Cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Secure" not in plain
    by_https = minsu.app.test_client().get("/login", base_url="https://localhost")
    assert "Secure" in by_https.headers["Set-Cookie"]


def test_the_cookie_is_renewed_once_a_day(person, monkeypatch):
    """A login lasts from its last use, and most responses need no cookie."""
    minsu = person()
    first, second = minsu.opens("/"), minsu.opens("/")
    assert "sns_session" in first.headers["Set-Cookie"]
    assert "Set-Cookie" not in second.headers
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    monkeypatch.setattr("final_app.users.sessions.datetime", Mock(now=lambda _zone: tomorrow))
    assert "Expires" in minsu.opens("/").headers["Set-Cookie"]


def test_passwords_are_stored_as_slow_salted_hashes(newcomer, database):
    """A stolen database reveals no password and no login secret."""
    minsu = newcomer()
    minsu.app.config["HASH_METHOD"] = Config.HASH_METHOD
    minsu.joins().logs_in()
    stored = database["sns"].people.find_one()
    assert stored["password_hash"].startswith("scrypt:")
    assert "correct horse" not in str(stored)
    with minsu.http.session_transaction() as session:
        assert session["login"] not in str(stored)


def test_a_password_is_the_same_however_its_letters_are_composed(newcomer):
    """A Mac sends Korean syllables in parts, and others send them whole."""
    for number, form in enumerate(["NFC", "NFD"]):
        other = {"NFC": "NFD", "NFD": "NFC"}[form]
        minsu = newcomer(f"minsu_{number}", f"민수{number}")
        secret = "비밀번호 café"
        minsu.asks_to_join(**dict.fromkeys(["password", "password2"], unicodedata.normalize(form, secret)))
        minsu.submits("/join/verify", code=minsu.newest_code())
        assert minsu.logs_in(unicodedata.normalize(other, secret)).status_code == 302
        assert minsu.logs_in("비밀번호 cafe").status_code == 401


def test_an_invisible_character_around_a_user_id_does_not_count(newcomer):
    """It comes along when text is copied from a message."""
    minsu = newcomer().joins()
    minsu.user_id = "\u200b Minsu_1\ufeff\u00a0"
    assert minsu.logs_in().status_code == 302
