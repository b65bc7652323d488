"""The process is killed under load, and started again on the same database."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from mall import Mall, come_back, key_of, new_order, press
from waiting import eventually

HANDS = 16
# How many purchases are under way or done before the kill.
ENOUGH = 150
INSTANCES = {"provider": (1, "mock"), "gateway": (2, "careful")}


class Load:
    """Buyers who buy until the gateway is gone, and what they were promised."""

    def __init__(self, mall):
        self.mall = mall
        self.lock = threading.Lock()
        self.begun = 0
        self.promised = {}
        self.told = {}

    def buy_until_it_ends(self, _):
        while True:
            order_id = new_order()
            try:
                self.buy(order_id)
            except (requests.RequestException, OSError):
                return

    def buy(self, order_id):
        url = self.mall.open(order_id)
        with self.lock:
            self.begun += 1
            self.promised[order_id] = url
        told = come_back(press(url, "approve"))
        with self.lock:
            self.told[order_id] = told["result_code"]


def finish(mall, order_id, url):
    """What the buyer does after the crash: reads how it went, or pays now.

    What is told now may be "not paid", where the gateway cannot know yet; then that must come true.
    """
    if mall.status(key_of(url))["payed_tf"] == "T":
        return
    again = mall.checkout(order_id)
    if again.status_code == 400:
        assert "paid" in again.json()["result_message"], again.text
        return
    click = press(again.json()["payment_url"], "approve")
    # 409: the PG has the money already, and the gateway is about to find out.
    if click.status_code != 409:
        come_back(click)


def agree(gateway, instance, load):
    """The PG's ledger, the gateway's list and what Cafe24 was told are of one mind; no order is paid twice."""
    ledger = gateway.ledger(instance)
    payments = gateway.payments()
    kept = {}
    for payment in payments:
        row = ledger.get(payment["key"], {"paid": 0, "cancelled": 0})
        assert (payment["paid"], payment["cancelled"]) == (row["paid"], row["cancelled"]), (payment, row)
        assert payment["state"] not in ("settling", "unknown"), payment
        assert payment["state"] != "opened" or payment["order_id"] not in load.promised, payment
        kept.setdefault(payment["order_id"], []).append(row["paid"] - row["cancelled"])
        if payment["told"] == "notPaid":
            assert row["paid"] == row["cancelled"], (payment, row)
    assert ledger.keys() <= {payment["key"] for payment in payments}, "the PG has what the gateway does not know"
    assert load.promised.keys() <= kept.keys(), "an acknowledged checkout is lost"
    assert all(sorted(amounts)[-2:] in ([12000], [0], [0, 12000], [0, 0]) for amounts in kept.values()), kept
    return True


@pytest.mark.parametrize("approver", INSTANCES)
def test_a_kill_under_load_loses_nothing_and_pays_nothing_twice(serve, front, approver):
    gateway = serve()
    shop, instance = INSTANCES[approver]
    load = Load(Mall(gateway, front, shop, instance))
    with ThreadPoolExecutor(HANDS) as pool:
        hands = [pool.submit(load.buy_until_it_ends, hand) for hand in range(HANDS)]
        eventually(lambda: load.begun >= ENOUGH, 60, "there is load")
        gateway.kill()
        for hand in hands:
            hand.result()
    assert len(load.promised) > len(load.told), "the kill came between two steps of some purchases"

    gateway.start()
    with ThreadPoolExecutor(HANDS) as pool:
        list(pool.map(lambda item: finish(load.mall, *item), load.promised.items()))

    eventually(lambda: agree(gateway, instance, load), 60, "gateway, PG and Cafe24 agree", every=1)
    for order_id, code in load.told.items():
        assert code == "0000"
        assert load.mall.status(key_of(load.promised[order_id]))["payed_tf"] == "T"
    assert gateway.stop() == 0


def test_a_kill_while_the_pg_is_silent_is_picked_up_without_a_person(serve, front):
    """The approval is under way when the process dies; the same evidence is given again."""
    gateway = serve()
    mall = Mall(gateway, front, *INSTANCES["gateway"])
    url = mall.open()
    gateway.fault("verify", "timeoutAfterCommit", 1, "careful", delay_ms=5000)
    click = press(url, "approve")
    with ThreadPoolExecutor(1) as pool:
        lost = pool.submit(requests.get, click.headers["location"], allow_redirects=False, timeout=60)
        eventually(lambda: gateway.ledger("careful")[key_of(url)]["paid"] == 12000, 10, "the PG has the money")
        gateway.kill()
        with pytest.raises(requests.RequestException):
            lost.result()
    gateway.start()
    eventually(lambda: mall.status(key_of(url))["payed_tf"] == "T", 60, "the payment is found", every=0.5)
    row = gateway.ledger("careful")[key_of(url)]
    assert (row["paid"], row["cancelled"]) == (12000, 0)
