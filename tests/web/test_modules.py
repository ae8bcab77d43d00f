"""Scripts as they go out: one name for each, wherever it is named, and one that changes with what it holds."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from quizapp.web.modules import IMPORT, digest_of, imported_by, sent

JS = Path(__file__).resolve().parents[2] / "quizapp" / "static" / "js"
SCRIPTS = sorted(JS.glob("*.js"))


def test_no_import_of_a_script_is_passed_over():
    for path in SCRIPTS:
        text = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
        assert len(re.findall(r"^import\b(?!\()", text, re.MULTILINE)) == len(IMPORT.findall(text)), path
        assert not re.findall(r"""["']\./[\w-]+\.js["']""", sent(path).decode()), path


def test_a_script_goes_out_without_lines_of_comments_and_indents(tmp_path):
    script = tmp_path / "some.js"
    script.write_text(
        "// Why so.\n\n/** What it does,\n * and how. */\nexport function some() {\n"
        "  // Here.\n  return `/* a */ ${1} //`; // kept\n}\n",
        encoding="utf-8",
    )
    assert sent(script).decode() == "export function some() {\nreturn `/* a */ ${1} //`; // kept\n}\n"
    other = tmp_path / "other.js"
    other.write_text("/** @type {A} */ (a);\nb();\n/** C.\n */\nc();\n", encoding="utf-8")
    assert sent(other).decode() == "/** @type {A} */ (a);\nb();\nc();\n"


def test_no_text_in_a_script_goes_over_several_lines():
    for path in SCRIPTS:
        for line in path.read_text(encoding="utf-8").splitlines():
            assert line.count("`") % 2 == 0, (path, line)


def test_each_script_has_one_name_wherever_it_is_imported_and_pages_name_it_so_too(app):
    """Two names are two modules: an outbox that knows nothing of what the other one keeps."""
    named = {name for path in SCRIPTS for name in re.findall(r"\./([\w-]+\.js\?v=\w+)", sent(path).decode())}
    assert {name.split("?")[0] for name in named} >= {"outbox.js", "store.js", "waits.js"}
    with app.test_request_context():
        asset = app.jinja_env.globals["asset"]
        for name in named:
            assert asset(f"js/{name.split('?')[0]}") == f"/static/js/{name}"


def test_a_page_without_a_network_keeps_every_script_by_the_name_by_which_it_is_imported(client):
    page = client.get("/review/offline").text
    for name in imported_by(JS / "review.js"):
        assert f'="/static/js/{name}?v={digest_of(sent(JS / name))}"' in page


def test_a_change_of_what_a_script_imports_changes_its_own_address(tmp_path):
    def made(folder, inner):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "outer.js").write_text('import { a } from "./inner.js";\nimport("./inner.js");\n')
        (tmp_path / folder / "inner.js").write_text(inner)
        return sent(tmp_path / folder / "outer.js")

    one, other = made("one", "export const a = 1;"), made("other", "export const a = 2;")
    assert digest_of(one) != digest_of(other)
    digest = digest_of(b"export const a = 1;")
    assert one.decode() == f'import {{ a }} from "./inner.js?v={digest}";\nimport("./inner.js?v={digest}");\n'


def test_a_script_is_kept_for_a_year_packed_or_not_and_when_it_is_asked_for_again(client, app):
    with app.test_request_context():
        address = app.jinja_env.globals["asset"]("js/quiz.js")
    plain = client.get(address, buffered=True)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"}, buffered=True)
    again = client.get(address, headers={"If-None-Match": plain.headers["ETag"]})
    assert plain.data == gzip.decompress(packed.data) == sent(JS / "quiz.js")
    for reply, status in ((plain, 200), (packed, 200), (again, 304)):
        assert (reply.status_code, reply.headers.getlist("Cache-Control")) == (
            status,
            ["max-age=31536000, public, immutable"],
        )
    assert "max-age" not in client.get("/static/js/nothing.js?v=1").headers["Cache-Control"]
