"""The extensions, built unbound: each room imports them, create_app binds them."""

from flask import Flask
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_mail import Mail
from flask_socketio import SocketIO
from flask_wtf.csrf import CSRFProtect

from final_app.language import choose_language

babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address)
mail = Mail()
socketio = SocketIO()


def init_app(app: Flask) -> None:
    """Bind them to the app; the socket last, once every room has named its handlers."""
    babel.init_app(app, locale_selector=choose_language)
    csrf.init_app(app)
    limiter.init_app(app)
    mail.init_app(app)
    socketio.init_app(
        app,
        async_mode=app.config["ASYNC_MODE"],
        message_queue=app.config["REDIS_URL"] or None,
        cors_allowed_origins=app.config["SOCKET_ORIGINS"] or None,
    )
