"""The external checkout as a shop's page, Cafe24 behind it and a buyer's browser go through it."""

import time
from dataclasses import dataclass, field

import requests
from requests.adapters import HTTPAdapter

from hashes import payload_hash
from mall import new_order

BASE = "/api/external-checkout"
TOTAL = 1900
ITEMS = [
    {"shop_no": 1, "product_no": 10, "quantity": 1, "product_price": "1000", "option_price": "100"},
    {"shop_no": 1, "product_no": 11, "quantity": 1, "product_price": 1000, "option_price": "-200.00"},
]
NAMED = {"product_name": "Tea <b>", "option_text": "green", "variant_code": "P000", "product_bundle": "F"}


class AddressAdapter(HTTPAdapter):
    """Opens connections from one address."""

    def __init__(self, address):
        self.address = address
        super().__init__()

    def init_poolmanager(self, *arguments, **options):
        super().init_poolmanager(*arguments, source_address=(self.address, 0), **options)


def calling_from(address):
    client = requests.Session()
    client.mount("http://", AddressAdapter(address))
    return client


@dataclass
class ExternalShop:
    """One order at a shop's page."""

    gateway: object
    front: object
    number: int = 1
    instance: str = "mock"
    order_id: str = field(default_factory=new_order)
    # Of loopback's addresses the one that the buyer's calls come from.
    address: str = "127.0.0.1"

    @property
    def url(self):
        return self.gateway.url + BASE

    def payload(self, total=TOTAL, **changes):
        """What the button sends; `changes` are made before Cafe24 signs."""
        fields = {
            "order": [item | NAMED | {"shop_no": self.number} for item in ITEMS],
            "mall_id": "demomall",
            "store_id": f"Shop {self.number}",
            "member_id": "mockbuyer",
            "currency": "KRW",
            "order_id": self.order_id,
            "return_notification_url": self.front.external_notice_url,
            "return_url_base": self.front.origin + "/shop1/m",
            "bGuest": 0,
            "response_time": int(time.time()),
            **changes,
        }
        names = ("order_id", "response_time", "return_notification_url")
        return {"hmac": payload_hash(total, *(fields[name] for name in names)), **fields}

    def post_payload(self, fields):
        with calling_from(self.address) as client:
            return client.post(self.url + "/payload", json=fields, headers={"origin": self.front.origin}, timeout=60)

    def begin(self, **changes):
        answer = self.post_payload(self.payload(**changes))
        assert answer.status_code == 200 and answer.json()["bResult"] is True, answer.text
        return answer.json()["mData"]

    def review(self, url=None):
        url = url or f"{self.url}/order/review?mall_id=demomall&order_id={self.order_id}"
        with calling_from(self.address) as client:
            return client.get(url, headers={"accept": "application/json"}, timeout=30)

    def pay(self, **fields):
        fields = {"mall_id": "demomall", "order_id": self.order_id, **fields}
        with calling_from(self.address) as client:
            return client.post(self.url + "/order/pay", json=fields, timeout=30)

    def told(self):
        notices = self.front.notices_of(self.order_id)
        for notice in notices:
            notice.check_payment(
                self.front.external_notice_path,
                partner_id=f"demomall:{self.number}:{self.instance}",
                order_id=self.order_id,
                currency="KRW",
                extra_data={},
            )
        return [tuple(n.fields[name] for name in ("payed_tf", "result_code", "amount")) for n in notices]


def follow(url):
    """One redirect of the buyer's browser."""
    answer = requests.get(url, allow_redirects=False, timeout=60)
    assert answer.status_code in (302, 303), f"{url}: {answer.status_code} {answer.text[:300]}"
    return answer.headers["location"]
