"""The mall's side that a buyer's browser comes back to, and that the gateway notifies."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from notice import Notice

OK = b'{"result":"OK"}'
# Longer than the gateway waits for a mall.
SILENCE_SECONDS = 14


class Shopfront:
    """A web server on loopback; it remembers who came back, and what it was notified of."""

    path = "/Pay/Recv/openpg/PayReceiveRtnPage.php"
    notice_path = "/Pay/Recv/openpg/PayReceiveNoty.php"
    cancel_notice_path = "/Pay/Recv/openpg/PayReceiveCancelNoty.php"
    external_notice_path = "/Pay/Recv/openpg/PayReceiveCheckoutNoty.php"

    def __init__(self):
        self.visits = []
        self.notices = []
        # By order: the (status, body) of the next answers; None is silence. Without any, all is well.
        self.answers = {}
        front = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                front.visits.append(dict(parse_qsl(urlsplit(self.path).query)))
                self.reply(200, b"ok")

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"] or 0))
                notice = Notice.read(self.path, dict(self.headers), body)
                answer = front.next_answer(notice.order_id)
                front.notices.append(notice)
                if answer is None:
                    time.sleep(SILENCE_SECONDS)
                    self.close_connection = True
                    return
                self.reply(*answer)

            def reply(self, status, body):
                self.send_response(status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def next_answer(self, order_id):
        waiting = self.answers.get(order_id)
        return waiting.pop(0) if waiting else (200, OK)

    def notices_of(self, order_id, request_type="payment"):
        """What came for an order, in the order it came."""
        return [
            notice
            for notice in list(self.notices)
            if notice.order_id == order_id and notice.fields["request_type"] == request_type
        ]

    @property
    def origin(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def return_url(self):
        return self.origin + self.path

    @property
    def notice_url(self):
        return self.origin + self.notice_path

    @property
    def cancel_notice_url(self):
        return self.origin + self.cancel_notice_path

    @property
    def external_notice_url(self):
        return self.origin + self.external_notice_path

    def close(self):
        self._server.shutdown()
        self._server.server_close()
