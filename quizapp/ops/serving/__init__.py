"""Serving a room: the server and its processes, whose turn it is, its name and addresses, what the terminal shows."""
