"""The social network: a package per feature, put together by create_app."""

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

    from final_app import assets
    from final_app import blocks
    from final_app import cli
    from final_app import comments
    from final_app import compression
    from final_app import config as configuration
    from final_app import db
    from final_app import drafts
    from final_app import errors
    from final_app import extensions
    from final_app import friends
    from final_app import health
    from final_app import http
    from final_app import i18n
    from final_app import instance
    from final_app import joining
    from final_app import mail
    from final_app import manifest
    from final_app import media
    from final_app import moderation
    from final_app import notifications
    from final_app import pages
    from final_app import posts
    from final_app import presence as presence  # has socket handlers and no views
    from final_app import request_log
    from final_app import request_turns
    from final_app import search
    from final_app import security
    from final_app import settings
    from final_app import theme
    from final_app import users

    app = Flask("final_app", instance_path=instance.choose_path())
    configuration.init_app(app, config or {})
    request_turns.init_app(app)
    db.init_app(app, client)
    errors.init_app(app)
    http.init_app(app)
    i18n.init_app(app)
    theme.init_app(app)
    request_log.init_app(app)
    assets.init_app(app)
    compression.init_app(app)
    for feature in (
        health,
        manifest,
        mail,
        media,
        drafts,
        users,
        joining,
        blocks,
        notifications,
        friends,
        posts,
        comments,
        search,
        settings,
        moderation,
        pages,
    ):
        app.register_blueprint(feature.bp)
    cli.init_app(app)
    security.init_app(app)
    extensions.init_app(app)
    security.add_middleware(app)
    return app
