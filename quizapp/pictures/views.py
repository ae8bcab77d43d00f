"""Pages of pictures: bringing one, the list of all, and the pictures themselves."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.pictures import access, queries, services
from quizapp.pictures.encoding import LARGEST_FILE
from quizapp.pictures.forms import PictureForm
from quizapp.pictures.placing import own_store
from quizapp.pictures.services import Bringing
from quizapp.pictures.wording import markdown_of
from quizapp.web.ids import id_of
from quizapp.web.limits import receives

bp = Blueprint("pictures", __name__)

BESIDE_THE_FILE = 64 * 1024
"""Bytes that the rest of the form may have."""
A_PAGE = 48
YEAR_SECONDS = 31_536_000


@bp.get("/pictures")
@instructor_required
def list_pictures() -> ResponseReturnValue:
    """List all pictures, those brought last first."""
    before = request.args.get("before", type=id_of)
    rows = queries.pictures_before(db.session(), before, A_PAGE + 1)
    return render_template(
        "pictures/list_pictures.html", rows=rows[:A_PAGE], has_more=len(rows) > A_PAGE, before=before
    )


@bp.route("/pictures/new", methods=["GET", "POST"])
@receives(LARGEST_FILE + BESIDE_THE_FILE)
@instructor_required
def add_picture() -> ResponseReturnValue:
    """Take a picture in."""
    form, person = PictureForm(), known_visitor()
    if request.method != "POST":
        return render_template("pictures/add_picture.html", form=form)
    with reading(db.session()):  # decoding and writing takes a second: others may write meanwhile
        encoded = form.read_picture()
        if encoded is not None:
            own_store().write(encoded.name, encoded.data)
    if encoded is None:
        return render_template("pictures/add_picture.html", form=form), 422
    bringing = Bringing(person.id, form.shows.data)
    picture = services.keep_picture(db.session(), own_store(), encoded, bringing, now=utcnow())
    note_action(Act.PICTURE_ADDED, details={"name": picture.name})
    db.session.commit()
    return redirect(url_for(".show_picture", name=picture.name))


@bp.get("/pictures/<name>")
@instructor_required
def show_picture(name: str) -> ResponseReturnValue:
    """Show a picture with the Markdown that puts it into a question."""
    row = access.open_picture(name)
    markdown = markdown_of(name, row.picture.shows)
    return render_template("pictures/show_picture.html", row=row, markdown=markdown)


@bp.get("/pictures/files/<name>.webp")
def send_picture(name: str) -> ResponseReturnValue:
    """Send a picture's file, which never changes."""
    path = access.open_file(name)
    sent = Response(path.read_bytes(), mimetype="image/webp")
    sent.headers.set("Content-Disposition", "inline", filename=path.name)
    sent.set_etag(name)
    sent.cache_control.public = sent.cache_control.immutable = True
    sent.cache_control.max_age = YEAR_SECONDS
    return sent.make_conditional(request)
