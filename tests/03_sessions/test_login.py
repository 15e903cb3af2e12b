"""Log in, be known by name, log out."""

import pytest

CLOSED = [
    ("GET", "/"),
    ("GET", "/user/alice"),
    ("GET", "/whoami"),
    ("GET", "/content_submit/1"),
    ("POST", "/content_submit"),
    ("POST", "/content_submit/1"),
    ("PUT", "/content_submit/1"),
    ("PATCH", "/content_submit/1"),
    ("DELETE", "/content_submit/1"),
    ("POST", "/content_reaction_submit"),
    ("GET", "/nowhere"),
]
WRONG = [("alice", "flash"), ("alice", ""), ("", "flask"), ("nobody", "flask"), ("민수", "flask"), ("Alice", "flask")]


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_a_stranger_is_sent_to_the_login_page(stranger, alice, method, path):
    """Everything without a login is answered 302 to /login, and nothing is done."""
    before = alice.get("/").text

    answer = stranger.open(path, method=method, data={"content_txt": "hi"})  # S4

    assert answer.status_code == 302
    assert answer.location == "/login"
    assert alice.get("/").text == before


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_a_strangers_script_is_told_401(stranger, method, path):
    """A script cannot use a login page: whoever asks for JSON without a login is answered 401 with a message."""
    answer = stranger.open(path, method=method, headers={"Accept": "application/json"})

    assert answer.status_code == 401
    assert answer.json["result"] == "error"
    assert "Log in" in answer.json["message"]


def test_a_strangers_json_is_told_401(stranger):
    """Whoever sends JSON without a login is answered 401 as well."""
    assert stranger.post("/content_submit", json={"content_txt": "hi"}).status_code == 401


def test_the_login_page_and_its_style_are_open(stranger, read_page):
    """GET /login shows a form for user_id and password, with its style sheet, to everyone."""
    answer = stranger.get("/login")
    page = read_page(answer.text)

    assert answer.status_code == 200
    assert page.find("input", name="user_id")
    assert page.find("input", name="password", type="password")
    assert "Hello," not in page
    assert stranger.get("/static/style.css", buffered=True).status_code == 200


@pytest.mark.parametrize("how", ["data", "json"])
@pytest.mark.parametrize(("user_id", "nickname"), [("alice", "alice"), ("bob", "bob"), ("minsu", "민수")])
def test_the_right_password_opens_the_first_page(stranger, user_id, nickname, how):
    """POST /login with the right password answers 302 to /, where the page now greets by nickname."""
    answer = stranger.post("/login", **{how: {"user_id": user_id, "password": "flask"}})  # S4

    assert answer.status_code == 302
    assert answer.location == "/"
    assert f"Hello, {nickname}!" in stranger.get("/").text


@pytest.mark.parametrize(("user_id", "password"), WRONG)
def test_a_wrong_password_shows_the_form_again(stranger, read_page, user_id, password):
    """A wrong user id or password is 401 with the form again, the same words for both, and no session."""
    answer = stranger.post("/login", data={"user_id": user_id, "password": password})

    assert answer.status_code == 401
    assert "Wrong user ID or password" in answer.text
    assert read_page(answer.text).find("input", name="user_id").attributes["value"] == user_id
    assert "Set-Cookie" not in answer.headers
    assert stranger.get("/").status_code == 302


def test_the_same_page_differs_for_two_people(alice, minsu):
    """The template reads the session: one URL greets each by name and picture, and lets them change their own post."""
    page_of_alice, page_of_minsu = alice.get("/").text, minsu.get("/").text  # S3

    assert "Hello, alice!" in page_of_alice
    assert "Hello, 민수!" in page_of_minsu
    assert 'href="/content_submit/1"' in page_of_alice
    assert 'href="/content_submit/1"' not in page_of_minsu
    assert 'href="/content_submit/2"' in page_of_minsu
    assert 'href="/content_submit/2"' not in page_of_alice
    assert page_of_alice.count("alice.svg") > page_of_minsu.count("alice.svg")


def test_a_new_login_takes_the_place_of_the_old(alice):
    """Who logs in as another is the other, and nothing of the first is left in the session."""
    alice.post("/login", data={"user_id": "bob", "password": "flask"})

    assert "Hello, bob!" in alice.get("/").text
    assert "Alice Kim" not in alice.get("/whoami").text


def test_logging_out_ends_the_session(alice):
    """POST /logout answers 302 to /login; from then on the browser is a stranger's."""
    answer = alice.post("/logout")  # S4

    assert answer.status_code == 302
    assert answer.location == "/login"
    assert alice.get("/").status_code == 302
    assert alice.get("/whoami").status_code == 302


def test_a_link_does_not_log_anyone_out(alice, stranger):
    """GET /logout is 405, Allow names POST, the page says why, and one is still logged in."""
    for visitor in (alice, stranger):
        answer = visitor.get("/logout")  # S4

        assert answer.status_code == 405
        assert set(answer.allow) == {"POST", "OPTIONS"}
        assert "Use the button to log out" in answer.text
    assert alice.get("/").status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_the_login_does_not_send_anyone_in_circles(stranger, method):
    """Another method on /login is 405 without a login, too: a redirect to itself would never end."""
    assert stranger.open("/login", method=method).status_code == 405


def test_a_stranger_may_log_out(stranger):
    """POST /logout without a login harms nothing: 302 to /login all the same."""
    assert stranger.post("/logout").location == "/login"
