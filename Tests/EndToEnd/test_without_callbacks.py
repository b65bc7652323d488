"""The outcome table once more with every callback blocked: no webhook arrives, and the buyer's browser is lost.

All purchases are made at once; then the reconciler has a minute to find out what the PG has known all along.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from configuration import mock
from mall import ASYNCHRONOUS_CANCEL, AsynchronousMall, Mall, new_order, press, transfer
from waiting import eventually

AMOUNT = 12000
# 60 s are promised; the rest is for a slow machine.
REST = 75
PAID = [("T", "0000", "12000")]
# What an asynchronous mall is told, the state, and what the PG has; as with all callbacks. "deposited" is a deposit
# that is paid before anybody has heard of the virtual account.
OUTCOMES = {
    "approve": (PAID, "paid", AMOUNT),
    "decline": ([], "declined", 0),
    "leave": ([], "abandoned", 0),
    "approve-no-return": (PAID, "paid", AMOUNT),
    "approve-silently": (PAID, "paid", AMOUNT),
    "deposit": ([("F", "0000", "0")], "pending", 0),
    "deposited": (PAID, "paid", AMOUNT),
}


@dataclass(eq=False)
class Case:
    outcome: str
    flow: type
    order_id: str = field(default_factory=new_order)

    def play(self, gateway, front):
        mall = self.flow(gateway, front)
        notify = {} if self.flow is AsynchronousMall else {"return_noty_url": front.notice_url}
        url = mall.open(self.order_id, **notify)
        click = press(url, self.outcome.replace("deposited", "deposit"), webhook_copies=0)
        assert click.status_code in (200, 302, 303), click.text
        if self.outcome == "deposited":
            transfer(url)


FLOWS = {"synchronous": Mall, "asynchronous": AsynchronousMall}
CASES = {f"{outcome}-{name}": Case(outcome, flow) for outcome in OUTCOMES for name, flow in FLOWS.items()}
# Where a synchronous return never comes, nobody has asked for the approval: the session goes on or expires.
UNASKED = {("approve", Mall)}


@pytest.fixture(scope="module")
def gateway(serve):
    return serve({"mock": mock(), "late": mock(cancelMode="asynchronous", cancelDelayMs=1000)})


@pytest.fixture(scope="module")
def played(gateway, front):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda case: case.play(gateway, front), CASES.values()))
    return time.monotonic() + REST


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if (case.outcome, case.flow) not in UNASKED])
def test_the_truth_is_found_by_asking(gateway, front, played, name):
    case = CASES[name]
    told, state, paid = OUTCOMES[case.outcome]

    def look():
        payment = gateway.payment_of(case.order_id)
        row = gateway.ledger()[payment["key"]]
        assert (payment["state"], payment["paid"], row["paid"], row["cancelled"]) == (state, paid, paid, 0)
        if case.flow is AsynchronousMall:
            notices = AsynchronousMall(gateway, front).notices(case.order_id)
            got = [tuple(notice.fields[field] for field in ("payed_tf", "result_code", "amount")) for notice in notices]
            # A virtual account that was looked at before the money came is told first.
            assert got == told or case.outcome == "deposited" and got == OUTCOMES["deposit"][0] + told
        return True

    eventually(look, max(5, played - time.monotonic()), "gateway, PG and mall agree", every=0.5)


def test_a_cancellation_is_finished_without_its_webhook(gateway, front):
    """The PG decides later, and its word of it is lost for good."""
    mall = AsynchronousMall(gateway, front, 2, "late")
    order_id = new_order()
    press(mall.open(order_id), "approve-no-return", webhook_order="before-return")
    (notice,) = eventually(lambda: mall.notices(order_id), 60, "it is paid")
    gateway.fault("webhook", "timeoutBeforeCommit", 50, "late")
    tid = notice.fields["tid"]
    assert mall.cancel(order_id, tid, "5000", ASYNCHRONOUS_CANCEL)[:2] == (200, "0000")

    def look():
        told = [notice.fields for notice in front.notices_of(order_id, "cancelnoty")]
        assert [(fields["status"], fields["cancel_amount"]) for fields in told] == [("P", "5000")]
        payment = gateway.payment_of(order_id)
        assert (payment["state"], payment["cancelled"], payment["reserved"]) == ("partiallyCancelled", 5000, 0)
        return True

    eventually(look, REST, "the refund is found", every=0.5)
