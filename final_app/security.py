"""Security headers, Secure cookies over https, and how far proxies are trusted."""

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
    """Flask's signed session cookie, marked Secure when the page is served over https."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Return whether the cookie may only travel over https."""
        return request.is_secure


def init_app(app: Flask) -> None:
    """Set up session cookies, and tell templates where the Socket.IO script is."""
    app.session_interface = SessionInterface()
    app.jinja_env.globals.update(
        has_local_script=Path(str(app.static_folder), SCRIPT).exists(),
        script_name=SCRIPT,
        script_cdn=SCRIPT_CDN,
        script_integrity=SCRIPT_INTEGRITY,
    )


def add_middleware(app: Flask) -> None:
    """Wrap the whole app, Socket.IO included: add security headers, and trust as many proxies as configured."""
    policy = content_security_policy(bool(app.jinja_env.globals["has_local_script"]))
    app.wsgi_app = add_headers(app.wsgi_app, {**HEADERS, "Content-Security-Policy": policy})  # type: ignore[method-assign, assignment]
    proxies = app.config["TRUSTED_PROXIES"]
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]


def add_headers(inner: WSGIApplication, headers: dict[str, str]) -> WSGIApplication:
    """Return a WSGI app that responds as inner does, with these headers added.

    It drops X-Forwarded-Host and X-Forwarded-Proto: ProxyFix has already taken from them what is trusted.
    """

    def outer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Respond to one request."""
        for name in ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO"):
            environ.pop(name, None)
        return inner(environ, lambda status, own, *more: start_response(status, [*own, *headers.items()], *more))

    return outer


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
