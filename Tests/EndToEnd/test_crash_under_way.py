"""The process is killed once, with something of every kind under way, and started again on the same database.

Each row says what was under way and how far it had come; afterwards gateway, PG and mall agree, nothing was done twice
at the PG, and nobody had to do anything but Cafe24, which asks again for what it had no answer to.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
import requests

from configuration import mock
from external import TOTAL, ExternalShop
from mall import ASYNCHRONOUS_CANCEL, CANCEL, AsynchronousMall, Mall, come_back, key_of, new_order, press
from waiting import eventually

AMOUNT = 12000
# Longer than the kill takes to come.
SILENCE = 30000


@dataclass(eq=False)
class Row:
    """A shop with an instance of its own, one order, and what has been asked when the process dies."""

    number: int
    approver: str = "provider"
    order_id: str = field(default_factory=new_order)
    amount: int = AMOUNT
    # What of its request is answered before the kill, and the most that ever goes back.
    is_answered = False
    most_back = 0
    gateway: object = None
    front: object = None

    @property
    def instance(self):
        return f"mock-{self.number}"

    def mall(self, kind=Mall):
        return kind(self.gateway, self.front, self.number, self.instance)

    def silence(self, verb):
        """The PG does what it is asked, and does not answer."""
        self.gateway.fault(verb, "timeoutAfterCommit", 1, self.instance, delay_ms=SILENCE)

    def pg(self):
        (row,) = self.gateway.ledger(self.instance).values()
        return row

    def told(self, kind="payment"):
        names = {"payment": ("payed_tf", "amount"), "cancelnoty": ("status", "cancel_amount")}[kind]
        return [tuple(n.fields[name] for name in names) for n in self.front.notices_of(self.order_id, kind)]

    def agree(self, state="paid", cancelled=0, told=(), refunds=()):
        def look():
            payment, row = self.gateway.payment_of(self.order_id), self.pg()
            money = (payment["paid"], payment["cancelled"], payment["reserved"])
            assert (payment["state"], *money) == (state, self.amount, cancelled, 0)
            assert (row["paid"], row["cancelled"]) == (self.amount, cancelled), row
            assert (self.told(), self.told("cancelnoty")) == (list(told), list(refunds))
            return True

        # Less than a lease (75 s) and more than the first look takes to come (15 s).
        eventually(look, 40, "gateway, PG and mall agree", every=0.5)


class Return(Row):
    """An approval in answer to the buyer's return."""

    def __init__(self, number, flow):
        super().__init__(number, "gateway", amount=TOTAL if flow is ExternalShop else AMOUNT)
        self.flow = flow

    def open(self):
        if self.flow is ExternalShop:
            shop = ExternalShop(self.gateway, self.front, self.number, self.instance, self.order_id)
            return shop.begin()["redirect_url"]
        return self.mall(self.flow).open(self.order_id)

    def prepare(self):
        self.url = self.open()
        self.click = press(self.url, "approve", webhook_copies=0)
        self.silence("verify")

    def ask(self):
        requests.get(self.click.headers["location"], allow_redirects=False, timeout=60)

    def is_under_way(self):
        return self.pg()["paid"] == self.amount

    def finish(self):
        self.agree(told=[] if self.flow is Mall else [("T", str(self.amount))])
        if self.flow is Mall:
            assert self.mall().status(key_of(self.url))["payed_tf"] == "T"


class Webhook(Row):
    """A webhook that was acknowledged, and whose payment is being looked at."""

    def prepare(self):
        url = self.mall(AsynchronousMall).open(self.order_id)
        self.silence("verify")
        press(url, "approve-no-return")

    def is_under_way(self):
        return self.pg()["calls"]["verify"] == 1

    def finish(self):
        self.agree(told=[("T", "12000")])


class Cancel(Row):
    """A refund that the PG has made; Cafe24 has no answer, or only that it was accepted."""

    most_back = 5000

    def __init__(self, number, path):
        super().__init__(number)
        self.path = path
        self.is_answered = path == ASYNCHRONOUS_CANCEL

    def prepare(self):
        self.tid = self.mall().status(self.mall().buy(self.order_id)["key"])["tid"]
        self.silence("cancel")

    def ask(self):
        self.mall().cancel(self.order_id, self.tid, "5000", self.path)

    def is_under_way(self):
        return self.pg()["cancelled"] == 5000

    def finish(self):
        refunds = [("P", "5000")] if self.path == ASYNCHRONOUS_CANCEL else []
        self.agree("partiallyCancelled", 5000, refunds=refunds)
        if self.path == CANCEL:
            # Cafe24 had no answer: this is no second part.
            assert self.mall().cancel(self.order_id, self.tid, "5000", self.path)[:2] == (200, "0000")
            self.agree("partiallyCancelled", 5000)


class WaitingCancel(Cancel):
    """A refund that Cafe24 was told is accepted, and that waits behind the one that is under way."""

    most_back = 8000

    def __init__(self, number):
        super().__init__(number, ASYNCHRONOUS_CANCEL)

    def ask(self):
        for amount in ("5000", "3000"):
            assert self.mall().cancel(self.order_id, self.tid, amount, self.path)[:2] == (200, "0000")

    def is_under_way(self):
        return self.pg()["cancelled"] == 5000 and self.gateway.payment_of(self.order_id)["reserved"] == 8000

    def finish(self):
        self.agree("partiallyCancelled", 8000, refunds=[("P", "5000"), ("P", "3000")])


class Void(Row):
    """A virtual account that the PG has closed, and Cafe24 has no answer."""

    def prepare(self):
        come_back(press(self.mall(AsynchronousMall).open(self.order_id), "deposit"))
        (notice,) = eventually(lambda: self.front.notices_of(self.order_id), 20, "the virtual account is told")
        self.tid = notice.fields["tid"]
        self.silence("cancel")

    def ask(self):
        self.cancel()

    def cancel(self):
        return self.mall().cancel(self.order_id, self.tid)[:2]

    def is_under_way(self):
        return self.pg()["status"] == "voided"

    def finish(self):
        eventually(lambda: self.gateway.payment_of(self.order_id)["state"] == "expired", 40, "it is closed", every=0.5)
        assert self.cancel() == (200, "0000"), "Cafe24 had no answer"
        assert (self.pg()["paid"], self.told()) == (0, [("F", "0")])


class GiveBack(Row):
    """Money that goes back by itself, as its attempt was superseded before it was paid after all."""

    most_back = AMOUNT

    def prepare(self):
        # The first attempt's session stays open, so that it can be paid.
        self.gateway.fault("cancel", "refuse", 1, self.instance)
        url = self.mall().open(self.order_id)
        self.key = key_of(url)
        self.mall().open(self.order_id, "13000")
        eventually(lambda: self.row()["calls"]["cancel"] == 1, 20, "the PG refuses to close it")
        self.silence("cancel")
        press(url, "approve-no-return")

    def row(self):
        return self.gateway.ledger(self.instance)[self.key]

    def is_under_way(self):
        return self.row()["cancelled"] == AMOUNT

    def finish(self):
        def look():
            (payment,) = [each for each in self.gateway.payments_of(self.order_id) if each["key"] == self.key]
            money = (payment["paid"], payment["cancelled"], payment["reserved"])
            assert (payment["state"], *money) == ("cancelled", AMOUNT, AMOUNT, 0)
            assert (self.row()["paid"], self.row()["cancelled"]) == (AMOUNT, AMOUNT)
            return True

        eventually(look, 40, "it is back", every=0.5)


class Notification(Row):
    """A notification that the mall has and does not answer: it is told at least once, so once more."""

    def prepare(self):
        self.front.answers[self.order_id] = [None]
        come_back(press(self.mall(AsynchronousMall).open(self.order_id), "approve"))

    def is_under_way(self):
        return self.told()

    def finish(self):
        self.agree(told=[("T", "12000")] * 2)
        first, second = self.front.notices_of(self.order_id)
        assert first.fields == second.fields


class Checkout(Row):
    """A session that the PG has opened, and of which nobody has heard."""

    def prepare(self):
        self.silence("checkout")

    def ask(self):
        self.mall().checkout(self.order_id)

    def is_under_way(self):
        return self.gateway.ledger(self.instance)

    def finish(self):
        def buys():
            answer = self.mall().checkout(self.order_id)
            assert answer.ok, answer.text
            return answer.json()["payment_url"]

        url = eventually(buys, 40, "the order can be paid", every=1)
        assert come_back(press(url, "approve"))["result_code"] == "0000"
        paid = [row for row in self.gateway.ledger(self.instance).values() if row["paid"]]
        assert [(row["reference"], row["paid"], row["cancelled"]) for row in paid] == [(key_of(url), AMOUNT, 0)]
        states = sorted(payment["state"] for payment in self.gateway.payments_of(self.order_id))
        assert states in (["paid"], ["abandoned", "paid"])


ROWS = {
    "synchronous-return": Return(1, Mall),
    "asynchronous-return": Return(2, AsynchronousMall),
    "external-return": Return(3, ExternalShop),
    "webhook": Webhook(4),
    "synchronous-cancellation": Cancel(5, CANCEL),
    "asynchronous-cancellation": Cancel(6, ASYNCHRONOUS_CANCEL),
    "notification": Notification(7),
    "checkout": Checkout(8),
    "waiting-cancellation": WaitingCancel(9),
    "void": Void(10),
    "give-back": GiveBack(11),
}


@pytest.fixture(scope="module")
def killed(serve, front):
    gateway = serve({row.instance: mock(row.approver) for row in ROWS.values()})
    for row in ROWS.values():
        row.gateway, row.front = gateway, front
        row.prepare()
    with ThreadPoolExecutor(len(ROWS)) as pool:
        asked = [pool.submit(row.ask) for row in ROWS.values() if hasattr(row, "ask")]
        for name, row in ROWS.items():
            eventually(row.is_under_way, 20, f"{name} is under way")
        gateway.kill()
        troubles = [each.exception() for each in asked]
    assert all(isinstance(trouble, requests.RequestException) for trouble in troubles if trouble)
    answered = sum(row.is_answered for row in ROWS.values())
    assert sum(trouble is None for trouble in troubles) == answered, "only asynchronous cancellations were answered"
    return gateway.start()


@pytest.mark.parametrize("name", ROWS)
def test_what_was_under_way_ends_as_if_nothing_had_happened(killed, name):
    ROWS[name].finish()


def test_nothing_was_done_twice_at_the_pg(killed):
    for name, row in ROWS.items():
        for each in row.gateway.ledger(row.instance).values():
            assert each["paid"] in (0, row.amount) and each["cancelled"] in (0, row.most_back), (name, each)
