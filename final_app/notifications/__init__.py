"""Notifications: stored first, then pushed to their recipient's room."""

from final_app.notifications.views import bp as bp
