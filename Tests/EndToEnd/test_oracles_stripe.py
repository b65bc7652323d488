"""The committed verdicts for Stripe are those of its own library."""

from oracles import committed, stripe


def test_the_committed_verdicts_are_those_of_the_library():
    assert committed.read("stripe") == committed.text(stripe.vectors())


def test_the_library_still_signs_as_documented():
    assert stripe.sign(stripe.BODY, stripe.SECRET) == f"t={stripe.MOMENT},v1={stripe.KNOWN}"


def test_there_are_both_kinds():
    assert {vector["isRight"] for vector in stripe.vectors()} == {True, False}
