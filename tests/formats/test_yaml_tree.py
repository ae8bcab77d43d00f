from __future__ import annotations

from quizapp.formats.yaml_tree import Tree
from quizapp.kinds.messages import Message


def test_a_path_that_is_not_in_the_file_has_the_line_of_what_it_is_missing_from():
    tree = Tree(lines={(): 1, ("a",): 3, ("a", 0): 4})
    assert [tree.line(path) for path in [(), ("a",), ("a", 0, "b", 1), ("a", 1), ("c",)]] == [1, 3, 4, 3, 1]


def test_problems_come_in_the_order_of_lines_and_none_from_below_a_spoiled_place():
    tree = Tree(lines={("a",): 5, ("a", "b"): 6, ("c",): 2}, problems=[(4, Message("syntax"))], spoiled={("a",)})
    found = [(("a", "b"), Message("below")), (("a",), Message("there")), (("c",), Message("elsewhere"))]
    problems = tree.all_problems("x.yaml", found)
    assert [str(problem) for problem in problems] == ["x.yaml:2: elsewhere", "x.yaml:4: syntax"]


def test_a_document_that_holds_nothing_has_everything_in_its_first_line():
    assert Tree().line(("a", 1)) == 1
