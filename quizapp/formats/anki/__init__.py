"""Packages of Anki: their container, the collection in it, and its notes as questions, in and out. Pure."""
