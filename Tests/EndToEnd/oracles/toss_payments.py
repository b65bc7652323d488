"""Known answers for Toss Payments, made with Python's own base64 and decimal.

Run as a script it writes Tests/ProvidersTests/Oracles/toss-payments.json.
"""

import base64
import json
from decimal import Decimal
from pathlib import Path

FILE = Path(__file__).parents[2] / "ProvidersTests" / "Oracles" / "toss-payments.json"

KEYS = [
    "test_sk_zXLkKEypNArWmo50nX3lmeaxYG5R",
    "test_gsk_docs_OaPz8L5KdmQXkzRz3y47BMw6",
    "test_sk_Fake0000000000000000",
    "test_sk_1",
]
AMOUNTS = [(100, "KRW"), (15000, "KRW"), (9007199254740993, "KRW")]
AMOUNTS += [(units, "USD") for units in (1, 10, 99, 100, 1050, 1999, 123456789012345)]
PLACES = {"KRW": 0, "USD": 2}


def header(key):
    return "Basic " + base64.b64encode(f"{key}:".encode()).decode()


def number(units, currency):
    """A JSON number without zeros behind its last place."""
    return format((Decimal(units).scaleb(-PLACES[currency])).normalize(), "f")


def answers():
    return {
        "headers": [{"secretKey": key, "authorization": header(key)} for key in KEYS],
        "amounts": [
            {"minorUnits": units, "currency": currency, "json": number(units, currency)} for units, currency in AMOUNTS
        ],
    }


def text():
    return json.dumps(answers(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text())
