"""Settings: profile, language, password, data export, account deletion."""

from final_app.settings.views import bp as bp
