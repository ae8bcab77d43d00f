"""Which classes a visitor may teach, and which they learn in. An id becomes a class, or 404."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor, visitor
from quizapp.accounts.models import Person
from quizapp.classroom import announcement_queries, cards, fitting, queries
from quizapp.classroom.models import Announcement, ClassTeacher, Enrolment, SchoolClass, SignInCard, TeacherRole
from quizapp.db import db
from quizapp.memory.models import MemoryFit
from quizapp.web.access import or_404


def open_class(class_id: int, to_change: bool = False) -> SchoolClass:
    """Return a class that the visitor teaches, or any for an admin; 404 for everybody else.

    One that is archived is only looked at: whoever means to change it is sent back to its page.
    """
    person = known_visitor()
    school_class = queries.class_by_id(db.session(), class_id)
    if school_class is None or not person.is_instructor:
        abort(404)
    if not person.is_admin and queries.role_of_teacher(db.session(), class_id, person.id) is None:
        abort(404)
    if to_change and school_class.archived_at is not None:
        flash(_("This class is archived. Bring it back first, then change it."), "problem")
        abort(redirect(url_for("classroom.show_class", class_id=class_id)))
    return school_class


def open_own_class(class_id: int, to_change: bool = False) -> SchoolClass:
    """Return a class that the visitor learns in, or 404; where something is to change and it has ended, its page."""
    school_class = queries.class_by_id(db.session(), class_id)
    if school_class is None or queries.enrolment_of(db.session(), class_id, known_visitor().id) is None:
        abort(404)
    if to_change and school_class.archived_at is not None:
        abort(redirect(url_for("classroom.show_own_class", class_id=class_id)))
    return school_class


def lead_learner(class_id: int) -> None:
    """Send who learns in a class, and does not teach it, from its teachers' page to their own of it; others stay."""
    person, session = visitor(), db.session()
    if person is None or person.is_admin:
        return
    if person.is_instructor and queries.role_of_teacher(session, class_id, person.id) is not None:
        return
    if queries.enrolment_of(session, class_id, person.id) is not None:
        abort(redirect(url_for("classroom.show_own_class", class_id=class_id)))
    if not person.is_guest:
        abort(404)


def only_teaches(class_id: int) -> bool:
    """Say whether the visitor may look after a class, and does not learn in it."""
    person, session = visitor(), db.session()
    if person is None or not person.is_instructor or queries.enrolment_of(session, class_id, person.id) is not None:
        return False
    return person.is_admin or queries.role_of_teacher(session, class_id, person.id) is not None


def open_class_of_owner(class_id: int, to_change: bool = True) -> SchoolClass:
    """Return a class that the visitor owns, or any for an admin; its other teachers are sent back to its page."""
    school_class = open_class(class_id, to_change)
    person = known_visitor()
    if not person.is_admin and queries.role_of_teacher(db.session(), class_id, person.id) != TeacherRole.OWNER:
        flash(_("Only an owner of this class can do this."), "problem")
        abort(redirect(url_for("classroom.show_class", class_id=class_id)))
    return school_class


def open_class_of_teacher(class_id: int) -> SchoolClass:
    """Return a class that the visitor teaches, to be changed, or 404: for an admin who does not teach it, too."""
    school_class = open_class(class_id, to_change=True)
    if queries.role_of_teacher(db.session(), class_id, known_visitor().id) is None:
        abort(404)
    return school_class


def open_fit_of_class(school_class: SchoolClass, fit_id: int) -> MemoryFit:
    """Return a fit of a class that was opened, or 404."""
    return or_404(fitting.fit_of_class(db.session(), school_class.id, fit_id))


def owns(class_id: int) -> bool:
    """Say whether the visitor may do what a class's owners may: for pages, which leave out what would be refused."""
    person = known_visitor()
    return person.is_admin or queries.role_of_teacher(db.session(), class_id, person.id) == TeacherRole.OWNER


def open_teacher(school_class: SchoolClass, person_id: int) -> ClassTeacher:
    """Return the row that lets somebody teach a class, or 404."""
    return or_404(db.session().get(ClassTeacher, (school_class.id, person_id)))


def open_announcement(school_class: SchoolClass, announcement_id: int) -> Announcement:
    """Return an announcement of a class, or 404."""
    return or_404(announcement_queries.announcement_by_id(db.session(), school_class.id, announcement_id))


def open_card(secret: str) -> tuple[SignInCard, Person]:
    """Return a sign-in card and its owner, or 404."""
    return or_404(cards.card_by_secret(db.session(), secret))


def open_any_enrolment(school_class: SchoolClass, person_id: int) -> Enrolment:
    """Return the enrolment of somebody who learns or learned in a class, or 404."""
    return or_404(queries.any_enrolment_of(db.session(), school_class.id, person_id))


def open_former_enrolment(school_class: SchoolClass, person_id: int) -> Enrolment:
    """Return the enrolment of somebody who left a class, or 404."""
    enrolment = open_any_enrolment(school_class, person_id)
    if enrolment.left_at is None:
        abort(404)
    return enrolment


def open_enrolment(school_class: SchoolClass, person_id: int) -> Enrolment:
    """Return the enrolment of somebody who learns in a class, or 404."""
    return or_404(queries.enrolment_of(db.session(), school_class.id, person_id))


def open_enrolment_to_end(school_class: SchoolClass, person_id: int) -> Enrolment:
    """Return the enrolment of somebody who learns in a class, or 404; of who has left it, the class's page tells."""
    enrolment = open_any_enrolment(school_class, person_id)
    if enrolment.left_at is not None:  # a colleague may have removed them while this page was open
        flash(_("%(student)s is not in this class any more.", student=enrolment.roster_name), "problem")
        abort(redirect(url_for("classroom.show_class", class_id=school_class.id)))
    return enrolment
