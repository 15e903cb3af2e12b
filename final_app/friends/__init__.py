"""Friends: ask, accept, decline, cancel, part; whom one may know; who of them is online."""

from final_app.friends import events as events
from final_app.friends.views import bp as bp
