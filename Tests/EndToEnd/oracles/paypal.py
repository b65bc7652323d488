"""Known answers for PayPal's webhooks: texts by paypalrestsdk, checksums by zlib, keys, seals and chains by openssl.

Run as a script it makes new keys and writes Tests/ProvidersTests/Oracles/paypal.json. No private key is kept.
"""

import base64
import json
import subprocess
import tempfile
import zlib
from pathlib import Path

from paypalrestsdk.notifications import WebhookEvent

FILE = Path(__file__).parents[2] / "ProvidersTests" / "Oracles" / "paypal.json"

CHECKED = ["", "00", "ff" * 32, bytes(range(256)).hex(), b"123456789".hex(), ("0d0a09" * 700)]
BODIES = [
    '{"id":"WH-1"}',
    "{}",
    '{\n  "id" : "WH-2",\r\n  "summary": "Payment of 12.34 USD"\n}',
    '{"id":"WH-3","summary":"초록 찻잔 · \\u00e9 · 🍵"}',
    '{"id":"WH-4","resource":{"amount":{"value":"1.00","currency_code":"JPY"}}}' + " " * 3000,
]
WEBHOOKS = ["8PT597110X687430LKGECATA", "1JE4291016473214C"]


def texts():
    """What is signed, of each body for each webhook."""
    for number, body in enumerate(BODIES):
        for webhook in WEBHOOKS:
            name = f"{number:08d}-d98c-11f0-8f3a-{zlib.crc32(webhook.encode()):012d}"
            time = f"2026-11-22T09:00:{number:02d}Z"
            yield {
                "id": name, "time": time, "webhook": webhook, "body": body,
                "text": WebhookEvent._get_expected_sig(name, time, webhook, body),
            }  # fmt: skip


def checksums():
    return [{"hex": text, "crc32": zlib.crc32(bytes.fromhex(text))} for text in CHECKED]


def openssl(*arguments, folder, given=None):
    return subprocess.run(["openssl", *arguments], cwd=folder, input=given, check=True, capture_output=True).stdout


def certify(folder, name, subject, extensions, issuer=None):
    """A key and a certificate of ten years; signed by itself where there is no issuer."""
    openssl("genrsa", "-out", f"{name}.key", "2048", folder=folder)
    openssl("req", "-new", "-key", f"{name}.key", "-subj", subject, "-out", f"{name}.csr", folder=folder)
    (Path(folder) / f"{name}.ext").write_text(extensions)
    signer = ("-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key") if issuer else ("-signkey", f"{name}.key")
    openssl(
        "x509", "-req", "-in", f"{name}.csr", *signer, "-CAcreateserial", "-sha256", "-days", "3650",
        "-extfile", f"{name}.ext", "-out", f"{name}.pem", folder=folder,
    )  # fmt: skip
    return (Path(folder) / f"{name}.pem").read_text()


def make():
    authority = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
    host = "messageverificationcerts.sandbox.paypal.com"
    end = f"basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nsubjectAltName=DNS:{host}\n"
    with tempfile.TemporaryDirectory() as folder:
        root = certify(folder, "root", "/CN=Oracle Root", authority)
        issuing = certify(folder, "issuing", "/CN=Oracle Issuing", authority, issuer="root")
        leaf = certify(folder, "leaf", f"/O=PayPal, Inc./CN={host}", end, issuer="issuing")
        seals = [
            openssl("dgst", "-sha256", "-sign", "leaf.key", folder=folder, given=each["text"].encode())
            for each in texts()
        ]
    signed = [dict(each, signature=base64.b64encode(seal).decode()) for each, seal in zip(texts(), seals)]
    return {"root": root, "chain": leaf + issuing, "checksums": checksums(), "transmissions": signed}


def text(answers):
    return json.dumps(answers, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(make()), encoding="utf-8")
