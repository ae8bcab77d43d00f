"""Files and drafts of questions: reading reports every problem with its line, writing gives the same bytes back."""
