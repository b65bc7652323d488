"""Cafe24's and the buyer's side of a purchase."""

import itertools
import json
from urllib.parse import parse_qsl, urlsplit

import requests

from hashes import cancellation_hash, checkout_hash, status_hash

CHECKOUT = "/api/synchronous-checkout/checkout"
ASYNCHRONOUS_CHECKOUT = "/api/asynchronous-checkout/checkout"
CANCEL = "/api/synchronous-cancellation/cancel"
ASYNCHRONOUS_CANCEL = "/api/asynchronous-cancellation/cancel"
# Another than the checkout's: the notification brings back the one of its own request.
CANCEL_EXTRA_DATA = {"pgName": "pg-demo-app", "LogKey": "PGCancel"}
OUTCOMES = ("approve", "decline", "leave", "approve-no-return", "approve-silently", "deposit")

_numbers = itertools.count(1)


def new_order():
    return f"20260519-{next(_numbers):07}"


class Mall:
    """One shop of a mall, in front of one gateway."""

    checkout_path = CHECKOUT

    def __init__(self, gateway, front, shop=1, instance="mock", currency="KRW"):
        self.url = gateway.url
        self.front = front
        self.shop = shop
        self.partner_id = f"demomall:{shop}:{instance}"
        self.currency = currency

    def fields(self, order_id=None, amount="12000", **changes):
        """A signed request; `changes` are made before signing."""
        fields = {
            "amount": amount,
            "currency": self.currency,
            "order_id": order_id or new_order(),
            "partner_id": self.partner_id,
            "shop_no": str(self.shop),
            "buyer_id": "mockbuyer",
            "return_url": self.front.return_url,
            "extra_data": {"pgName": "pg-demo-app", "LogKey": "PGPy05"},
            **changes,
        }
        return {"hash_data": checkout_hash(fields), **fields}

    def post(self, fields, form="json", **more):
        """Sends fields the way `form` says: json, form, multipart, or a form that calls itself JSON."""
        flat = {
            name: json.dumps(value) if isinstance(value, dict) else value
            for name, value in fields.items()
            if value is not None
        }
        parts = {
            "json": {"json": fields},
            "form": {"data": flat},
            "multipart": {"files": {name: (None, value) for name, value in flat.items()}},
            "mislabelled": {"data": flat, "headers": {"content-type": "application/json charset-utf-8"}},
        }[form]
        return requests.post(self.url + self.checkout_path, timeout=60, **parts, **more)

    def checkout(self, order_id=None, amount="12000", form="json", **changes):
        return self.post(self.fields(order_id, amount, **changes), form)

    def open(self, order_id=None, amount="12000", **changes):
        """Opens a payment that is expected to open, and says where the buyer pays."""
        answer = self.checkout(order_id, amount, **changes)
        assert answer.status_code == 200, answer.text
        assert answer.json()["result_code"] == "0000"
        return answer.json()["payment_url"]

    def status(self, key):
        answer = requests.post(f"{self.url}{CHECKOUT}/status", data={"key": key}, timeout=60)
        assert answer.status_code == 200, answer.text
        read = answer.json()
        assert read["hash_data"] == status_hash(read), "the status is not signed as Cafe24 computes it"
        return read

    def buy(self, order_id=None, outcome="approve", **changes):
        """A whole purchase; the fields that the buyer came back with."""
        return come_back(press(self.open(order_id, **changes), outcome))

    def cancel_fields(self, order_id, tid, amount="12000", total="12000", **changes):
        """A signed request to cancel; `changes` are made before signing."""
        fields = {
            "order_id": order_id,
            "partner_id": self.partner_id,
            "tid": tid,
            "amount": total,
            "cancel_amount": amount,
            "currency": self.currency,
            "cancel_noty_url": self.front.cancel_notice_url,
            "extra_data": CANCEL_EXTRA_DATA,
            **changes,
        }
        return {"hash_data": cancellation_hash(fields), **fields}

    def post_cancel(self, fields, path=CANCEL):
        return requests.post(self.url + path, json=fields, timeout=60)

    def cancel(self, order_id, tid, amount="12000", path=CANCEL, **changes):
        """Cafe24's request, and its answer: the status and the two fields that it always has."""
        answer = self.post_cancel(self.cancel_fields(order_id, tid, amount, **changes), path)
        read = answer.json()
        assert set(read) == {"result_code", "result_message"} and read["result_message"], answer.text
        assert (answer.status_code == 200) == (read["result_code"] == "0000"), answer.text
        return answer.status_code, read["result_code"], read["result_message"]


class AsynchronousMall(Mall):
    """The same shop, buying by the asynchronous route: it learns the result from a notification."""

    checkout_path = ASYNCHRONOUS_CHECKOUT

    def fields(self, order_id=None, amount="12000", **changes):
        return super().fields(order_id, amount, **{"return_noty_url": self.front.notice_url, **changes})

    def notices(self, order_id):
        """The payment notifications of an order, each checked in every field."""
        notices = self.front.notices_of(order_id)
        for notice in notices:
            notice.check_payment(
                self.front.notice_path,
                partner_id=self.partner_id,
                order_id=order_id,
                currency=self.currency,
                extra_data={"pgName": "pg-demo-app", "LogKey": "PGPy05"},
            )
        return notices


def key_of(url):
    return dict(parse_qsl(urlsplit(url).query))["key"]


def press(payment_url, outcome, **webhooks):
    """The buyer's click on the PG's page; the PG's webhooks go out as `webhooks` say."""
    return requests.post(payment_url, data={"outcome": outcome, **webhooks}, allow_redirects=False, timeout=60)


def transfer(payment_url):
    """The buyer's transfer to the virtual account that was issued."""
    page, _, query = payment_url.partition("?")
    answer = requests.post(f"{page}/deposit?{query}", timeout=60)
    assert answer.status_code == 200, answer.text


def come_back(click):
    """Follows the click over the gateway to the shop."""
    assert click.status_code in (302, 303), f"{click.status_code}: {click.text[:500]}"
    callback = requests.get(click.headers["location"], allow_redirects=False, timeout=60)
    assert callback.status_code in (302, 303), f"{callback.status_code}: {callback.text[:500]}"
    home = callback.headers["location"]
    assert requests.get(home, timeout=30).text == "ok"
    return dict(parse_qsl(urlsplit(home).query))
