"""Faults around a purchase, not in the PG's answers: Cafe24 and buyers hang up, the database fails, one PG hangs.

Each row ends in a comparison of the gateway's state, the PG's ledger and what the mall was told.
"""

import resource
import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager

import pytest
import requests

from configuration import configuration, mock
from external import TOTAL, ExternalShop, follow
from gateway import Gateway
from mall import ASYNCHRONOUS_CANCEL, CANCEL, AsynchronousMall, Mall, come_back, new_order, press
from waiting import eventually

AMOUNT = 12000
PAID = [("T", "0000", "12000")]


def told(front, order_id, kind="payment"):
    names = ("payed_tf", "result_code", "amount") if kind == "payment" else ("status", "result_code", "cancel_amount")
    return [tuple(notice.fields[name] for name in names) for notice in front.notices_of(order_id, kind)]


def agree(gateway, front, order_id, state, cancelled=0, notices=None, refunds=(), instance="mock", amount=AMOUNT):
    """One payment, the same at gateway and PG; and the mall was told this and nothing else."""

    def look():
        payment = gateway.payment_of(order_id)
        row = gateway.ledger(instance)[payment["key"]]
        paid = amount if state in ("paid", "partiallyCancelled", "cancelled") else 0
        money = (payment["paid"], payment["cancelled"], payment["reserved"])
        assert (payment["state"], *money) == (state, paid, cancelled, 0)
        assert (row["paid"], row["cancelled"]) == (paid, cancelled), row
        assert told(front, order_id) == (notices or [])
        assert told(front, order_id, "cancelnoty") == list(refunds)
        return row

    return eventually(look, 90, "gateway, PG and mall agree", every=0.5)


@contextmanager
def locked(gateway):
    """Another process has begun to write and does not end, as a backup that went wrong."""
    other = sqlite3.connect(gateway.folder / "gateway.sqlite", timeout=30, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def full(gateway):
    """No file of the process may grow any more."""
    files = [path.stat().st_size for path in gateway.folder.iterdir()]
    _, most = resource.prlimit(gateway.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(gateway.process.pid, resource.RLIMIT_FSIZE, (min(files), most))
    try:
        yield
    finally:
        resource.prlimit(gateway.process.pid, resource.RLIMIT_FSIZE, (most, most))


def hangs_up(ask):
    """Whoever asks goes away before the answer; `ask` takes the seconds it may wait."""
    with pytest.raises(requests.ReadTimeout):
        ask(0.5)


@pytest.fixture(scope="module")
def gateway(serve):
    return serve({"mock": mock(), "careful": mock("gateway"), "hanging": mock()})


def payload(gateway, front, order_id, shop=1, instance="mock"):
    return ExternalShop(gateway, front, shop, instance, order_id)


class TestHangingUp:
    @pytest.mark.parametrize("flow", [Mall, AsynchronousMall])
    def test_a_checkout_whose_answer_nobody_took_is_the_same_when_it_is_repeated(self, gateway, front, flow):
        mall, order_id = flow(gateway, front), new_order()
        fields = mall.fields(order_id)
        gateway.fault("checkout", "delay", 1, delay_ms=2000)
        hangs_up(lambda seconds: requests.post(gateway.url + mall.checkout_path, json=fields, timeout=seconds))
        url = mall.open(order_id)
        assert come_back(press(url, "approve"))["result_code"] == "0000"
        row = agree(gateway, front, order_id, "paid", notices=PAID if flow is AsynchronousMall else [])
        assert row["calls"]["checkout"] == 1

    def test_a_payload_whose_answer_nobody_took_opens_one_session(self, gateway, front):
        shop = payload(gateway, front, new_order())
        fields = shop.payload()
        gateway.fault("checkout", "delay", 1, delay_ms=2000)
        hangs_up(lambda seconds: requests.post(shop.url + "/payload", json=fields, timeout=seconds))
        click = press(shop.begin()["redirect_url"], "approve")
        assert "/pgsuccess?" in follow(click.headers["location"])
        notices = [("T", "0000", str(TOTAL))]
        row = agree(gateway, front, shop.order_id, "paid", notices=notices, amount=TOTAL)
        assert row["calls"]["checkout"] == 1

    @pytest.mark.parametrize("flow", [Mall, AsynchronousMall])
    def test_a_buyer_who_does_not_wait_is_paid_all_the_same(self, gateway, front, flow):
        mall, order_id = flow(gateway, front, 2, "careful"), new_order()
        click = press(mall.open(order_id), "approve", webhook_copies=0)
        gateway.fault("verify", "delay", 1, "careful", delay_ms=2000)
        hangs_up(lambda seconds: requests.get(click.headers["location"], allow_redirects=False, timeout=seconds))
        assert come_back(click)["result_code"] == "0000"
        notices = PAID if flow is AsynchronousMall else []
        agree(gateway, front, order_id, "paid", notices=notices, instance="careful")

    @pytest.mark.parametrize("path", [CANCEL, ASYNCHRONOUS_CANCEL])
    def test_an_equal_part_after_an_answer_nobody_took_is_the_same_cancellation(self, gateway, front, path):
        """Rule 9. The database keeps the gateway from answering for as long as Cafe24 has patience."""
        mall, order_id = Mall(gateway, front), new_order()
        tid = mall.status(mall.buy(order_id)["key"])["tid"]
        fields = mall.cancel_fields(order_id, tid, "5000")
        with locked(gateway):
            hangs_up(lambda seconds: requests.post(gateway.url + path, json=fields, timeout=seconds))
        refunds = [("P", "0000", "5000")] if path == ASYNCHRONOUS_CANCEL else []
        agree(gateway, front, order_id, "partiallyCancelled", 5000, refunds=refunds)
        assert mall.cancel(order_id, tid, "5000", path)[:2] == (200, "0000")
        row = agree(gateway, front, order_id, "partiallyCancelled", 5000, refunds=refunds)
        assert row["calls"]["cancel"] == 1
        assert mall.cancel(order_id, tid, "5000", path)[:2] == (200, "0000"), "told: this is another one"
        agree(gateway, front, order_id, "partiallyCancelled", 10000, refunds=refunds * 2)


class Trouble:
    """What is under way when the database fails: purchases in all flows, both cancellations, and a new order."""

    def __init__(self, gateway, front):
        self.gateway, self.front = gateway, front
        self.mall, self.told_later = Mall(gateway, front), AsynchronousMall(gateway, front)
        names = ("return", "later", "external", "new", CANCEL, ASYNCHRONOUS_CANCEL)
        self.orders = {name: new_order() for name in names}
        self.clicks = {
            "return": press(self.mall.open(self.orders["return"]), "approve"),
            # Only the return, or an inquiry, can tell of these.
            "later": press(self.told_later.open(self.orders["later"]), "approve", webhook_copies=0),
            "external": press(
                payload(gateway, front, self.orders["external"]).begin()["redirect_url"], "approve", webhook_copies=0
            ),
        }
        self.tids = {
            path: self.mall.status(self.mall.buy(self.orders[path])["key"])["tid"]
            for path in (CANCEL, ASYNCHRONOUS_CANCEL)
        }

    def cancel(self, path):
        fields = self.mall.cancel_fields(self.orders[path], self.tids[path], "5000")
        return self.mall.post_cancel(fields, path)

    def steps(self):
        """One after the other for each order, all orders at once."""
        return {
            "return": lambda: come_back(self.clicks["return"])["result_code"],
            "later": lambda: come_back(self.clicks["later"])["result_code"],
            "external": lambda: follow(self.clicks["external"].headers["location"]),
            "new": lambda: self.mall.checkout(self.orders["new"]),
            CANCEL: lambda: self.cancel(CANCEL),
            ASYNCHRONOUS_CANCEL: lambda: self.cancel(ASYNCHRONOUS_CANCEL),
        }

    def check_what_is_told_later(self):
        agree(self.gateway, self.front, self.orders["later"], "paid", notices=PAID)
        notices = [("T", "0000", str(TOTAL))]
        agree(self.gateway, self.front, self.orders["external"], "paid", notices=notices, amount=TOTAL)

    def check_cancellations(self):
        refunds = [("P", "0000", "5000")]
        agree(self.gateway, self.front, self.orders[CANCEL], "partiallyCancelled", 5000)
        agree(self.gateway, self.front, self.orders[ASYNCHRONOUS_CANCEL], "partiallyCancelled", 5000, refunds=refunds)

    def check_the_new_order(self):
        assert self.mall.buy(self.orders["new"])["result_code"] == "0000"
        agree(self.gateway, self.front, self.orders["new"], "paid")


def test_a_database_that_is_locked_for_a_moment_is_waited_for(serve, front):
    trouble = Trouble(serve({"mock": mock()}), front)
    with ThreadPoolExecutor(8) as pool:
        with locked(trouble.gateway):
            under_way = {name: pool.submit(step) for name, step in trouble.steps().items()}
            # More than a write takes, and less than one waits.
            _, waiting = wait(under_way.values(), timeout=2)
            assert len(waiting) == len(under_way), "nothing is answered that is not written down"
        answers = {name: step.result() for name, step in under_way.items()}
    assert answers["return"] == answers["later"] == "0000" and "/pgsuccess?" in answers["external"]
    for name in ("new", CANCEL, ASYNCHRONOUS_CANCEL):
        assert answers[name].json()["result_code"] == "0000", answers[name].text
    agree(trouble.gateway, front, trouble.orders["return"], "paid")
    trouble.check_what_is_told_later()
    trouble.check_cancellations()
    trouble.check_the_new_order()


@pytest.mark.parametrize("fails", [locked, full])
def test_while_nothing_can_be_written_nothing_is_promised(tmp_path, front, fails):
    gateway = Gateway(tmp_path, configuration(front.origin))
    # A file that cannot grow is an error for the program to read, not its end.
    gateway.options = {"restore_signals": False}
    try:
        trouble = Trouble(gateway.start(), front)
        with ThreadPoolExecutor(8) as pool, fails(gateway):
            under_way = {name: pool.submit(step) for name, step in trouble.steps().items()}
            answers = {name: step.result() for name, step in under_way.items()}
        assert answers["return"] == answers["later"] == "9999" and "/pg_fail?" in answers["external"], answers
        for name in ("new", CANCEL, ASYNCHRONOUS_CANCEL):
            assert answers[name].status_code in (400, 503), answers[name].text
            assert answers[name].json()["result_code"] == "9999", answers[name].text
        check_afterwards(trouble)
        assert gateway.stop() == 0
    finally:
        if gateway.process and gateway.process.poll() is None:
            gateway.kill()


def check_afterwards(trouble):
    """What Cafe24 was told binds: "not paid" stays not paid, and what was refused is asked for again, once."""
    gateway, order_id = trouble.gateway, trouble.orders["return"]
    key = gateway.payment_of(order_id)["key"]

    def is_unpaid():
        status, row = trouble.mall.status(key), gateway.ledger()[key]
        assert (status["payed_tf"], row["paid"] - row["cancelled"]) == ("F", 0)
        assert gateway.payment_of(order_id)["told"] == "notPaid"
        return True

    eventually(is_unpaid, 60, "the order is not paid", every=0.5)
    trouble.check_what_is_told_later()
    for path in (CANCEL, ASYNCHRONOUS_CANCEL):
        answer = trouble.cancel(path)
        assert answer.json()["result_code"] == "0000", answer.text
    trouble.check_cancellations()
    trouble.check_the_new_order()


def test_a_pg_that_hangs_is_not_noticed_at_another_one(gateway, front):
    """Returns and cancellations wait at one PG; meanwhile all is done at the other."""
    hanging = Mall(gateway, front, 3, "hanging")
    orders = [new_order() for _ in range(6)]
    clicks = [press(hanging.open(order_id), "approve") for order_id in orders]
    refund = new_order()
    tid = hanging.status(hanging.buy(refund)["key"])["tid"]
    gateway.fault("verify", "hang", 50, "hanging")
    gateway.fault("cancel", "hang", 50, "hanging")
    good, later, shop = Mall(gateway, front), AsynchronousMall(gateway, front), payload(gateway, front, new_order())
    bought, told_later = new_order(), new_order()
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(come_back, click) for click in clicks]
        waiting.append(pool.submit(hanging.cancel, refund, tid, "5000"))
        eventually(
            lambda: sum(row["calls"]["verify"] for row in gateway.ledger("hanging").values()) > len(orders),
            20,
            "the PG is asked",
        )
        paid = good.status(good.buy(bought)["key"])
        assert paid["payed_tf"] == "T"
        assert good.cancel(bought, paid["tid"], "5000")[:2] == (200, "0000")
        assert later.buy(told_later)["result_code"] == "0000"
        assert "/pgsuccess?" in follow(press(shop.begin()["redirect_url"], "approve").headers["location"])
        assert not any(each.done() for each in waiting[:-1]), "all of it happened meanwhile"
        results = [each.result() for each in waiting]
    agree(gateway, front, bought, "partiallyCancelled", 5000)
    agree(gateway, front, told_later, "paid", notices=PAID)
    agree(gateway, front, shop.order_id, "paid", notices=[("T", "0000", str(TOTAL))], amount=TOTAL)
    assert {result["result_code"] for result in results[:-1]} == {"9999"} and results[-1][1] == "9999"
    gateway.clear_faults("hanging")

    def is_over():
        ledger = gateway.ledger("hanging")
        for payment in [gateway.payment_of(order_id) for order_id in orders]:
            row = ledger[payment["key"]]
            assert row["paid"] == row["cancelled"] == payment["paid"] == payment["cancelled"], (payment, row)
            assert payment["state"] in ("cancelled", "awaitingBuyer", "abandoned"), payment
        return True

    eventually(is_over, 130, "whoever was told not paid is not paid", every=1)
    assert eventually(
        lambda: hanging.cancel(refund, tid, "5000")[1] == "0000", 130, "the refund is found or made", every=2
    )
    agree(gateway, front, refund, "partiallyCancelled", 5000, instance="hanging")
