"""Likes over HTTP, and links in texts. The pages of posts are in pages/, as they show comments and friends, too."""

from collections.abc import Mapping
from functools import lru_cache

from bson import ObjectId
from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from markupsafe import escape

from final_app.errors import ValidationError
from final_app.errors import wants_json
from final_app.http import get_cursor
from final_app.http import get_fields
from final_app.http import success
from final_app.links import split_links
from final_app.links import url_of
from final_app.posts import actions as posts
from final_app.posts import likes as actions
from final_app.posts.pinned import is_pinned
from final_app.posts.pinned import set_pinned
from final_app.text import name_key

bp = Blueprint("posts", __name__)
bp.add_app_template_global(is_pinned)


@bp.app_template_filter()
def linked(text: str, mentions: Mapping[str, str]) -> Markup:
    """Return a text as HTML in which addresses, #hashtags and mentions are links.

    mentions: the nicknames of those whom it mentions, by their names in the text.
    """
    return link_all(text, frozenset(mentions.items()), request.script_root)


@lru_cache(maxsize=1024)  # the newest posts are read most
def link_all(text: str, mentions: frozenset[tuple[str, str]], _script_root: str) -> Markup:
    """Do it, once for a text, the nicknames and what all URLs begin with."""
    nicknames = dict(mentions)
    return Markup("").join(link(kind, piece, nicknames) for kind, piece in split_links(text, nicknames))


def link(kind: str, piece: str, nicknames: Mapping[str, str]) -> Markup:
    """Return a piece of a text as HTML; kind is what split_links says of it."""
    if not kind:
        return escape(piece)
    url = url_of(piece)
    if kind == "tag":
        url = url_for("search.search", search=piece)
    elif kind == "name":
        url = url_for("pages.user", nickname=nicknames[name_key(piece[1:])])
    return Markup('<a href="{}" rel="nofollow noopener" class="link_{}">{}</a>').format(url, kind, piece)


@bp.put("/content_submit/<objectid:post_id>/like")
def like(post_id: ObjectId) -> ResponseReturnValue:
    """Like a post."""
    return jsonify(result="success", **actions.set_like(g.user, post_id, True))


@bp.delete("/content_submit/<objectid:post_id>/like")
def unlike(post_id: ObjectId) -> ResponseReturnValue:
    """Take a like back."""
    return jsonify(result="success", **actions.set_like(g.user, post_id, False))


@bp.post("/content_submit/<objectid:post_id>/like")
def submit_like(post_id: ObjectId) -> ResponseReturnValue:
    """Do either with a form: liked is 1 or 0."""
    liked = get_fields("liked")["liked"]
    if liked not in ("0", "1"):
        raise ValidationError({"liked": _("liked must be 1 or 0.")})
    return success(url_for("pages.content", post_id=post_id), **actions.set_like(g.user, post_id, liked == "1"))


@bp.put("/content_submit/<objectid:post_id>/pin")
def pin(post_id: ObjectId) -> ResponseReturnValue:
    """Pin a post to the top of the feed, as a moderator."""
    set_pinned(g.user, post_id, True)
    return jsonify(result="success", pinned=True)


@bp.delete("/content_submit/<objectid:post_id>/pin")
def unpin(post_id: ObjectId) -> ResponseReturnValue:
    """Unpin a post."""
    set_pinned(g.user, post_id, False)
    return jsonify(result="success", pinned=False)


@bp.post("/content_submit/<objectid:post_id>/pin")
def submit_pin(post_id: ObjectId) -> ResponseReturnValue:
    """Do either with a form: pinned is 1 or 0."""
    pinned = get_fields("pinned")["pinned"]
    if pinned not in ("0", "1"):
        raise ValidationError({"pinned": _("pinned must be 1 or 0.")})
    set_pinned(g.user, post_id, pinned == "1")
    message = _("The post is at the top of everyone's feed now.") if pinned == "1" else _("The post is unpinned.")
    return success(url_for("pages.feed"), message=message, pinned=pinned == "1")


@bp.get("/content_submit/<objectid:post_id>/likes")
def likes(post_id: ObjectId) -> ResponseReturnValue:
    """Show who likes a post."""
    found = actions.likers(g.user, post_id, get_cursor())
    if wants_json():
        return jsonify(result="success", **found)
    return render_template("posts/likes.html", post_id=post_id, **found)


@bp.get("/content_submit/<objectid:post_id>/delete")
def ask_to_delete(post_id: ObjectId) -> ResponseReturnValue:
    """Ask whether to delete a post; with a script, a dialog asks the same."""
    post = posts.get_deletable_post(g.user, post_id)
    return render_template("posts/delete.html", post=post, question=question(post["comment_count"]))


@bp.post("/content_submit/<objectid:post_id>/delete")
def submit_delete(post_id: ObjectId) -> ResponseReturnValue:
    """Delete a post by a form."""
    posts.delete_post(g.user, post_id)
    return success(url_for("pages.user", nickname=g.user["nickname"]), message=_("The post was deleted."))


def question(comment_count: int) -> object:
    """Return the question before a post is deleted, with the number of comments that would be lost, too."""
    if comment_count == 0:
        return _("Delete this post? This can't be undone.")
    return ngettext(
        "Delete this post and its %(num)s comment? This can't be undone.",
        "Delete this post and its %(num)s comments? This can't be undone.",
        comment_count,
    )
