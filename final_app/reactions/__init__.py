"""Reactions to a post: likes, comments, replies, live for everyone who watches it."""

from final_app.reactions import events as events
from final_app.reactions.views import bp as bp
