"""Asynchronous purchases: what the buyer's return says, what the mall is told, and what the PG has."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
import requests

from configuration import mock
from mall import AsynchronousMall, come_back, new_order, press, transfer
from shopfront import OK
from waiting import eventually

AMOUNT = 12000
APPROVERS = ("provider", "gateway")
# What the return says (None: the buyer never comes back), what the mall is told, the state, what the PG has.
PAID = [("T", "0000", "12000")]
OUTCOMES = {
    ("approve", "provider"): ("0000", PAID, "paid", AMOUNT),
    ("approve", "gateway"): ("0000", PAID, "paid", AMOUNT),
    ("decline", "provider"): ("0001", [], "declined", 0),
    ("decline", "gateway"): ("0001", [], "declined", 0),
    ("leave", "provider"): ("9999", [], "abandoned", 0),
    ("leave", "gateway"): ("9999", [], "abandoned", 0),
    ("approve-no-return", "provider"): (None, PAID, "paid", AMOUNT),
    ("approve-no-return", "gateway"): (None, PAID, "paid", AMOUNT),
    ("approve-silently", "provider"): (None, PAID, "paid", AMOUNT),
    # The PG holds the buyer's consent and waits for us, who know of nothing.
    ("approve-silently", "gateway"): (None, [], "awaitingBuyer", 0),
    ("deposit", "provider"): ("0000", [("F", "0000", "0")], "pending", 0),
    ("deposit", "gateway"): ("0000", [("F", "0000", "0")], "pending", 0),
}
WEBHOOKS = {
    "ten-copies": {"webhook_copies": 10},
    "before-return": {"webhook_order": "before-return"},
    "after-return": {"webhook_order": "after-return"},
    "reversed": {"webhook_order": "reversed"},
    "reversed-in-three": {"webhook_order": "reversed", "webhook_copies": 3},
    "late": {"webhook_delay_ms": 3000},
    "lost": {"webhook_copies": 0},
}
FAULTS = ("badSignature", "garbage", "wrongAmount", "wrongCurrency", "pending", "serverError", "delay", "hang")
FAULTS += ("timeoutBeforeCommit", "timeoutAfterCommit")
# How the mall answers before it says OK.
REFUSALS = {
    "error": [(500, OK)],
    "garbage": [(200, b"<html>OK</html>")],
    "another-word": [(200, b'{"result":"NO"}')],
    "redirect": [(302, OK)],
    "silence": [None],
}


@dataclass(eq=False)
class Case:
    outcome: str
    approver: str
    webhooks: dict = field(default_factory=dict)
    answers: list = field(default_factory=list)
    fault: str = ""
    instance: str = ""
    order_id: str = field(default_factory=new_order)
    url: str = ""
    back: dict = None

    def play(self, gateway, mall):
        if self.answers:
            mall.front.answers[self.order_id] = list(self.answers)
        if self.fault:
            gateway.fault("webhook", self.fault, 1, self.instance, delay_ms=500)
        self.url = mall.open(self.order_id)
        click = press(self.url, self.outcome, **self.webhooks)
        self.back = None if click.status_code == 200 else come_back(click)

    def told(self, mall):
        return [tuple(n.fields[k] for k in ("payed_tf", "result_code", "amount")) for n in mall.notices(self.order_id)]


OUTCOME_CASES = {f"{outcome}-{approver}": Case(outcome, approver) for outcome, approver in OUTCOMES}
WEBHOOK_CASES = {
    f"{name}-{outcome}-{approver}": Case(outcome, approver, webhooks)
    for name, webhooks in WEBHOOKS.items()
    for outcome in ("approve", "approve-no-return")
    for approver in APPROVERS
    # Without return and webhook nobody tells us of the consent.
    if (name, outcome, approver) != ("lost", "approve-no-return", "gateway")
}
FAULT_CASES = {fault: Case("approve-no-return", "provider", fault=fault) for fault in FAULTS}
REFUSAL_CASES = {name: Case("approve", "provider", answers=answers) for name, answers in REFUSALS.items()}
REFUSAL_CASES["deposit-in-order"] = Case("deposit", "provider", answers=[(500, b"")])


@pytest.fixture(scope="module")
def malls(serve, front):
    """One gateway with an instance for each approver and each fault; all purchases are made at once."""
    instances = {"provider": mock(), "gateway": mock("gateway")} | {f"mock-{fault}": mock() for fault in FAULTS}
    gateway = serve(instances)
    malls = {name: AsynchronousMall(gateway, front, shop, name) for shop, name in enumerate(instances, 1)}
    for groups in (OUTCOME_CASES, WEBHOOK_CASES, REFUSAL_CASES, FAULT_CASES):
        for case in groups.values():
            case.instance = f"mock-{case.fault}" if case.fault else case.approver
    cases = [*REFUSAL_CASES.values(), *FAULT_CASES.values(), *OUTCOME_CASES.values(), *WEBHOOK_CASES.values()]
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda case: case.play(gateway, malls[case.instance]), cases))
    transfer(REFUSAL_CASES["deposit-in-order"].url)
    return gateway, malls


def agree(gateway, mall, case, told, state, paid, attempts=1):
    """The mall was told this and nothing else, and gateway and PG are of one mind."""
    assert case.told(mall) == [words for words in told for _ in range(attempts)]
    payment = gateway.payment_of(case.order_id)
    row = gateway.ledger(case.instance)[payment["key"]]
    assert (payment["state"], payment["paid"], row["paid"], row["cancelled"]) == (state, paid, paid, 0)
    outbox = [notice for notice in gateway.notifications() if notice["payment"] == payment["key"]]
    assert [(notice["state"], notice["attempts"]) for notice in outbox] == [("delivered", attempts)] * len(told), outbox
    return True


def check_return(case, code):
    if code is None:
        assert case.back is None
        return
    assert case.back.keys() == {"result_code", "result_message", "extra_data"}, "no key"
    assert case.back["result_code"] == code and case.back["result_message"]
    assert json.loads(case.back["extra_data"]) == {"pgName": "pg-demo-app", "LogKey": "PGPy05"}


@pytest.mark.parametrize("name", OUTCOME_CASES)
def test_return_notification_and_ledger_tell_the_outcome(malls, name):
    gateway, malls = malls
    case = OUTCOME_CASES[name]
    code, told, state, paid = OUTCOMES[case.outcome, case.approver]
    check_return(case, code)
    mall = malls[case.instance]
    eventually(lambda: agree(gateway, mall, case, told, state, paid), 60, "all agree", every=0.5)


@pytest.mark.parametrize("name", WEBHOOK_CASES)
def test_the_mall_is_told_once_however_the_webhooks_come(malls, name):
    gateway, malls = malls
    case = WEBHOOK_CASES[name]
    check_return(case, "0000" if case.outcome == "approve" else None)
    mall = malls[case.instance]
    eventually(lambda: agree(gateway, mall, case, PAID, "paid", AMOUNT), 60, "all agree", every=0.5)


@pytest.mark.parametrize("name", FAULT_CASES)
def test_a_faulty_webhook_ends_in_the_truth_told_once(malls, name):
    gateway, malls = malls
    case = FAULT_CASES[name]
    mall = malls[case.instance]
    eventually(lambda: agree(gateway, mall, case, PAID, "paid", AMOUNT), 60, "all agree", every=0.5)


@pytest.mark.parametrize("name", REFUSALS)
def test_a_mall_that_does_not_say_ok_is_told_again(malls, front, name):
    gateway, malls = malls
    case = REFUSAL_CASES[name]
    mall = malls[case.instance]
    check_return(case, "0000")
    eventually(lambda: agree(gateway, mall, case, PAID, "paid", AMOUNT, 2), 60, "delivered", every=0.5)
    first, second = mall.notices(case.order_id)
    assert first.fields == second.fields, "the same notification"


def test_the_deposit_waits_for_the_notification_before_it(malls):
    gateway, malls = malls
    case = REFUSAL_CASES["deposit-in-order"]
    told = [("F", "0000", "0")] * 2 + PAID
    check_return(case, "0000")

    def all_agree():
        assert case.told(malls["provider"]) == told
        payment = gateway.payment_of(case.order_id)
        return (payment["state"], payment["told"]) == ("paid", "paid")

    eventually(all_agree, 60, "both are delivered, in their order", every=0.5)


@pytest.mark.parametrize("approver", APPROVERS)
def test_a_deposit_is_told_twice(malls, approver):
    gateway, malls = malls
    mall = malls[approver]
    case = Case("deposit", approver, instance=approver)
    case.play(gateway, mall)
    eventually(lambda: case.told(mall) == [("F", "0000", "0")], 30, "the virtual account is told")
    assert gateway.payment_of(case.order_id)["state"] == "pending"
    transfer(case.url)
    told = [("F", "0000", "0"), *PAID]
    eventually(lambda: agree(gateway, mall, case, told, "paid", AMOUNT), 60, "the money is told", every=0.5)
    assert {notice.fields["paymethod"] for notice in mall.notices(case.order_id)} == {"icash"}


SPELLINGS = [b'\xef\xbb\xbf{"result":"OK"}', b' {"result": "ok"}\r\n', b'{"more":1,"result":"Ok"}']


@pytest.mark.parametrize("body", SPELLINGS)
def test_the_spelling_of_ok_does_not_matter(malls, front, body):
    gateway, malls = malls
    mall = malls["provider"]
    case = Case("approve", "provider", answers=[(200, body)], instance="provider")
    case.play(gateway, mall)
    eventually(lambda: agree(gateway, mall, case, PAID, "paid", AMOUNT), 30, "delivered", every=0.2)


def test_a_webhook_without_signature_changes_nothing(malls):
    gateway, malls = malls
    order_id = new_order()
    malls["provider"].open(order_id)
    payment = gateway.payment_of(order_id)
    listed = gateway.run("providers", "--webhooks", "demomall")
    assert listed.returncode == 0, listed.stderr
    url = next(word for word in listed.stdout.split() if word.startswith(gateway.url) and "webhook" in word)
    forged = {"event": "payment", "reference": payment["key"], "session": "x", "status": "paid"}
    forged |= {"amount": AMOUNT, "currency": "KRW", "id": "evt_1"}
    for headers in ({}, {"x-mock-signature": "0" * 64}):
        answer = requests.post(url, json=forged, headers=headers, timeout=30)
        assert 400 <= answer.status_code < 500, answer.text
    assert gateway.payment_of(order_id) == payment
    assert not malls["provider"].notices(order_id)


@pytest.mark.parametrize("form", ["json", "form", "multipart", "mislabelled"])
def test_the_way_of_sending_does_not_matter(malls, form):
    _, malls = malls
    mall = malls["provider"]
    order_id = new_order()
    answer = mall.checkout(order_id, "12000.00", form)
    assert answer.status_code == 200 and answer.json().keys() == {"result_code", "result_message", "payment_url"}
    come_back(press(answer.json()["payment_url"], "approve"))
    eventually(lambda: [n.fields["amount"] for n in mall.notices(order_id)] == ["12000.00"], 30, "it is told")


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "not a URL",
        "http://127.0.0.1:9/Pay/Recv/x",
        "https://evil.example/Pay/Recv/x",
    ],
)
def test_a_checkout_whose_result_could_not_be_told_is_refused(malls, url):
    _, malls = malls
    answer = malls["provider"].checkout(return_noty_url=url)
    assert answer.status_code == 400, answer.text
    assert (answer.json()["result_code"], answer.json()["payment_url"]) == ("9999", "")


def test_nobody_was_told_more_later(malls):
    """The cases once more, when all that the PG sends late or again has come."""
    gateway, malls = malls
    for case in [*WEBHOOK_CASES.values(), *FAULT_CASES.values()]:
        agree(gateway, malls[case.instance], case, PAID, "paid", AMOUNT)
    for case in OUTCOME_CASES.values():
        _, told, state, paid = OUTCOMES[case.outcome, case.approver]
        agree(gateway, malls[case.instance], case, told, state, paid)
