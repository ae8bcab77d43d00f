"""What each visitor gets where people sign in, and are looked after."""

from __future__ import annotations

from tests.security.rows import SIGN_IN, Row, account_holders, admins, everybody, instructors, owners

ROWS = {
    "GET ops.report_health": everybody(),
    "GET static": everybody(),
    "GET accounts.sign_in": everybody(),
    "POST accounts.sign_in": everybody(401).sending(name="nobody", password="nothing at all"),
    "GET accounts.sign_up": everybody(),
    "POST accounts.sign_up": everybody(422).sending(name="student", password="quite long enough"),
    "POST accounts.sign_out": everybody(302),
    "GET accounts.show_session": everybody(),
    "GET accounts.make_first_instructor": everybody(),
    "POST accounts.make_first_instructor": everybody(422).sending(name="instructor", password="quite long enough"),
    "GET accounts.show_settings": everybody(),
    "POST accounts.show_settings": everybody(302).sending(new_per_day="5", reviews_per_day="50"),
    "GET accounts.change_password": account_holders(),
    "POST accounts.change_password": account_holders(422).sending(
        current="not this one", password="quite long enough", again="quite long enough"
    ),
    "GET accounts.enter_sign_in_code": everybody(SIGN_IN),
    "POST accounts.enter_sign_in_code": everybody(SIGN_IN).sending(code="123456"),
    "GET accounts.confirm_oneself": account_holders(),
    "POST accounts.confirm_oneself": account_holders(422).sending(password="not this one"),
    "POST accounts.decide_factors": admins(),
    "GET accounts.show_factor": instructors(),
    "GET accounts.set_up_factor": instructors(),
    "POST accounts.set_up_factor": instructors(422).sending(code="123456", password="not this one"),
    "POST accounts.remove_factor": instructors(422).sending(code="123456"),
    "GET accounts.list_sign_ins": account_holders(),
    "POST accounts.end_sign_in": account_holders(302),
    "POST accounts.end_other_sign_ins": account_holders(302),
    "GET ops.show_metrics": everybody(404),  # unless the settings let it
    "GET ops.report_readiness": everybody(),
    "GET ops.show_checks": admins(),
    "GET ops.list_backups": admins(),
    "POST ops.make_backup": admins(),
    "GET ops.send_backup": admins(),
    "GET accounts.list_people": admins(),
    "POST accounts.list_people": admins(),
    "GET accounts.show_person": admins(),
    "POST accounts.change_person": admins(),
    "POST accounts.reset_password": admins(),
    "GET mail.show_mail": account_holders(),
    "POST mail.show_mail": account_holders(302).sending(address="somebody@mail.example"),
    "POST mail.remove_address": account_holders(302),
    "GET mail.confirm_address": everybody(),
    "POST mail.confirm_address": Row(302, 404, 404, 404),  # asked one after another: it works once
    "GET mail.stop_mails": everybody(),
    "POST mail.stop_mails": everybody(),
    "POST mail.send_test_mail": admins(),
    "GET privacy.show_privacy": everybody(),
    "GET privacy.show_own_data": owners(),
    "GET privacy.send_own_data": owners(),
    "POST privacy.send_data_of": admins(),
    "GET privacy.erase_own_data": owners(),
    "POST privacy.erase_own_data": Row(404, 409, 409, 409),  # they learn in classes, or have duties
    "GET privacy.erase_person_data": admins(),
    "POST privacy.erase_person_data": admins(),
    "GET privacy.list_erasures": admins(),
    "GET privacy.show_rules": admins(),
    "POST privacy.show_rules": admins(),
    "GET privacy.preview_retention": admins(),
    "POST privacy.run_retention": admins(),
}
