"""The committed known answers are what Python says today."""

from oracles import kakaopay


def test_the_committed_answers_are_these():
    assert kakaopay.FILE.read_text() == kakaopay.text()
