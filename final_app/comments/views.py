"""Likes and comments over HTTP."""

from typing import Any

from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from final_app.comments import actions
from final_app.comments.fragments import render_comment
from final_app.errors import Refusal
from final_app.errors import wants_json
from final_app.http import done
from final_app.http import read_fields
from final_app.posts.actions import show_post

bp = Blueprint("reactions", __name__)


@bp.app_template_global()
def comments_on(post_id: str) -> dict[str, Any]:
    """Return the newest page of comments on a post, for the page of the post."""
    return actions.comments(g.person, post_id, "")


@bp.get("/content_submit/<post_id>")
def content(post_id: str) -> ResponseReturnValue:
    """Show one post with its comments."""
    post = show_post(g.person, post_id)
    if wants_json():
        return jsonify(result="success", post=post, **actions.comments(g.person, post_id, ""))
    return render_template("pages/content.html", post=post, sent=post)


@bp.put("/content_submit/<post_id>/like")
def like(post_id: str) -> ResponseReturnValue:
    """Like a post."""
    return jsonify(result="success", **actions.like(g.person, post_id, True))


@bp.delete("/content_submit/<post_id>/like")
def unlike(post_id: str) -> ResponseReturnValue:
    """Take a like back."""
    return jsonify(result="success", **actions.like(g.person, post_id, False))


@bp.post("/content_submit/<post_id>/like")
def submit_like(post_id: str) -> ResponseReturnValue:
    """Do either by a form: liked is 1 or 0."""
    liked = read_fields("liked")["liked"]
    if liked not in ("0", "1"):
        raise Refusal(_("liked is 1 or 0."), field="liked")
    return done(url_for("reactions.content", post_id=post_id), **actions.like(g.person, post_id, liked == "1"))


@bp.get("/content_submit/<post_id>/likes")
def likes(post_id: str) -> ResponseReturnValue:
    """Show who likes a post."""
    found = actions.likers(g.person, post_id, request.args.get("before", ""))
    if wants_json():
        return jsonify(result="success", **found)
    return render_template("posts/likes.html", post_id=post_id, **found)


@bp.get("/content_submit/<post_id>/comments")
def comments(post_id: str) -> ResponseReturnValue:
    """Show the comments on a post."""
    found = actions.comments(g.person, post_id, request.args.get("before", ""))
    if wants_json():
        return jsonify(result="success", **found)
    return render_template("comments/comments.html", post=show_post(g.person, post_id), comments=found)


@bp.post("/content_submit/<post_id>/comments")
def create_comment(post_id: str) -> ResponseReturnValue:
    """Comment on a post, or reply to a comment."""
    sent = read_fields("text", "reply_to")
    comment = actions.post_comment(g.person, post_id, sent["text"], sent["reply_to"])
    html = render_comment(comment)
    page = url_for("reactions.content", post_id=post_id)
    return done(page, 201, anchor=f"comment-{comment['id']}", comment=comment, html=html)


@bp.patch("/comments/<comment_id>")
def edit_comment(comment_id: str) -> ResponseReturnValue:
    """Change one's own comment."""
    comment = actions.edit_comment(g.person, comment_id, read_fields("text")["text"])
    return jsonify(result="success", comment=comment, html=render_comment(comment))


@bp.delete("/comments/<comment_id>")
def delete_comment(comment_id: str) -> ResponseReturnValue:
    """Delete a comment, with the replies to it."""
    actions.remove_comment(g.person, comment_id)
    return jsonify(result="success")
