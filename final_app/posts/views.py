"""Posts over HTTP."""

from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue

from final_app.answers import ask_again
from final_app.answers import done
from final_app.answers import read_fields
from final_app.answers import read_sent
from final_app.auth.actions import find_person
from final_app.auth.actions import public_person
from final_app.errors import Refusal
from final_app.errors import wants_json
from final_app.posts import actions

bp = Blueprint("posts", __name__)


@bp.get("/")
def feed() -> ResponseReturnValue:
    """Show one's own and friends' posts, newest first."""
    posts, following = actions.feed(g.person, request.args.get("before", ""))
    if wants_json():
        return jsonify(result="success", posts=posts, next=following)
    return render_template("posts/feed.html", posts=posts, next=following, sent={})


@bp.get("/user/<nickname>")
def user(nickname: str) -> ResponseReturnValue:
    """Show a person and their posts."""
    person = find_person(nickname)
    posts, following = actions.posts_of(g.person, person, request.args.get("before", ""))
    shown = public_person(person)
    if wants_json():
        return jsonify(result="success", **shown, posts=posts, next=following)
    return render_template("posts/user.html", person=shown, posts=posts, next=following)


@bp.post("/content_submit")
def content_submit() -> ResponseReturnValue:
    """Write a post, then show it on its author's page."""
    sent = read_fields("content_txt", "audience")
    try:
        post = actions.write_post(g.person, sent["content_txt"], sent["audience"])
    except Refusal as refusal:
        posts, following = actions.feed(g.person, "")
        return ask_again("posts/feed.html", refusal, sent, posts=posts, next=following)
    return done(url_for("posts.user", nickname=g.person["nickname"]), 201, post=post)


@bp.get("/content_submit/<post_id>")
def content(post_id: str) -> ResponseReturnValue:
    """Show one post."""
    post = actions.show_post(g.person, post_id)
    if wants_json():
        return jsonify(result="success", post=post)
    return render_template("posts/content.html", post=post, sent=post)


@bp.route("/content_submit/<post_id>", methods=["POST", "PUT", "PATCH"])
def content_update_submit(post_id: str) -> ResponseReturnValue:
    """Change one's own post."""
    changes = read_fields(*(name for name in ("content_txt", "audience") if name in read_sent()))
    try:
        post = actions.edit_post(g.person, post_id, changes)
    except Refusal as refusal:
        if refusal.status != 400:
            raise
        post = actions.show_post(g.person, post_id)
        return ask_again("posts/content.html", refusal, {**post, **changes}, post=post)
    return done(url_for("posts.content", post_id=post_id), post=post)


@bp.delete("/content_submit/<post_id>")
def delete_post(post_id: str) -> ResponseReturnValue:
    """Delete one's own post."""
    actions.remove_post(g.person, post_id)
    return jsonify(result="success")
