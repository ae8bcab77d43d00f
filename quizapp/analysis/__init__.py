"""Item analysis for instructors: what the answers say about questions and quizzes. Reads only."""
