"""The instructor's workbench: searching, selecting, bulk changes, trash, undo, duplicates."""
