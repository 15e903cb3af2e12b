"""Search: people by part of a name, posts by words, tags by part of them; always by an index."""

from final_app.search.views import bp as bp
