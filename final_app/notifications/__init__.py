"""Notices: stored first, then pushed to their person's own room; read, counted, caught up with."""

from final_app.notifications.views import bp as bp
