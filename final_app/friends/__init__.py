"""Friends: request, accept, decline, cancel and end a friendship; people you may know."""

from final_app.friends.views import bp as bp
