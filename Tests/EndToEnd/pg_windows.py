"""The scripts and windows of the PGs, written from the facts, for a browser that takes this server for every host.

The gateway's own calls come to a second, plain door: every payment there is unknown, every card is declined.
"""

import hashlib
import json
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

FOLDER = Path(__file__).parent / "windows"
SCRIPTS = {
    "js.tosspayments.com/v2/standard": "toss-payments.js",
    "pay.nicepay.co.kr/v1/js/": "nicepay.js",
    "stgstdpay.inicis.com/stdjs/INIStdPay.js": "kg-inicis.js",
    "stdpay.inicis.com/stdjs/INIStdPay.js": "kg-inicis.js",
}
NICEPAY_SECRET = "433a8421be754b34989048cf148a5ffc"
# By the end of the path; all say no.
API = {
    "/v1/payments/confirm": (403, {"code": "REJECT_CARD_COMPANY", "message": "declined"}),
    "/v1/payments/UT0000113m01": (200, {"resultCode": "3095", "resultMsg": "declined"}),
    "/api/payAuth": (200, {"resultCode": "R201", "resultMsg": "declined"}),
    "/smart/payment/": (200, {}),
    "/v2/pg/inquiry": (200, {"resultCode": "FAIL", "resultMsg": "none"}),
}
NOTHING = (404, {"code": "NOT_FOUND_PAYMENT", "message": "none", "resultCode": "A118", "resultMsg": "none"})


class PGWindows:
    def __init__(self, folder):
        # What browsers posted, by host and path, as bytes; and which paths the gateway called.
        self.posted = {}
        self.called = []
        # Hosts that hang up on browsers.
        self.down = set()
        self._servers = [self.serve(self.api()), self.serve(self.windows(), certificate(folder))]

    @property
    def origin(self):
        return f"http://127.0.0.1:{self._servers[0].server_address[1]}"

    @property
    def authority(self):
        return urlsplit(self.origin).netloc

    @property
    def rule(self):
        """For Chromium's `--host-resolver-rules`: nothing on port 443 leaves this machine."""
        return f"MAP *:443 127.0.0.1:{self._servers[1].server_address[1]}"

    def serve(self, handler, context=None):
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        if context:
            # The handshake is the connection's own thread's business, so that a slow one holds nobody up.
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    def close(self):
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def api(windows):
        class Handler(Answering):
            def answer(self, body):
                windows.called.append(self.path)
                if body:
                    windows.posted[windows.authority + self.path] = body
                status, said = next((API[end] for end in API if self.path.endswith(end)), NOTHING)
                self.reply(status, json.dumps(said), "application/json")

        return Handler

    def windows(windows):
        class Handler(Answering):
            def answer(self, body):
                host = self.headers["host"].split(":")[0]
                if host in windows.down:
                    self.close_connection = True
                    return
                place = host + self.path
                if body:
                    windows.posted[place] = body
                if place in SCRIPTS:
                    self.reply(200, (FOLDER / SCRIPTS[place]).read_text(), "text/javascript; charset=utf-8")
                elif self.path.endswith(".js"):
                    self.reply(200, "", "text/javascript")
                elif self.path.endswith(".css"):
                    self.reply(200, "#pg-window { border: 0; }", "text/css")
                elif host == "shop.example":
                    self.reply(200, f'<iframe src="{unquote(urlsplit(self.path).query)}"></iframe>', "text/html")
                elif host == "card.example":
                    self.reply(200, (FOLDER / "card.html").read_text(), "text/html")
                else:
                    self.reply(200, windows.window(body), "text/html; charset=utf-8")

        return Handler

    def window(self, body):
        asked = dict(parse_qsl(body.decode()))
        signed = "NICEUNTT" + asked.get("clientId", "") + asked.get("amount", "") + NICEPAY_SECRET
        values = {
            "asked": json.dumps(asked).replace("<", "\\u003c"),
            "api": self.origin,
            "signature": hashlib.sha256(signed.encode()).hexdigest(),
        }
        text = (FOLDER / "window.html").read_text()
        for name, value in values.items():
            text = text.replace("{{" + name + "}}", value)
        return text


class Answering(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(b"")

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers["content-length"] or 0)))

    def reply(self, status, text, kind):
        body = text.encode()
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.send_header("cache-control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def certificate(folder):
    """A new certificate that nobody trusts but a browser that was told to."""
    key, chain = folder / "key.pem", folder / "chain.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", key, "-out", chain, "-days", "2", "-subj", "/CN=pg.test"],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    return context
