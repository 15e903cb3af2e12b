"""Comments over HTTP."""

from bson import ObjectId
from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import url_for
from flask.typing import ResponseReturnValue

from final_app.comments import actions
from final_app.comments.fragments import render_comment
from final_app.errors import AppError
from final_app.errors import wants_json
from final_app.http import get_cursor
from final_app.http import get_fields
from final_app.http import get_request_key
from final_app.http import render_form_errors
from final_app.http import success
from final_app.posts.actions import get_post
from final_app.posts.actions import get_post_with_author

bp = Blueprint("comments", __name__)


@bp.get("/content_submit/<objectid:post_id>/comments")
def comments(post_id: ObjectId) -> ResponseReturnValue:
    """Show the comments on a post."""
    post = get_post_with_author(g.user, post_id)
    page = actions.comments_on(post, get_cursor())
    if wants_json():
        return jsonify(result="success", **page)
    return render_template("comments/comments.html", post_id=post_id, post_author=post["author"], page=page, values={})


@bp.post("/content_submit/<objectid:post_id>/comments")
def create_comment(post_id: ObjectId) -> ResponseReturnValue:
    """Comment on a post, or reply to a comment."""
    fields = get_fields("text", "reply_to")
    post = get_post(g.user, post_id)
    try:
        comment = actions.post_comment(g.user, post, fields["text"], fields["reply_to"], get_request_key())
    except AppError as error:
        if error.status != 400:
            raise
        context = {
            "post_author": get_post_with_author(g.user, post_id)["author"],
            "page": actions.comments_on(post, None),
        }
        return render_form_errors("comments/comments.html", error, fields, post_id=post_id, **context)
    url, anchor = url_for("pages.content", post_id=post_id), f"comment-{comment['id']}"
    return success(url, 201, anchor=anchor, comment=comment, html=render_comment(comment))


@bp.patch("/comments/<objectid:comment_id>")
def edit_comment(comment_id: ObjectId) -> ResponseReturnValue:
    """Edit one's own comment."""
    comment = actions.edit_comment(g.user, comment_id, get_fields("text")["text"])
    return jsonify(result="success", comment=comment, html=render_comment(comment))


@bp.delete("/comments/<objectid:comment_id>")
def delete_comment(comment_id: ObjectId) -> ResponseReturnValue:
    """Delete a comment with the replies to it."""
    actions.delete_comment(g.user, comment_id)
    return jsonify(result="success")
