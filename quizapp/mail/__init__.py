"""E-mail for those who wish it, where a mail server is set: addresses, what waits to be sent, and the sending."""
