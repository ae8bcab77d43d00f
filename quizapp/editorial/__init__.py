"""Review of questions: their way from draft to ready, comments on them, and what students report."""
