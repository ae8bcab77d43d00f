"""The people of security tests, an open attempt of each, and the ids that addresses need."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

import sqlalchemy as sa
from PIL import Image
from sqlalchemy.orm import Session

from quizapp.accounts import services as accounts
from quizapp.accounts.models import Person, Role, SignIn
from quizapp.accounts.passwords import hash_password
from quizapp.accounts.services import Credentials
from quizapp.analysis.running import Wanted, begin_run
from quizapp.analysis.sittings import Counted
from quizapp.authoring.models import BankOrigin, QuestionOrigin
from quizapp.bank.loading import load_bank, load_sources
from quizapp.bank.models import Bank, Card, Origin, Question
from quizapp.bank.roles import BankMember
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.editorial.comments import Remark, add_comment
from quizapp.editorial.models import Reason
from quizapp.editorial.reports import Complaint, report_question
from quizapp.formats.bank_text import write_question
from quizapp.gradebook.services import make_feed
from quizapp.memory.fits import begin_fit, fail_fit
from quizapp.memory.models import Relearn
from quizapp.pictures.encoding import encode
from quizapp.pictures.services import Bringing, keep_picture
from quizapp.planning.services import ExamTerms, set_exam
from quizapp.quizzes.loading import load_quiz
from quizapp.quizzes.models import Feedback, Regrade, Slot
from quizapp.quizzes.queries import slot_of_learner
from quizapp.quizzes.selection import Selection
from quizapp.quizzes.services import Practice, start_attempt
from quizapp.transfer.models import FileConflict, PartConflict
from quizapp.transfer.plans import Plan
from quizapp.transfer.uploaded import Uploaded
from quizapp.transfer.uploads import Sender, keep_upload
from quizapp.workbench.bulk import note_operation
from quizapp.workbench.changes import Action, Change
from quizapp.workbench.duplicates import keep_duplicates
from quizapp.workbench.likeness import Pair
from quizapp.workbench.searches import save_search
from tests.security import world_of_assignments, world_of_classes, world_of_mail
from tests.sessions import session_token

PASSWORD = "correct horse battery"
ROLES = {"student": Role.STUDENT, "other": Role.STUDENT, "instructor": Role.INSTRUCTOR}
WORKING = ("viewer", "reviewer", "editor", "owner")
"""Instructors by their roles on the owned bank; of "instructor" it knows nothing."""
COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True)
class World:
    """What stands in the prepared database, by the visitors' names."""

    tokens: dict[str, str]
    attempts: dict[str, int]
    bank_key: str
    source_key: str
    quiz_key: str
    question_id: int
    other_question_id: int
    """Another one of that bank, a likely duplicate of it and of the owned one."""
    regrade_id: int
    relearn_id: int
    owned_record_ids: tuple[int, int]
    """A regrade's and a relearn's of the owned question."""
    card_id: int
    picture_name: str
    search_id: int
    """The instructor's own kept search; other_search_id is another instructor's."""
    other_search_id: int
    operation_id: int
    """A bulk operation of the instructor's own, of no question; other_operation_id is another instructor's."""
    other_operation_id: int
    exams: dict[str, int]
    """A past test of each: it changes nobody's queue."""
    setup_secret: str
    person_id: int
    """A student whom admins look after."""
    member_id: int
    """The viewer of the owned bank."""
    owned_key: str
    owned_question_id: int
    report_id: int
    """A report of the other student; comment_id is a comment of the instructor. Both are about the open bank."""
    comment_id: int
    upload_id: int
    """A file that the instructor sent; other_upload_id is another instructor's."""
    other_upload_id: int
    conflict_id: int
    """A conflict of a question of the open bank; part_id is one of its head."""
    part_id: int
    shared: dict[str, int]
    """Ids by their names in addresses, of what areas add in modules of their own."""
    personal: dict[str, dict[str, int]]
    """The same by visitor, where they belong to one; "other" is somebody else's."""
    fit_id: int
    """A fit for everyone that broke off."""
    password: str = PASSWORD


def fill(session, store, bank, source, quiz):
    now = utcnow()
    load_sources(session, [source])
    load_bank(session, bank, now=now)
    load_quiz(session, quiz, "wrenlock-folder", now=now)
    people = {name: _account(session, name, role, now) for name, role in ROLES.items()}
    people["guest"] = accounts.create_guest(session, now=now)
    practice = Practice("Typed", Selection(kinds=("short_answer",), size=1), Feedback.AT_ONCE)
    attempts = {
        name: start_attempt(session, person.id, practice, event_id=f"{name}-begins", rng=Random(1), now=now).id
        for name, person in people.items()
    }
    people |= {name: _account(session, name, Role.INSTRUCTOR, now) for name in (*WORKING, "admin")}
    people["admin"].is_admin = True
    question = session.scalars(sa.select(Question).where(Question.key == "short-answer")).one()
    owned = _owned_bank(session, bank, people, now)
    _original(session, bank, [question, owned], now)
    colleague = _account(session, COLLEAGUE, Role.INSTRUCTOR, now)
    terms = ExamTerms("A test", date(2020, 5, 4), 10, frozenset({1}))
    exams = {name: set_exam(session, person.id, terms, now=now).id for name, person in people.items()}
    searches = [save_search(session, who.id, "Mine", "is:new", now=now) for who in (people["instructor"], colleague)]
    operations = [
        note_operation(session, Change(Action.FLAG), [], who.id, now=now) for who in (people["instructor"], colleague)
    ]
    twin = session.scalars(
        sa.select(Question).where(Question.key == "numeric", Question.bank_id == question.bank_id)
    ).one()
    pairs = [Pair(*sorted((one.id, twin.id)), 90.0) for one in (question, owned)]
    keep_duplicates(session, pairs, now=now)
    card_id = session.scalars(sa.select(Card.id).where(Card.question_id == question.id)).one()
    records, owned_records = _records(session, question, now), _records(session, owned, now)
    uploads = [_upload(session, who, bank.key, now) for who in (people["instructor"], colleague)]
    return World(
        tokens=_tokens(session, people, now),
        attempts=attempts,
        bank_key=bank.key,
        source_key=source.key,
        quiz_key=quiz.key,
        question_id=question.id,
        other_question_id=twin.id,
        picture_name=_picture(session, store, people["instructor"], now),
        regrade_id=records[0].id,
        relearn_id=records[1].id,
        owned_record_ids=(owned_records[0].id, owned_records[1].id),
        card_id=card_id,
        search_id=searches[0].id,
        other_search_id=searches[1].id,
        operation_id=operations[0].id,
        other_operation_id=operations[1].id,
        exams=exams,
        setup_secret=accounts.create_setup_link(session, now=now),
        person_id=people["other"].id,
        member_id=people["viewer"].id,
        owned_key=owned.bank.key,
        owned_question_id=owned.id,
        report_id=_report(session, people["other"], now),
        comment_id=add_comment(session, question, Remark(people["instructor"].id, "A word."), now=now).id,
        upload_id=uploads[0].id,
        other_upload_id=uploads[1].id,
        conflict_id=_conflict(session, question, now),
        part_id=_part_conflict(session, question.bank, now),
        fit_id=_fit(session, now),
        shared={
            "code": world_of_classes.CODE,
            "card_secret": world_of_classes.CARD,
            "decision": "comment",
            "letter": "A",
            "token": make_feed(session, people["student"].id, now=now).token,
            "run_id": _run(session, colleague, now),
            **world_of_mail.mail(session, people, now),
        },
        personal=_personal(session, people, colleague, now),
    )


def _tokens(session: Session, people: dict[str, Person], now: datetime) -> dict[str, str]:
    """Return a browser of each; all have shown that it is them, and go on to, however long the tests of a run take."""
    tokens = {name: session_token(session, person) for name, person in people.items()}
    session.execute(sa.update(SignIn).values(confirmed_at=now + timedelta(days=1)))
    return tokens


def _personal(session, people, colleague, now):
    classes = world_of_classes.classes(session, people, colleague, now)
    given, papers = world_of_assignments.assignments(session, classes, colleague.id, now)
    told = world_of_classes.announcements(session, classes, people, now)
    off = world_of_classes.holidays(session, classes)
    ids = {"class_id": classes, "assignment_id": given, "paper_id": papers, "announcement_id": told}
    ids |= {"action_id": world_of_classes.actions(session, classes, now)}
    tests = world_of_classes.tests(session, classes, colleague.id, now)
    return ids | {"holiday_id": off, "test_id": tests, "sign_in_id": _sign_ins(session, people, colleague)}


def _sign_ins(session, people, colleague):
    """Sign everybody in in one browser more, to be ended."""
    accounts_of = {name: person for name, person in people.items() if name != "guest"} | {"other": colleague}
    for person in accounts_of.values():
        session_token(session, person)
    newest = sa.select(sa.func.max(SignIn.id)).where(SignIn.person_id == sa.bindparam("person"))
    return {name: session.scalar(newest, {"person": person.id}) for name, person in accounts_of.items()}


def _run(session, person, now):
    return begin_run(session, Wanted(person.id, "bank", "birds", "Birds", None, Counted.ALL), now=now).id


def _fit(session, now):
    fit = begin_fit(session, by_id=None, now=now)
    fail_fit(session, fit, now=now)
    return fit.id


def _report(session, person, now):
    """Let somebody answer a question and report it."""
    practice = Practice("Reported", Selection(kinds=("true_false",), size=1), Feedback.AT_ONCE)
    attempt = start_attempt(session, person.id, practice, event_id="reported", rng=Random(1), now=now)
    session.execute(sa.update(Slot).where(Slot.attempt_id == attempt.id).values(answers=["false"], answered_at=now))
    slot = slot_of_learner(session, person.id, attempt.id, 1)
    return report_question(session, slot, Complaint(Reason.KEY, "wrenlock-report"), now=now).id


def _original(session, bank, copies, now):
    """Let questions be copies of one that was changed since."""
    one = replace(next(one for one in bank.questions if one.key == "short-answer"), state="draft")
    load_bank(session, replace(bank, key="originals", title="Originals", questions=(one,)), now=now)
    original = session.scalars(sa.select(Question).join(Bank).where(Bank.key == "originals")).one()
    changed = replace(one, teacher_note="Changed since.")
    add_version(session, original, changed, Authorship(Origin.BROWSER), now=now)
    for copy in copies:
        session.add(BankOrigin(bank_id=copy.bank_id, origin_id=original.bank_id))
        session.add(QuestionOrigin(question_id=copy.id, origin_id=original.id, number=1))
    session.flush()


def _owned_bank(session, bank, people, now):
    """Load another bank with one question, and share it; return the question."""
    one = next(question for question in bank.questions if question.key == "short-answer")
    load_bank(session, replace(bank, key="nests", title="Nests", questions=(replace(one, state="draft"),)), now=now)
    question = session.scalars(sa.select(Question).join(Bank).where(Bank.key == "nests")).one()
    session.add_all(BankMember(bank_id=question.bank_id, person_id=people[role].id, role=role) for role in WORKING)
    session.flush()
    return question


def _picture(session, store, person, now):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    bringing = Bringing(person.id, "A map of nothing")
    return keep_picture(session, store, encode(file.getvalue()), bringing, now=now).name


def _records(session, question, now):
    """Keep a regrade and a relearn of a question that changed nothing, and return them."""
    of = {"question_id": question.id, "version_id": question.current.id, "reason": "wrenlock-reason", "at": now}
    regrade = Regrade(rule="no_loss", answers=0, changed=0, **of)
    records = regrade, Relearn(memories=0, learners=0, first_log_id=1, last_log_id=0, **of)
    session.add_all(records)
    session.flush()
    return records


def _upload(session, person, key, now):
    """Keep a file that holds no question for somebody."""
    sent = Uploaded(key, f"bank: {key}\ntitle: T\nquestions: []\n", None)
    return keep_upload(session, Sender(person.id, f"{key}.yaml"), sent, Plan(False, "same", (), (), (), 0), now=now)


def _conflict(session, question, now):
    """Put a question in conflict with a file that says it with another topic."""
    draft = replace(draft_of(question.key, question.current), topic="beetles")
    block = write_question(draft)
    row = FileConflict(
        question_id=question.id, path="wrenlock-path", name="f.yaml", block=block, stamp="s", found_at=now
    )
    session.add(row)
    session.flush()
    return row.id


def _part_conflict(session, bank, now):
    """Put the head of a bank in conflict with a file of another title."""
    said = {"title": "T", "language": "en", "description": "", "reading_grade": None}
    row = PartConflict(bank_id=bank.id, path="wrenlock-path", name="wrenlock-path", said=said, digest="d", found_at=now)
    session.add(row)
    session.flush()
    return row.id


def _account(session, name, role, now):
    return accounts.create_account(session, Credentials(name, hash_password(PASSWORD)), role, now=now)
