"""Reactions to a post: likes, comments, replies, live for everyone who watches it."""

from final_app.comments import events as events
from final_app.comments.views import bp as bp
