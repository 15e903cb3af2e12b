"""Who is asking: join with a mailed code, log in, log out."""

from final_app.users import events as events
from final_app.users.views import bp as bp
