"""Live updates of the feed: which open pages hear of a post.

A page of friends' posts is in a room of its user, and who hears of a post is looked up for each post: a friendship that
has ended counts no more. All pages of everyone's posts share a room, from which those who are blocked are left out.
So a post takes two queries, however many pages are open.
"""

from bson import ObjectId

from final_app import realtime
from final_app.blocks.store import blocked_ids
from final_app.friends.store import friend_ids
from final_app.posts.subscriptions import WITH_BLOCKS
from final_app.posts.subscriptions import rooms_of_allowed
from final_app.schema import FeedView
from final_app.schema import Post
from final_app.schema import User

PREFIX = "feed:"
EVERYONE = f"{PREFIX}everyone"


def feed_room(view: FeedView, user_oid: ObjectId) -> str:
    """Return the room of the pages on which a user looks at a view of their feed."""
    return EVERYONE if view == "everyone" else f"{PREFIX}friends:{user_oid}"


def rooms_of_feeds(post: Post) -> list[str]:
    """Return the rooms of the pages whose feed has a post."""
    author_id = post["author_id"]
    everyone = [EVERYONE] if post["audience"] == "public" else []
    return everyone + [feed_room("friends", one) for one in (author_id, *friend_ids(author_id))]


def rooms_without_post(post: Post) -> list[str]:
    """Return the rooms of the users who do not see a post, even if it is public."""
    return [realtime.user_room(one) for one in blocked_ids(post["author_id"])]


def rooms_of_subscribers(post: Post) -> list[str]:
    """Return the rooms of the pages that show a post, with and without blocks."""
    rooms = rooms_of_allowed(post)
    return [*rooms, *(room + WITH_BLOCKS for room in rooms)]


def announce_added(post: Post, author: User) -> None:
    """Tell the pages whose feed has a new post."""
    data: dict[str, object] = {"id": str(post["_id"]), "nickname": author["nickname"]}
    realtime.emit_to(rooms_of_feeds(post), "post_added", data, rooms_without_post(post))


def announce_changed(post: Post, facts: dict[str, object]) -> None:
    """Tell the pages whose feed has a post how it is now; those that subscribe to the post itself know already."""
    realtime.emit_to(rooms_of_feeds(post), "post_changed", facts, rooms_without_post(post))


def announce_removed(post: Post) -> None:
    """Tell the pages that show a post, or have been told of it, that it was deleted."""
    rooms = [*rooms_of_subscribers(post), *rooms_of_feeds(post)]
    realtime.emit_to(rooms, "post_removed", {"id": str(post["_id"])}, rooms_without_post(post))


def announce_hidden(post: Post) -> None:
    """Tell the pages of those who may no longer see a post that was public, as if it were deleted."""
    author_id = post["author_id"]
    still_allowed = [realtime.user_room(one) for one in (author_id, *friend_ids(author_id))]
    without = [*still_allowed, *rooms_without_post(post)]
    realtime.emit_to([*rooms_of_subscribers(post), EVERYONE], "post_removed", {"id": str(post["_id"])}, without)
