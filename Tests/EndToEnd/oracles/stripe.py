"""Webhook signatures by Stripe's own library, and its verdict on headers that somebody else wrote."""

from stripe import SignatureVerificationError, WebhookSignature

SECRET = "whsec_test_secret"
MOMENT = 1700000000
BODY = '{"id":"evt_1","object":"event"}'
# Agreed by Python's hmac and this library when the facts were gathered.
KNOWN = "0c8670ed117751cc551a20e35839447075c42800ea3cf3e8a2fbda99cd1e6edd"


def sign(body, secret, moment=MOMENT):
    return WebhookSignature.generate_signature_header(body, secret, moment)


def accepts(header, body, secrets):
    """Whether the library takes a message with one of the secrets, however old it is."""
    for secret in secrets:
        try:
            WebhookSignature.verify_header(body, header, secret, tolerance=None)
            return True
        except SignatureVerificationError:
            continue
    return False


def cases():
    header = sign(BODY, SECRET)
    moment, signature = header.split(",")
    yield "a plain event", [SECRET], BODY, header
    yield "text beyond ASCII", [SECRET], '{"name":"초록 찻잔 🍵"}', sign('{"name":"초록 찻잔 🍵"}', SECRET)
    yield "an empty body", [SECRET], "", sign("", SECRET)
    yield "line ends are bytes", [SECRET], "{\r\n}\n", sign("{\r\n}\n", SECRET)
    yield "the newer of two secrets", ["whsec_new", SECRET], BODY, sign(BODY, "whsec_new")
    yield "the older of two secrets", ["whsec_new", SECRET], BODY, header
    yield "two signatures, the second is right", [SECRET], BODY, f"{moment},v1=00,{signature}"
    yield "an old scheme beside", [SECRET], BODY, f"{header},v0={'6f' * 32}"
    yield "another secret", [SECRET], BODY, sign(BODY, "whsec_another")
    yield "the secret without its prefix", [SECRET], BODY, sign(BODY, SECRET.removeprefix("whsec_"))
    yield "another body", [SECRET], BODY + " ", header
    yield "another time", [SECRET], BODY, header.replace(str(MOMENT), str(MOMENT + 1))
    yield "only an old scheme", [SECRET], BODY, header.replace("v1=", "v0=")
    yield "no signature", [SECRET], BODY, moment
    yield "no time", [SECRET], BODY, signature


def vectors():
    return [
        {"name": name, "secrets": secrets, "body": body, "header": header, "isRight": accepts(header, body, secrets)}
        for name, secrets, body, header in cases()
    ]
