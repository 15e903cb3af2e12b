"""All of stage 03 still holds: who is asking, and what is theirs."""

import pytest

JSON = "application/json"
REFUSED = [  # as alice, who wrote post 1: what is asked for, what is sent, the status
    ("POST /content_submit", {"data": {"content_txt": " "}}, 400),
    ("POST /content_submit", {"json": {"content_txt": 7}}, 400),
    ("POST /content_submit", {"json": ["hi"]}, 400),
    ("POST /content_submit", {"data": '{"content_txt', "content_type": JSON}, 400),
    ("POST /content_submit", {"data": "hi", "content_type": "text/plain"}, 415),
    ("PUT /content_submit/1", {"json": {}}, 400),
    ("PATCH /content_submit/1", {"json": {}}, 400),
    ("POST /content_submit/2", {"json": {"content_txt": "hi"}}, 403),
    ("PUT /content_submit/2", {"data": {"content_txt": "hi"}}, 403),
    ("PATCH /content_submit/2", {"data": {"content_txt": "hi"}}, 403),
    ("DELETE /content_submit/2", {}, 403),
    ("DELETE /content_submit/99", {}, 404),
    ("GET /content_submit/one", {}, 404),
    ("GET /user/nobody", {}, 404),
    ("POST /content_reaction_submit", {"json": {"kind": "like", "post_id": [1]}}, 400),
    ("POST /content_reaction_submit", {"json": {"kind": "hate", "post_id": 1}}, 400),
    ("DELETE /content_submit", {}, 405),
    ("GET /logout", {}, 405),
]
LOGINS = [
    ({"data": {"user_id": "alice", "password": "flash"}}, 401),
    ({"json": {"user_id": ["alice"], "password": {}}}, 401),
    ({"json": ["alice"]}, 400),
    ({"data": "alice", "content_type": "text/plain"}, 415),
]


@pytest.fixture
def alice(stage, comes):
    return comes(stage, "alice").http


@pytest.fixture
def stranger(stage):
    return stage.app.test_client()


@pytest.mark.parametrize("path", ["/", "/user/alice", "/whoami", "/notices", "/content_submit/1", "/nowhere"])
def test_a_stranger_is_sent_to_the_login_page(stranger, path):
    """Without a login a page is answered 302 to /login and a script 401, also where notices are asked for."""
    page = stranger.get(path)
    answer = stranger.get(path, headers={"Accept": JSON})

    assert (page.status_code, page.location) == (302, "/login")
    assert answer.status_code == 401
    assert answer.json["result"] == "error"


def test_one_logs_in_and_out(stranger):
    """The right password opens /, POST /logout closes it, a link does not."""
    assert stranger.get("/login").status_code == 200
    assert stranger.post("/login", data={"user_id": "minsu", "password": "flask"}).location == "/"
    assert "Hello, 민수!" in stranger.get("/").text
    assert set(stranger.get("/logout").allow) == {"POST", "OPTIONS"}
    assert "Hello, 민수!" in stranger.get("/user/민수").text
    assert stranger.post("/logout").location == "/login"
    assert stranger.get("/").location == "/login"


@pytest.mark.parametrize(("sent", "status"), LOGINS)
def test_what_is_no_login_is_refused(stranger, sent, status):
    """A wrong or unreadable login is refused in words, and one stays a stranger."""
    assert stranger.post("/login", **sent).status_code == status
    assert stranger.get("/").status_code == 302


def test_half_an_emoji_is_no_login(stranger):
    r"""JSON may carry half an emoji ("\ud83c"), which is no text: as user id or password it is refused, not a 500."""
    for sent in (r'{"user_id": "\ud83c", "password": "x"}', r'{"user_id": "bob", "password": "\ud83c"}'):
        assert stranger.post("/login", data=sent, content_type=JSON).status_code in (400, 401)


def test_each_stage_has_a_cookie_of_its_own_name(load_stage, monkeypatch):
    """Cookies ignore ports, so 03 and 04 on one machine need two names; the flags are those of stage 03."""
    monkeypatch.setenv("SECRET_KEY", "one for both")
    cookies = []
    for folder in ("03_sessions", "04_websockets"):
        visitor = load_stage(folder).app.test_client()
        login = visitor.post("/login", data={"user_id": "alice", "password": "flask"})  # S6
        name, flags = login.headers["Set-Cookie"].split("=", 1)
        cookies.append(name)
        assert "HttpOnly" in flags
        assert "SameSite=Lax" in flags

    assert cookies[0] != cookies[1]


def test_whoami_shows_the_cookie_and_the_session(alice, read_page):
    """GET /whoami shows the cookie taken apart and what the server reads from it."""
    page = read_page(alice.get("/whoami").text)

    assert sum("'name': 'Alice Kim'" in part for part in page.find_all("pre")) == 2
    assert page.find("pre", class_="cookie").text == alice.get_cookie("session_04").value


@pytest.mark.parametrize(("status", "keys"), [(200, ("one", "one")), (302, ("one", "another"))])
def test_only_another_key_logs_everyone_out(load_stage, monkeypatch, comes, keys, status):
    """The same SECRET_KEY keeps a login over a restart, another ends it."""
    monkeypatch.setenv("SECRET_KEY", keys[0])
    cookie = comes(load_stage("04_websockets"), "alice").http.get_cookie("session_04")
    monkeypatch.setenv("SECRET_KEY", keys[1])
    visitor = load_stage("04_websockets").app.test_client()
    visitor.set_cookie(cookie.key, cookie.value)

    assert visitor.get("/").status_code == status


@pytest.mark.parametrize(("asked", "sent", "status"), REFUSED)
def test_what_may_not_be_done_is_refused(alice, read_posts, asked, sent, status):
    """What stage 03 refuses, this stage refuses with the same status, and the posts stay as they were."""
    method, path = asked.split()
    before = read_posts(alice.get("/").text)

    answer = alice.open(path, method=method, **sent)

    assert answer.status_code == status
    assert read_posts(alice.get("/").text) == before
    if status == 405:
        assert "POST" in answer.allow


def test_a_post_lives_as_in_03(alice, read_posts):
    """Write, change, like and delete a post: the same URLs and answers as in stage 03."""
    assert alice.post("/content_submit", data={"content_txt": "<script>새 글"}).location == "/user/alice"
    assert "<script>새 글" in read_posts(alice.get("/user/alice").text)[3]
    assert alice.patch("/content_submit/3", json={"content_txt": "고친 글"}).json["post"]["content_txt"] == "고친 글"
    assert alice.post("/content_submit/3", data={"content_txt": "Mended"}).location == "/user/alice"
    like = alice.post("/content_reaction_submit", json={"kind": "like", "post_id": 3, "nickname": "bob"})
    assert like.json == {"result": "success", "session_user": "alice", "like_count": 1}
    assert alice.delete("/content_submit/3").json == {"result": "success"}
    assert list(read_posts(alice.get("/").text)) == [2, 1]
