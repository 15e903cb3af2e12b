"""Drafts: what someone wrote in a form that was sent after their login had ended, until they log in again."""

from final_app.drafts.views import bp as bp
