"""Comments over HTTP."""

from typing import Any

from bson import ObjectId
from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from final_app.blocks.store import blocked_ids
from final_app.comments import actions
from final_app.comments.answers import answered_in
from final_app.comments.fragments import render_comment
from final_app.comments.listing import comments_on
from final_app.comments.mentions import links_in
from final_app.comments.threads import count_below
from final_app.errors import AppError
from final_app.errors import ValidationError
from final_app.errors import wants_json
from final_app.http import get_cursor
from final_app.http import get_fields
from final_app.http import get_request_key
from final_app.http import render_form_errors
from final_app.http import success
from final_app.notifications.actions import mark_post_read
from final_app.posts.actions import get_post
from final_app.posts.actions import get_post_with_author
from final_app.users.writing import counted
from final_app.visits import is_visit

bp = Blueprint("comments", __name__)


@bp.app_template_global()
def mentioned_in(comments: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Return whom these comments mention, as links_in does, without those who are hidden from the current user."""
    return links_in(comments, blocked_ids(g.user["_id"]))


@bp.app_template_global("answered_in")
def whom_answered(comments: list[dict[str, Any]]) -> dict[str, str]:
    """Return whom these comments answer, as answered_in does."""
    return answered_in(comments)


@bp.get("/content_submit/<objectid:post_id>/comments")
def comments(post_id: ObjectId) -> ResponseReturnValue:
    """Show the comments on a post."""
    post = get_post_with_author(g.user, post_id)
    if is_visit():
        mark_post_read(g.user, post_id)
    page = comments_on(g.user, post, get_cursor(), get_cursor("after"), get_cursor("comment"))
    if wants_json():
        return jsonify(result="success", comments=page["comments"], next=page["next"])
    return render_template("comments/comments.html", post_id=post_id, post_author=post["author"], page=page, values={})


@bp.post("/content_submit/<objectid:post_id>/comments")
def create_comment(post_id: ObjectId) -> ResponseReturnValue:
    """Comment on a post, or reply to a comment."""
    fields = get_fields("text", "reply_to")
    post = get_post(g.user, post_id)
    try:
        with counted(g.user):
            comment = actions.post_comment(g.user, post, fields["text"], fields["reply_to"], get_request_key())
    except AppError as error:
        if error.status not in (400, 429):
            raise
        context = {
            "post_author": get_post_with_author(g.user, post_id)["author"],
            "page": comments_on(g.user, post),
        }
        return render_form_errors("comments/comments.html", error, fields, post_id=post_id, **context)
    url, anchor = url_for("pages.content", post_id=post_id), f"comment-{comment['id']}"
    return success(url, 201, anchor=anchor, comment=comment, html=render_comment(comment, blocked_ids(g.user["_id"])))


@bp.patch("/comments/<objectid:comment_id>")
def edit_comment(comment_id: ObjectId) -> ResponseReturnValue:
    """Edit one's own comment."""
    comment = actions.edit_comment(g.user, comment_id, get_fields("text")["text"])
    return jsonify(result="success", comment=comment, html=render_comment(comment, blocked_ids(g.user["_id"])))


@bp.delete("/comments/<objectid:comment_id>")
def delete_comment(comment_id: ObjectId) -> ResponseReturnValue:
    """Delete a comment with the replies to it."""
    actions.delete_comment(g.user, comment_id)
    return jsonify(result="success")


@bp.get("/comments/<objectid:comment_id>/edit")
def ask_to_edit(comment_id: ObjectId) -> ResponseReturnValue:
    """Show the form to edit one's own comment; with a script, the form below the comments is used."""
    comment = actions.get_own_comment(g.user, comment_id)[0]
    return render_template("comments/edit.html", comment=comment, values={"text": comment["text"]})


@bp.post("/comments/<objectid:comment_id>/edit")
def submit_edit(comment_id: ObjectId) -> ResponseReturnValue:
    """Edit one's own comment by a form."""
    fields = get_fields("text")
    try:
        edited = actions.edit_comment(g.user, comment_id, fields["text"])
    except ValidationError as error:
        comment = actions.get_own_comment(g.user, comment_id)[0]
        return render_form_errors("comments/edit.html", error, fields, comment=comment)
    return success(url_of(edited["post_id"], edited["id"]), comment=edited)


@bp.get("/comments/<objectid:comment_id>/delete")
def ask_to_delete(comment_id: ObjectId) -> ResponseReturnValue:
    """Ask whether to delete a comment; with a script, a dialog asks the same."""
    comment = actions.get_comment_to_delete(g.user, comment_id)[0]
    return render_template("comments/delete.html", comment=comment, question=question(count_below(comment_id)))


@bp.post("/comments/<objectid:comment_id>/delete")
def submit_delete(comment_id: ObjectId) -> ResponseReturnValue:
    """Delete a comment by a form."""
    post_id = actions.delete_comment(g.user, comment_id)["post_id"]
    return success(url_for("pages.content", post_id=post_id), message=_("The comment was deleted."), anchor="comments")


def url_of(post_id: object, comment_id: object) -> str:
    """Return the URL that leads to a comment, wherever it is among the comments."""
    return url_for("pages.content", post_id=post_id, comment=comment_id, _anchor=f"comment-{comment_id}")


def question(reply_count: int) -> str:
    """Return the question before a comment is deleted, with the number of replies that would be lost, too."""
    if reply_count == 0:
        return str(_("Delete this comment? This can't be undone."))
    words = ngettext(
        "Delete this comment and the %(num)s reply to it? This can't be undone.",
        "Delete this comment and the %(num)s replies to it? This can't be undone.",
        reply_count,
    )
    return str(words)
