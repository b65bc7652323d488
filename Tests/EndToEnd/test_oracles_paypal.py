"""The committed known answers are what zlib, paypalrestsdk and openssl say today."""

import base64
import json
import subprocess

import pytest
from OpenSSL import crypto
from oracles import paypal
from paypalrestsdk.notifications import WebhookEvent

COMMITTED = json.loads(paypal.FILE.read_text(encoding="utf-8"))
END = "-----END CERTIFICATE-----\n"
LEAF, ISSUING = (part + END for part in COMMITTED["chain"].split(END)[:2])
SEALS = [pytest.param(sealed, id=sealed["id"]) for sealed in COMMITTED["transmissions"]]


@pytest.fixture
def certificates(tmp_path):
    for name, text in {"root": COMMITTED["root"], "issuing": ISSUING, "leaf": LEAF}.items():
        (tmp_path / f"{name}.pem").write_text(text)
    return tmp_path


def test_checksums_are_those_of_zlib():
    assert COMMITTED["checksums"] == paypal.checksums()


def test_signed_texts_are_those_of_paypalrestsdk():
    kept = [dict(sealed) for sealed in COMMITTED["transmissions"]]
    for sealed in kept:
        del sealed["signature"]
    assert kept == list(paypal.texts())


def test_the_documented_checksum_is_among_them():
    texts = [sealed["text"] for sealed in COMMITTED["transmissions"] if sealed["body"] == '{"id":"WH-1"}']
    assert texts and all(text.endswith("|838965618") for text in texts)


def test_openssl_trusts_the_chain(certificates):
    paypal.openssl("verify", "-CAfile", "root.pem", "-untrusted", "issuing.pem", "leaf.pem", folder=certificates)


@pytest.mark.parametrize("sealed", SEALS)
def test_openssl_finds_each_seal_right(sealed, certificates):
    (certificates / "seal").write_bytes(base64.b64decode(sealed["signature"]))
    key = paypal.openssl("x509", "-in", "leaf.pem", "-pubkey", "-noout", folder=certificates)
    (certificates / "key.pem").write_bytes(key)
    check = ("dgst", "-sha256", "-verify", "key.pem", "-signature", "seal")
    paypal.openssl(*check, folder=certificates, given=sealed["text"].encode())
    with pytest.raises(subprocess.CalledProcessError):
        paypal.openssl(*check, folder=certificates, given=sealed["text"].encode() + b"0")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("sealed", SEALS)
def test_paypals_own_client_takes_each(sealed, certificates, monkeypatch):
    roots = [str(certificates / "root.pem"), str(certificates / "issuing.pem")]
    monkeypatch.setattr(WebhookEvent, "_WebhookEvent__cert_chain_path", roots)
    leaf = crypto.load_certificate(crypto.FILETYPE_PEM, LEAF.encode())
    monkeypatch.setattr(WebhookEvent, "_get_cert", staticmethod(lambda address: leaf))

    def verdict(body):
        return WebhookEvent.verify(
            sealed["id"], sealed["time"], sealed["webhook"], body, "fetched above", sealed["signature"], "SHA256withRSA"
        )

    assert verdict(sealed["body"]) is True
    assert verdict(sealed["body"] + " ") is False
