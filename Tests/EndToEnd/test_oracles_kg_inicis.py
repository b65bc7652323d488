"""The committed answers for KG INICIS are those that hashlib and openssl give today."""

import json
from pathlib import Path

from oracles import kg_inicis

COMMITTED = Path(__file__).parent.parent / "ProvidersTests" / "Oracles" / "kg-inicis.json"


def test_the_committed_answers_are_made_again():
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == kg_inicis.answers()


def test_the_published_vectors_come_out():
    first = kg_inicis.answers()["window"][0]
    assert first["signature"] == "92452855edb73daa4781b50e981815a0e5a9c3ace3eff1d73578c52a8854eeca"
    assert first["verification"] == "b186a22b0c0975f8ae6bd3e71fa2fcb3ac9a3ad0cb28d4fc6e48b644293b3355"
    assert first["mKey"] == "3a9503069192f207491d4b19bd743fc249a761ed94246c8c42fed06c3cd15a33"
    # INICIS's own FAQ on INIAPI prints this one for the public test merchant.
    assert kg_inicis.refund_account("123456789")["sealed"] == "qwMHVJqsmXKoR+d8wQTS4g=="
