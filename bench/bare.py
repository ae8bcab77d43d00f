"""The bare contestant: a Flask application with nothing in it but what is measured against.

POST /write does one indexed read, one insert, one update and one durable commit through SQLAlchemy Core, on the same
SQLite file, with the same PRAGMAs, BEGIN IMMEDIATE and gate as the application. GET /page/<rows> renders a plain page.
It is served in two ways: by one thread of each process, which suits it best, and with the settings of the application.
"""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask, render_template_string, request

from quizapp.config import read_settings
from quizapp.db import attach_events
from quizapp.ops.serving.turns import AT_ONCE, KEPT_IN_MEMORY, Turns

ROWS = 10_000
METADATA = sa.MetaData()
READ = sa.Table("bench_read", METADATA, sa.Column("id", sa.Integer, primary_key=True), sa.Column("value", sa.Integer))
LOG = sa.Table(
    "bench_log",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("row", sa.Integer, index=True),
    sa.Column("text", sa.Text),
)
PAGE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body><main><h1>{{ title }}</h1>
{% for row in rows %}<p><a href="/x/{{ row.number }}">{{ row.number }}</a> {{ row.text }}</p>
{% endfor %}</main></body></html>"""


def create_app() -> Flask:
    """Return the bare application."""
    app = Flask(__name__)
    engine = sa.create_engine(read_settings().database_url)
    attach_events(engine)
    read = sa.select(READ.c.value).where(READ.c.id == sa.bindparam("row"))
    insert = sa.insert(LOG)
    update = sa.update(READ).where(READ.c.id == sa.bindparam("row")).values(value=READ.c.value + 1)

    @app.get("/healthz")
    def report_health() -> str:
        return "ok"

    @app.post("/write")
    def write() -> str:
        row = int(request.form["row"])
        with engine.begin() as connection:
            value = connection.execute(read, {"row": row}).scalar_one()
            connection.execute(insert, {"row": row, "text": "x" * 60})
            connection.execute(update, {"row": row})
        return str(value)

    @app.get("/page/<int:rows>")
    def page(rows: int) -> str:
        texts = [{"number": number, "text": "what stands on the page & is escaped " * 2} for number in range(rows)]
        return render_template_string(PAGE, title="A page", rows=texts)

    return app


def create_app_in_turns() -> Flask:
    """Return the bare application, whose requests several threads take in whole and answer in turn, as quizapp's."""
    app = create_app()
    app.wsgi_app = Turns(app.wsgi_app, AT_ONCE, KEPT_IN_MEMORY)  # type: ignore[method-assign]  # as Flask's docs have it
    return app


def fill(url: sa.URL) -> None:
    """Make the bare contestant's tables in the application's own database file."""
    engine = sa.create_engine(url)
    METADATA.create_all(engine)
    with engine.begin() as connection:
        connection.execute(sa.insert(READ), [{"id": number, "value": 0} for number in range(ROWS)])
    engine.dispose()
