from __future__ import annotations

import pytest

pytestmark = pytest.mark.longer


def test_a_teacher_takes_out_nobody_elses_data(ani, browse, teacher):
    assert browse(teacher).post(f"/people/{ani}/data").status_code == 403
    assert browse(ani).post(f"/people/{ani}/data").status_code == 403
