"""Whether a request comes from a page of this site, and whether it comes from this machine."""

import ipaddress
import re
from collections.abc import Mapping
from typing import Any

from flask import request

HAS_PORT = re.compile(r":\d+\Z")


def is_own_origin(origin: str, environ: Mapping[str, Any]) -> bool:
    """Return whether an Origin is this site. Where the app sees http, a proxy that it does not know may speak https.

    Some proxies pass the port on apart from the host; no browser lets a page of another site send that header.
    """
    scheme, _, host = origin.lower().partition("://")
    seen = str(environ.get("HTTP_HOST", "")).lower()
    port = str(environ.get("HTTP_X_FORWARDED_PORT", "")).partition(",")[0].strip()
    if port.isdecimal() and not HAS_PORT.search(seen):
        seen += f":{port}"
    schemes = ("https",) if environ.get("wsgi.url_scheme") == "https" else ("http", "https")
    default = {"http": ":80", "https": ":443"}.get(scheme, "")
    return scheme in schemes and host.removesuffix(default) == seen.removesuffix(default)


def is_local_request() -> bool:
    """Return whether the request seems to come from this machine, and not through a proxy on it."""
    forwarded = {"Forwarded", "X-Forwarded-For", "X-Real-Ip"} & set(request.headers.keys())
    is_local_name = request.host.rsplit(":", 1)[0] in ("localhost", "127.0.0.1", "[::1]", "localhost.localdomain")
    is_loopback = ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104
    return is_local_name and not forwarded and is_loopback
