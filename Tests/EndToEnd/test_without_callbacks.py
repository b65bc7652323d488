"""The outcome table once more with every callback blocked: no webhook arrives, and the buyer's browser is lost.

All purchases and cancellations are made at once; then the reconciler has a minute to find out what the PG has known
all along.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from configuration import mock
from external import TOTAL, ExternalShop
from mall import ASYNCHRONOUS_CANCEL, CANCEL, AsynchronousMall, Mall, new_order, press, transfer
from waiting import eventually

AMOUNT = 12000
# 60 s are promised; the rest is for a slow machine.
REST = 75
ISSUED = ("F", "0000", "0")
# What a mall that is told by notification hears, the state, and whether the PG has the money; as with all callbacks.
# "deposited" is a deposit that is paid before anybody has heard of the virtual account, "deposited-late" one that is
# paid when the mall has been told of it.
OUTCOMES = {
    "approve": ("T", "paid"),
    "decline": ("", "declined"),
    "leave": ("", "abandoned"),
    "approve-no-return": ("T", "paid"),
    "approve-silently": ("T", "paid"),
    "deposit": ("F", "pending"),
    "deposited": ("T", "paid"),
    "deposited-late": ("FT", "paid"),
}
# A synchronous mall without a notification URL takes no deposits, so these have one.
FLOWS = ("synchronous", "asynchronous", "external", "external-reviewed")


@dataclass(eq=False)
class Case:
    outcome: str
    flow: str
    order_id: str = field(default_factory=new_order)
    until: float = 0

    @property
    def amount(self):
        return TOTAL if "external" in self.flow else AMOUNT

    def open(self, gateway, front):
        if self.flow == "synchronous":
            return Mall(gateway, front).open(self.order_id, return_noty_url=front.notice_url)
        if self.flow == "asynchronous":
            return AsynchronousMall(gateway, front).open(self.order_id)
        shop = ExternalShop(gateway, front, order_id=self.order_id)
        url = shop.begin()["redirect_url"]
        return shop.pay().json()["mData"]["redirect_url"] if self.flow == "external-reviewed" else url

    def play(self, gateway, front):
        url = self.open(gateway, front)
        outcome = "deposit" if self.outcome.startswith("deposited") else self.outcome
        click = press(url, outcome, webhook_copies=0)
        assert click.status_code in (200, 302, 303), click.text
        if self.outcome == "deposited-late":
            eventually(lambda: self.state(gateway) == "pending", REST, "the virtual account is found", every=0.5)
        if self.outcome != outcome:
            transfer(url)
        self.until = time.monotonic() + REST

    def state(self, gateway):
        return gateway.payment_of(self.order_id)["state"]

    def tid(self, gateway, front):
        """As Cafe24 learns it: from a notification, or from the status, which it may read at any time."""
        if self.flow == "synchronous":
            return Mall(gateway, front).status(gateway.payment_of(self.order_id)["key"])["tid"]
        (notice,) = eventually(lambda: front.notices_of(self.order_id), 10, "the virtual account is told")
        return notice.fields["tid"]

    def told(self, gateway, front):
        if "external" in self.flow:
            return ExternalShop(gateway, front, order_id=self.order_id).told()
        notices = AsynchronousMall(gateway, front).notices(self.order_id)
        return [tuple(notice.fields[name] for name in ("payed_tf", "result_code", "amount")) for notice in notices]


CASES = {f"{outcome}-{flow}": Case(outcome, flow) for outcome in OUTCOMES for flow in FLOWS}
# Where a synchronous return never comes, nobody has asked for the approval: the session goes on or expires.
UNASKED = {"approve-synchronous"}


@dataclass(eq=False)
class Refund:
    """A part of a paid order goes back, at a PG that decides at once or later and tells nobody."""

    path: str
    instance: str
    order_id: str = field(default_factory=new_order)
    answer: tuple = ()

    def play(self, gateway, front):
        mall = Mall(gateway, front, 1 if self.instance == "mock" else 2, self.instance)
        tid = mall.status(mall.buy(self.order_id)["key"])["tid"]
        self.answer = mall.cancel(self.order_id, tid, "5000", self.path)


PATHS = {"synchronous": CANCEL, "asynchronous": ASYNCHRONOUS_CANCEL}
REFUNDS = {
    f"{name}-{instance}": Refund(path, instance) for name, path in PATHS.items() for instance in ("mock", "late")
}


@pytest.fixture(scope="module")
def gateway(serve):
    return serve({"mock": mock(), "late": mock(cancelMode="asynchronous", cancelDelayMs=1000)})


@pytest.fixture(scope="module")
def played(gateway, front):
    gateway.fault("webhook", "timeoutBeforeCommit", 1000, "late")
    everything = [*CASES.values(), *REFUNDS.values()]
    with ThreadPoolExecutor(len(everything)) as pool:
        list(pool.map(lambda each: each.play(gateway, front), everything))


@pytest.mark.parametrize("name", [name for name in CASES if name not in UNASKED])
def test_the_truth_is_found_by_asking(gateway, front, played, name):
    case = CASES[name]
    flags, state = OUTCOMES[case.outcome]
    paid = case.amount if state == "paid" else 0
    expected = [("T", "0000", str(paid)) if flag == "T" else ISSUED for flag in flags]

    def look():
        payment = gateway.payment_of(case.order_id)
        row = gateway.ledger()[payment["key"]]
        assert (payment["state"], payment["paid"], row["paid"], row["cancelled"]) == (state, paid, paid, 0)
        if case.flow != "synchronous":
            told = case.told(gateway, front)
            # A virtual account that was looked at before the money came is told first.
            assert told == expected or case.outcome == "deposited" and told == [ISSUED, *expected]
        return True

    eventually(look, max(5, case.until - time.monotonic()), "gateway, PG and mall agree", every=0.5)


@pytest.mark.parametrize("name", REFUNDS)
def test_a_cancellation_is_finished_without_its_webhook(gateway, front, played, name):
    """Where the PG decides later, its word of it is lost for good."""
    refund = REFUNDS[name]
    assert refund.answer[:2] == (200, "0000"), refund.answer

    def look():
        told = [notice.fields for notice in front.notices_of(refund.order_id, "cancelnoty")]
        notices = [("P", "5000")] if refund.path == ASYNCHRONOUS_CANCEL else []
        assert [(fields["status"], fields["cancel_amount"]) for fields in told] == notices
        payment = gateway.payment_of(refund.order_id)
        row = gateway.ledger(refund.instance)[payment["key"]]
        assert (payment["state"], payment["cancelled"], payment["reserved"]) == ("partiallyCancelled", 5000, 0)
        assert (row["paid"], row["cancelled"], row["calls"]["cancel"]) == (AMOUNT, 5000, 1)
        return True

    eventually(look, REST, "the refund is found", every=0.5)


@pytest.mark.parametrize("flow", ["asynchronous", "synchronous"])
@pytest.mark.parametrize("path", PATHS)
def test_an_unpaid_deposit_is_closed_without_callbacks(gateway, front, played, flow, path):
    case = Case("deposit", flow)
    case.play(gateway, front)
    eventually(lambda: case.state(gateway) == "pending", REST, "the virtual account is found", every=0.5)
    tid = case.tid(gateway, front)
    assert Mall(gateway, front).cancel(case.order_id, tid, path=PATHS[path])[:2] == (200, "0000")

    def look():
        payment = gateway.payment_of(case.order_id)
        row = gateway.ledger()[payment["key"]]
        assert (payment["state"], row["status"], row["paid"]) == ("expired", "voided", 0)
        notices = front.notices_of(case.order_id, "cancelnoty")
        told = [tuple(notice.fields[name] for name in ("status", "result_code")) for notice in notices]
        assert told == ([("P", "0000")] if path == "asynchronous" else [])
        return True

    eventually(look, 30, "it is closed", every=0.5)
