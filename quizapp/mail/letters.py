"""What mails say: plain text, how to stop them at the end. No marks, no answers, no students' names, no pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime as mail_moment
from email.utils import make_msgid
from zoneinfo import ZoneInfo

from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _

from quizapp.classroom.models import Announcement, SchoolClass
from quizapp.mail.links import Links
from quizapp.mail.models import MailAddress, MailKind
from quizapp.mail.reminders import Due
from quizapp.mail_server import MailServer
from quizapp.web.day_patterns import WHOLE_WEEKDAY, own

_SIGNATURE = "-- "
"""The line before what a mail ends with, which programs tell from its text by it (RFC 3676, section 4.3)."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the mails of a site."""

    server: MailServer
    links: Links
    now: datetime

    def confirmation(self, row: MailAddress) -> EmailMessage:
        """Return the mail with the link that confirms an address; it names nobody, as anybody may have typed it."""
        text = [
            _(
                "Somebody with an account at %(site)s gave this address to get mails about their classes.",
                site=self._site,
            ),
            _("If that was you, open this page within a day and confirm it:"),
            self.links.to_confirm(row),
            _("If it was not you, do nothing: no further mail comes."),
        ]
        return self._mail(str(row.pending), _("Confirm your e-mail address"), text)

    def announcement(self, row: MailAddress, said: Announcement, school_class: SchoolClass, by: str) -> EmailMessage:
        """Return an announcement for somebody who learns in its class."""
        page = self.links.to("classroom.show_class", class_id=school_class.id)
        heading = _("%(name)s in “%(class_name)s”:", name=by, class_name=school_class.name) if by else ""
        text = [heading, said.text, _("On the class's page: %(address)s", address=page)]
        subject = _("Announcement in “%(class_name)s”", class_name=school_class.name)
        return self._mail(str(row.address), subject, text, stops=(row, MailKind.ANNOUNCEMENT))

    def reminder(self, row: MailAddress, due: Sequence[Due]) -> EmailMessage:
        """Return a reminder of all that somebody is to hand in soon."""
        subject = ngettext("Due soon: %(title)s", "Due soon: %(num)d tasks", len(due), title=due[0].assignment.title)
        text = [_("Not handed in yet:"), *(self._line(one) for one in due)]
        return self._mail(str(row.address), subject, text, stops=(row, MailKind.REMINDER))

    def test(self, address: str) -> EmailMessage:
        """Return the mail by which an admin sees that sending works."""
        text = [_("This is a test: %(site)s can send mails.", site=self._site), _("Links in mails lead here:")]
        return self._mail(address, _("A test of quizapp"), [*text, self.links.to("insights.show_home")])

    @property
    def _site(self) -> str:
        return self.server.hostname

    def _line(self, due: Due) -> str:
        local = due.closes_at.astimezone(ZoneInfo(due.school_class.time_zone))
        until = format_datetime(local, f"{own(WHOLE_WEEKDAY)}, HH:mm", rebase=False)
        said = _(
            "%(title)s (%(class_name)s): until %(until)s, %(zone)s time",
            title=_on_one_line(due.assignment.title),
            class_name=_on_one_line(due.school_class.name),
            until=until,
            zone=due.school_class.time_zone,
        )
        return f"- {said}\n  {self.links.to('assignments.show_task', assignment_id=due.assignment.id)}"

    def _mail(
        self, address: str, subject: str, text: Sequence[str], stops: tuple[MailAddress, MailKind] | None = None
    ) -> EmailMessage:
        from email.policy import SMTP  # noqa: PLC0415 - few need it, and all would keep it in memory

        made = EmailMessage(policy=SMTP)
        made["From"], made["To"], made["Subject"] = self.server.sender, address, _on_one_line(subject)
        made["Date"] = mail_moment(self.now)
        made["Message-ID"] = make_msgid(domain=self.server.address.rpartition("@")[2])
        made["Auto-Submitted"] = "auto-generated"
        if stops:
            stop = self.links.to_stop(*stops)
            made["List-Unsubscribe"] = f"<{stop}>"
            if stop.startswith("https:"):  # a mail program does it by itself only so (RFC 8058, section 3.1)
                made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
            text = [*text, "\n".join([_SIGNATURE, _WHY[stops[1]](), self._how_to_stop(stop)])]
        made.set_content("\n\n".join(part for part in text if part) + "\n")
        return made

    def _how_to_stop(self, stop: str) -> str:
        own = self.links.to("mail.show_mail")
        return str(_("No more of these: %(stop)s\nAll about your mails: %(own)s", stop=stop, own=own))


_WHY = {
    MailKind.ANNOUNCEMENT: lambda: _("You get this as you wanted announcements of your classes by e-mail."),
    MailKind.REMINDER: lambda: _("You get this as you wanted to be reminded of deadlines by e-mail."),
}


def _on_one_line(text: str) -> str:
    """Return what somebody typed as it may stand in a header: without line breaks, and not endless."""
    return " ".join(text.split())[:200]
