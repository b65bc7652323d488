"""Notifications as an operator sees them and sends them again, and as a form; and webhooks that nobody signed."""

import pytest
import requests

from configuration import mock
from mall import ASYNCHRONOUS_CANCEL, CANCEL_EXTRA_DATA, AsynchronousMall, come_back, new_order, press
from notice import FORM
from waiting import eventually


@pytest.fixture(scope="module")
def gateway(serve):
    return serve({"mock": mock()})


def buy(mall, order_id):
    come_back(press(mall.open(order_id), "approve"))
    return eventually(lambda: mall.front.notices_of(order_id), 30, "the payment is told")


def listed(gateway, order_id, count=1):
    """The notifications of an order's only payment."""
    key = gateway.payment_of(order_id)["key"]
    rows = [row for row in gateway.notifications() if row["payment"] == key]
    assert len(rows) == count
    return rows


def test_a_form_has_the_same_fields(serve, front):
    gateway = serve({"mock": mock()}, notificationEncoding="form")
    mall, order_id = AsynchronousMall(gateway, front, 1, "mock"), new_order()
    (payment,) = buy(mall, order_id)
    common = {"partner_id": mall.partner_id, "order_id": order_id, "currency": "KRW"}
    extra_data = {"pgName": "pg-demo-app", "LogKey": "PGPy05"}
    payment.check_payment(front.notice_path, FORM, extra_data=extra_data, amount="12000", payed_tf="T", **common)
    assert mall.cancel(order_id, payment.fields["tid"], "5000.00", ASYNCHRONOUS_CANCEL)[:2] == (200, "0000")
    (cancelled,) = eventually(lambda: front.notices_of(order_id, "cancelnoty"), 30, "the cancellation is told")
    cancelled.check_cancellation(
        front.cancel_notice_path, FORM, extra_data=CANCEL_EXTRA_DATA, cancel_amount="5000.00", status="P", **common
    )


def test_an_operator_lists_what_was_told_and_sends_it_again(gateway, front):
    mall, order_id = AsynchronousMall(gateway, front, 1, "mock"), new_order()
    buy(mall, order_id)
    eventually(lambda: listed(gateway, order_id)[0]["state"] == "delivered", 30, "it is written down")
    (row,) = listed(gateway, order_id)
    assert (row["kind"], row["amount"], row["attempts"], row["trouble"]) == ("payment", "12000", 1, "")
    assert str(row["id"]) in gateway.run("notifications", "list", "--state", "delivered").stdout
    replayed = gateway.run("notifications", "replay", str(row["id"]))
    assert replayed.returncode == 0, replayed.stderr
    first, second = eventually(lambda: len(n := mall.notices(order_id)) == 2 and n, 30, "it is told again")
    assert first.fields == second.fields
    eventually(lambda: listed(gateway, order_id)[0]["state"] == "delivered", 30, "it is written down")


def test_what_waits_for_its_next_try_is_sent_at_once(gateway, front):
    """The mall was down; its schedule says minutes, its operator says now."""
    mall, order_id = AsynchronousMall(gateway, front, 1, "mock"), new_order()
    front.answers[order_id] = [(500, b"down")] * 2
    buy(mall, order_id)
    eventually(lambda: len(mall.notices(order_id)) == 2, 60, "it was tried again")
    (row,) = eventually(
        lambda: (rows := listed(gateway, order_id))[0]["attempts"] == 2 and rows, 30, "that is written down"
    )
    assert row["state"] == "waiting" and "500" in row["trouble"]
    assert gateway.run("notifications", "replay", str(row["id"])).returncode == 0
    eventually(lambda: listed(gateway, order_id)[0]["state"] == "delivered", 30, "the mall has it")
    assert listed(gateway, order_id)[0]["attempts"] == 1, "counted anew"


@pytest.mark.parametrize("number, status", [("999999", 1), ("x", 64)])
def test_what_is_not_there_is_not_sent(gateway, number, status):
    refused = gateway.run("notifications", "replay", number)
    assert refused.returncode == status and number in refused.stderr


def test_who_forges_webhooks_is_heard_no_more_and_changes_nothing(serve, front):
    gateway = serve({"mock": mock()})
    mall, order_id = AsynchronousMall(gateway, front, 1, "mock"), new_order()
    url = mall.open(order_id)
    payment = gateway.payment_of(order_id)
    address = f"{gateway.url}/api/asynchronous-checkout/checkout/webhook?key={payment['key']}"
    forged = {"event": "payment", "reference": payment["key"], "session": "x", "status": "paid", "id": "evt_1"}
    statuses = []
    while len(statuses) < 100 and 429 not in statuses:
        headers = {"x-mock-signature": f"{len(statuses):064x}"}
        answer = requests.post(address, json=forged, headers=headers, timeout=30)
        statuses.append(answer.status_code)
    assert set(statuses[:-1]) == {400} and statuses[-1] == 429
    assert len(statuses) > 20, "an honest mistake or two shut nobody out"
    assert gateway.payment_of(order_id) == payment
    # The mock's own webhooks come from the same address: the truth is found by asking.
    come_back(press(url, "approve"))
    eventually(lambda: gateway.payment_of(order_id)["state"] == "paid", 60, "the payment goes on")
    (notice,) = eventually(lambda: mall.notices(order_id), 30, "the mall is told")
    assert notice.is_paid


def test_sigterm_does_not_wait_for_a_mall_and_the_next_process_tells_it(serve, front):
    gateway = serve({"mock": mock()})
    mall, order_id = AsynchronousMall(gateway, front, 1, "mock"), new_order()
    front.answers[order_id] = [None]
    come_back(press(mall.open(order_id), "approve"))
    eventually(lambda: mall.notices(order_id), 30, "the mall has it, and says nothing")
    assert gateway.stop(seconds=5) == 0
    gateway.start()
    eventually(lambda: len(mall.notices(order_id)) == 2, 30, "the mall is told again")
    eventually(lambda: listed(gateway, order_id)[0]["state"] == "delivered", 30, "it is written down")
