"""The witness as a small HTTP server: one request, one decision; it serves this machine unless told otherwise."""

import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import BoundedSemaphore
from typing import Any

from isonomia.errors import RecordError
from isonomia.record.witness import MAX_REQUEST, Answer
from isonomia_cli.watching import Watch

TIMEOUT = 15
MOST_AT_ONCE = 64
ADD = "/add-checkpoint"


class WitnessServer(ThreadingHTTPServer):
    """Hands each request to the witness; a connection that says nothing for a while is closed."""

    daemon_threads = True
    request_queue_size = MOST_AT_ONCE

    def __init__(self, address: tuple[str, int], watch: Watch) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, _Handler)
        self.watch = watch
        self._places = BoundedSemaphore(MOST_AT_ONCE)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give a connection a thread, or close it where too many are open."""
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve one connection, and make room again."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say in one line which connection failed and why."""
        print(f"witness: {client_address}: {sys.exc_info()[1]!r}", file=sys.stderr)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "isonomia-witness"
    sys_version = ""
    timeout = TIMEOUT
    server: WitnessServer

    def do_POST(self) -> None:
        """Answer add-checkpoint."""
        length = self.headers.get("Content-Length", "")
        if not self.path.endswith(ADD):
            self._send(Answer(404, "a witness knows add-checkpoint only\n"), last=True)
        elif not (length.isascii() and length.isdecimal()):
            self._send(Answer(411, "the length of the request is wanted\n"), last=True)
        elif int(length) > MAX_REQUEST:
            self._send(Answer(413, f"a request has at most {MAX_REQUEST} bytes\n"), last=True)
        else:
            data = self.rfile.read(int(length))
            # A request that broke off gets no answer: nobody listens any more.
            self.close_connection = self.close_connection or len(data) < int(length)
            if len(data) == int(length):
                self._send(self._decided(data))

    def _decided(self, data: bytes) -> Answer:
        try:
            return self.server.watch.answer(data)
        except (RecordError, OSError) as error:
            # What it kept cannot be read or written: then it signs nothing until somebody has looked.
            print(f"witness: nothing was signed: {error}", file=sys.stderr)
            return Answer(500, "the witness cannot read or write what it keeps\n")

    def _send(self, answer: Answer, *, last: bool = False) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media)
        self.send_header("Content-Length", str(len(body)))
        if last:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
