"""The committed answers for NICEPAY are those of hashlib, and of NICEPAY itself."""

from oracles import committed, nicepay


def test_the_committed_answers_are_those_of_hashlib():
    assert committed.read("nicepay") == committed.text(nicepay.vectors())


def test_nicepays_own_answers_are_among_them():
    found = {vector["formula"]: vector["expected"] for vector in reversed(nicepay.vectors())}
    assert {formula: found[formula] for formula in nicepay.OFFICIAL} == nicepay.OFFICIAL
    requests = [vector["expected"] for vector in nicepay.vectors() if vector["formula"] == "request"]
    assert requests == [
        "c36feef00a29503982275f94161da88409d2ed3c05d8dae55aded9b2386200cc",
        "c1458858d1ad73c17b88ab8f79f5e381d56e9336e946f1db661179ebe7285558",
    ]
