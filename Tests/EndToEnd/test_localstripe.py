"""The Stripe module beside a Stripe that others wrote: localstripe takes and refunds, stripe's library signs."""

import json
import time

import pytest
import requests
from stripe import WebhookSignature

from configuration import configuration
from gateway import Gateway
from mall import AsynchronousMall, Mall, come_back, new_order
from stripe_checkout import KEY, StripeCheckout
from waiting import eventually

SECRETS = ["whsec_newer_0001", "whsec_older_0001"]
AMOUNT = 3000


@pytest.fixture(scope="module")
def stripe(tmp_path_factory):
    stripe = StripeCheckout(str(tmp_path_factory.mktemp("localstripe")))
    yield stripe
    stripe.close()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory, front, stripe):
    instance = {"module": "stripe", "environment": "test", "settings": {"baseURL": stripe.origin}}
    settings = configuration(front.origin, {"stripe": instance}, currency="JPY")
    mall = settings["malls"]["demomall"]
    for place in (mall, mall["shops"]["1"]):
        place["account"] = {"secretKey": KEY, "webhookSecret": SECRETS}
    gateway = Gateway(tmp_path_factory.mktemp("gateway"), settings).start()
    yield gateway
    gateway.kill()


@pytest.fixture
def mall(gateway, front):
    return Mall(gateway, front, instance="stripe", currency="JPY")


@pytest.fixture
def later(gateway, front):
    return AsynchronousMall(gateway, front, instance="stripe", currency="JPY")


def pay(payment_url):
    return requests.post(payment_url, allow_redirects=False, timeout=30)


def webhook_address(gateway):
    """As it is printed for the merchant to type into Stripe's dashboard."""
    printed = gateway.run("providers", "--webhooks", "demomall")
    assert printed.returncode == 0, printed.stderr
    return printed.stdout.strip().split(": ", 1)[1]


def send(gateway, kind, subject, secret, moment=None, event="evt_1"):
    """An event, signed by Stripe's own library."""
    body = json.dumps({"id": event, "object": "event", "type": kind, "data": {"object": subject}}, ensure_ascii=False)
    signature = WebhookSignature.generate_signature_header(body, secret, moment)
    headers = {"stripe-signature": signature, "content-type": "application/json; charset=utf-8"}
    return requests.post(webhook_address(gateway), data=body.encode(), headers=headers, timeout=30)


def was_told_of(gateway, order_id):
    """Whether what is known came by a webhook: no inquiry stands in the payment's story."""
    return "reconciler" not in gateway.run("payments", "show", order_id).stdout


def sold(mall, order_id):
    """Sells by the synchronous flow, and gives the transaction id."""
    status = mall.status(come_back(pay(mall.open(order_id, str(AMOUNT))))["key"])
    assert (status["payed_tf"], status["result_code"]) == ("T", "0000")
    return status["tid"]


def test_the_money_is_set_aside_until_the_buyer_returns(mall, stripe):
    order_id = new_order()
    url = mall.open(order_id, str(AMOUNT))
    click = pay(url)
    assert stripe.intent_of(url)["status"] == "requires_capture"
    status = mall.status(come_back(click)["key"])
    intent = stripe.intent_of(url)
    assert (intent["status"], intent["amount"], intent["currency"]) == ("succeeded", AMOUNT, "jpy")
    assert (status["tid"], status["payed_tf"]) == (intent["id"], "T")


@pytest.mark.parametrize("secret", SECRETS)
def test_a_signed_webhook_tells_of_a_sale_whose_buyer_never_returned(later, gateway, stripe, secret):
    order_id = new_order()
    url = later.open(order_id, str(AMOUNT))
    pay(url)
    session = stripe.session_of(url).as_json(stripe.origin, None)
    answer = send(gateway, "checkout.session.completed", session, secret, event=f"evt_{order_id}")
    assert answer.status_code == 200, answer.text
    eventually(lambda: later.notices(order_id), 60, "the shop is told")
    (notice,) = later.notices(order_id)
    assert was_told_of(gateway, order_id)
    assert (notice.fields["payed_tf"], notice.fields["tid"]) == ("T", stripe.intent_of(url)["id"])
    assert gateway.payment_of(order_id)["state"] == "paid"


def test_what_stripe_did_not_sign_changes_nothing(later, gateway, stripe):
    order_id = new_order()
    url = later.open(order_id, str(AMOUNT))
    session = stripe.session_of(url).as_json(stripe.origin, None)
    forged = send(gateway, "checkout.session.completed", session, "whsec_of_somebody_else")
    late = send(gateway, "checkout.session.completed", session, SECRETS[0], moment=int(time.time()) - 301)
    assert (forged.status_code, late.status_code) == (400, 400)
    assert gateway.payment_of(order_id)["state"] == "awaitingBuyer"


def test_the_merchants_other_events_are_acknowledged(gateway):
    for kind in ("customer.created", "payment_intent.succeeded", "charge.refunded"):
        answer = send(gateway, kind, {"id": "x_1", "payment_intent": "pi_of_another_shop"}, SECRETS[0])
        assert answer.status_code == 200, answer.text


def test_all_of_it_goes_back(mall, gateway, stripe):
    order_id = new_order()
    tid = sold(mall, order_id)
    assert mall.cancel(order_id, tid, str(AMOUNT), total=str(AMOUNT))[:2] == (200, "0000")
    (refund,) = stripe.refunds_of(tid)
    assert (refund["amount"], refund["status"]) == (AMOUNT, "succeeded")
    assert gateway.payment_of(order_id)["state"] == "cancelled"


def test_parts_go_back_and_never_more_than_remains(mall, gateway, stripe):
    order_id = new_order()
    tid = sold(mall, order_id)
    for part in ("1000", "500"):
        assert mall.cancel(order_id, tid, part, total=str(AMOUNT))[:2] == (200, "0000")
    assert mall.cancel(order_id, tid, "1501", total=str(AMOUNT))[1] == "9999"
    assert mall.cancel(order_id, tid, "1500", total=str(AMOUNT))[:2] == (200, "0000")
    refunds = stripe.refunds_of(tid)
    assert sorted(refund["amount"] for refund in refunds) == [500, 1000, 1500]
    assert len({refund["metadata"]["operation"] for refund in refunds}) == 3
    payment = gateway.payment_of(order_id)
    assert (payment["state"], payment["cancelled"]) == ("cancelled", AMOUNT)


def test_a_refund_made_at_stripe_is_found(mall, gateway, stripe):
    order_id = new_order()
    tid = sold(mall, order_id)
    refund = stripe.ask("POST", "/v1/refunds", data={"payment_intent": tid, "amount": "700"})
    assert send(gateway, "refund.created", refund, SECRETS[1], event=f"evt_{refund['id']}").status_code == 200
    eventually(lambda: gateway.payment_of(order_id)["cancelled"] == 700, 60, "the refund is taken in")
    assert was_told_of(gateway, order_id)


def test_every_call_names_its_version_and_every_change_its_key(stripe):
    assert all(headers["stripe-version"] == "2026-10-28.endive" for _, _, headers, _, _ in stripe.calls)
    keys = [headers.get("idempotency-key") for method, _, headers, _, _ in stripe.calls if method == "POST"]
    assert keys and None not in keys and len(set(keys)) == len(keys)
