"""Where copied banks and questions came from. Their own texts stand in quizapp.bank."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class BankOrigin(Base):
    """A bank that was copied, and from which."""

    __tablename__ = "bank_origins"

    bank_id: Mapped[int] = mapped_column(sa.ForeignKey("banks.id", ondelete="CASCADE"), primary_key=True)
    origin_id: Mapped[int] = mapped_column(sa.ForeignKey("banks.id", ondelete="CASCADE"), index=True)


class QuestionOrigin(Base):
    """A question that was copied: from which, and the version of that one that it agrees with or was held against."""

    __tablename__ = "question_origins"

    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True)
    origin_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
