"""One-time passwords: they end every login, and open nothing but the page to change them."""

import pytest

from final_app.users import store
from final_app.users.one_time import LETTERS
from final_app.users.one_time import set_one_time_password

OWN = "a password of my own"


def one_time_for(someone):
    """Give someone a one-time password and return it."""
    with someone.app.test_request_context():
        return set_one_time_password(store.find_user_by("user_id", someone.user_id))


@pytest.fixture
def slip(person):
    """Return someone who has logged in with a one-time password, and the password."""
    minsu = person()
    password = one_time_for(minsu)
    assert minsu.logs_in(password, next="/friend").location == "/change_pw"
    return minsu, password


def test_a_one_time_password_ends_every_login_and_closes_its_sockets(person):
    """Whoever knew the old password, or used an open browser, is out."""
    minsu = person()
    page = minsu.connects()
    password = one_time_for(minsu)
    assert not page.is_connected()
    assert minsu.opens("/").location.startswith("/login")
    assert minsu.logs_in().status_code == 401
    assert set(password) <= set(LETTERS)
    assert len(password) >= 8


def test_it_opens_the_page_to_change_it_and_nothing_else(slip):
    """Pages lead there, scripts and the socket are told so, and nothing is changed."""
    minsu, _password = slip
    for path in ("/", "/friend", "/setting", "/setting/export", "/search"):
        assert minsu.opens(path).location == "/change_pw"
        answer = minsu.reads(path)
        assert (answer.status_code, answer.json["result"]) == (403, "error")
        assert "/change_pw" in answer.json["message"]
    assert minsu.submits("/content_submit", content_txt="hi").location == "/change_pw"
    assert minsu.sends("POST", "/content_submit", {"content_txt": "hi"}).status_code == 403
    assert not minsu.connects().is_connected()
    page = minsu.opens("/change_pw").text
    assert "one-time password" in page
    assert 'href="/friend"' not in page
    assert "data-nickname" not in page


def test_after_the_change_everything_is_open(slip):
    """The one-time password is all that the page asks for; it must not be kept."""
    minsu, password = slip
    kept = minsu.submits("/change_pw", origin_pw=password, password=password, password2=password)
    assert kept.status_code == 400
    assert 'id="password_wrong"' in kept.text
    assert minsu.submits("/change_pw", origin_pw="wrong", password=OWN, password2=OWN).status_code == 403
    assert minsu.reads("/").status_code == 403
    assert minsu.submits("/change_pw", origin_pw=password, password=OWN, password2=OWN).location == "/"
    assert minsu.opens("/").status_code == 200
    assert minsu.connects().is_connected()
    assert minsu.logs_in(password).status_code == 401
    assert minsu.logs_in(OWN).location == "/"


def test_a_reset_by_mail_is_a_change_too(slip):
    """Who forgot the slip, and has a mailbox, chooses a password with the mailed code."""
    minsu, _password = slip
    minsu.submits("/logout")
    address = "minsu_1@example.org"
    minsu.submits("/password_reset", user_email=address)
    code = minsu.newest_code()
    minsu.submits("/password_reset/confirm", user_email=address, code=code, password=OWN, password2=OWN)
    assert minsu.logs_in(OWN).location == "/"
    assert minsu.opens("/").status_code == 200


def test_a_script_is_told_that_the_password_must_be_changed(person):
    """The answer to its login says so."""
    minsu = person()
    answer = minsu.sends("POST", "/login", {"user_id": "minsu_1", "password": one_time_for(minsu)})
    assert answer.json == {"result": "success", "must_change_password": True}
