"""What a class remembers, will have forgotten, and gets wrong: read-only pages for its teachers."""
