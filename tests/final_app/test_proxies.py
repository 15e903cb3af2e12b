"""Behind a proxy: it works, or a message names the setting; https needs no Referer."""

import logging

import pytest

from final_app import security
from tests.final_app.conftest import PASSWORD

SOCKET = "/socket.io/?EIO=4&transport=polling"
HTTPS = {"wsgi.url_scheme": "https"}


@pytest.mark.parametrize(
    ("host", "origin", "scheme", "status"),
    [
        ("sns.example", "https://sns.example", "http", 200),  # a proxy speaks https, and no setting says so
        ("sns.example", "http://sns.example", "http", 200),
        ("sns.example:443", "https://sns.example", "http", 200),
        ("localhost:5000", "http://localhost:5000", "http", 200),
        ("sns.example", "https://sns.example", "https", 200),
        ("sns.example", "http://sns.example", "https", 400),
        ("sns.example", "https://evil.example", "http", 400),
        ("sns.example", "https://sns.example.evil", "http", 400),
        ("sns.example", "https://sns.example:444", "http", 400),
        ("sns.example", "ftp://sns.example", "http", 400),
        ("sns.example", "null", "http", 400),
    ],
)
def test_our_own_pages_open_the_socket_over_https_without_a_setting(newcomer, host, origin, scheme, status):
    """The app need not know that a proxy in front of it speaks https; other sites are refused as ever."""
    headers = {"Host": host, "Origin": origin}
    answer = newcomer().http.get(SOCKET, headers=headers, environ_overrides={"wsgi.url_scheme": scheme})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("host", "port", "status"),
    [
        ("sns.example", "8443", 200),
        ("sns.example", "8443, 80", 200),
        ("sns.example:8443", "443", 200),  # the port within a container, which nobody else sees
        ("sns.example", "443", 400),
        ("sns.example", "x", 400),
    ],
)
def test_a_proxy_may_pass_the_port_on_by_itself(newcomer, host, port, status):
    """nginx with $host leaves it out of Host; an Origin has it unless it is the default."""
    headers = {"Host": host, "Origin": "https://sns.example:8443", "X-Forwarded-Port": port}
    assert newcomer().http.get(SOCKET, headers=headers).status_code == status


def test_a_proxy_that_no_setting_mentions_is_reported_once(make_app, newcomer, caplog):
    """The log names the setting, and doctor does, too."""
    caplog.set_level(logging.WARNING)
    visitor = newcomer()
    for _ in range(2):
        visitor.opens("/healthz", **{"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https"})
    assert caplog.text.count("SNS_TRUSTED_PROXIES") == 1
    assert "SNS_TRUSTED_PROXIES" in ask_doctor(visitor.app)


@pytest.mark.parametrize(("host", "seen"), [("sns.example", 1), ("127.0.0.1:5000", 0), ("[::1]:5000", 0)])
def test_a_proxy_without_headers_shows_by_the_host_that_it_passes_on(newcomer, caplog, host, seen):
    """Whoever asks from this machine by another name is a proxy."""
    caplog.set_level(logging.WARNING)
    newcomer().opens("/healthz", Host=host)
    assert caplog.text.count("SNS_TRUSTED_PROXIES") == seen


def ask_doctor(app):
    with app.app_context():
        return app.test_cli_runner().invoke(args=["doctor"]).output


def test_a_proxy_that_is_configured_is_not_reported(make_app, newcomer, caplog):
    """Nothing is wrong, so nothing is said."""
    app = make_app(TRUSTED_PROXIES=1)
    app.test_client().get("/healthz", headers={"X-Forwarded-For": "192.0.2.1"})
    assert "SNS_TRUSTED_PROXIES" not in caplog.text + ask_doctor(app)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"Origin": "null"}, 302),
        ({"Origin": "https://localhost"}, 302),
        ({"Origin": "https://localhost", "Referer": "https://localhost/login"}, 302),
        ({"Origin": "https://evil.example"}, 400),
    ],
)
def test_over_https_a_form_needs_no_referer(newcomer, headers, status):
    """Privacy extensions leave it out; the token counts, and the origin where the browser names it."""
    minsu = newcomer().joins()
    fields = {"csrf_token": minsu.token(), "user_id": "minsu_1", "password": PASSWORD}
    answer = minsu.http.post("/login", data=fields, headers=headers, environ_overrides=HTTPS)
    assert answer.status_code == status


def test_https_answers_hsts_if_the_setting_asks_for_it(make_app):
    """Browsers then open the site over https only; over http the header would mean nothing."""
    client = make_app(HSTS_SECONDS=3600).test_client()
    header = "Strict-Transport-Security"
    assert client.get("/healthz", environ_overrides=HTTPS).headers[header] == "max-age=3600"
    assert header not in client.get("/healthz").headers
    assert header not in make_app().test_client().get("/healthz", environ_overrides=HTTPS).headers


def test_the_hint_names_the_setting():
    """Whoever reads the log can act on it."""
    assert "SNS_TRUSTED_PROXIES=1" in security.PROXY_HINT
