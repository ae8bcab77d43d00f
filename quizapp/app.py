"""create_app(): settings → extensions → features. The only module that knows them all."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask, has_request_context, request
from sqlalchemy import event
from werkzeug.middleware.proxy_fix import ProxyFix

import quizapp.accounts.access
import quizapp.accounts.carrying_views
import quizapp.accounts.factor_views
import quizapp.accounts.guarding
import quizapp.accounts.opaque
import quizapp.accounts.people_views
import quizapp.accounts.sign_in_views
import quizapp.accounts.views
import quizapp.analysis.run_views
import quizapp.analysis.views
import quizapp.assignments.carry_over
import quizapp.assignments.deed_views
import quizapp.assignments.following
import quizapp.assignments.paper_views
import quizapp.assignments.picture_uses
import quizapp.assignments.task_views
import quizapp.assignments.trash_views
import quizapp.assignments.views
import quizapp.authoring.source_views
import quizapp.authoring.upstream_views
import quizapp.authoring.views
import quizapp.bank.picture_uses
import quizapp.bank.sharing_views
import quizapp.bank.views
import quizapp.classroom.announcement_views
import quizapp.classroom.card_views
import quizapp.classroom.carry_over
import quizapp.classroom.fit_views
import quizapp.classroom.joining_views
import quizapp.classroom.picture_uses
import quizapp.classroom.roster_views
import quizapp.classroom.settings_views
import quizapp.classroom.student_views
import quizapp.classroom.views
import quizapp.editorial.carry_over
import quizapp.editorial.marks
import quizapp.editorial.picture_uses
import quizapp.editorial.report_views
import quizapp.editorial.review_views
import quizapp.editorial.views
import quizapp.explore.views
import quizapp.forecasts.answer_views
import quizapp.forecasts.bank_views
import quizapp.forecasts.forecast_views
import quizapp.forecasts.prediction_views
import quizapp.forecasts.views
import quizapp.forecasts.warm_up_views
import quizapp.gradebook.carry_over
import quizapp.gradebook.deciding_views
import quizapp.gradebook.own_views
import quizapp.gradebook.regrade_views
import quizapp.gradebook.views
import quizapp.insights.everyone_views
import quizapp.insights.progress_views
import quizapp.insights.views
import quizapp.mail.queueing
import quizapp.mail.views
import quizapp.memory.carry_over
import quizapp.memory.uses
import quizapp.memory.views
import quizapp.memory.weights
import quizapp.ops.backups.views
import quizapp.ops.doctor.views
import quizapp.ops.logs
import quizapp.ops.metrics.views
import quizapp.ops.ready_views
import quizapp.ops.views
import quizapp.oversight.views
import quizapp.pictures.placing
import quizapp.pictures.views
import quizapp.planning.class_exam_views
import quizapp.planning.class_views
import quizapp.planning.exam_views
import quizapp.planning.views
import quizapp.privacy.erasing_views
import quizapp.privacy.retention_views
import quizapp.privacy.views
import quizapp.quizzes.carry_over
import quizapp.quizzes.time_views
import quizapp.quizzes.undue
import quizapp.quizzes.uses
import quizapp.quizzes.views
import quizapp.review.backlog_views
import quizapp.review.carry_over
import quizapp.review.device_views
import quizapp.review.mark_views
import quizapp.review.put_aside
import quizapp.review.study_views
import quizapp.review.views
import quizapp.studio.accepting_views
import quizapp.studio.draft_views
import quizapp.studio.editing_views
import quizapp.studio.history_views
import quizapp.studio.key_views
import quizapp.studio.touching_views
import quizapp.transfer.anki.views
import quizapp.transfer.conflict_views
import quizapp.transfer.part_views
import quizapp.transfer.views
import quizapp.workbench.bulk_views
import quizapp.workbench.duplicate_views
import quizapp.workbench.duplicates
import quizapp.workbench.trash_views
import quizapp.workbench.views
from quizapp.clock import utcnow
from quizapp.collecting import spare_what_is_there, without_collecting
from quizapp.config import Settings, read_settings
from quizapp.db import attach_events, db, read_only
from quizapp.extensions import Migrations, babel, csrf, limiter, login, settings_of
from quizapp.meanwhile import take_turns_often
from quizapp.ops.backups.daily import keep_backups
from quizapp.ops.backups.dumps import keep_erasures
from quizapp.ops.logs import with_logs
from quizapp.ops.mailing import keep_mailing
from quizapp.ops.metrics.watching import watch
from quizapp.ops.paths import migrations_dir
from quizapp.ops.running import share_folder
from quizapp.ops.serving.sharing import shared_app
from quizapp.ops.serving.turns import AT_ONCE, Turns
from quizapp.ops.stopping import end_with_server
from quizapp.ops.sweeping import keep_sweeping
from quizapp.privacy.retention_job import keep_following
from quizapp.web import (
    assets,
    compiled_templates,
    cookies,
    errors,
    headers,
    ids,
    limits,
    rendering,
    static_files,
    translation,
    tries,
)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@without_collecting()  # rules become syntax trees, which Python before 3.11.8 may not make one within another
def create_app(settings: Settings | None = None) -> Flask:
    """Return a ready application; without settings they are read from the environment.

    Raises:
        SettingsError: a setting cannot be used.
    """
    settings = settings or read_settings()
    app = Flask(__name__)
    app.ensure_sync = _as_it_is  # type: ignore[method-assign,assignment]  # no view is a coroutine: asked seven times a request
    app.config.from_mapping(flask_config(settings))
    app.extensions["quizapp.settings"] = settings
    _init_database(app)
    limits.init_app(app)  # before anything looks at the form for its token
    _init_extensions(app)
    own = (quizapp.accounts.opaque, quizapp.accounts.guarding, quizapp.ops.logs, quizapp.pictures.placing)
    for part in (cookies, headers, errors, ids, rendering, assets, translation, *own):
        part.init_app(app)
    _register_features(app)
    compiled_templates.init_app(app)
    headers.keep_nothing_of(app, "classroom", "forecasts", "gradebook", "mail", "ops", "oversight", "privacy")
    largest = max(getattr(view, "receives", 0) for view in app.view_functions.values())
    app.extensions["quizapp.receives"] = max(settings.max_content_length, largest)
    static_files.init_app(app)
    if settings.proxies:  # the outermost: headers, static files and metrics hear of the real scheme
        behind = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)
        app.wsgi_app = behind  # type: ignore[method-assign]  # as Flask's docs have it
    return app


def create_served_app() -> Flask:
    """Return the application of a process that serves it until it ends, so that all of it stays."""
    app = shared_app() or with_logs(create_app())  # one that is shared has its logs: arranged anew they are a copy more
    settings = settings_of(app)
    share_folder(settings)
    if settings.metrics:
        watch(app, settings)
    turns = Turns(app.wsgi_app, AT_ONCE, app.extensions["quizapp.receives"], lambda: keep_sweeping(app))
    app.wsgi_app = turns  # type: ignore[method-assign]  # as Flask's docs have it
    take_turns_often()  # so that what is answered beside something slow hardly waits for it
    end_with_server(turns.at_work)
    keep_following(app)
    keep_backups(settings, utcnow)
    keep_erasures(app)
    keep_mailing(app)
    logging.getLogger(__name__).info("This process serves now.")
    spare_what_is_there()
    return app


def _as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


def flask_config(settings: Settings) -> dict[str, object]:
    """Return the settings as Flask and its extensions want to have them."""
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SESSION_COOKIE_NAME": "__Host-quizapp" if settings.https else "quizapp",  # no other host can set it then
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=max(180, settings.session_days)),
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: a closed lid is no attack
        "WTF_CSRF_SSL_STRICT": settings.https,
        "TRUSTED_HOSTS": list(settings.trusted_hosts),
        "MAX_CONTENT_LENGTH": settings.max_content_length,
        "MAX_FORM_MEMORY_SIZE": settings.max_content_length,
        "MAX_FORM_PARTS": 2_000,
        "RATELIMIT_ENABLED": settings.rate_limits,
        "RATELIMIT_HEADERS_ENABLED": True,
        **_counting(settings),
        "BABEL_DEFAULT_TIMEZONE": str(settings.timezone),
        "BABEL_DEFAULT_LOCALE": settings.language,
    }


def _counting(settings: Settings) -> dict[str, object]:
    """Return where tries are counted: in a file that all processes share, where they are counted at all."""
    if not settings.rate_limits:
        return {"RATELIMIT_STORAGE_URI": "memory://"}
    options = {"path": str(settings.data_dir / "tries.sqlite3"), "secret": settings.secret_key}
    return {"RATELIMIT_STORAGE_URI": f"{tries.SCHEME}://", "RATELIMIT_STORAGE_OPTIONS": options}


def _init_database(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        attach_events(db.engine)

    @app.before_request
    def _choose_transactions() -> None:
        read_only(request.method in SAFE_METHODS)

    @app.teardown_request
    def _end_request(_error: BaseException | None) -> None:
        read_only(False)  # the session itself is removed, and so rolled back, with the application context


@event.listens_for(db.session, "after_commit")
def _read_after_commit(_session: object) -> None:
    """Let the gate go once a request has committed: what follows only renders."""
    if has_request_context():
        read_only(True)


def _init_extensions(app: Flask) -> None:
    babel.init_app(app, timezone_selector=quizapp.accounts.access.own_time_zone)
    csrf.init_app(app)
    limiter.init_app(app)
    login.init_app(app)
    login.session_protection = None  # a phone's address changes between two cells
    app.extensions["migrate"] = Migrations(db, str(migrations_dir()))


def _register_features(app: Flask) -> None:
    of_everybody = (quizapp.accounts, quizapp.quizzes, quizapp.review, quizapp.insights, quizapp.explore)
    of_banks = (quizapp.pictures, quizapp.bank, quizapp.studio, quizapp.workbench, quizapp.editorial, quizapp.transfer)
    of_the_site = (quizapp.authoring, quizapp.oversight, quizapp.ops)
    of_classes = (quizapp.classroom, quizapp.planning, quizapp.assignments, quizapp.gradebook, quizapp.forecasts)
    more = (quizapp.analysis, quizapp.memory, quizapp.mail, quizapp.privacy)
    for feature in (*of_everybody, *of_banks, *of_classes, *of_the_site, *more):
        app.register_blueprint(feature.views.bp)
    for feature in (quizapp.bank, quizapp.editorial, quizapp.classroom, quizapp.assignments):
        feature.picture_uses.connect()
    for feature in (quizapp.memory, quizapp.quizzes, quizapp.classroom, quizapp.assignments):
        feature.carry_over.connect()
    quizapp.assignments.following.connect()
    quizapp.review.carry_over.connect()
    quizapp.review.put_aside.connect()
    quizapp.gradebook.carry_over.connect()
    quizapp.memory.uses.connect()
    quizapp.memory.weights.connect()
    quizapp.quizzes.uses.connect()
    quizapp.quizzes.undue.connect()
    quizapp.editorial.carry_over.connect()
    quizapp.editorial.marks.connect()
    quizapp.workbench.duplicates.connect()
    quizapp.mail.queueing.connect()
