"""Every refusal, as a page or as JSON, in the reader's language."""

from flask import Flask
from flask import Response
from flask import current_app
from flask import jsonify
from flask import render_template
from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from pymongo.errors import PyMongoError
from werkzeug.exceptions import HTTPException

MESSAGES = {
    400: _("This request could not be understood."),
    401: _("Log in first."),
    403: _("Only its author may do this."),
    404: _("There is nothing here, or nothing that you may see."),
    405: _("This address does not take this method."),
    413: _("That is too large: send less at once."),
    415: _("Send a form or JSON, and name it in Content-Type."),
    429: _("That was too often: wait a while, then try again."),
    500: _("Something went wrong on our side. It has been noted."),
    503: _("The database does not answer. Nothing was changed; try again in a moment."),
}


class Refusal(Exception):
    """What an action raises for what it will not do; nothing has been changed.

    message: what to do, for people. status: the HTTP status. field: the field to blame, if there is one.
    retry_after: seconds after which it is worth another try, if that is all there is to it.
    """

    def __init__(
        self, message: object, status: int = 400, field: str | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.field = field
        self.headers = {"Retry-After": str(retry_after)} if retry_after else {}


def init_app(app: Flask) -> None:
    """Say which function answers which refusal."""
    app.register_error_handler(Refusal, refuse)
    app.register_error_handler(HTTPException, refuse_http)
    app.register_error_handler(CSRFError, refuse_csrf)
    app.register_error_handler(PyMongoError, refuse_database)


def wants_json() -> bool:
    """Tell whether a script is asking: it sent JSON, or prefers JSON to a page."""
    accepted = request.accept_mimetypes
    return request.is_json or accepted["application/json"] > accepted["text/html"]


def answer(status: int, message: object = None, field: str | None = None) -> Response:
    """Return a refusal as JSON or as a page."""
    message = str(message or MESSAGES.get(status, MESSAGES[400]))
    if wants_json():
        facts = {"field": field} if field else {}
        response = jsonify(result="error", message=message, **facts)
    else:
        response = Response(render_template("errors/error.html", status=status, message=message))
    response.status_code = status
    return response


def refuse(refusal: Refusal) -> Response:
    """Answer what an action refused."""
    response = answer(refusal.status, refusal.message, refusal.field)
    response.headers.update(refusal.headers)
    return response


def refuse_http(error: HTTPException) -> Response:
    """Answer a refusal that Flask raised, with the headers that belong to it (Allow, Retry-After)."""
    response = answer(error.code or 500)
    for name, value in error.get_headers(request.environ):
        if name != "Content-Type":
            response.headers[name] = value
    return response


def refuse_csrf(error: CSRFError) -> Response:
    """Answer a change that came without the token of our own pages."""
    return answer(400, _("This page was open for too long, or is not ours. Reload it, then try again."))


def refuse_database(error: PyMongoError) -> Response:
    """Answer what the database failed to do, and note why."""
    current_app.logger.error("database: %s", error)
    return answer(503)
