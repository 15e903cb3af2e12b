"""One log line in JSON for each request, whatever becomes of it, without anything that people wrote.

server.py writes it, as some requests never reach the app: too many headers, or a client that goes away.
"""

import json
import logging
import secrets
import sys

from flask import Flask
from flask import Response
from flask import g
from flask import request

FACTS = "sns.log"  # what the app adds to the line: the key in a request's environ
log = logging.getLogger("final_app.requests")


def init_app(app: Flask) -> None:
    """Add to the log who made a request."""
    app.after_request(note_user)


def note_user(response: Response) -> Response:
    """Note the user for the log; the response carries the request's id."""
    response.headers["X-Request-Id"] = secrets.token_hex(8)
    facts = request.environ.setdefault(FACTS, {})
    facts |= {"id": response.headers["X-Request-Id"], "user": str(g.user["_id"]) if g.get("user") else None}
    return response


def write(**facts: object) -> None:
    """Write a line."""
    log.info(json.dumps(facts, ensure_ascii=False))


def log_to_stderr() -> None:
    """Write the log lines to stderr, as the served app does."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
