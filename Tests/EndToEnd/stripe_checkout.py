"""Stripe on loopback: pip's localstripe for all that moves money, and in front of it the hosted pages it lacks."""

import json
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import requests

from configuration import free_ports
from waiting import eventually

KEY = "sk_test_localstripe0001"
TEST_CARD = "pm_card_visa"


@dataclass
class Session:
    """A Checkout Session; its intent is localstripe's."""

    id: str
    form: dict
    status: str = "open"
    intent: str = ""

    @property
    def is_manual(self):
        return self.form.get("payment_intent_data[capture_method]") == "manual"

    def price(self, name):
        return self.form[f"line_items[0][price_data][{name}]"]

    def as_json(self, origin, intent):
        is_paid = bool(intent) and intent["status"] == "succeeded"
        return {
            "id": self.id,
            "object": "checkout.session",
            "status": self.status,
            "payment_status": "paid" if is_paid else "unpaid",
            "payment_intent": intent,
            "amount_total": int(self.price("unit_amount")),
            "currency": self.price("currency"),
            "client_reference_id": self.form["client_reference_id"],
            "metadata": {"payment_key": self.form["metadata[payment_key]"]},
            "expires_at": int(self.form["expires_at"]),
            "url": f"{origin}/pay/{self.id}" if self.status == "open" else None,
        }


@dataclass
class StripeCheckout:
    """The server that the gateway takes for api.stripe.com."""

    folder: str
    sessions: dict = field(default_factory=dict)
    calls: list = field(default_factory=list)

    def __post_init__(self):
        (port,) = free_ports(1)
        self.upstream = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "localstripe", "--port", str(port), "--from-scratch"],
            cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        try:
            eventually(self.is_ready, 30, "localstripe answers")
        except BaseException:
            self.close()
            raise

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def is_ready(self):
        try:
            return "available" in self.ask("GET", "/v1/balance")
        except requests.RequestException:
            return False

    def ask(self, method, path, **more):
        """Asks localstripe, by the key of the account."""
        answer = requests.request(
            method, self.upstream + path, headers={"authorization": f"Bearer {KEY}"}, timeout=30, **more
        )
        assert answer.ok, answer.text
        return answer.json()

    def close(self):
        self.process.terminate()
        self.process.wait(10)
        self.server.shutdown()
        self.server.server_close()

    # What a buyer and a merchant see.

    def session_of(self, payment_url):
        """By the page's address, to which the gateway may add a query."""
        return self.sessions[urlsplit(payment_url).path.rsplit("/", 1)[1]]

    def intent_of(self, payment_url):
        return self.ask("GET", f"/v1/payment_intents/{self.session_of(payment_url).intent}")

    def refunds_of(self, intent):
        return self.ask("GET", "/v1/refunds", params={"payment_intent": intent})["data"]

    # What the gateway and the browser ask.

    def open(self, form):
        session = Session(f"cs_test_{len(self.sessions) + 1:08}", form)
        self.sessions[session.id] = session
        return 200, session.as_json(self.origin, None)

    def read(self, session):
        intent = self.ask("GET", f"/v1/payment_intents/{session.intent}") if session.intent else None
        return 200, session.as_json(self.origin, intent)

    def expire(self, session):
        if session.status != "open":
            return 400, {"error": {"type": "invalid_request_error", "message": "the session is not open"}}
        session.status = "expired"
        return self.read(session)

    def pay(self, session):
        """The buyer's click: an intent is made and confirmed with a test card."""
        intent = self.ask("POST", "/v1/payment_intents", data={
            "amount": session.price("unit_amount"),
            "currency": session.price("currency"),
            "payment_method": TEST_CARD,
            "confirm": "true",
            "capture_method": "manual" if session.is_manual else "automatic",
            "metadata[payment_key]": session.form["payment_intent_data[metadata][payment_key]"],
        })  # fmt: skip
        session.intent, session.status = intent["id"], "complete"

    def answer(self, method, path, body, headers):
        """A status and an object; the address of the page instead of an object after a click."""
        parts = urlsplit(path).path.strip("/").split("/")
        if parts[:3] == ["v1", "checkout", "sessions"]:
            if headers.get("authorization") != f"Bearer {KEY}":
                return 401, {"error": {"type": "invalid_request_error"}}
            if len(parts) == 3:
                return self.open(dict(parse_qsl(body.decode(), keep_blank_values=True)))
            session = self.sessions[parts[3]]
            return self.expire(session) if parts[4:] == ["expire"] else self.read(session)
        kept = {name: value for name, value in headers.items() if name in ("authorization", "content-type")}
        answer = requests.request(method, self.upstream + path, data=body, headers=kept, timeout=30)
        return answer.status_code, answer.json()

    def handler(self):
        stripe = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.respond("GET", b"")

            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"] or 0))
                if self.path.startswith("/pay/"):
                    session = stripe.session_of(self.path)
                    stripe.pay(session)
                    return self.redirect(session.form["success_url"])
                self.respond("POST", body)

            def respond(self, method, body):
                headers = {name.lower(): value for name, value in self.headers.items()}
                stripe.calls.append((method, urlsplit(self.path).path, headers, body, time.monotonic()))
                status, answer = stripe.answer(method, self.path, body, headers)
                text = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def redirect(self, address):
                self.send_response(303)
                self.send_header("location", address)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                pass

        return Handler
