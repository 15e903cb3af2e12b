"""What keeps every page safe: security headers, cookies for https, how far a proxy is believed."""

from pathlib import Path

from flask import Flask
from flask import Response
from flask import request
from flask.sessions import SecureCookieSessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix

SCRIPT = "socket.io.min.js"
SCRIPT_CDN = "https://cdn.socket.io/4.8.3/socket.io.min.js"
SCRIPT_INTEGRITY = "sha384-kzavj5fiMwLKzzD1f8S7TeoVIEi7uKHvbTA3ueZkrzYq75pNQUiUi6Dy98Q3fxb0"


class SessionInterface(SecureCookieSessionInterface):
    """Flask's signed cookie, marked Secure whenever the page came by https."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the cookie may travel by https only."""
        return request.is_secure


def init_app(app: Flask) -> None:
    """Add the headers to every answer, and tell templates where the Socket.IO script is."""
    app.session_interface = SessionInterface()
    proxies = app.config["TRUSTED_PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    is_here = Path(str(app.static_folder), SCRIPT).exists()
    app.jinja_env.globals.update(
        script_is_here=is_here, script_name=SCRIPT, script_cdn=SCRIPT_CDN, script_integrity=SCRIPT_INTEGRITY
    )
    headers = {
        "Content-Security-Policy": content_security_policy(script_is_here=is_here),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
    }

    @app.after_request
    def add_headers(response: Response) -> Response:
        """Add the security headers to an answer."""
        response.headers.update(headers)
        return response


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
