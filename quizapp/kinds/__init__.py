"""The kinds of question: pure values that know how to be asked, graded and made into cards."""
