"""Cafe24's two formulas of a synchronous payment, written a second time, apart from the gateway's."""

import base64
import hashlib
import hmac

SERVICE_KEY = "svc-test-key-0001"


def sign(text, key=SERVICE_KEY):
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def checkout_hash(fields, key=SERVICE_KEY):
    """H1, over the texts as they are sent."""
    return sign("".join(str(fields[name]) for name in ("amount", "currency", "order_id", "partner_id")), key)


def status_hash(answer, key=SERVICE_KEY):
    """H2, over the texts as they came."""
    return sign("".join(answer[name] for name in ("amount", "currency", "order_id", "partner_id", "tid")), key)
