"""A server in the process of the tests, which has answered all that reached it before the test after it begins."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from werkzeug.serving import make_server
from werkzeug.wrappers import Response

LONGEST_SECONDS = 120


class Door:
    """Counts the requests that are at work, and after its closing lets nobody in.

    A page that is closed sends its last word, and nobody waits for the answer. It must not be at work when its
    application is given to the next test, whose database it would find there.
    """

    def __init__(self, app: Callable) -> None:
        self._app, self._is_open, self._inside = app, True, 0
        self._changed = threading.Condition()

    def __call__(self, environ, start_response):
        with self._changed:
            if not self._is_open:
                return Response(status=503)(environ, start_response)
            self._inside += 1
        try:
            return self._app(environ, start_response)
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def close(self) -> None:
        """Let nobody in any more, and wait for who is inside."""
        with self._changed:
            self._is_open = False
            assert self._changed.wait_for(lambda: self._inside == 0, LONGEST_SECONDS)


@contextlib.contextmanager
def served_here(app: Callable) -> Iterator[int]:
    """Serve an application from this process, so that time-machine moves its clock too; give the port."""
    door = Door(app)
    server = make_server("127.0.0.1", 0, door, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()
    door.close()
