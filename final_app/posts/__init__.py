"""Posts: write, show, change, delete; the feed and a person's page."""

from final_app.posts.views import bp as bp
