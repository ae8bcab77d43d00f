"""Regrades: answers marked again by a newer key or a rule for everybody, with a record of it and the way back."""
