"""Reports and moderation over HTTP."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from typing import TypeVar
from typing import cast

from bson import ObjectId
from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from final_app.errors import AppError
from final_app.errors import ValidationError
from final_app.errors import wants_json
from final_app.http import get_cursor
from final_app.http import get_fields
from final_app.http import render_form_errors
from final_app.http import success
from final_app.moderation import lists
from final_app.moderation import log
from final_app.moderation import people
from final_app.moderation import reports
from final_app.notifications.actions import mark_read_where
from final_app.users.actions import get_user
from final_app.users.actions import public_user
from final_app.users.moderators import raise_unless_moderator
from final_app.users.writing import counted
from final_app.visits import is_visit

bp = Blueprint("moderation", __name__)
View = TypeVar("View", bound=Callable[..., Any])


def for_moderators(view: View) -> View:
    """Make a view answer 404 to everyone else."""

    @wraps(view)
    def checked(*arguments: Any, **named: Any) -> Any:
        """Check the user, then call the view."""
        raise_unless_moderator(g.user)
        return view(*arguments, **named)

    return cast(View, checked)


@bp.get("/report")
def report() -> ResponseReturnValue:
    """Show the form for a report, with what is reported."""
    kind, typed_id = request.args.get("kind", ""), request.args.get("id", "")
    target = reports.find_target(g.user, kind, typed_id)
    return render_template("moderation/report.html", target=target, values={"kind": kind, "id": typed_id})


@bp.post("/report")
def submit_report() -> ResponseReturnValue:
    """Report a post, a comment or a person to the moderators."""
    fields = get_fields("kind", "id", "reason")
    try:
        with counted(g.user):
            report_id, is_new = reports.report(g.user, fields["kind"], fields["id"], fields["reason"])
    except AppError as error:
        if list(error.errors) != ["reason"] and error.status != 429:
            raise
        target = reports.find_target(g.user, fields["kind"], fields["id"])
        return render_form_errors("moderation/report.html", error, fields, target=target)
    message = _("Thank you. A moderator will look at it.")
    return success(url_for("pages.feed"), 201 if is_new else 200, message=message, report={"id": report_id})


@bp.get("/moderation")
@for_moderators
def moderation() -> ResponseReturnValue:
    """Show the open reports, people, and the log."""
    shown, next_cursor = lists.people(get_cursor())
    facts = {"reports": lists.open_reports(), "people": shown, "log": log.newest(), "next": next_cursor}
    if wants_json():
        return jsonify(result="success", **facts)
    if is_visit():
        mark_read_where(g.user, kind="report")
    return render_template("moderation/moderation.html", **facts)


@bp.post("/moderation/<objectid:report_id>")
@for_moderators
def settle(report_id: ObjectId) -> ResponseReturnValue:
    """Settle a report."""
    verdict = reports.settle(g.user, report_id, get_fields("verdict")["verdict"])
    return success(url_for("moderation.moderation"), report={"id": str(report_id), "verdict": verdict})


@bp.put("/moderation/suspended/<nickname>")
@for_moderators
def suspend(nickname: str) -> ResponseReturnValue:
    """Suspend a user."""
    people.suspend(g.user, get_user(nickname))
    return jsonify(result="success", state="suspended")


@bp.delete("/moderation/suspended/<nickname>")
@for_moderators
def lift(nickname: str) -> ResponseReturnValue:
    """Let a suspended user log in again."""
    people.lift(g.user, get_user(nickname))
    return jsonify(result="success", state="none")


@bp.post("/moderation/suspended/<nickname>")
@for_moderators
def submit_suspended(nickname: str) -> ResponseReturnValue:
    """Do either with a form: state is "suspended" or "none"."""
    state = get_fields("state")["state"]
    changes = {"suspended": people.suspend, "none": people.lift}
    if state not in changes:
        raise ValidationError({"state": _('state must be "suspended" or "none".')})
    changes[state](g.user, get_user(nickname))
    return success(url_for("moderation.moderation"), state=state)


@bp.post("/moderation/password/<nickname>")
@for_moderators
def password(nickname: str) -> ResponseReturnValue:
    """Give a user a one-time password, and show it once."""
    user = get_user(nickname)
    one_time = people.give_password(g.user, user)
    if wants_json():
        return jsonify(result="success", password=one_time)
    return render_template("moderation/password.html", person=public_user(user), password=one_time)
