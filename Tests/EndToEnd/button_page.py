"""A product page with the payment button, as a Cafe24 shop has one: the storefront's calls end in callbacks."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from external import ITEMS, NAMED
from hashes import payload_hash
from mall import new_order

TOTAL = 1900
# `hold` names a call whose callback is kept in `window.held` instead of being called.
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Tea</title>
<div id="appPaymentButtonBox"></div>
<script>
const hold = new URLSearchParams(location.search).get("hold");
const end = (name, callback, answer) => hold === name ? window.held = () => callback(null, answer)
  : setTimeout(() => callback(null, answer));
window.CAFE24API = {
  MALL_ID: "demomall", SHOP_NO: 1,
  init() {},
  getCustomerIDInfo(callback) { end("getCustomerIDInfo", callback, { id: { member_id: "mockbuyer", guest_id: null } }); },
  precreateOrder(mall, time, client, member, hash, callback) {
    fetch("/reserve").then((answer) => answer.json()).then((order) => end("precreateOrder", callback, { order }));
  },
};
</script>
<script src="SCRIPT"></script>
"""


class ButtonPage:
    """A web server on loopback that reserves an order at each click."""

    def __init__(self):
        self.script = ""
        self.reserved = []
        page = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                if urlsplit(self.path).path == "/reserve":
                    self.reply("application/json", json.dumps(page.reserve()))
                else:
                    self.reply("text/html; charset=utf-8", PAGE.replace("SCRIPT", page.script))

            def reply(self, kind, text):
                self.send_response(200)
                self.send_header("content-type", kind)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def origin(self):
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def reserve(self):
        """What Cafe24 gives back for a reservation."""
        order_id, response_time = new_order(), int(time.time())
        notification = self.origin + "/Pay/Recv/openpg/PayReceiveCheckoutNoty.php"
        self.reserved.append(order_id)
        return {
            "products": [item | NAMED for item in ITEMS],
            "order_id": order_id,
            "return_notification_url": notification,
            "response_time": response_time,
            "hmac": payload_hash(TOTAL, order_id, response_time, notification),
        }

    def close(self):
        self._server.shutdown()
        self._server.server_close()
