"""Users: log in and out, reset the password; what users and sign-ups are."""

from final_app.users import events as events
from final_app.users.views import bp as bp
