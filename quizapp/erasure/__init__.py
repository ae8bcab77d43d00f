"""Erasing a person: what goes with them, what stays as nobody's, and the record that says nothing of them."""
