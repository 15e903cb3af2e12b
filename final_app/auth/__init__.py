"""Who is asking: join with a mailed code, log in, log out."""

from final_app.auth import events as events
from final_app.auth.views import bp as bp
