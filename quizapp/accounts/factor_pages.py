"""What pages of second factors are handed; and whether a code is right, which uses it up."""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue

from quizapp.accounts import factors, sign_ins, time_codes
from quizapp.accounts.access import carry_over_guest, known_visitor
from quizapp.accounts.carrying import FIELD, Carried
from quizapp.accounts.entering import let_in
from quizapp.accounts.factors import FactorDraft
from quizapp.accounts.forms import CodeForm, ConfirmByCodeForm, ConfirmForm, FactorForm
from quizapp.accounts.models import Person
from quizapp.accounts.pages import go_on_page
from quizapp.accounts.passwords import password_matches
from quizapp.accounts.queries import readable_sign_in_name, secret_hash
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.web.headers import keep_no_reply

ENROLLING = "enrolling"
"""Where the cookie keeps the seed of a factor that is being set up: no secret without the installation's key."""
HALF_IN = "half_in"
"""Where it keeps whose password was right, when, and which it was: one that was changed since lets nobody in."""
HALF_IN_SECONDS = 600


def secret_of(seed: str) -> str:
    """Return the secret of a seed in this installation."""
    return time_codes.secret_of(str(current_app.secret_key), seed)


def is_right(person_id: int, typed: str) -> bool:
    """Say whether a code of an app, or one for when it is lost, is right, and use it up; not yet committed."""
    code, now = time_codes.typed_code(typed), utcnow()
    with reading(db.session()):
        factor = factors.factor_of(db.session(), person_id)
        if factor is None:
            return False
        if time_codes.is_app_code(code):
            step = time_codes.step_of_code(secret_of(factor.seed), code, after=factor.last_step, now=now)
            kept = ""
        else:
            step, kept = None, time_codes.hash_of_code(code, factor.salt)
    if kept:
        return factors.use_recovery_code(db.session(), person_id, kept, now=now)
    return step is not None and factors.use_step(db.session(), person_id, step)


def is_oneself(person_id: int, typed: str) -> bool:
    """Say whether what was typed is somebody's password, or a code of theirs, which it uses up; not yet committed."""
    with reading(db.session()):
        kept = db.session().get_one(Person, person_id).password_hash
        matches = password_matches(kept, typed)
    return matches or is_right(person_id, typed)


def confirm_form(person_id: int) -> ConfirmForm:
    """Return the form that asks somebody for their password, or for a code, too, if they have a second factor."""
    with reading(db.session()):
        has_factor = factors.factor_of(db.session(), person_id) is not None
    return ConfirmByCodeForm() if has_factor else ConfirmForm()


def code_page(form: CodeForm, next_path: str, carried: Carried | None = None) -> str:
    """Return the page that asks for a code after the password."""
    return render_template(
        "accounts/enter_sign_in_code.html", form=form, next_path=next_path, carried=carried, field_name=FIELD
    )


def let_in_or_ask(person: Person, wanted: str, carried: Carried | None) -> ResponseReturnValue:
    """Let somebody in whose password was right, or, where they have a second factor, ask for its code first."""
    if factors.factor_of(db.session(), person.id) is None:
        return let_through(person, wanted, carried)
    return ask_for_code(person, wanted, carried)


def ask_for_code(person: Person, wanted: str, carried: Carried | None) -> str:
    """Remember in the cookie whose password was right just now, and return the page that asks for their code."""
    cookie[HALF_IN] = f"{person.id}:{int(utcnow().timestamp())}:{_mark_of(person)}"
    db.session.rollback()
    return code_page(CodeForm(formdata=None), wanted, carried)


def let_through(person: Person, wanted: str, carried: Carried | None) -> ResponseReturnValue:
    """Begin somebody's session, and lead them to where they wanted, or to what they had typed before."""
    let_in(person, carry_over_guest(person))
    db.session.commit()
    return redirect(wanted) if carried is None else go_on_page(carried, person.id)


def half_in() -> int | None:
    """Return whose password was right in this browser within the last ten minutes."""
    person_id, at, _mark = _half_in()
    return int(person_id) if at and utcnow().timestamp() - int(at) < HALF_IN_SECONDS else None


def is_still_half_in(person: Person) -> bool:
    """Say whether the password that was right is still the person's, and they are let in."""
    return person.deactivated_at is None and _half_in()[2] == _mark_of(person)


def _half_in() -> tuple[str, str, str]:
    person_id, _, rest = str(cookie.get(HALF_IN, "")).partition(":")
    at, _, mark = rest.partition(":")
    return person_id, at, mark


def _mark_of(person: Person) -> str:
    """Return what changes with somebody's password and tells nothing of it."""
    return secret_hash(person.password_hash or "")[:16]


def enrolling_page(form: FactorForm) -> str:
    """Return the page that shows a new secret, as a QR code and as text, and asks for a first code."""
    keep_no_reply()  # it shows a secret
    if ENROLLING not in cookie:
        cookie[ENROLLING] = time_codes.new_seed()
    secret = secret_of(cookie[ENROLLING])
    address = time_codes.address_of(secret, known_visitor().name, request.host.split(":")[0])
    shown = {"secret": time_codes.in_groups(secret), "picture": _picture(address), "address": address}
    return render_template("accounts/set_up_factor.html", form=form, **shown)


def _picture(address: str) -> str:
    import segno  # noqa: PLC0415 - few need it, and all would keep it in memory

    made = segno.make(address, error="m", micro=False)
    return str(made.svg_data_uri(scale=6, border=4, light="#fff", dark="#000"))


def was_set_up_here() -> bool:
    """Say whether what is sent was sent before: the factor holds, and none is being set up in this browser."""
    return ENROLLING not in cookie and factors.factor_of(db.session(), known_visitor().id) is not None


def confirmed_draft(form: FactorForm) -> tuple[FactorDraft, list[str]] | None:
    """Return a new factor and its recovery codes if the password and the first code are right; else mark the field."""
    person_id, seed = known_visitor().id, str(cookie.get(ENROLLING, ""))
    with reading(db.session()):
        kept = db.session().get_one(Person, person_id).password_hash
        code = time_codes.typed_code(form.code.data)
        step = time_codes.step_of_code(secret_of(seed), code, after=0, now=utcnow()) if seed else None
        if not password_matches(kept, form.password.data):
            form.password.errors = [form.WRONG_PASSWORD]
            return None
        if step is None:
            form.code.errors = [form.WRONG_CODE]
            return None
        codes, salt = time_codes.new_recovery_codes(), time_codes.new_seed()
        return FactorDraft(seed, step, salt, [time_codes.hash_of_code(one, salt) for one in codes]), codes


def codes_page(codes: Sequence[str]) -> str:
    """Return the page of new recovery codes; it says whose they are and where they hold, as it is printed and kept."""
    name = readable_sign_in_name(db.session(), db.session().get_one(Person, known_visitor().id))
    return render_template("accounts/show_recovery_codes.html", codes=codes, name=name)


def keep(draft: FactorDraft) -> None:
    """Let the visitor's new factor hold, and sign them out everywhere else."""
    person = known_visitor()
    factors.keep_factor(db.session(), person.id, draft, now=utcnow())
    sign_ins.end_sign_ins(db.session(), person.id, but=person.sign_in_id)
    cookie.pop(ENROLLING, None)
