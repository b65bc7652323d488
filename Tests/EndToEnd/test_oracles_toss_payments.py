"""The committed known answers are what Python says today."""

from oracles import toss_payments


def test_the_committed_answers_are_these():
    assert toss_payments.FILE.read_text() == toss_payments.text()
