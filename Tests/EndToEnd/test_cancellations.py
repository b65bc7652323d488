"""Cancellations by both routes: what Cafe24 is told, what the PG gives back, and that it never gives back too much."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from configuration import mock
from mall import (
    ASYNCHRONOUS_CANCEL,
    CANCEL,
    CANCEL_EXTRA_DATA,
    AsynchronousMall,
    Mall,
    come_back,
    new_order,
    press,
    transfer,
)
from waiting import eventually

AMOUNT = 12000
PATHS = {"synchronous": CANCEL, "asynchronous": ASYNCHRONOUS_CANCEL}
ALIASES = {CANCEL: "/api/synchronous-refund/cancel", ASYNCHRONOUS_CANCEL: "/api/asynchronous-refund/cancel"}
FAULTS = ("timeoutBeforeCommit", "timeoutAfterCommit", "serverError", "garbage", "refuse", "hang", "pending", "delay")
# The PG's own machine: refunds that are decided later, and are told by a webhook.
LATE = mock(cancelMode="asynchronous", cancelDelayMs=1500)


@dataclass(eq=False)
class Case:
    """One full cancellation of one paid order, under a fault of the PG."""

    fault: str
    path: str
    order_id: str = field(default_factory=new_order)
    tid: str = ""
    first: tuple = ()
    told: list = field(default_factory=list)
    failure: Exception = None

    @property
    def instance(self):
        return f"mock-{list(CASES.values()).index(self) + 1}"

    @property
    def may_repeat(self):
        return self.path == CANCEL and self.first[0] != 200 and self.fault != "refuse"

    def play(self, gateway, mall):
        try:
            self.tid = paid(mall, self.order_id)
            gateway.fault("cancel", self.fault, 1, self.instance, delay_ms=500)
            self.first = mall.cancel(self.order_id, self.tid, path=self.path)
            self.told.append(self.first[1])
            deadline = time.monotonic() + 90
            while self.may_repeat and self.told[-1] != "0000" and time.monotonic() < deadline:
                time.sleep(1)
                self.told.append(mall.cancel(self.order_id, self.tid, path=self.path)[1])
        except Exception as error:
            self.failure = error


CASES = {f"{fault}-{name}": Case(fault, path) for fault in FAULTS for name, path in PATHS.items()}


def paid(mall, order_id, amount="12000"):
    """Buys, and gives the PG's transaction id."""
    told = come_back(press(mall.open(order_id, amount), "approve"))
    status = mall.status(told["key"])
    assert status["payed_tf"] == "T"
    return status["tid"]


def books(gateway, order_id, instance="provider"):
    """Paid and cancelled, as the gateway and the PG have them; they must be the same."""
    payment = gateway.payment_of(order_id)
    row = gateway.ledger(instance)[payment["key"]]
    assert (payment["paid"], payment["cancelled"], payment["reserved"]) == (row["paid"], row["cancelled"], 0)
    return payment["state"], row["paid"], row["cancelled"]


def cancel_notices(mall, order_id):
    """B3, each checked in every field: status, amount, result."""
    notices = mall.front.notices_of(order_id, "cancelnoty")
    for notice in notices:
        notice.check_cancellation(
            mall.front.cancel_notice_path,
            partner_id=mall.partner_id,
            order_id=order_id,
            currency=mall.currency,
            extra_data=CANCEL_EXTRA_DATA,
        )
    return [tuple(notice.fields[name] for name in ("status", "cancel_amount", "result_code")) for notice in notices]


@pytest.fixture(scope="module")
def gateway(serve):
    instances = {"provider": mock(), "gateway": mock("gateway"), "late": LATE}
    return serve(instances | {case.instance: mock() for case in CASES.values()})


@pytest.fixture(scope="module")
def malls(gateway, front):
    names = list(gateway.configuration["providers"])
    return {name: Mall(gateway, front, shop, name) for shop, name in enumerate(names, 1)}


@pytest.fixture(params=["provider", "gateway"])
def mall(request, malls):
    return malls[request.param]


@pytest.fixture(params=PATHS)
def path(request):
    return PATHS[request.param]


def ends(gateway, mall, path, order_id, instance, state, cancelled, notices):
    """Waits until the books say so and the mall was told; nobody is told by a notification what an answer told."""

    def look():
        assert books(gateway, order_id, instance) == (state, AMOUNT, cancelled)
        assert cancel_notices(mall, order_id) == (notices if path == ASYNCHRONOUS_CANCEL else [])
        return True

    eventually(look, 60, "the cancellation ends", every=0.2)


def instance_of(mall):
    return mall.partner_id.split(":")[2]


def test_all_of_it_goes_back_once(gateway, mall, path):
    order_id = new_order()
    tid = paid(mall, order_id)
    for _ in range(3):
        # The second and third repeat the one that emptied the payment.
        assert mall.cancel(order_id, tid, path=path)[:2] == (200, "0000")
    ends(gateway, mall, path, order_id, instance_of(mall), "cancelled", AMOUNT, [("P", "12000", "0000")])


def test_parts_equal_parts_and_the_rest(gateway, mall, path):
    order_id = new_order()
    tid = paid(mall, order_id)
    parts = ["3000", "3000", "1000.00", "5000"]
    for part in parts:
        assert mall.cancel(order_id, tid, part, path)[:2] == (200, "0000")
    assert mall.cancel(order_id, tid, "1", path)[0] == 400, "nothing is left"
    notices = [("P", part, "0000") for part in parts]
    ends(gateway, mall, path, order_id, instance_of(mall), "cancelled", AMOUNT, notices)


def test_more_than_remains_is_refused_without_asking_the_pg(gateway, mall, path):
    order_id = new_order()
    tid = paid(mall, order_id)
    assert mall.cancel(order_id, tid, "12001", path)[:2] == (400, "9999")
    assert mall.cancel(order_id, tid, "4000", path)[:2] == (200, "0000")
    assert mall.cancel(order_id, tid, "8001", path)[:2] == (400, "9999")
    ends(gateway, mall, path, order_id, instance_of(mall), "partiallyCancelled", 4000, [("P", "4000", "0000")])
    row = gateway.ledger(instance_of(mall))[gateway.payment_of(order_id)["key"]]
    assert row["calls"]["cancel"] == 1


def test_the_alias_is_the_same_route(gateway, malls, path):
    order_id = new_order()
    mall = malls["provider"]
    tid = paid(mall, order_id)
    assert mall.cancel(order_id, tid, "5000", ALIASES[path])[:2] == (200, "0000")
    ends(gateway, mall, path, order_id, "provider", "partiallyCancelled", 5000, [("P", "5000", "0000")])


@pytest.mark.parametrize("amount", ["5000", "12000", "2000"])
def test_a_race_of_eight_never_gives_back_too_much(gateway, mall, path, amount):
    order_id = new_order()
    tid = paid(mall, order_id)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: mall.cancel(order_id, tid, amount, path)[1], range(8)))
    instance = instance_of(mall)

    def look():
        _, _, cancelled = books(gateway, order_id, instance)
        done = cancelled // int(amount)
        assert 1 <= done <= AMOUNT // int(amount) and cancelled == done * int(amount)
        # Requests that meet in flight are one cancellation; each that was refused exceeded what is left.
        assert answers.count("0000") >= done, (answers, done)
        notices = cancel_notices(mall, order_id)
        assert notices == ([("P", amount, "0000")] * done if path == ASYNCHRONOUS_CANCEL else [])
        return True

    eventually(look, 60, "the books agree", every=0.2)


def test_different_parts_in_a_race_fill_the_payment_at_most(gateway, mall, path):
    order_id = new_order()
    tid = paid(mall, order_id)
    parts = [str(amount) for amount in range(2500, 2508)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda part: mall.cancel(order_id, tid, part, path)[1], parts))
    taken = [part for part, code in zip(parts, answers) if code == "0000"]
    assert len(taken) == 4 and Counter(answers) == {"0000": 4, "9999": 4}

    def look():
        assert books(gateway, order_id, instance_of(mall))[2] == sum(map(int, taken))
        told = sorted(amount for _, amount, _ in cancel_notices(mall, order_id))
        assert told == (taken if path == ASYNCHRONOUS_CANCEL else [])
        return True

    eventually(look, 60, "what was promised went back", every=0.2)


TAMPERED = {
    "hash_data": "A" * 43 + "=",
    "cancel_amount": "11999",
    "currency": "USD",
    "order_id": "20260101-9999999",
    "tid": "another",
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_field_gives_nothing_back(gateway, malls, path, name):
    mall, order_id = malls["provider"], new_order()
    tid = paid(mall, order_id)
    fields = mall.cancel_fields(order_id, tid)
    answer = mall.post_cancel({**fields, name: TAMPERED[name]}, path)
    assert (answer.status_code, answer.json()["result_code"]) == (400, "9999"), answer.text
    assert books(gateway, order_id) == ("paid", AMOUNT, 0)


# Well signed, but not this payment's.
FOREIGN = {"currency": "USD", "order_id": "20260101-9999999", "tid": "another", "partner_id": "demomall:2:gateway"}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_signed_request_about_another_payment_gives_nothing_back(gateway, malls, path, name):
    mall, order_id = malls["provider"], new_order()
    asked = {"order_id": order_id, "tid": paid(mall, order_id), name: FOREIGN[name]}
    status, code, _ = mall.cancel(asked.pop("order_id"), asked.pop("tid"), path=path, **asked)
    assert status in (400, 404) and code == "9999"
    assert books(gateway, order_id) == ("paid", AMOUNT, 0)


REQUIRED = ("order_id", "partner_id", "tid", "amount", "cancel_amount", "currency", "hash_data")


@pytest.mark.parametrize("name", [*REQUIRED, "cancel_noty_url"])
def test_a_missing_field_gives_nothing_back(gateway, malls, path, name):
    mall, order_id = malls["provider"], new_order()
    tid = paid(mall, order_id)
    fields = mall.cancel_fields(order_id, tid)
    del fields[name]
    answer = mall.post_cancel(fields, path)
    if name == "cancel_noty_url" and path == CANCEL:
        assert answer.status_code == 200, answer.text
        return
    assert (answer.status_code, answer.json()["result_code"]) == (400, "9999"), answer.text
    assert name in answer.json()["result_message"]
    assert books(gateway, order_id) == ("paid", AMOUNT, 0)


@pytest.mark.parametrize("amount", ["0", "-1", "1e3", "12000.50", "", "１２０００"])
def test_a_cancel_amount_that_is_none_is_refused(gateway, malls, path, amount):
    mall, order_id = malls["provider"], new_order()
    tid = paid(mall, order_id)
    assert mall.cancel(order_id, tid, amount, path)[:2] == (400, "9999")
    assert books(gateway, order_id) == ("paid", AMOUNT, 0)


def test_what_is_not_paid_is_not_given_back(gateway, malls, path):
    mall, order_id = malls["provider"], new_order()
    come_back(press(mall.open(order_id), "decline"))
    status, code, _ = mall.cancel(order_id, "none", path=path)
    assert status in (400, 404) and code == "9999"


@pytest.fixture(scope="module")
def played(gateway, malls):
    with ThreadPoolExecutor(len(CASES)) as pool:
        list(pool.map(lambda case: case.play(gateway, malls[case.instance]), CASES.values()))
    return CASES


@pytest.mark.parametrize("name", CASES)
def test_a_fault_of_the_pg_ends_with_what_was_told(gateway, malls, played, name):
    case = played[name]
    if case.failure:
        raise case.failure
    is_refused = case.fault == "refuse"
    if case.path == CANCEL:
        assert case.told[-1] == ("9999" if is_refused else "0000"), case.told
    else:
        assert case.told == ["0000"], "accepted"
    state, cancelled = ("paid", 0) if is_refused else ("cancelled", AMOUNT)
    notice = ("F", "0", "9999") if is_refused else ("P", "12000", "0000")
    ends(gateway, malls[case.instance], case.path, case.order_id, case.instance, state, cancelled, [notice])


def test_cafe24_is_answered_while_the_pg_is_silent(played):
    """The answer says that nothing is known, so it was given before the PG's, for which the gateway waits longer."""
    status, code, words = played["hang-synchronous"].first
    assert (status, code) == (400, "9999") and "not confirmed" in words


@pytest.mark.parametrize("name", CASES)
def test_a_failed_answer_says_why(played, name):
    case = played[name]
    if case.first[0] != 200:
        assert len(case.first[2]) > 10, case.first


def test_a_refund_the_pg_decides_later_is_waited_for_or_told(gateway, malls, path):
    mall, order_id = malls["late"], new_order()
    tid = paid(mall, order_id)
    assert mall.cancel(order_id, tid, "4000", path)[:2] == (200, "0000")
    ends(gateway, mall, path, order_id, "late", "partiallyCancelled", 4000, [("P", "4000", "0000")])


def test_a_refund_the_pg_refuses_later_is_told(gateway, malls, path):
    mall, order_id = malls["late"], new_order()
    tid = paid(mall, order_id)
    gateway.fault("cancel", "refuse", 1, "late")
    answer = mall.cancel(order_id, tid, "4000.00", path)[:2]
    assert answer == ((200, "0000") if path == ASYNCHRONOUS_CANCEL else (400, "9999"))
    ends(gateway, mall, path, order_id, "late", "paid", 0, [("F", "0.00", "9999")])
    assert mall.cancel(order_id, tid, "12000", path)[:2] == (200, "0000"), "the money is free again"


@pytest.fixture
def deposit(gateway, front):
    """An order whose virtual account was issued, of the asynchronous flow; its payment URL, and its tid."""
    mall, order_id = AsynchronousMall(gateway, front, 1, "provider"), new_order()
    url = mall.open(order_id)
    come_back(press(url, "deposit"))
    (notice,) = eventually(lambda: mall.notices(order_id), 30, "the virtual account is told")
    return mall, order_id, url, notice.fields["tid"]


def test_an_unpaid_deposit_is_closed(gateway, deposit, path):
    mall, order_id, url, tid = deposit
    assert mall.cancel(order_id, tid, "5000", path)[:2] == (400, "9999"), "only the whole"
    assert mall.cancel(order_id, tid, path=path)[:2] == (200, "0000")
    eventually(lambda: gateway.payment_of(order_id)["state"] == "expired", 30, "it is closed")
    key = gateway.payment_of(order_id)["key"]
    assert (gateway.ledger("provider")[key]["status"], gateway.ledger("provider")[key]["paid"]) == ("voided", 0)
    assert press(url, "approve").status_code == 409
    assert len(mall.notices(order_id)) == 1
    if path == ASYNCHRONOUS_CANCEL:
        eventually(lambda: cancel_notices(mall, order_id) == [("P", "12000", "0000")], 30, "it is told")


def test_a_deposit_that_was_paid_needs_the_buyers_account(gateway, deposit):
    mall, order_id, url, tid = deposit
    transfer(url)
    eventually(lambda: gateway.payment_of(order_id)["state"] == "paid", 60, "the money is found", every=0.5)
    status, code, words = mall.cancel(order_id, tid)
    assert (status, code) == (400, "9999") and "account" in words
    account = {"refund_bank_code": "004", "refund_account": "12345678901", "refund_holder": "Kim"}
    assert mall.cancel(order_id, tid, **account)[:2] == (200, "0000")
    assert books(gateway, order_id) == ("cancelled", AMOUNT, AMOUNT)
