"""Pictures of questions: taken in, made small and plain, kept in the data folder by what they hold, and served."""
