"""Logging in and out: who is asking, and for how long."""

from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest

from final_app.config import Config


@pytest.mark.parametrize(("user_id", "password"), [("minsu_1", "wrong horse"), ("nobody_1", "correct horse")])
def test_a_wrong_password_and_an_unknown_name_get_one_message(newcomer, user_id, password):
    """Nobody can find out by guessing who has joined."""
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
def test_login_goes_on_within_this_site_only(newcomer, wanted, location):
    """next leads to a page of ours or home, never elsewhere."""
    answer = newcomer().joins().logs_in(next=wanted)
    assert (answer.status_code, answer.location) == (302, location)


def test_a_stranger_is_sent_to_the_login_and_then_where_they_wanted(newcomer):
    """The login remembers the page that was asked for."""
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
def test_a_form_sent_after_the_login_has_ended_leads_back_to_its_page(newcomer, came_from, wanted):
    """What was to be done is not done; after the login one is where the form is."""
    headers = {"Referer": came_from} if came_from else {}
    answer = newcomer().http.post("/content_submit", data={"content_txt": "hi"}, headers=headers)
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.location).query) == {"next": [wanted]}


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_a_script_without_a_login_gets_401(newcomer, method):
    """JSON is answered with JSON, whatever the method."""
    answer = newcomer().sends(method, "/content_submit/0123456789abcdef01234567", None if method == "GET" else {})
    assert answer.status_code == 401
    assert answer.json["result"] == "error"


def test_a_copied_cookie_is_dead_after_logout(person):
    """Logging out ends the login itself, so a copy of its cookie is worth nothing (in stage 03 it still worked)."""
    minsu = person()
    copied = minsu.http.get_cookie("sns_session").value
    answer = minsu.submits("/logout")
    assert (answer.status_code, answer.location) == (302, "/login")
    minsu.http.set_cookie("sns_session", copied)
    assert minsu.opens("/").status_code == 302


def test_logging_out_here_leaves_the_other_browser_logged_in(newcomer):
    """Each login is one of its own."""
    phone = newcomer().joins()
    laptop = newcomer()
    phone.logs_in()
    laptop.logs_in()
    phone.submits("/logout")
    assert laptop.opens("/").status_code == 200


def test_logging_in_starts_a_session_with_nothing_from_before(newcomer):
    """A session planted in the browser before the login is not the one after it."""
    minsu = newcomer().joins()
    before = minsu.token()
    planted = minsu.http.get_cookie("sns_session").value
    minsu.logs_in()
    assert minsu.http.get_cookie("sns_session").value != planted
    minsu.http.set_cookie("sns_session", planted)
    assert minsu.opens("/").status_code == 302
    assert before


def test_the_oldest_login_ends_where_there_are_too_many(make_app, newcomer):
    """A person has so many logins and no more."""
    first = newcomer().joins()
    first.app.config["LOGINS_PER_USER"] = 2
    first.logs_in()
    for _ in range(2):
        newcomer().logs_in()
    assert first.opens("/").status_code == 302


def test_ten_wrong_passwords_from_one_address_end_the_guessing(newcomer):
    """After ten even the right password is 429, with the time to wait; another account is not locked."""
    minsu = newcomer().joins()
    alice = newcomer("alice_1", "alice").joins()
    assert [minsu.logs_in(password="wrong horse").status_code for _ in range(10)] == [401] * 10
    answer = minsu.logs_in()
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    assert alice.logs_in().status_code == 302


def test_right_passwords_do_not_count_as_guesses(newcomer):
    """Who logs in often is not locked out."""
    minsu = newcomer().joins()
    assert [minsu.logs_in().status_code for _ in range(12)] == [302] * 12


def test_the_cookie_is_for_this_site_alone(newcomer, make_app):
    """HttpOnly, SameSite=Lax, and Secure where the page came by https."""
    minsu = newcomer()
    plain = minsu.opens("/login").headers["Set-Cookie"]
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Secure" not in plain
    by_https = minsu.app.test_client().get("/login", base_url="https://localhost")
    assert "Secure" in by_https.headers["Set-Cookie"]


def test_passwords_are_kept_as_slow_salted_hashes(newcomer, database):
    """Nothing in the database tells a password, nor the secret of a login."""
    minsu = newcomer()
    minsu.app.config["HASH_METHOD"] = Config.HASH_METHOD
    minsu.joins().logs_in()
    stored = database["sns"].people.find_one()
    assert stored["password_hash"].startswith("scrypt:")
    assert "correct horse" not in str(stored)
    with minsu.http.session_transaction() as session:
        assert session["login"] not in str(stored)
