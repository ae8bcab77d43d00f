"""The editor of questions: forms of each kind, drafts, edits that meet, previews, and the history of a question."""
