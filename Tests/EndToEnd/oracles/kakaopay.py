"""Known answers for KakaoPay's VAT and tax-free shares, made with Python's fractions.

Run as a script it writes Tests/ProvidersTests/Oracles/kakaopay.json.
"""

import json
from fractions import Fraction
from pathlib import Path

FILE = Path(__file__).parents[2] / "ProvidersTests" / "Oracles" / "kakaopay.json"

TAXED = [*range(0, 40), 1000, 9999, 10000, 11000, 999_999_999, 123_456_789_012]
# Total, tax-free part, and the refunds that empty the payment.
PAYMENTS = [
    (11000, 0, [11000]),
    (11000, 11000, [4000, 7000]),
    (1000, 0, [333, 333, 334]),
    (10007, 2003, [3333, 5000, 1674]),
    (10000, 9000, [500, 600, 8900]),
    (23, 0, [6, 6, 6, 5]),
    (100, 40, [1] * 100),
]


def vat(taxed):
    return round(Fraction(taxed, 11))


def refunds(total, tax_free, parts):
    left = {"total": total, "taxFree": tax_free, "vat": vat(total - tax_free)}
    for amount in parts:
        if amount == left["total"]:
            taken = {"amount": amount, "taxFree": left["taxFree"], "vat": left["vat"]}
        else:
            free = max(0, amount - (left["total"] - left["taxFree"]))
            taken = {"amount": amount, "taxFree": free, "vat": min(left["vat"], vat(amount - free))}
        yield taken
        left = {
            "total": left["total"] - amount,
            "taxFree": left["taxFree"] - taken["taxFree"],
            "vat": left["vat"] - taken["vat"],
        }


def series(total, tax_free, parts):
    return {
        "total": total,
        "taxFree": tax_free,
        "vat": vat(total - tax_free),
        "refunds": list(refunds(total, tax_free, parts)),
    }


def answers():
    return {
        "elevenths": [{"taxed": taxed, "vat": vat(taxed)} for taxed in TAXED],
        "series": [series(*payment) for payment in PAYMENTS],
    }


def text():
    return json.dumps(answers(), indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text())
