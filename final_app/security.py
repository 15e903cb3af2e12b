"""What keeps every page safe: security headers, cookies for https, how far a proxy is believed."""

from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse
from wsgiref.types import WSGIApplication
from wsgiref.types import WSGIEnvironment

from flask import Flask
from flask import request
from flask.sessions import SecureCookieSessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix

SCRIPT = "socket.io.min.js"
SCRIPT_CDN = "https://cdn.socket.io/4.8.3/socket.io.min.js"
SCRIPT_INTEGRITY = "sha384-kzavj5fiMwLKzzD1f8S7TeoVIEi7uKHvbTA3ueZkrzYq75pNQUiUi6Dy98Q3fxb0"


HEADERS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}


class SessionInterface(SecureCookieSessionInterface):
    """Flask's signed cookie, marked Secure whenever the page came by https."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the cookie may travel by https only."""
        return request.is_secure


def init_app(app: Flask) -> None:
    """Mark cookies Secure over https, and tell templates where the Socket.IO script is."""
    app.session_interface = SessionInterface()
    is_here = Path(str(app.static_folder), SCRIPT).exists()
    app.jinja_env.globals.update(
        script_is_here=is_here, script_name=SCRIPT, script_cdn=SCRIPT_CDN, script_integrity=SCRIPT_INTEGRITY
    )


def wrap(app: Flask) -> None:
    """Stand before everything, the socket too: add the headers, and believe as many proxies as the settings say."""
    policy = content_security_policy(bool(app.jinja_env.globals["script_is_here"]))
    app.wsgi_app = add_headers(app.wsgi_app, {**HEADERS, "Content-Security-Policy": policy})  # type: ignore[method-assign, assignment]
    proxies = app.config["TRUSTED_PROXIES"]
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]


def add_headers(inner: WSGIApplication, headers: dict[str, str]) -> WSGIApplication:
    """Return a WSGI app that answers as inner does, with these headers.

    What a proxy may have said of host and scheme goes: by then ProxyFix has taken what is to be believed.
    """

    def outer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        for name in ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO"):
            environ.pop(name, None)
        return inner(environ, lambda status, own, *more: start_response(status, [*own, *headers.items()], *more))

    return outer


def content_security_policy(script_is_here: bool) -> str:
    """Return the policy: everything from this site, nothing inline; the CDN only for a script that is missing here."""
    scripts = "'self'" if script_is_here else f"'self' {SCRIPT_CDN}"
    rules = {
        "default-src": "'self'",
        "script-src": scripts,
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
