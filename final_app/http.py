"""How a view reads what was sent, and answers: a page for a browser, JSON for a script."""

from collections.abc import Callable
from collections.abc import Mapping
from typing import IO
from typing import Any
from typing import TypeVar

from flask import flash
from flask import jsonify
from flask import redirect
from flask import render_template
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from final_app.errors import Refusal
from final_app.errors import wants_json

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Mark a view that needs no login."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def read_sent() -> Mapping[str, Any]:
    """Return what the request carries, as a form or as a JSON object; refuse any other type (415) or shape (400)."""
    if request.is_json:
        try:
            sent = request.get_json(silent=True)
        except RecursionError:  # nested without end
            sent = None
        if not isinstance(sent, dict):
            raise Refusal(_("Send a JSON object."))
        return sent
    if request.content_length and request.mimetype not in FORM_TYPES:
        raise Refusal(_("Send a form or JSON, and name it in Content-Type."), status=415)
    return request.form


def read_fields(*names: str) -> dict[str, str]:
    """Return these fields as text, "" where one is missing; refuse (400) what is not text, naming the field."""
    sent = read_sent()
    fields = {name: sent.get(name, "") for name in names}
    for name, value in fields.items():
        if not isinstance(value, str) or not is_unicode(value):
            raise Refusal(_("This must be text."), field=name)
    return fields


def read_files(name: str) -> list[IO[bytes]]:
    """Return the files sent as this field; a form with none chosen sends one without a name."""
    return [file.stream for file in request.files.getlist(name) if file.filename]


def is_unicode(text: str) -> bool:
    """Tell whether a text can be stored and sent: no half of a surrogate pair, no NUL."""
    return "\0" not in text and text.encode(errors="ignore").decode() == text


def is_here(url: str) -> bool:
    """Tell whether a URL is a path of this site and not a way to another one."""
    return url.startswith("/") and url[1:2] not in ("/", "\\") and url.isprintable()


def page_to_return_to() -> str:
    """Return the page of this site that is asked for or, of a form, that it was sent from."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    came_from = request.referrer or ""
    here = "/" + came_from.removeprefix(request.host_url)
    return here if came_from.startswith(request.host_url) and is_here(here) else url_for("posts.feed")


def done(url: str, status: int = 200, told: object = "", anchor: str = "", **facts: object) -> ResponseReturnValue:
    """Answer that it is done: a script by JSON with these facts, a browser by sending it on.

    url: where to, unless the form says by its field "next" which page of this site to return to.
    told: what the page there says, once, where it does not itself show that something was done.
    anchor: the id of the element there to show.
    """
    if wants_json():
        return jsonify(result="success", **facts), status
    if told:
        flash(str(told))
    wanted = request.form.get("next", "")
    page = wanted if is_here(wanted) else url
    return redirect(f"{page}#{anchor}" if anchor else page)


def ask_again(template: str, refusal: Refusal, sent: Mapping[str, str], **context: object) -> ResponseReturnValue:
    """Answer a refused form: a script by JSON, a browser by the form again, with what was typed and what to mend."""
    if wants_json():
        raise refusal
    return render_template(template, refusal=refusal, sent=sent, **context), refusal.status, refusal.headers
