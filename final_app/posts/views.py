"""Posts over HTTP."""

from flask import Blueprint
from flask import Response
from flask import g
from flask import jsonify
from flask import render_template
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from markupsafe import escape

from final_app.errors import Refusal
from final_app.errors import wants_json
from final_app.friends.actions import friendship
from final_app.http import ask_again
from final_app.http import done
from final_app.http import read_fields
from final_app.http import read_files
from final_app.http import read_sent
from final_app.media.actions import SIZES
from final_app.posts import actions
from final_app.text import split_links
from final_app.users.actions import find_person
from final_app.users.actions import public_profile

bp = Blueprint("posts", __name__)


@bp.app_template_filter()
def linked(text: str) -> Markup:
    """Return a text as HTML whose addresses, #hashtags and @mentions are links."""
    return Markup("").join(link_to(kind, piece) for kind, piece in split_links(text))


def link_to(kind: str, piece: str) -> Markup:
    """Return a piece of text as HTML, by its kind as split_links gives it."""
    if not kind:
        return escape(piece)
    url = piece
    if kind == "tag":
        url = url_for("search.search", search=piece)
    elif kind == "name":
        url = url_for("posts.user", nickname=piece[1:])
    return Markup('<a href="{}" rel="nofollow noopener" class="link_{}">{}</a>').format(url, kind, piece)


@bp.get("/")
def feed() -> ResponseReturnValue:
    """Show one's own and friends' posts, newest first."""
    posts, following = actions.feed(g.person, request.args.get("before", ""))
    if wants_json():
        return jsonify(result="success", posts=posts, next=following)
    return render_template("pages/feed.html", posts=posts, next=following, sent={})


@bp.get("/user/<nickname>")
def user(nickname: str) -> ResponseReturnValue:
    """Show a person and their posts."""
    person = find_person(nickname)
    between = friendship(g.person, person)
    posts, following = actions.posts_of(g.person, person, between, request.args.get("before", ""))
    shown = {**public_profile(person), "friendship": between}
    if wants_json():
        return jsonify(result="success", **shown, posts=posts, next=following)
    return render_template("pages/user.html", person=shown, posts=posts, next=following)


@bp.post("/content_submit")
def content_submit() -> ResponseReturnValue:
    """Write a post, then show it on its author's page."""
    sent = read_fields("content_txt", "audience")
    try:
        post = actions.write_post(g.person, sent["content_txt"], sent["audience"], read_files("content_file"))
    except Refusal as refusal:
        posts, following = actions.feed(g.person, "")
        return ask_again("pages/feed.html", refusal, sent, posts=posts, next=following)
    return done(url_for("posts.user", nickname=g.person["nickname"]), 201, post=post)


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
        return ask_again("pages/content.html", refusal, {**post, **changes}, post=post)
    return done(url_for("reactions.content", post_id=post_id), post=post)


@bp.delete("/content_submit/<post_id>")
def delete_post(post_id: str) -> ResponseReturnValue:
    """Delete one's own post."""
    actions.remove_post(g.person, post_id)
    return jsonify(result="success")


@bp.get("/image/<image_id>")
def image(image_id: str) -> ResponseReturnValue:
    """Send a picture, of a post or of a person; a browser that has it keeps it for good."""
    size = request.args.get("size", "medium")
    if size not in SIZES:
        raise Refusal(_("size is thumb, medium or full."), field="size")
    response = Response(actions.get_picture(g.person, image_id, size), mimetype="image/webp")
    response.set_etag(f"{image_id}-{size}")
    response.cache_control.private = True
    response.cache_control.immutable = True
    response.cache_control.max_age = 365 * 24 * 60 * 60
    return response.make_conditional(request)
