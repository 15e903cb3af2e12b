"""The errors that actions raise, and how each becomes a page or JSON in the reader's language."""

from collections.abc import Callable
from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask import Response
from flask import current_app
from flask import g
from flask import jsonify
from flask import render_template
from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from pymongo.errors import PyMongoError
from werkzeug.exceptions import HTTPException

MESSAGES = {
    400: _("Invalid request."),
    401: _("Please log in first."),
    403: _("You don't have permission to do this."),
    404: _("This page doesn't exist, or you don't have access to it."),
    405: _("Method not allowed."),
    411: _("Send the body in one piece, and its length as Content-Length."),
    413: _("The request is too large. Please send less at once."),
    415: _("Unsupported content type. Send a form or JSON."),
    429: _("Too many requests. Please wait a while and try again."),
    500: _("Something went wrong on our side. Please try again later."),
    503: _("The database is not responding. Nothing was changed; please try again in a moment."),
}


class AppError(Exception):
    """A request that cannot be carried out; nothing has been changed.

    message: for people, with what to do. status: the HTTP status. field: the invalid field, if one is to blame.
    retry_after: seconds to wait before trying again. errors: the message for each invalid field, in the form's order.
    facts: what else a script is told.
    """

    def __init__(
        self, message: object, status: int = 400, field: str | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.errors: dict[str, object] = {field: message} if field else {}
        self.headers = {"Retry-After": str(retry_after)} if retry_after else {}
        self.facts: dict[str, object] = {}


class ValidationError(AppError):
    """Invalid fields (400), each with its message."""

    def __init__(self, errors: Mapping[str, object]) -> None:
        super().__init__(next(iter(errors.values())))
        self.errors = dict(errors)


class NotFound(AppError):
    """Something that does not exist, or that the user may not know of (404)."""

    def __init__(self, message: object = MESSAGES[404]) -> None:
        super().__init__(message, status=404)


class Forbidden(AppError):
    """Something that only someone else may do (403)."""

    def __init__(self, message: object) -> None:
        super().__init__(message, status=403)


class Conflict(AppError):
    """A change of something that is no longer as the user saw it (409); a script is told how it is now."""

    def __init__(self, message: object, **facts: object) -> None:
        super().__init__(message, status=409)
        self.facts = facts


def check_all(*checks: Callable[[], Any]) -> list[Any]:
    """Run every check and return their values.

    Raises the AppError of a check that fails. Where several do, it names all their fields and has the first message;
    its status is the first one that says more than 400.
    """
    values, failures = [], []
    for check in checks:
        try:
            values.append(check())
        except AppError as error:
            failures.append(error)
    if failures:
        combined = next((one for one in failures if one.status != 400), failures[0])
        combined.message = failures[0].message
        combined.errors = {field: message for one in failures for field, message in one.errors.items()}
        raise combined
    return values


def init_app(app: Flask) -> None:
    """Register a handler for each kind of error."""
    app.register_error_handler(AppError, handle_app_error)
    app.register_error_handler(HTTPException, handle_http_error)
    app.register_error_handler(CSRFError, handle_csrf_error)
    app.register_error_handler(PyMongoError, handle_database_error)


def wants_json() -> bool:
    """Return whether the client is a script: it sent JSON, or prefers JSON to HTML."""
    accepted = request.accept_mimetypes
    return request.is_json or accepted["application/json"] > accepted["text/html"]


def error_response(
    status: int, message: object = None, errors: Mapping[str, object] | None = None, **facts: object
) -> Response:
    """Return an error as JSON or as a page."""
    message = str(message or MESSAGES.get(status, MESSAGES[400]))
    if wants_json():
        named = {name: str(text) for name, text in (errors or {}).items()}
        facts |= {"field": next(iter(named)), "errors": named} if named else {}
        response = jsonify(result="error", message=message, **facts)
    else:
        response = Response(render_template("errors/error.html", status=status, message=message))
    response.status_code = status
    return response


def handle_app_error(error: AppError) -> Response:
    """Return what an action raised."""
    response = error_response(error.status, error.message, error.errors, **error.facts)
    response.headers.update(error.headers)
    return response


def handle_http_error(error: HTTPException) -> Response:
    """Return an error that Flask raised, with its own headers (Allow, Retry-After)."""
    response = error_response(error.code or 500)
    for name, value in error.get_headers(request.environ):
        if name != "Content-Type":
            response.headers[name] = value
    return response


def handle_csrf_error(error: CSRFError) -> Response:
    """Return an error for a change without the token of our own pages."""
    g.page_expired = not wants_json()  # drafts keeps what was written
    return error_response(400, _("This page has expired. Reload it and try again."))


def handle_database_error(error: PyMongoError) -> Response:
    """Log a database error and answer 503."""
    current_app.logger.error("database: %s", error)
    g.user = None  # the page must not ask for the number of their notifications
    return error_response(503)
