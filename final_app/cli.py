"""For whoever runs the app: log lines with a request id, and the commands seed, indexes, recount and doctor."""

import json
import logging
import secrets
import sys
import time

import click
from flask import Flask
from flask import Response
from flask import current_app
from flask import g
from flask import request

from final_app import demo
from final_app import mongod
from final_app.db import ensure_indexes
from final_app.db import get_db
from final_app.repair import find_wrong_counts
from final_app.repair import mend

log = logging.getLogger("final_app.requests")


def init_app(app: Flask) -> None:
    """Log each request as one line of JSON, and add the commands."""
    app.before_request(begin)
    app.after_request(note)
    for command in (seed, indexes, recount, doctor):
        app.cli.add_command(command)


def begin() -> None:
    """Give a request its id."""
    g.request_id = secrets.token_hex(8)
    g.began = time.perf_counter()


def note(response: Response) -> Response:
    """Log what was asked and answered, without what people wrote; the answer carries the id."""
    response.headers["X-Request-Id"] = g.get("request_id", "")
    line = {
        "id": g.get("request_id"),
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.began) * 1000) if "began" in g else None,
        "person": str(g.person["_id"]) if g.get("person") else None,
    }
    log.info(json.dumps(line, ensure_ascii=False))
    return response


def log_to_stderr() -> None:
    """Write the log lines to the error stream, as the served app does."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)


@click.command()
@click.option("--people", default=30, show_default=True, help="How many people the class has.")
def seed(people: int) -> None:
    """Fill the database with a class of any size; the same number makes the same class."""
    for user_id, password in demo.fill(people):
        click.echo(f"log in as {user_id} / {password}")


@click.command()
def indexes() -> None:
    """Make the indexes that are missing."""
    ensure_indexes()
    click.echo("The indexes are there.")


@click.command()
def recount() -> None:
    """Set right what a crash left uncounted; the app may go on serving."""
    click.echo(f"Posts whose counts were wrong: {mend()}")


@click.command()
def doctor() -> None:
    """Say what is configured, and what is missing."""
    config = current_app.config
    kept = f"embedded, in {current_app.instance_path}" if not config["MONGO_URI"] else "MONGO_URI"
    try:
        get_db().command("ping")
        database = f"answers ({kept})"
        wrong = len(find_wrong_counts())
        counts = f"wrong of {wrong} posts: flask --app final_app recount sets them right" if wrong else "right"
    except Exception as error:
        database, counts = f"does not answer ({kept}): {error}", "unknown"
    try:
        program = str(mongod.find_program())
    except mongod.NoMongod as missing:
        program = f"none: {missing}"
    click.echo(f"database   {database}")
    click.echo(f"counts     {counts}")
    click.echo(f"mongod     {program}")
    click.echo(f"mail       {config['MAIL_SERVER'] or 'no server: letters are kept, and shown at /dev/mail'}")
    click.echo(f"processes  {'many, by REDIS_URL' if config['REDIS_URL'] else 'one (set REDIS_URL to join more)'}")
    script = current_app.jinja_env.globals["script_is_here"]
    click.echo(f"script     {'here' if script else 'missing: pages ask the CDN; course.py brings it'}")
