"""Friends: ask, accept, decline, cancel, part; whom one may know; who of them is online."""

from final_app.friends.views import bp as bp
