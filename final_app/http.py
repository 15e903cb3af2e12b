"""How views read a request and respond: a page for a browser, JSON for a script."""

from collections.abc import Callable
from collections.abc import Mapping
from functools import partial
from secrets import token_urlsafe
from typing import IO
from typing import Any
from typing import TypeVar
from urllib.parse import unquote
from urllib.parse import urlsplit

from bson import ObjectId
from flask import Flask
from flask import current_app
from flask import flash
from flask import jsonify
from flask import redirect
from flask import render_template
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import LengthRequired
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.routing import BaseConverter

from final_app.errors import AppError
from final_app.errors import ValidationError
from final_app.errors import wants_json
from final_app.origin import is_own_origin

FIELD_LENGTH = 5000  # characters in a field; each rule has its own limit, but none looks at more than this
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
View = TypeVar("View", bound=Callable[..., Any])


class ObjectIdConverter(BaseConverter):
    """`<objectid:post_id>` in a route: the view gets an ObjectId, and any other text is a 404."""

    regex = "[0-9a-fA-F]{24}"

    def to_python(self, value: str) -> ObjectId:
        """Return the id in a URL."""
        return ObjectId(value)


def init_app(app: Flask) -> None:
    """Say how URLs are read, and give templates the URL to return to for forms."""
    app.url_map.converters["objectid"] = ObjectIdConverter
    app.url_map.strict_slashes = False  # people type /user/alice/, too
    app.jinja_env.globals["return_url"] = return_url
    app.jinja_env.globals["new_request_key"] = partial(token_urlsafe, 12)


def public(view: View) -> View:
    """Mark a view that needs no login."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def uploads(view: View) -> View:
    """Mark a view whose form may have pictures, and so be larger than others."""
    view.has_uploads = True  # type: ignore[attr-defined]
    return view


def limit_body() -> None:
    """Bound the body of a request before it is read; more is answered 413, and one that does not tell its length 411.

    Werkzeug bounds the fields of a form with files, but not those of one without: their number takes time, too.
    """
    config = current_app.config
    view = current_app.view_functions.get(request.endpoint or "")
    if "Transfer-Encoding" in request.headers:
        raise LengthRequired
    if request.mimetype == FORM_TYPES[1] and hasattr(view, "has_uploads"):
        request.max_content_length = config["UPLOAD_BYTES"]
    elif request.mimetype == FORM_TYPES[0] and request.get_data().count(b"&") >= config["MAX_FORM_PARTS"]:
        raise RequestEntityTooLarge


def get_request_data() -> Mapping[str, Any]:
    """Return the form or the JSON object of the request.

    Raises AppError: 415 for any other content type, 400 for JSON that is not an object.
    """
    if request.is_json:
        try:
            data = request.get_json(silent=True)
        except RecursionError:  # nested too deeply
            data = None
        if not isinstance(data, dict):
            raise AppError(_("Send a JSON object."))
        return data
    if request.content_length and request.mimetype not in FORM_TYPES:
        raise AppError(_("Unsupported content type. Send a form or JSON."), status=415)
    return request.form


def get_fields(*names: str) -> dict[str, str]:
    """Return these fields of the request as text, "" where one is missing.

    Raises ValidationError naming every field that is not text, or longer than any may be.
    """
    data = get_request_data()
    long = [name for name in names if isinstance(data.get(name), str) and len(data[name]) > FIELD_LENGTH]
    if long:
        raise ValidationError(dict.fromkeys(long, _("This is too long.")))
    fields = {name: data.get(name, "") for name in names}
    invalid = [name for name, value in fields.items() if not isinstance(value, str) or not is_storable(value)]
    if invalid:
        raise ValidationError(dict.fromkeys(invalid, _("This must be text.")))
    return fields


def get_request_key() -> str:
    """Return what a request has in common with its repetition, for want of an answer or by a second press, or "".

    A script sends the header Idempotency-Key, a form the field "once"; a form without it and without files is known
    by the CSRF token of its page.
    """
    files = [str(file.filename) for file in request.files.getlist("content_file") if file.filename]
    key = request.headers.get("Idempotency-Key") or request.form.get("once")
    return "/".join([key, *files]) if key else "" if files else request.form.get("csrf_token", "")


def get_files(name: str) -> list[IO[bytes]]:
    """Return the files of this field; a form where none was chosen sends one without a name."""
    return [file.stream for file in request.files.getlist(name) if file.filename]


def get_cursor(name: str = "before") -> ObjectId | None:
    """Return the id in the query from which a list continues, None for its beginning.

    Raises ValidationError for any other text.
    """
    text = request.args.get(name, "")
    if text and not ObjectId.is_valid(text):
        raise ValidationError({name: _("Invalid cursor: use the `next` value of the previous page.")})
    return ObjectId(text) if text else None


def is_storable(text: str) -> bool:
    """Return whether a text can be stored and sent: it has no lone surrogate and no NUL."""
    return "\0" not in text and text.encode(errors="ignore").decode() == text


def is_local_url(url: str) -> bool:
    """Return whether a URL is a path of this site, not a way to another one."""
    return url.startswith("/") and url[1:2] not in ("/", "\\") and url.isprintable()


def return_url() -> str:
    """Return the requested page or, for a form, the page of this site that it was sent from."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    scheme, _colon, rest = (request.referrer or "").partition("://")
    host, _slash, path = rest.partition("/")
    if is_own_origin(f"{scheme}://{host}", request.environ) and is_page(f"/{path}"):
        return f"/{path}"
    return request.path if is_page(request.path) else url_for("pages.feed")


def is_page(url: str) -> bool:
    """Return whether a URL is a page of this site: some view answers GET there."""
    adapter = current_app.create_url_adapter(request)
    try:
        return is_local_url(url) and adapter is not None and bool(adapter.match(unquote(urlsplit(url).path), "GET"))
    except (HTTPException, ValueError):
        return False


def success(
    url: str, status: int = 200, message: object = "", anchor: str = "", **facts: object
) -> ResponseReturnValue:
    """Return success: JSON with these facts for a script, a redirect for a browser.

    url: the next page, unless the form names a page of this site in its field "next".
    message: shown once on the next page, for changes that the page does not show by itself.
    anchor: the id of the element to show there.
    """
    if wants_json():
        return jsonify(result="success", **facts), status
    if message:
        flash(str(message))
    wanted = request.form.get("next", "")
    page = wanted if is_page(wanted) else url
    return redirect(f"{page}#{anchor}" if anchor else page)


def render_form_errors(
    template: str, error: AppError, values: Mapping[str, Any], **context: object
) -> ResponseReturnValue:
    """Return a rejected form: JSON for a script, for a browser the form with its values and each field's error."""
    if wants_json():
        raise error
    return render_template(template, error=error, values=values, **context), error.status, error.headers
