"""Cafe24's formulas, written a second time, apart from the gateway's."""

import base64
import hashlib
import hmac
import json

SERVICE_KEY = "svc-test-key-0001"
CLIENT_ID = "testClientId0000000001"


def sign(text, key=SERVICE_KEY):
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def checkout_hash(fields, key=SERVICE_KEY):
    """H1, over the texts as they are sent."""
    return sign("".join(str(fields[name]) for name in ("amount", "currency", "order_id", "partner_id")), key)


def status_hash(answer, key=SERVICE_KEY):
    """H2, over the texts as they came."""
    return sign("".join(answer[name] for name in ("amount", "currency", "order_id", "partner_id", "tid")), key)


def cancellation_hash(fields, key=SERVICE_KEY):
    """H3, of a request and of its notification."""
    names = ("cancel_amount", "currency", "order_id", "partner_id", "tid")
    return sign("".join(fields[name] for name in names), key)


def reservation_hash(mall_id, request_time, member_id, client_id=CLIENT_ID):
    """H4: what the shop's page needs to reserve an order number."""
    return sign(f"{mall_id}{request_time}{client_id}{member_id}")


def payload_hash(total, order_id, response_time, notification_url, client_id=CLIENT_ID):
    """H5: the quotes of a JSON string are part of the message."""
    text = json.dumps(f"{total}{order_id}{response_time}{notification_url}", ensure_ascii=False)
    return sign(text, client_id + order_id)
