"""NICEPAY's formulas by hashlib, beside the official answers of its manual (common/test.md, common/api.md)."""

import base64
import hashlib

DATE = "2021-10-05T16:56:34.447+0900"
SANDBOX_SECRET = "4f13ca267dfa4fc6964148bedcda15ef"
OFFICIAL = {
    "return": "7cc95c592e2a12f0292e1a20d68dd9eb8132fd3c0af675b981a4c1c2ce63a93b",
    "transaction": "28c2e8bae912847541d4885db17648f963c7cc8e8249ff010097d6f1395df993",
    "basic": "Basic YWYwZDExNjIzNmRmNDM3ZjgzMTQ4M2VlOWM1MDBiYzQ6NDMzYTg0MjFiZTc1NGIzNDk4OTA0OGNmMTQ4YTVmZmM=",
}
FIELDS = {
    "return": ("authToken", "clientId", "amount", "secretKey"),
    "transaction": ("tid", "amount", "ediDate", "secretKey"),
    "request": ("name", "ediDate", "secretKey"),
}
INPUTS = [
    ("return", {
        "authToken": "NICEUNTT9FBBD87FD2393AFEE45A7DCA61C194AA", "clientId": "58e3b578555e45738d6b569e53d5ae54",
        "amount": "1004", "secretKey": SANDBOX_SECRET,
    }),
    ("transaction", {
        "tid": "UT0000113m01012110051656331001", "amount": "1004", "ediDate": DATE, "secretKey": SANDBOX_SECRET,
    }),
    ("basic", {"clientId": "af0d116236df437f831483ee9c500bc4", "secretKey": "433a8421be754b34989048cf148a5ffc"}),
    ("request", {"name": "order1", "ediDate": DATE, "secretKey": "secretK"}),
    ("request", {"name": "tid1", "ediDate": DATE, "secretKey": "secretK"}),
    ("return", {"authToken": "NICEUNTT00", "clientId": "S2_a", "amount": "0", "secretKey": "비밀"}),
    ("transaction", {
        "tid": "nicuntct1m0101261122180001", "amount": "999999999999", "ediDate": "2026-11-22T18:00:00+0900",
        "secretKey": "9eb85607103646da9f9c02b128f2e5ee",
    }),
]  # fmt: skip


def answer(formula, inputs):
    if formula == "basic":
        pair = f"{inputs['clientId']}:{inputs['secretKey']}"
        return "Basic " + base64.b64encode(pair.encode()).decode()
    text = "".join(inputs[name] for name in FIELDS[formula])
    return hashlib.sha256(text.encode()).hexdigest()


def vectors():
    """The known answers that the module is held to; the first of a kind is NICEPAY's own where there is one."""
    return [
        {"formula": formula, "inputs": inputs, "expected": answer(formula, inputs)} for formula, inputs in INPUTS
    ]
