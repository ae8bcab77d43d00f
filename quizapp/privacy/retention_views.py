"""Pages where an admin says how long things are kept, sees what would go, and lets it go."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import admin_required, known_visitor
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.extensions import settings_of
from quizapp.privacy.forms import RetentionForm
from quizapp.privacy.retention import plan_of, rules_of, runs
from quizapp.privacy.retention_job import follow_rules, makes_backups, planned_now
from quizapp.privacy.views import bp
from quizapp.web import background


@bp.route("/people/keeping", methods=["GET", "POST"])
@admin_required
def show_rules() -> ResponseReturnValue:
    """Show and save how long things are kept."""
    rules = rules_of(db.session())
    form = RetentionForm(obj=rules)
    if not form.validate_on_submit():
        page = render_template("privacy/show_rules.html", form=form, runs=runs(db.session()))
        return page, 422 if form.is_submitted() else 200
    form.populate_obj(rules)
    db.session.add(rules)
    note_action(Act.RETENTION_RULES)
    db.session.commit()
    flash(_("The rules are saved. Nothing has gone yet: look at what would go."))
    return redirect(url_for(".preview_retention"))


@bp.get("/people/keeping/preview")
@admin_required
def preview_retention() -> ResponseReturnValue:
    """Show exactly what would go now, with names."""
    plan = plan_of(db.session(), rules_of(db.session()), now=utcnow())
    return render_template(
        "privacy/preview_retention.html", plan=plan, makes_backups=makes_backups(settings_of(current_app))
    )


@bp.post("/people/keeping/run")
@admin_required
def run_retention() -> ResponseReturnValue:
    """Let go what was shown, after a backup, in the background."""
    plan, by_id = planned_now(), known_visitor().id
    if plan.is_empty or plan.digest != request.form.get("agreed"):
        flash(_("Nothing went: what would go has changed since it was shown. Look again."), "problem")
        return redirect(url_for(".preview_retention"))
    note_action(Act.RETENTION_RUN)
    db.session.commit()
    settings = settings_of(current_app)
    background.start(lambda: follow_rules(settings, plan.digest, by_id))
    flash(_("It is being done. It stands below once it is: load the page again."))
    return redirect(url_for(".show_rules"))
