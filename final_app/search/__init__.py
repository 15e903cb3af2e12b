"""Search: users by parts of their names, posts by words, hashtags by parts of them, always through an index."""

from final_app.search.views import bp as bp
