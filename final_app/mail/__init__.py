"""Mail: emails over SMTP, or kept in a local mailbox where there is no mail server."""

from final_app.mail.views import bp as bp
