"""Users: sign up with a mailed code, log in and out, reset the password."""

from final_app.users import events as events
from final_app.users.views import bp as bp
