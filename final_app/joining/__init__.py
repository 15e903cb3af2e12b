"""Joining: sign up with a mailed code."""

from final_app.joining.views import bp as bp
