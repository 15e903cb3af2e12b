"""What a start does in the background, so that later nobody waits for it."""

import gc

from flask import Flask

from final_app import loops


def prepare(app: Flask) -> None:
    """Compile the templates: the first page of each would take 0.1 s, and all others would wait for it.

    Whatever is there then stays. Python need not look through it for garbage again and again, which takes as long.
    """
    with app.app_context():
        for name in app.jinja_env.list_templates():
            app.jinja_env.get_template(name)
            loops.give_way()
    gc.freeze()
