"""Presence: which friends are online."""

from final_app.presence import events as events
