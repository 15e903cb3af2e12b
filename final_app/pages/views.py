"""The feed, a user's page, and a post's page with all methods of its URL."""

from bson import ObjectId
from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue

from final_app.blocks.actions import get_user
from final_app.comments.listing import comments_on
from final_app.errors import AppError
from final_app.errors import wants_json
from final_app.friends.actions import relation
from final_app.http import get_cursor
from final_app.http import get_fields
from final_app.http import get_request_data
from final_app.http import get_request_key
from final_app.http import render_form_errors
from final_app.http import success
from final_app.http import uploads
from final_app.notifications.actions import mark_friendship_read
from final_app.notifications.actions import mark_post_read
from final_app.pages.pictures import get_uploads
from final_app.pages.pictures import read_picture_changes
from final_app.posts import actions
from final_app.posts import timelines
from final_app.posts.editing import edit_post
from final_app.posts.pinned import pinned_post
from final_app.users.actions import public_profile
from final_app.users.moderators import is_moderator
from final_app.users.suspension import is_suspended
from final_app.users.writing import counted
from final_app.visits import is_visit

bp = Blueprint("pages", __name__)


@bp.get("/")
def feed() -> ResponseReturnValue:
    """Show the posts of the user and their friends, or the public posts of everyone, newest first.

    A page that is opened without saying which shows everyone's to those who have no friends yet.
    """
    view = timelines.check_view(request.args.get("view", ""))
    shown = timelines.feed(g.user, get_cursor(), view or ("friends" if wants_json() else None))
    pinned = None if get_cursor() else pinned_post(g.user)
    if wants_json():
        return jsonify(result="success", posts=shown.posts, next=shown.next, pinned=pinned)
    return render_template("pages/feed.html", **shown._asdict(), pinned=pinned, is_chosen=view is not None, values={})


@bp.post("/content_submit")
@uploads
def content_submit() -> ResponseReturnValue:
    """Create a post, then show it on its author's page."""
    fields = get_fields("content_txt", "audience")
    try:
        with counted(g.user):
            files, key = get_uploads(), get_request_key()
            post = actions.create_post(g.user, fields["content_txt"], fields["audience"], files, key)
    except AppError as error:
        shown = timelines.feed(g.user, None, None)
        return render_form_errors("pages/feed.html", error, fields, **shown._asdict(), pinned=pinned_post(g.user))
    created = actions.public_posts(g.user, [{**post, "author": g.user}])[0]
    return success(url_for("pages.user", nickname=g.user["nickname"]), 201, post=created)


@bp.get("/user/<nickname>")
def user(nickname: str) -> ResponseReturnValue:
    """Show a user with their posts."""
    person = get_user(g.user, nickname)
    if is_visit():
        mark_friendship_read(g.user, person["_id"])
    friendship = relation(g.user, person)
    posts, next_cursor = timelines.posts_of(g.user, person, friendship, get_cursor())
    profile = {**public_profile(person), "friendship": friendship}
    if is_moderator(g.user):
        profile["suspended"] = is_suspended(person)
    if wants_json():
        return jsonify(result="success", **profile, posts=posts, next=next_cursor)
    return render_template("pages/user.html", person=profile, posts=posts, next=next_cursor)


@bp.get("/content_submit/<objectid:post_id>")
def content(post_id: ObjectId) -> ResponseReturnValue:
    """Show a post with its newest comments, or with those around the one in the query."""
    post = actions.get_post_with_author(g.user, post_id)
    if is_visit():
        mark_post_read(g.user, post_id)
    shown, page = actions.public_posts(g.user, [post])[0], comments_on(g.user, post, around=get_cursor("comment"))
    if wants_json():
        return jsonify(result="success", post=shown, comments=page["comments"], next=page["next"])
    return render_template("pages/content.html", post=shown, page=page, values=shown)


@bp.route("/content_submit/<objectid:post_id>", methods=["POST", "PUT", "PATCH"])
@uploads
def content_update_submit(post_id: ObjectId) -> ResponseReturnValue:
    """Edit one's own post."""
    changes = get_fields(*(name for name in ("content_txt", "audience") if name in get_request_data()))
    pictures = read_picture_changes()
    try:
        edited = edit_post(g.user, post_id, changes, pictures, get_request_key())
    except AppError as error:
        if error.status in (401, 403, 404):
            raise
        post = actions.get_post_with_author(g.user, post_id)
        shown, page = actions.public_posts(g.user, [post])[0], comments_on(g.user, post)
        values = {**shown, **changes, "pictures": pictures}
        return render_form_errors("pages/content.html", error, values, post=shown, page=page)
    shown = actions.public_posts(g.user, [{**edited, "author": g.user}])[0]
    return success(url_for("pages.content", post_id=post_id), post=shown)


@bp.delete("/content_submit/<objectid:post_id>")
def delete_post(post_id: ObjectId) -> ResponseReturnValue:
    """Delete one's own post."""
    actions.delete_post(g.user, post_id)
    return jsonify(result="success")
