"""Every fault where the mall is told without the buyer's return: gateway, PG and mall compared row by row.

The PG's faults on its answers and on its webhooks, and the mall's on its own; each case has an instance of its own and
so a queue of faults of its own. All purchases are made at once in one gateway, then everything comes to rest.
"""

import html
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
import requests

from configuration import mock
from external import TOTAL, ExternalShop, follow
from mall import ASYNCHRONOUS_CANCEL, AsynchronousMall, Mall, come_back, key_of, new_order, press
from shopfront import OK
from waiting import eventually

AMOUNT = 12000
LASTING = 50
# Three inquiries of the schedule, and what a hanging one takes.
REST = 130
AT_REST = {"paid", "declined", "abandoned", "cancelled"}
CHECKOUT = ("timeoutBeforeCommit", "timeoutAfterCommit", "serverError", "garbage", "wrongAmount", "wrongCurrency")
CHECKOUT += ("decline", "hang", "delay")
VERIFY = (*CHECKOUT, "pending")
# How often the PG errs, and who approves: an approval that goes wrong until the PG is mended, one look that does.
TURNS = ((LASTING, "gateway"), (1, "provider"))
WEBHOOK = ("badSignature", "garbage", "wrongAmount", "wrongCurrency", "pending", "serverError", "delay", "hang")
WEBHOOK += ("timeoutBeforeCommit", "timeoutAfterCommit")
WEBHOOK_PLANS = {
    "ten-copies": {"webhook_copies": 10},
    "before-return": {"webhook_order": "before-return"},
    "reversed-in-three": {"webhook_order": "reversed", "webhook_copies": 3},
    "late": {"webhook_delay_ms": 3000},
    "lost": {"webhook_copies": 0},
}
# How the mall answers before it says OK.
REFUSALS = {
    "error": [(500, OK)],
    "garbage": [(200, b"<html>OK</html>")],
    "another-word": [(200, b'{"result":"NO"}')],
    "redirect": [(302, OK)],
    "silence": [None],
}


LATE = {"cancelMode": "asynchronous", "cancelDelayMs": 500}


class Asynchronous:
    """A purchase of Cafe24's asynchronous checkout."""

    amount = AMOUNT

    def __init__(self, gateway, front, shop, instance, order_id):
        self.gateway, self.front, self.order_id = gateway, front, order_id
        self.mall = AsynchronousMall(gateway, front, shop, instance)

    def open(self):
        answer = self.mall.checkout(self.order_id)
        return answer.json()["payment_url"] if answer.ok else None

    def come_back(self, click):
        return come_back(click)["result_code"] == "0000"

    def told(self):
        notices = self.mall.notices(self.order_id)
        return [tuple(n.fields[name] for name in ("payed_tf", "result_code", "amount")) for n in notices]


class External(ExternalShop):
    """A purchase by the button on a shop's page."""

    amount = TOTAL

    def open(self):
        answer = self.post_payload(self.payload())
        return answer.json()["mData"]["redirect_url"] if answer.ok else None

    def come_back(self, click):
        return "/pgsuccess?" in follow(click.headers["location"])


class Synchronous(Asynchronous):
    """A purchase of Cafe24's synchronous checkout: the mall asks."""

    words = ()

    def __init__(self, gateway, front, shop, instance, order_id):
        super().__init__(gateway, front, shop, instance, order_id)
        self.mall = Mall(gateway, front, shop, instance)

    def open(self):
        url = super().open()
        self.key = url and key_of(url)
        return url

    def told(self):
        if self.gateway.process.poll() is None:
            status = self.mall.status(self.key)
            self.words = [tuple(status[name] for name in ("payed_tf", "result_code", "amount"))]
        return [words for words in self.words if words[0] == "T"]


FLOWS = {"asynchronous": Asynchronous, "external": External}


@dataclass(eq=False)
class Case:
    flow: str
    verb: str = ""
    fault: str = ""
    count: int = 1
    approver: str = "provider"
    outcome: str = "approve"
    webhooks: dict = field(default_factory=dict)
    answers: list = field(default_factory=list)
    cancels: bool = False
    settings: dict = field(default_factory=dict)
    order_id: str = field(default_factory=new_order)
    purchase: object = None
    was_refused: bool = False
    # What the return said; None: nobody came back.
    said_paid: bool = None
    payments: list = None
    rows: dict = None
    failure: Exception = None

    @property
    def shop(self):
        return list(CASES.values()).index(self) + 1

    @property
    def instance(self):
        return f"mock-{self.shop}"

    @property
    def is_declined(self):
        """The PG says no for good where it has not taken the money at its button."""
        return self.verb == "verify" and self.fault == "decline" and self.approver == "gateway"

    def play(self, gateway, front):
        try:
            flow = (FLOWS | {"synchronous": Synchronous})[self.flow]
            self.purchase = flow(gateway, front, self.shop, self.instance, self.order_id)
            if self.verb and not self.cancels:
                gateway.fault(self.verb, self.fault, self.count, self.instance, delay_ms=300)
            if self.answers and not self.cancels:
                front.answers[self.order_id] = list(self.answers)
            url = self.purchase.open()
            if url is None:
                self.was_refused = True
                gateway.clear_faults(self.instance)
                url = self.purchase.open()
            click = press(url, self.outcome, **self.webhooks)
            if click.status_code != 200:
                self.said_paid = self.purchase.come_back(click)
            if self.verb != "webhook":
                gateway.clear_faults(self.instance)
            if self.cancels:
                self.cancel(gateway, front)
        except Exception as error:
            self.failure = error

    def cancel(self, gateway, front):
        (notice,) = eventually(lambda: front.notices_of(self.order_id), 60, "it is told as paid")
        front.answers[self.order_id] = list(self.answers)
        if self.verb:
            gateway.fault(self.verb, self.fault, self.count, self.instance, delay_ms=300)
        answer = self.purchase.mall.cancel(self.order_id, notice.fields["tid"], "5000", ASYNCHRONOUS_CANCEL)
        assert answer[:2] == (200, "0000"), answer

    def is_at_rest(self):
        """The gateway has what the PG has, and the mall was told of it."""
        if self.failure or not self.payments:
            return bool(self.failure)
        if not all(self.agrees(payment) and self.counts_as_told(payment) for payment in self.payments):
            return False
        is_told = self.is_declined or len(self.purchase.told()) >= self.attempts
        return is_told and len(self.refunds()) >= self.refund_attempts

    @property
    def attempts(self):
        """How often the mall is told of the money: what it does not take comes once more."""
        return 2 if self.answers and not self.cancels else 1

    @property
    def refund_attempts(self):
        return (2 if self.answers else 1) if self.cancels else 0

    def agrees(self, payment):
        row = self.rows.get(payment["key"], {"paid": 0, "cancelled": 0})
        money = (payment["paid"], payment["cancelled"], payment["reserved"])
        rests = AT_REST | {"partiallyCancelled"} if self.cancels else AT_REST
        return payment["state"] in rests and money == (row["paid"], row["cancelled"], 0)

    def counts_as_told(self, payment):
        """The mall's answer comes a moment before the gateway has written it down."""
        is_told = payment["paid"] and self.flow != "synchronous"
        return payment["told"] == "paid" if is_told else payment["told"] != "notPaid"

    def refunds(self):
        notices = self.purchase.front.notices_of(self.order_id, "cancelnoty")
        return [tuple(n.fields[name] for name in ("status", "cancel_amount", "result_code")) for n in notices]


def cases():
    for flow in FLOWS:
        for fault in CHECKOUT:
            yield f"checkout-{fault}-{flow}", Case(flow, "checkout", fault)
        for fault in VERIFY:
            for count, approver in TURNS:
                yield f"verify-{fault}-{approver}-{flow}", Case(flow, "verify", fault, count, approver)
    # The asynchronous flow's webhooks and malls are in test_asynchronous.
    for fault in WEBHOOK:
        for flow in ("external", "synchronous"):
            yield f"webhook-{fault}-{flow}", Case(flow, "webhook", fault, outcome="approve-no-return")
        # The PG decides later, and tells it by a webhook.
        late = Case("asynchronous", "webhook", fault, cancels=True, settings=LATE)
        yield f"webhook-{fault}-cancellation", late
    for name, plan in WEBHOOK_PLANS.items():
        for approver in ("provider", "gateway"):
            yield f"webhooks-{name}-{approver}-external", Case("external", approver=approver, webhooks=plan)
    for name, answers in REFUSALS.items():
        yield f"mall-{name}-external", Case("external", answers=answers)
        yield f"mall-{name}-cancellation", Case("asynchronous", answers=answers, cancels=True)


CASES = dict(cases())


def look(gateway):
    payments = gateway.payments()
    for case in CASES.values():
        case.payments = [payment for payment in payments if payment["order_id"] == case.order_id]
        case.rows = gateway.ledger(case.instance)


@pytest.fixture(scope="module")
def played(serve, front):
    gateway = serve({case.instance: mock(case.approver, **case.settings) for case in CASES.values()})
    with ThreadPoolExecutor(len(CASES)) as pool:
        list(pool.map(lambda case: case.play(gateway, front), CASES.values()))
    deadline = time.monotonic() + REST
    look(gateway)
    while not all(case.is_at_rest() for case in CASES.values()) and time.monotonic() < deadline:
        time.sleep(1)
        look(gateway)
    assert gateway.stop() == 0
    return CASES


@pytest.fixture(params=CASES)
def case(request, played):
    case = played[request.param]
    if case.failure:
        raise case.failure
    return case


def test_gateway_and_pg_have_the_same_rows(case):
    for payment in case.payments:
        assert case.agrees(payment), (payment, case.rows)
    assert case.rows.keys() <= {payment["key"] for payment in case.payments}, "the PG has what the gateway has not"


def test_the_order_is_paid_once_or_declined(case):
    """No fault costs the shop its sale: once the PG is well, what the buyer approved is paid. Nothing binds before."""
    kept = [row["paid"] - row["cancelled"] for row in case.rows.values() if row["paid"]]
    assert kept == ([] if case.is_declined else [7000] if case.cancels else [case.purchase.amount]), case.rows
    assert sum(row["calls"]["cancel"] for row in case.rows.values()) == int(case.cancels)


def test_the_mall_is_told_what_the_pg_has(case):
    told = case.purchase.told()
    if case.fault == "pending":
        # Nothing is told of money that is on its way, but where a virtual account waits for it.
        told = [words for words in told if words[0] == "T"]
    paid = ("T", "0000", str(case.purchase.amount))
    assert told == ([] if case.is_declined else [paid] * case.attempts)
    assert case.refunds() == [("P", "5000", "0000")] * case.refund_attempts
    for payment in case.payments:
        assert case.counts_as_told(payment), payment


def test_the_return_promises_nothing_that_does_not_come(case):
    assert not (case.said_paid and case.is_declined)
    assert not case.was_refused or case.verb == "checkout"


@pytest.fixture(scope="module")
def tabs(serve):
    return serve()


@pytest.mark.parametrize("approver", ["provider", "gateway"])
@pytest.mark.parametrize("flow", FLOWS)
def test_a_buyer_who_was_told_failed_and_pays_after_all_keeps_what_he_bought(tabs, front, flow, approver):
    """He leaves, and pays in another tab. The return bound nothing, so the mall is told that it is paid."""
    shop, instance = {"provider": (1, "mock"), "gateway": (2, "careful")}[approver]
    purchase = FLOWS[flow](tabs, front, shop, instance, new_order())
    url = purchase.open()
    assert not purchase.come_back(press(url, "leave"))
    assert purchase.told() == []
    purchase.come_back(press(url, "approve"))

    def agree():
        payment = tabs.payment_of(purchase.order_id)
        row = tabs.ledger(instance)[payment["key"]]
        assert (payment["state"], row["paid"], row["cancelled"]) == ("paid", purchase.amount, 0)
        assert purchase.told() == [("T", "0000", str(purchase.amount))]
        return True

    eventually(agree, 60, "gateway, PG and mall agree", every=0.5)


@pytest.mark.parametrize("approver", ["provider", "gateway"])
@pytest.mark.parametrize("flow", FLOWS)
def test_two_tabs_pay_one_order_once(tabs, front, flow, approver):
    shop, instance = {"provider": (1, "mock"), "gateway": (2, "careful")}[approver]
    purchase = FLOWS[flow](tabs, front, shop, instance, new_order())
    first, second = purchase.open(), purchase.open()
    assert first == second
    with ThreadPoolExecutor(2) as pool:
        clicks = list(pool.map(lambda url: press(url, "approve"), (first, second)))
        backs = [click for click in clicks if click.status_code in (302, 303)]
        assert all(pool.map(purchase.come_back, backs)) and backs

    def agree():
        payment = tabs.payment_of(purchase.order_id)
        row = tabs.ledger(instance)[payment["key"]]
        assert (payment["state"], row["paid"], row["cancelled"]) == ("paid", purchase.amount, 0)
        assert purchase.told() == [("T", "0000", str(purchase.amount))]
        return True

    eventually(agree, 60, "gateway, PG and mall agree", every=0.5)
    assert purchase.open() is None, "a paid order is refused"


@pytest.mark.parametrize("outcome", ["approve", "decline", "deposit"])
@pytest.mark.parametrize("flow", FLOWS)
def test_the_gateways_page_of_a_payment_that_is_over_leads_home(tabs, front, flow, outcome):
    purchase = FLOWS[flow](tabs, front, 1, "mock", new_order())
    came = purchase.come_back(press(purchase.open(), outcome))
    address = f"{tabs.url}/pay/{tabs.payment_of(purchase.order_id)['key']}"
    if outcome == "approve":
        callback = follow(address)
    else:
        page = requests.get(address, headers={"accept-language": "ko"}, timeout=30)
        assert page.status_code == (410 if outcome == "decline" else 200) and '<html lang="ko">' in page.text
        callback = html.unescape(re.search(r'id="pg-back" href="([^"]+)"', page.text)[1])
    assert callback.startswith(tabs.url)
    home = follow(callback)
    assert home.startswith(front.origin)
    assert ("/pgsuccess?" in home or "result_code=0000" in home) == came == (outcome != "decline")
