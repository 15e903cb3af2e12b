"""One log line in JSON for each request, without anything that people wrote."""

import json
import logging
import secrets
import sys
import time

from flask import Flask
from flask import Response
from flask import g
from flask import request

log = logging.getLogger("final_app.requests")


def init_app(app: Flask) -> None:
    """Log every request."""
    app.before_request(start_timer)
    app.after_request(log_request)


def start_timer() -> None:
    """Give the request an id and note when it began."""
    g.request_id = secrets.token_hex(8)
    g.began = time.perf_counter()


def log_request(response: Response) -> Response:
    """Log the request and its status; the response carries the request's id."""
    response.headers["X-Request-Id"] = g.get("request_id", "")
    line = {
        "id": g.get("request_id"),
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.began) * 1000) if "began" in g else None,
        "user": str(g.user["_id"]) if g.get("user") else None,
    }
    log.info(json.dumps(line, ensure_ascii=False))
    return response


def log_to_stderr() -> None:
    """Write the log lines to stderr, as the served app does."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
