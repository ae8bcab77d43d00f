from __future__ import annotations

from quizapp.ops.paths import migrations_dir, questions_dir


def test_the_shipped_files_are_found():
    assert (migrations_dir() / "env.py").is_file()
    assert (questions_dir() / "sources.yaml").is_file()
    assert len(list(questions_dir().glob("*.yaml"))) >= 4
