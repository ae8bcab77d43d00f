"""Read-only pages for learners and instructors: home and progress."""
