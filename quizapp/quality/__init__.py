"""The question linter: rules of item writing over drafts of questions and banks. Pure: no files, web or database."""
