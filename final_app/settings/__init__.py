"""Settings: profile, language, password, data export, account deletion."""

from final_app.settings.account import email_views  # noqa: F401 - adds routes
from final_app.settings.account import views as account_views  # noqa: F401 - adds routes
from final_app.settings.views import bp as bp
