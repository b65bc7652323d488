"""A page that lies about a price, at the demo's mall: it calculates by its own catalogue (finding S4)."""

import re
import time

import pytest
import requests

from demo import Demo
from external import BASE, follow
from hashes import payload_hash
from mall import press
from waiting import eventually

CLIENT, MEMBER = "demo-client", "demobuyer"
TRUE_ITEMS, TRUE_TOTAL = "12,000 KRW", "15,000 KRW"


@pytest.fixture(scope="module")
def demo():
    demo = Demo()
    yield demo
    demo.end()


def reserve(demo):
    """The order that the storefront reserves for a click on the button of the tea's page."""
    asked = {"mall_id": "demomall", "request_time": str(int(time.time())), "member_id": MEMBER}
    signed = requests.get(f"{demo.gateway}{BASE}/script/hmac", params=asked | {"client_key": CLIENT}, timeout=30).json()
    form = asked | {"app_key": CLIENT, "hmac": signed["hmac_key"], "delv_type": "A", "product_no": "24"}
    return requests.post(f"{demo.shop}/exec/front/order/reserve/", data=form, timeout=30).json()["order"]


def send(demo, order, price, option="0"):
    """The payload with another price, signed with the key that stands in every shop's page."""
    item = order["products"][0] | {"product_price": price, "option_price": option}
    names = ("order_id", "response_time", "return_noty_url")
    total = int(price) + int(option)
    fields = {
        "order": [item],
        "mall_id": "demomall",
        "member_id": MEMBER,
        "currency": "KRW",
        "order_id": order["order_id"],
        "return_notification_url": order["return_noty_url"],
        "return_url_base": demo.shop,
        "response_time": order["response_time"],
        "hmac": payload_hash(total, *(order[name] for name in names), client_id=CLIENT),
    }
    answer = requests.post(f"{demo.gateway}{BASE}/payload", json=fields, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()["mData"]["redirect_url"]


@pytest.mark.parametrize(("price", "option"), [("1", "0"), ("12000", "-11999"), ("99000", "0")])
def test_a_forged_price_is_shown_and_charged_at_the_true_one(demo, price, option):
    order = reserve(demo)
    review = follow(press(send(demo, order, price, option), "approve").headers["location"])
    page = requests.get(review, headers={"accept-language": "en"}, timeout=30).text
    shown = re.findall(r"[\d,]+ KRW", page)
    assert TRUE_ITEMS in shown and TRUE_TOTAL in shown and set(shown) <= {TRUE_ITEMS, TRUE_TOTAL, "3,000 KRW"}
    form = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    paid = requests.post(f"{demo.gateway}{BASE}/order/pay", data=form, allow_redirects=False, timeout=30)
    assert "/pgsuccess?" in follow(press(paid.headers["location"], "approve").headers["location"])

    def record():
        return requests.get(f"{demo.shop}/orders/{order['order_id']}.json", timeout=30).json()

    eventually(lambda: record()["state"] == "paid", 30, "the mall was told")
    assert record()["amount"] in ("15000", "15000.00")
