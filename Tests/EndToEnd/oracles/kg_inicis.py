"""Known answers of KG INICIS's formulas, by hashlib and openssl.

Run as a script it prints the JSON that Tests/ProvidersTests/Oracles/kg-inicis.json holds.
"""

import base64
import hashlib
import json
import subprocess

ACCOUNT = {
    "mid": "INIpayTest",
    "signKey": "SU5JTElURV9UUklQTEVERVNfS0VZU1RS",
    "apiKey": "ItEQKi3rY7uvDS8l",
    "apiIV": "HYb3yQ4f65QL89==",
    "hashKey": "3CB8183A4BE283555ACC8363C0360223",
}

TID = "StdpayCARDINIpayTest20261122180000123456"


def joined(**pairs):
    """Names in alphabetical order, as `name=value&…`."""
    return "&".join(f"{name}={pairs[name]}" for name in sorted(pairs))


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def compact(value):
    """JSON as INIAPI hashes it: no spaces, nothing escaped that need not be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def window(oid, price, timestamp):
    key = ACCOUNT["signKey"]
    return {
        "oid": oid,
        "price": price,
        "timestamp": timestamp,
        "signature": sha256(joined(oid=oid, price=price, timestamp=timestamp)),
        "verification": sha256(joined(oid=oid, price=price, signKey=key, timestamp=timestamp)),
        "mKey": sha256(key),
    }


def approval(token, timestamp):
    key = ACCOUNT["signKey"]
    return {
        "token": token,
        "timestamp": timestamp,
        "signature": sha256(joined(authToken=token, timestamp=timestamp)),
        "verification": sha256(joined(authToken=token, signKey=key, timestamp=timestamp)),
    }


def mobile(amount, oid, timestamp):
    digest = hashlib.sha512((amount + oid + timestamp + ACCOUNT["hashKey"]).encode()).digest()
    return {"amount": amount, "oid": oid, "timestamp": timestamp, "check": base64.b64encode(digest).decode()}


def api(kind, timestamp, value):
    data = compact(value)
    plain = ACCOUNT["apiKey"] + ACCOUNT["mid"] + kind + timestamp + data
    return {
        "type": kind,
        "timestamp": timestamp,
        "data": data,
        "hashData": hashlib.sha512(plain.encode()).hexdigest(),
    }


def refund_account(number):
    command = [
        "openssl", "enc", "-aes-128-cbc", "-base64", "-A",
        "-K", ACCOUNT["apiKey"].encode().hex(),
        "-iv", ACCOUNT["apiIV"].encode().hex(),
    ]
    sealed = subprocess.run(command, input=number.encode(), capture_output=True, check=True).stdout
    return {"number": number, "sealed": sealed.decode().strip()}


def answers():
    part = {
        "tid": TID, "msg": '단순 변심 / changed "mind"', "price": "3000", "confirmPrice": "10000",
        "currency": "WON", "tax": "0", "taxfree": "0",
    }
    return {
        "account": ACCOUNT,
        "window": [
            window("ORD1", "1000", "1700000000000"),
            window("abcdefghijklmnopqrstuvwxyz234567", "13000", "1795338000000"),
        ],
        "approval": [
            approval("token", "1700000000000"),
            approval("a+b/c==|&=%20 차", "1795338000000"),
        ],
        "mobile": [
            mobile("1000", "ORD1", "1700000000000"),
            mobile("13000", "abcdefghijklmnopqrstuvwxyz234567", "1795338000000"),
        ],
        "api": [
            api("inquiry", "20261122180000", {"oid": "abcdefghijklmnopqrstuvwxyz234567"}),
            api("refund", "20261122180000", {"tid": TID, "msg": "단순 변심 / changed mind"}),
            api("partialRefund", "20261122235959", part),
        ],
        "refundAccount": [refund_account(number) for number in ("123456789", "1", "1234567890123456")],
    }


if __name__ == "__main__":
    print(json.dumps(answers(), ensure_ascii=False, indent=2))
