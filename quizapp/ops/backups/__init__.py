"""Backups: made, checked, kept by a rule, made by themselves once a day, and restored."""
