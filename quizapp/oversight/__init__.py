"""Pages that tell what staff changed: all to admins, of a class to its teachers, of a bank to owners."""
