"""What is kept about one person: taken out as a file, and erased."""
