"""A mail server within the test process: it speaks SMTP over a socket, keeps what it is given, and refuses as told."""

from __future__ import annotations

import base64
import contextlib
import email
import email.policy
import socketserver
import ssl
import subprocess
import threading

_GO_SECURE = "220 go on securely"


def make_certificate(folder):
    """Make a certificate for 127.0.0.1 that only who is told of it trusts; return the file and a server's context."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-subj", "/CN=tests.example", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    subprocess.run([*command, *names, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return certificate, context


class _Session(socketserver.StreamRequestHandler):
    """One connection."""

    timeout = 20
    is_secured = False

    def setup(self):
        super().setup()
        if self.server.secured == "tls":
            self._secure()

    def handle(self):
        if self.server.secured == "tls" and not self.is_secured:
            return
        self._say(self.server.greeting)
        while line := self.rfile.readline().decode().strip():
            verb, _, rest = line.partition(" ")
            reply = getattr(self, f"_{verb.lower()}", self._unknown)(rest)
            self._say(reply)
            if reply == _GO_SECURE:
                self._secure()
            if verb.upper() == "QUIT" or reply.startswith("421"):
                return

    def _say(self, reply):
        self.wfile.write(f"{reply}\r\n".encode())

    def _secure(self):
        """Speak TLS from now on; a client that does not trust the certificate hangs up."""
        with contextlib.suppress(OSError):
            self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
            self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)
            self.is_secured = True

    def finish(self):
        with contextlib.suppress(OSError):
            super().finish()
            self.connection.close()

    def _ehlo(self, _rest):
        offers = ["AUTH PLAIN", "8BITMIME"] if self.server.accounts else []
        if self.server.secured == "starttls" and not self.is_secured:
            offers = ["STARTTLS"]  # nobody signs in before
        lines = ["tests.example", *offers]
        return "\r\n".join([*(f"250-{line}" for line in lines[:-1]), f"250 {lines[-1]}"])

    def _starttls(self, _rest):
        return _GO_SECURE if self.server.secured == "starttls" else "502 not known"

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
        self.secured, self.context = "", None
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
