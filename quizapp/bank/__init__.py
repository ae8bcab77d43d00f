"""Banks, sources, questions and their versions: browsing and editing."""
