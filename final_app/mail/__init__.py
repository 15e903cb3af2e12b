"""Letters by mail, or kept for this machine to read where there is no mail server."""

from final_app.mail.views import bp as bp
