from __future__ import annotations

from quizapp.ops.doctor.findings import Level, finding


def test_both_sentences_share_their_values():
    found = finding("disk", Level.WARNING, "%(free)s MB are free.", "Make room: %(free)s MB are few.", free=3)
    assert (str(found.what), str(found.advice)) == ("3 MB are free.", "Make room: 3 MB are few.")
    assert finding("disk", Level.WELL, "All is well.").advice is None
