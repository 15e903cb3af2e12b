"""The feed, a user's page, and a post's page with all methods of its URL."""

from bson import ObjectId
from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import url_for
from flask.typing import ResponseReturnValue

from final_app.comments.actions import comments_on
from final_app.errors import AppError
from final_app.errors import wants_json
from final_app.friends.actions import relation
from final_app.http import get_cursor
from final_app.http import get_fields
from final_app.http import get_files
from final_app.http import get_request_data
from final_app.http import get_request_key
from final_app.http import render_form_errors
from final_app.http import success
from final_app.posts import actions
from final_app.posts import timelines
from final_app.users.actions import get_user
from final_app.users.actions import public_profile

bp = Blueprint("pages", __name__)


@bp.get("/")
def feed() -> ResponseReturnValue:
    """Show the posts of the user and their friends, newest first."""
    posts, next_cursor = timelines.feed(g.user, get_cursor())
    if wants_json():
        return jsonify(result="success", posts=posts, next=next_cursor)
    return render_template("pages/feed.html", posts=posts, next=next_cursor, values={})


@bp.post("/content_submit")
def content_submit() -> ResponseReturnValue:
    """Create a post, then show it on its author's page."""
    fields = get_fields("content_txt", "audience")
    try:
        post = actions.create_post(
            g.user, fields["content_txt"], fields["audience"], get_files("content_file"), get_request_key()
        )
    except AppError as error:
        posts, next_cursor = timelines.feed(g.user, None)
        return render_form_errors("pages/feed.html", error, fields, posts=posts, next=next_cursor)
    shown = actions.public_post(post, g.user, liked=False)
    return success(url_for("pages.user", nickname=g.user["nickname"]), 201, post=shown)


@bp.get("/user/<nickname>")
def user(nickname: str) -> ResponseReturnValue:
    """Show a user with their posts."""
    person = get_user(nickname)
    friendship = relation(g.user, person)
    posts, next_cursor = timelines.posts_of(g.user, person, friendship, get_cursor())
    profile = {**public_profile(person), "friendship": friendship}
    if wants_json():
        return jsonify(result="success", **profile, posts=posts, next=next_cursor)
    return render_template("pages/user.html", person=profile, posts=posts, next=next_cursor)


@bp.get("/content_submit/<objectid:post_id>")
def content(post_id: ObjectId) -> ResponseReturnValue:
    """Show a post with its comments."""
    post = actions.get_post_with_author(g.user, post_id)
    shown, page = actions.public_posts(g.user, [post])[0], comments_on(post, None)
    if wants_json():
        return jsonify(result="success", post=shown, **page)
    return render_template("pages/content.html", post=shown, page=page, values=shown)


@bp.route("/content_submit/<objectid:post_id>", methods=["POST", "PUT", "PATCH"])
def content_update_submit(post_id: ObjectId) -> ResponseReturnValue:
    """Edit one's own post."""
    changes = get_fields(*(name for name in ("content_txt", "audience") if name in get_request_data()))
    try:
        edited = actions.edit_post(g.user, post_id, changes)
    except AppError as error:
        if error.status != 400:
            raise
        post = actions.get_post_with_author(g.user, post_id)
        shown, page = actions.public_posts(g.user, [post])[0], comments_on(post, None)
        return render_form_errors("pages/content.html", error, {**shown, **changes}, post=shown, page=page)
    shown = actions.public_posts(g.user, [{**edited, "author": g.user}])[0]
    return success(url_for("pages.content", post_id=post_id), post=shown)


@bp.delete("/content_submit/<objectid:post_id>")
def delete_post(post_id: ObjectId) -> ResponseReturnValue:
    """Delete one's own post."""
    actions.delete_post(g.user, post_id)
    return jsonify(result="success")
