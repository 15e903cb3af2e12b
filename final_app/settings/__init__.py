"""One's own affairs: profile, language, password, export, leaving."""

from final_app.settings.views import bp as bp
