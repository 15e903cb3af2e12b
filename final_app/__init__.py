"""The social network: a package per feature, put together by create_app."""

import os
import warnings
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from flask import Flask
    from pymongo import MongoClient

warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")  # the lesson of the final app says what that means


def create_app(config: dict[str, Any] | None = None, client: "MongoClient[Any] | None" = None) -> "Flask":
    """Create the app.

    config: settings by name; they override config.py and the environment.
    client: an open MongoDB client (pymongo's or mongomock's); without one, the configured database is opened.
    """
    # Imported here, not above, so that __main__.py can monkey-patch the standard library first.
    from flask import Flask

    from final_app import cli
    from final_app import comments
    from final_app import config as configuration
    from final_app import db
    from final_app import drafts
    from final_app import errors
    from final_app import extensions
    from final_app import friends
    from final_app import health
    from final_app import http
    from final_app import i18n
    from final_app import mail
    from final_app import media
    from final_app import notifications
    from final_app import pages
    from final_app import posts
    from final_app import presence as presence  # has socket handlers and no views
    from final_app import request_log
    from final_app import search
    from final_app import security
    from final_app import settings
    from final_app import users

    app = Flask("final_app", instance_path=os.environ.get("SNS_INSTANCE_PATH"))
    configuration.init_app(app, config or {})
    db.init_app(app, client)
    errors.init_app(app)
    http.init_app(app)
    i18n.init_app(app)
    request_log.init_app(app)
    for feature in (
        health,
        mail,
        media,
        drafts,
        users,
        notifications,
        friends,
        posts,
        comments,
        search,
        settings,
        pages,
    ):
        app.register_blueprint(feature.bp)
    cli.init_app(app)
    security.init_app(app)
    extensions.init_app(app)
    security.add_middleware(app)
    return app
