"""The account: its theme, its logins, its email address."""

from datetime import UTC
from datetime import datetime

import pytest

from tests.final_app.conftest import MAILBOX
from tests.final_app.conftest import PASSWORD


@pytest.mark.parametrize(("theme", "scheme"), [("dark", "dark"), ("light", "light"), ("system", "light dark")])
def test_a_theme_is_of_the_account_and_of_the_browser(person, newcomer, theme, scheme):
    """It is in the page itself, so that nothing flashes, after logging out, too, and in every browser of the user."""
    minsu = person()
    assert minsu.submits("/setting/theme", theme=theme).location == "/setting#theme"
    for page in (minsu.opens("/"), minsu.submits("/logout") and minsu.opens("/login")):
        assert (f'data-theme="{theme}"' in page.text) == (theme != "system")
        assert f'<meta name="color-scheme" content="{scheme}">' in page.text
    elsewhere = newcomer()
    assert "data-theme" not in elsewhere.opens("/login").text
    elsewhere.logs_in()
    assert f'content="{scheme}"' in elsewhere.opens("/").text


def test_an_invalid_theme_changes_nothing(person):
    """The answer names the field; a forged cookie is ignored."""
    minsu = person()
    answer = minsu.sends("POST", "/setting/theme", {"theme": "pink"})
    assert (answer.status_code, answer.json["field"]) == (400, "theme")
    minsu.http.set_cookie("theme", 'x" onload="')
    assert "data-theme" not in minsu.opens("/").text


PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0 Mobile"


@pytest.fixture
def phone(newcomer):
    """Return someone who logs in a second time, on a phone."""
    someone = newcomer()
    someone.http.environ_base["HTTP_USER_AGENT"] = PHONE
    return someone


def test_a_user_sees_where_they_are_logged_in_and_ends_it(person, phone):
    """The list names browser and system and knows the current one; what is ended has no page and no socket."""
    minsu = person()
    phone.logs_in()
    socket = phone.connects()
    here, there = minsu.reads("/setting/logins").json["logins"]
    assert (here["current"], there["current"]) == (True, False)
    assert (there["browser"], there["system"]) == ("Samsung Internet", "Android")
    assert "Samsung Internet on Android" in minsu.opens("/setting").text
    assert phone.reads("/setting/logins").json["logins"][0]["id"] == there["id"]
    assert minsu.submits("/setting/logins", end=there["id"]).location == "/setting#logins"
    assert not socket.is_connected()
    assert (phone.opens("/").status_code, minsu.opens("/").status_code) == (302, 200)
    assert [one["id"] for one in minsu.sends("DELETE", f"/setting/logins/{there['id']}").json["logins"]] == [here["id"]]


@pytest.mark.parametrize(("end", "left"), [("others", [200, 302]), ("all", [302, 302]), ("", [200, 200])])
def test_a_user_logs_out_everywhere(person, phone, end, left):
    """Everywhere else, or here as well; a request that names nothing ends nothing."""
    minsu = person()
    phone.logs_in()
    assert minsu.submits("/setting/logins", end=end).status_code == (302 if end else 400)
    assert [one.opens("/").status_code for one in (minsu, phone)] == left


def test_nobody_ends_the_login_of_someone_else(person):
    """An id of another user's login is an id of no login."""
    minsu, alice = person(), person("alice_1", "alice")
    alice.sends("DELETE", f"/setting/logins/{minsu.reads('/setting/logins').json['logins'][0]['id']}")
    assert minsu.opens("/").status_code == 200


def test_the_last_use_of_a_login_is_stored_once_an_hour(person, database):
    """Also of a login of an earlier version, of which only the beginning is known."""
    minsu = person()
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    people = database["sns"].people
    people.update_one({}, {"$set": {"logins.0.began_at": long_ago}, "$unset": {"logins.0.used_at": 1}})
    minsu.opens("/")
    noted = people.find_one({})["logins"][0]["used_at"]
    assert noted > long_ago
    minsu.opens("/")
    assert people.find_one({})["logins"][0]["used_at"] == noted


def letters(someone):
    """Return the emails in the local mailbox as text, the latest first."""
    return someone.opens(MAILBOX).text.partition("<main")[2]


def test_an_email_address_changes_with_the_code_that_it_gets(person, newcomer):
    """Until then the old one counts; afterwards it is told, and only the new one logs in."""
    minsu = person()
    assert minsu.submits("/setting/email", user_email="new@example.org", password=PASSWORD).location == "/setting/email"
    code = minsu.newest_code()
    assert "new@example.org" in minsu.opens("/setting/email").text
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert minsu.sends("POST", "/setting/email/verify", {"code": wrong}).json["field"] == "code"
    assert minsu.reads("/setting").json["user_email"] == "minsu_1@example.org"
    assert minsu.submits("/setting/email/verify", code=code).location == "/setting"
    assert minsu.reads("/setting").json["user_email"] == "new@example.org"
    assert minsu.submits("/setting/email/verify", code=code).status_code == 400
    assert "minsu_1@example.org" in letters(minsu).split("has a new email address")[1]
    login = {"password": PASSWORD, "user_id": "minsu_1@example.org"}
    assert newcomer().submits("/login", **login).status_code == 401
    assert newcomer().submits("/login", **login | {"user_id": "New@example.org"}).status_code == 302


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"password": "wrong"}, 403, "password"),
        ({"user_email": "no address"}, 400, "user_email"),
        ({"user_email": "minsu_1@example.org"}, 400, "user_email"),
    ],
)
def test_an_invalid_change_of_address_mails_nothing(person, fields, status, field):
    """The password must be right, and the address another one."""
    minsu = person()
    before = letters(minsu)
    answer = minsu.sends("POST", "/setting/email", {"user_email": "new@example.org", "password": PASSWORD, **fields})
    assert (answer.status_code, answer.json["field"]) == (status, field)
    assert minsu.reads("/setting/email").json["pending"] is None
    assert letters(minsu) == before


def test_a_change_of_address_does_not_tell_who_uses_one(person):
    """The answer is the same; the owner of the address is told, and no code goes out."""
    alice, minsu = person("alice_1", "alice"), person()
    sent = {"user_email": "Alice_1@example.org", "password": PASSWORD}
    assert minsu.sends("POST", "/setting/email", sent).json == {"result": "success"}
    newest = letters(minsu).split('class="card letter"')[1]
    assert "already" in newest
    assert "Your code" not in newest
    assert alice.reads("/setting").json["user_email"] == "alice_1@example.org"


def test_a_code_for_an_address_has_the_limits_of_every_code(person):
    """Five attempts, and five emails an hour to one address."""
    minsu = person()
    sent = {"user_email": "new@example.org", "password": PASSWORD}
    assert [minsu.sends("POST", "/setting/email", sent).status_code for _ in range(6)] == [200] * 5 + [429]
    code = minsu.newest_code()
    wrong = {"code": f"{(int(code) + 1) % 10**6:06}"}
    assert [minsu.sends("POST", "/setting/email/verify", wrong).status_code for _ in range(5)] == [400] * 5
    assert minsu.sends("POST", "/setting/email/verify", {"code": code}).status_code == 400
