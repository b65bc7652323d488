"""`confirmCancellations` against the sandbox's Admin API: only an order that is being cancelled is paid back."""

from urllib.parse import urlsplit

import pytest
import requests

from demo import Demo
from mall import ASYNCHRONOUS_CANCEL, CANCEL, CHECKOUT, come_back, key_of, press
from waiting import eventually


@pytest.fixture(scope="module")
def demo():
    demo = Demo()
    yield demo
    demo.end()


def buy(demo, flow):
    """A paid order of the demo shop: its number, and the buyer's payment key."""
    placed = requests.post(
        f"{demo.shop}/orders", data={"product": "tea", "flow": flow}, allow_redirects=False, timeout=30
    )
    url = placed.headers["location"]
    come = requests.get(press(url, "approve").headers["location"], allow_redirects=False, timeout=60)
    home = requests.get(come.headers["location"], timeout=30)
    order_id = urlsplit(home.url).path.rsplit("/", 1)[-1]
    eventually(lambda: record(demo, order_id)["state"] == "paid", 30, "the shop knows that it is paid")
    return order_id, key_of(url) if "key=" in url else None


def record(demo, order_id):
    return requests.get(f"{demo.shop}/orders/{order_id}.json", timeout=30).json()


@pytest.mark.parametrize("extent", ["all", "part"])
@pytest.mark.parametrize("flow", ["synchronous", "asynchronous"])
def test_what_the_shop_cancels_is_confirmed_and_paid_back(demo, flow, extent):
    order_id, _ = buy(demo, flow)
    requests.post(f"{demo.shop}/orders/{order_id}/cancellations", data={"extent": extent}, timeout=60)
    state = "cancelled" if extent == "all" else "partly-cancelled"
    eventually(lambda: record(demo, order_id)["state"] == state, 30, "the money is back")
    asked = [message for message in record(demo, order_id)["messages"] if f"/orders/{order_id}" in message["target"]]
    assert asked and all(message["status"] == 200 for message in asked)


@pytest.mark.parametrize("path", [CANCEL, ASYNCHRONOUS_CANCEL])
def test_the_hash_that_a_buyer_can_read_gives_nothing_back(demo, path):
    """The status answer's hash is the one of a full cancellation, and needs no key of Cafe24's (finding S1)."""
    order_id, key = buy(demo, "synchronous")
    status = requests.post(f"{demo.gateway}{CHECKOUT}/status", data={"key": key}, timeout=30).json()
    assert status["payed_tf"] == "T"
    names = ("order_id", "partner_id", "tid", "amount", "currency", "hash_data")
    forged = {name: status[name] for name in names} | {"cancel_amount": status["amount"]}
    forged["cancel_noty_url"] = f"{demo.shop}/anything"
    answer = requests.post(demo.gateway + path, json=forged, timeout=60)
    assert (answer.status_code, answer.json()["result_code"]) == (400, "9999")
    assert "being cancelled" in answer.json()["result_message"]
    assert record(demo, order_id)["state"] == "paid"
