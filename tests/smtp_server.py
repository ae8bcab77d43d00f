"""A mail server within the test process: it speaks SMTP over a socket, keeps what it is given, and refuses as told."""

from __future__ import annotations

import base64
import email
import email.policy
import socketserver
import threading


class _Session(socketserver.StreamRequestHandler):
    """One connection."""

    timeout = 20

    def handle(self):
        self._say(self.server.greeting)
        while line := self.rfile.readline().decode().strip():
            verb, _, rest = line.partition(" ")
            reply = getattr(self, f"_{verb.lower()}", self._unknown)(rest)
            self._say(reply)
            if verb.upper() == "QUIT" or reply.startswith("421"):
                return

    def _say(self, reply):
        self.wfile.write(f"{reply}\r\n".encode())

    def _ehlo(self, _rest):
        return "250-tests.example\r\n250-AUTH PLAIN\r\n250 8BITMIME" if self.server.accounts else "250 tests.example"

    _helo = _ehlo

    def _auth(self, rest):
        _, user, password = base64.b64decode(rest.split()[1]).decode().split("\0")
        return "235 welcome" if self.server.accounts.get(user) == password else f"535 {user}@tests.example is unknown"

    def _mail(self, rest):
        self.sender = rest.split("<")[1].split(">")[0]
        return self.server.says_to_sender

    def _rcpt(self, rest):
        self.recipient = rest.split("<")[1].split(">")[0]
        return self.server.says_to.get(self.recipient, "250 ok")

    def _data(self, _rest):
        if self.server.says_to_data != "354 go on":
            return self.server.says_to_data
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        text = b"".join(lines)
        self.server.got.append((self.sender, self.recipient, text))
        return "250 kept"

    def _rset(self, _rest):
        return "250 ok"

    def _quit(self, _rest):
        return "221 bye"

    def _unknown(self, _rest):
        return "502 not known"


class SmtpServer(socketserver.ThreadingTCPServer):
    """Listens on a free port of this computer until it is closed."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Session)
        self.greeting, self.says_to_sender, self.says_to_data = "220 tests.example", "250 ok", "354 go on"
        self.accounts, self.says_to, self.got = {}, {}, []
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def mails(self):
        return [email.message_from_bytes(text, policy=email.policy.default) for _from, _to, text in self.got]

    @property
    def recipients(self):
        return [to for _from, to, _text in self.got]

    def close(self):
        self.shutdown()
        self.server_close()
