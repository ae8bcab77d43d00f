"""The form that a picture comes in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from quizapp.pictures.encoding import LARGEST_FILE, Encoded, PictureError, encode
from quizapp.web.forms import BaseForm
from quizapp.web.rendering import say

TAKEN = "image/png,image/jpeg,image/webp,image/avif"


class PictureForm(BaseForm):
    """A picture, and what it shows."""

    picture = FileField(
        _l("Picture"),
        description=_l("PNG, JPEG, WebP or AVIF, at most 2 MiB."),
        render_kw={"accept": TAKEN, "required": True},
    )
    shows = StringField(
        _l("What does it show?"),
        description=_l(
            "For everybody who cannot see it: what matters for the question, without giving the answer away."
        ),
        validators=[
            DataRequired(_l("Say what the picture shows: whoever cannot see it gets these words.")),
            Length(max=300, message=_l("Say it in 300 characters or fewer.")),
        ],
        render_kw={"maxlength": 300},
    )

    def read_picture(self) -> Encoded | None:
        """Return the picture, decoded and written anew, or None with every problem beside its field."""
        is_valid = self.validate()
        file = self.picture.data
        try:
            encoded = encode(file.read(LARGEST_FILE + 1) if file else b"")
        except PictureError as error:
            self.picture.errors = [*self.picture.errors, say(error.message)]
            return None
        return encoded if is_valid else None
