"""The SNS whole: a room per feature, put together by create_app."""

import os
import warnings
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from flask import Flask
    from pymongo import MongoClient

warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")  # the lessons say where its road ends


def create_app(config: dict[str, Any] | None = None, client: "MongoClient[dict[str, Any]] | None" = None) -> "Flask":
    """Build the app.

    config: settings by name, over those of config.py and the environment.
    client: an open MongoDB client (pymongo's or mongomock's); without one, the settings say which to open.
    """
    # Imported here and not above, so that __main__.py can make the standard library cooperative first.
    from flask import Flask

    from final_app import cli
    from final_app import comments
    from final_app import config as configuration
    from final_app import db
    from final_app import errors
    from final_app import extensions
    from final_app import friends
    from final_app import health
    from final_app import i18n
    from final_app import mail
    from final_app import notifications
    from final_app import posts
    from final_app import presence as presence
    from final_app import search
    from final_app import security
    from final_app import settings
    from final_app import users

    app = Flask("final_app", instance_path=os.environ.get("SNS_INSTANCE_PATH"))
    configuration.init_app(app, config or {})
    db.init_app(app, client)
    errors.init_app(app)
    security.init_app(app)
    i18n.init_app(app)
    for room in (health, mail, users, notifications, friends, posts, comments, search, settings):
        app.register_blueprint(room.bp)
    cli.init_app(app)
    extensions.init_app(app)
    security.wrap(app)
    return app
