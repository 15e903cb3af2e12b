"""Security headers, Secure cookies over https, and how far proxies are trusted."""

import logging
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from wsgiref.types import StartResponse
from wsgiref.types import WSGIApplication
from wsgiref.types import WSGIEnvironment

from flask import Flask
from flask import request
from flask.sessions import SecureCookieSessionInterface
from flask.sessions import SessionMixin
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadHost
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import Map

from final_app.http import limit_body
from final_app.origin import is_own_origin

SCRIPT = "socket.io.min.js"
SCRIPT_CDN = "https://cdn.socket.io/4.8.3/socket.io.min.js"
SCRIPT_INTEGRITY = "sha384-kzavj5fiMwLKzzD1f8S7TeoVIEi7uKHvbTA3ueZkrzYq75pNQUiUi6Dy98Q3fxb0"

CHANGES = ("POST", "PUT", "PATCH", "DELETE")
WEBSOCKET_KEY = re.compile(r"[A-Za-z0-9+/]{22}==")  # 16 bytes
PROXY_HEADERS = {"HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP", "HTTP_VIA"}
LOCAL_HOSTS = ("localhost", "127.", "[::1]")
PROXY_SEEN = "proxy_seen"  # a file in the folder for data
PROXY_HINT = (
    "Set SNS_TRUSTED_PROXIES=1 (or the number of proxies), so that the app knows the address of each client and "
    "whether it uses https: else all share one limit of guesses and emails, and cookies are not marked Secure."
)
log = logging.getLogger(__name__)

NO_RULES = Map()  # to check a Host with
HEADERS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}


class SessionInterface(SecureCookieSessionInterface):
    """Flask's signed session cookie, marked Secure when the page is served over https."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Return whether the cookie may only travel over https."""
        return request.is_secure

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Return whether to renew the cookie: not with a static file, which caches may give to others."""
        return request.endpoint != "static" and super().should_set_cookie(app, session)


def init_app(app: Flask) -> None:
    """Set up session cookies and limits, and tell templates where the Socket.IO script is."""
    app.session_interface = SessionInterface()
    app.before_request(check_origin)
    app.before_request(limit_body)  # after the check of the login, before that of the token, which reads the body
    app.jinja_env.globals.update(
        has_local_script=Path(str(app.static_folder), SCRIPT).exists(),
        script_name=SCRIPT,
        script_cdn=SCRIPT_CDN,
        script_integrity=SCRIPT_INTEGRITY,
    )


def check_origin() -> None:
    """Reject a change that another site's page sends over https; browsers that name no origin need the token only."""
    origin = request.headers.get("Origin", "null")
    is_checked = request.is_secure and request.method in CHANGES and origin != "null"
    if is_checked and not is_own_origin(origin, request.environ):
        raise CSRFError("The request comes from another site.")


def add_middleware(app: Flask) -> None:
    """Wrap the whole app, Socket.IO included: add security headers, and trust as many proxies as configured."""
    policy = content_security_policy(bool(app.jinja_env.globals["has_local_script"]))
    headers = {**HEADERS, "Content-Security-Policy": policy}
    app.wsgi_app = add_headers(app.wsgi_app, headers, app.config["HSTS_SECONDS"])  # type: ignore[method-assign, assignment]
    proxies = app.config["TRUSTED_PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    else:
        app.wsgi_app = report_proxy(app.wsgi_app, Path(app.instance_path))  # type: ignore[method-assign, assignment]


def report_proxy(inner: WSGIApplication, folder: Path) -> WSGIApplication:
    """Return a WSGI app that responds as inner does, and says once that there is a proxy that no setting mentions."""
    mark, is_reported = folder / PROXY_SEEN, False

    def outer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Respond to one request."""
        nonlocal is_reported
        if not is_reported and is_proxied(environ):
            is_reported = True
            log.warning("Requests come through a proxy. %s", PROXY_HINT)
            with suppress(OSError):
                mark.parent.mkdir(parents=True, exist_ok=True)
                mark.touch()  # for doctor
        return inner(environ, start_response)

    return outer


def is_proxied(environ: WSGIEnvironment) -> bool:
    """Return whether a request shows that it came through a proxy: by its headers, or by a Host that is not local."""
    host = str(environ.get("HTTP_HOST", "localhost")).lower()
    is_peer_local = environ.get("REMOTE_ADDR") in ("127.0.0.1", "::1")
    return not PROXY_HEADERS.isdisjoint(environ) or (is_peer_local and not host.startswith(LOCAL_HOSTS))


def add_headers(inner: WSGIApplication, headers: dict[str, str], hsts_seconds: int) -> WSGIApplication:
    """Return a WSGI app that responds as inner does, with these headers added, and over https with HSTS if asked for.

    A Host that is no name is answered 400. X-Forwarded-Host and X-Forwarded-Proto are dropped: ProxyFix has already
    taken from them what is trusted. So is an Upgrade to anything but a WebSocket: Engine.IO answers 400 without it.
    """

    def outer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Respond to one request."""
        for name in ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO"):
            environ.pop(name, None)
        if not is_websocket(environ):
            environ.pop("HTTP_UPGRADE", None)
        try:
            NO_RULES.bind_to_environ(environ)
        except BadHost as error:  # Flask could not build any URL, not even for a page that says so
            return error(environ, start_response)
        added = dict(headers)
        if hsts_seconds and environ["wsgi.url_scheme"] == "https":
            added["Strict-Transport-Security"] = f"max-age={hsts_seconds}"
        return inner(environ, lambda status, own, *more: start_response(status, [*own, *added.items()], *more))

    return outer


def is_websocket(environ: WSGIEnvironment) -> bool:
    """Return whether a request opens a WebSocket as RFC 6455 has it; servers fail on others with a 500, or wait."""
    names = ("HTTP_CONNECTION", "HTTP_SEC_WEBSOCKET_VERSION", "HTTP_SEC_WEBSOCKET_KEY")
    connection, version, key = (str(environ.get(name, "")) for name in names)
    is_asked = "HTTP_HOST" in environ and "upgrade" in connection.lower()
    return is_asked and version == "13" and bool(WEBSOCKET_KEY.fullmatch(key))


def content_security_policy(has_local_script: bool) -> str:
    """Return the policy: only this site, nothing inline; the CDN only while the Socket.IO script is missing here."""
    scripts = "'self'" if has_local_script else f"'self' {SCRIPT_CDN}"
    rules = {
        "default-src": "'self'",
        "script-src": scripts,
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
