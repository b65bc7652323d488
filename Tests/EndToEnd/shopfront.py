"""The mall's side that a buyer's browser comes back to."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit


class Shopfront:
    """A web server on loopback; it remembers who came back, and with what."""

    path = "/Pay/Recv/openpg/PayReceiveRtnPage.php"

    def __init__(self):
        self.visits = []
        front = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                front.visits.append(dict(parse_qsl(urlsplit(self.path).query)))
                self.send_response(200)
                self.send_header("content-length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, *arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def origin(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def return_url(self):
        return self.origin + self.path

    def close(self):
        self._server.shutdown()
        self._server.server_close()
