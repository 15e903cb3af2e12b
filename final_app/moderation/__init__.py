"""Moderation: reports, what moderators do about them, and the log of it."""

from final_app.moderation.views import bp as bp
