"""Pages that combine features: the feed, a user with their posts, a post with its comments."""

from final_app.pages.views import bp as bp
