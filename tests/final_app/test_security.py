"""Security: what every response carries, and what every change needs."""

import re

import pytest
from pymongo.errors import ServerSelectionTimeoutError

POST = "/content_submit/0123456789abcdef01234567"
COMMENT = "/comments/0123456789abcdef01234567"
MODERATORS = [  # for others these answer 404, whatever is sent
    ("POST", "/class"),
    ("POST", "/moderation/0123456789abcdef01234567"),
    ("POST", "/moderation/password/nobody"),
    *((method, "/moderation/suspended/nobody") for method in ("POST", "PUT", "DELETE")),
]
CHANGES = [
    *(("POST", path) for path in ("/join", "/join/verify", "/join/resend", "/login", "/logout")),
    *(("POST", path) for path in ("/password_reset", "/password_reset/confirm")),
    *(("POST", path) for path in ("/content_submit", "/notice", "/setting", "/change_pw", "/secession")),
    *((method, POST) for method in ("POST", "PUT", "PATCH", "DELETE")),
    *((method, f"{POST}/like") for method in ("POST", "PUT", "DELETE")),
    *(("POST", f"{POST}/{name}") for name in ("comments", "delete")),
    *(("POST", f"{COMMENT}/{name}") for name in ("edit", "delete")),
    *((method, COMMENT) for method in ("PATCH", "DELETE")),
    *((method, "/friend/nobody") for method in ("POST", "PUT", "DELETE")),
    *(("POST", path) for path in ("/setting/theme", "/setting/logins")),
    *(("POST", f"/setting/email{path}") for path in ("", "/verify", "/resend")),
    ("DELETE", "/setting/logins/0123456789abcdef01234567"),
    *((method, f"{POST}/pin") for method in ("POST", "PUT", "DELETE")),
    *((method, "/block/nobody") for method in ("POST", "PUT", "DELETE")),
    ("POST", "/report"),
    *MODERATORS,
]
READ_NO_BODY = [("POST", "/join/resend"), ("POST", "/logout"), ("PUT", f"{POST}/like"), ("PUT", "/friend/nobody")]
READ_NO_BODY += [("POST", f"{POST}/delete"), ("POST", f"{COMMENT}/delete")]
READ_NO_BODY += [("POST", "/setting/email/resend"), ("PUT", "/block/nobody"), *MODERATORS]
READ_NO_BODY += [(method, f"{POST}/pin") for method in ("POST", "PUT")]
READ_NO_BODY += [change for change in CHANGES if change[0] == "DELETE"]


def test_the_table_above_names_every_change(app):
    """A new route that changes something must join the tables of this file."""
    rules = {
        (method, re.sub("<.*>", "nobody" if "nickname" in rule.rule else "0123456789abcdef01234567", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"GET", "HEAD", "OPTIONS"}
    }
    assert rules == set(CHANGES)


@pytest.mark.parametrize(("method", "path"), CHANGES)
def test_a_change_without_the_token_is_400(person, method, path):
    """Another site cannot change anything in our name, by form or by script."""
    minsu = person()
    for body in ({"data": {"content_txt": "a"}}, {"json": {"content_txt": "a"}}):
        assert minsu.http.open(path, method=method, **body).status_code == 400
    assert minsu.opens("/").status_code == 200


@pytest.mark.parametrize(("method", "path"), [change for change in CHANGES if change not in READ_NO_BODY])
@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"data": "{", "content_type": "application/json"}, 400),
        ({"data": "[" * 100_000, "content_type": "application/json"}, 400),
        ({"data": "[]", "content_type": "application/json"}, 400),
        ({"data": '"text"', "content_type": "application/json"}, 400),
        ({"data": "content_txt=a", "content_type": "text/plain"}, 415),
    ],
)
def test_a_malformed_body_is_rejected(person, method, path, body, status):
    """Broken JSON is 400, another type 415, whatever the route."""
    minsu = person()
    headers = {"X-CSRFToken": minsu.token(), "Accept": "application/json"}
    answer = minsu.http.open(path, method=method, headers=headers, **body)
    assert answer.status_code == status
    assert answer.json["result"] == "error"


def test_too_many_bytes_are_413(make_app, person):
    """A body over the limit is rejected before it is read."""
    minsu = person()
    minsu.app.config["MAX_CONTENT_LENGTH"] = 1000
    assert minsu.sends("POST", "/content_submit", {"content_txt": "a" * 2000}).status_code == 413


@pytest.mark.parametrize(
    "path", ["/login", "/nowhere", "/healthz", "/static/style.css", "/", "/socket.io/?EIO=4&transport=polling"]
)
def test_every_answer_carries_the_security_headers(newcomer, path):
    """A page loads from this site only, runs no inline scripts, and cannot be framed."""
    with newcomer().opens(path) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_method_that_is_not_allowed_is_405_with_those_that_are(person):
    """Allow lists the methods of a URL."""
    answer = person().sends("DELETE", "/content_submit", None)
    assert (answer.status_code, set(answer.headers["Allow"].split(", "))) == (405, {"OPTIONS", "POST"})


def test_a_server_error_is_500_with_a_message_and_no_traceback(app, person, monkeypatch):
    """The error is logged for us, and the visitor gets a polite message."""
    minsu = person()

    def break_down(*arguments):
        raise ZeroDivisionError("inner secret")

    monkeypatch.setattr("final_app.posts.pages.store.find_posts", break_down)
    answer = minsu.reads("/")
    assert (answer.status_code, answer.json["result"]) == (500, "error")
    assert "secret" not in answer.text


def test_an_unreachable_database_is_503(app, person, monkeypatch):
    """The visitor sees what is wrong; alive still succeeds, and ready does not."""
    minsu = person()

    def time_out(*arguments):
        raise ServerSelectionTimeoutError("no server")

    monkeypatch.setattr("final_app.posts.pages.store.find_posts", time_out)
    monkeypatch.setattr("final_app.db.ping", time_out)
    assert minsu.reads("/").status_code == 503
    assert minsu.reads("/readyz").status_code == 503
    assert minsu.reads("/healthz").status_code == 200


def test_a_forged_host_does_not_open_the_socket_to_another_site(newcomer):
    """Origin is compared with our own address, not with a header that no proxy of ours has set."""
    headers = {"Origin": "http://evil.example", "X-Forwarded-Host": "evil.example"}
    assert newcomer().opens("/socket.io/?EIO=4&transport=polling", **headers).status_code == 400


@pytest.mark.parametrize("host", ["a..b", ".a", "x" * 64, "x" * 64 + ".example:80"])
@pytest.mark.parametrize("path", ["/healthz", "/login", "/static/style.css", "/nothing"])
def test_a_host_that_is_no_name_is_400(make_app, path, host):
    """Flask can build no URL for it, not even those of an error page; nor for one that a trusted proxy passes on."""
    direct, proxied = make_app(), make_app(TRUSTED_PROXIES=1)
    assert direct.test_client().get(path, headers={"Host": host}).status_code == 400
    assert proxied.test_client().get(path, headers={"X-Forwarded-Host": host}).status_code == 400


def test_a_body_in_chunks_is_411(person):
    """It would be read as empty; the message says what is missing."""
    minsu = person()
    headers = {"Transfer-Encoding": "chunked", "X-CSRFToken": minsu.token(), "Accept": "application/json"}
    answer = minsu.http.post("/content_submit", headers=headers, content_type="application/json")
    assert answer.status_code == 411
    assert "Content-Length" in answer.json["message"]
