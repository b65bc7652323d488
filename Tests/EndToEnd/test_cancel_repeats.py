"""Cancellations that repeat others, or come after somebody else gave money back: one refund, and one truth for all."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from mall import ASYNCHRONOUS_CANCEL, AsynchronousMall, Mall, come_back, new_order, press, transfer
from test_cancellations import AMOUNT, PATHS, books, cancel_notices, paid
from waiting import eventually

REFUSED, ACCEPTED = (400, "9999"), (200, "0000")
ACCOUNTS = [
    {"refund_bank_code": "004", "refund_account": f"1234567890{number}", "refund_holder": "Kim"} for number in range(8)
]


@pytest.fixture(scope="module")
def gateway(serve):
    return serve()


@pytest.fixture
def mall(gateway, front):
    return Mall(gateway, front)


@pytest.fixture(params=PATHS)
def path(request):
    return PATHS[request.param]


def ends(gateway, mall, path, order_id, cancelled, told):
    """Waits for the books; what an answer told is told by no notification."""

    def look():
        assert books(gateway, order_id, "mock")[2] == cancelled
        notices = [("P", amount, "0000") for amount in told]
        assert cancel_notices(mall, order_id) == (notices if path == ASYNCHRONOUS_CANCEL else [])
        return True

    eventually(look, 30, "the cancellations end", every=0.2)


def give_back(gateway, order_id, *options):
    """The operator's refund, on the same database."""
    done = gateway.run("payments", "refund", gateway.payment_of(order_id)["key"], *options)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("parts", [["7000", "5000"], ["6000", "6000"], ["3000", "3000", "6000.00"]])
def test_the_whole_after_parts_that_left_nothing_is_refused(gateway, mall, path, parts):
    order_id = new_order()
    tid = paid(mall, order_id)
    for part in parts:
        assert mall.cancel(order_id, tid, part, path)[:2] == ACCEPTED
    ends(gateway, mall, path, order_id, AMOUNT, parts)
    for way in PATHS.values():
        assert mall.cancel(order_id, tid, "12000", way)[:2] == REFUSED, "it would tell of 24,000"
    assert mall.cancel(order_id, tid, parts[-1], path)[:2] == ACCEPTED, "the one that left nothing"
    ends(gateway, mall, path, order_id, AMOUNT, parts)


@pytest.mark.parametrize("own", ["7000", "6000"])
def test_what_an_operator_gave_back_is_closed_to_the_won(gateway, mall, path, own):
    order_id = new_order()
    tid = paid(mall, order_id)
    assert mall.cancel(order_id, tid, own, path)[:2] == ACCEPTED
    ends(gateway, mall, path, order_id, int(own), [own])
    give_back(gateway, order_id)
    rest = str(AMOUNT - int(own))
    for amount in ("12000", "100", "12001"):
        assert mall.cancel(order_id, tid, amount, path)[:2] == REFUSED, amount
    for _ in range(2):
        assert mall.cancel(order_id, tid, rest, path)[:2] == ACCEPTED
    assert mall.cancel(order_id, tid, "12000", path)[:2] == REFUSED
    ends(gateway, mall, path, order_id, AMOUNT, [own, rest])


def test_eight_at_once_close_what_an_operator_gave_back_once(gateway, mall, path):
    order_id = new_order()
    tid = paid(mall, order_id)
    give_back(gateway, order_id)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: mall.cancel(order_id, tid, "12000", path)[:2], range(8)))
    assert answers == [ACCEPTED] * 8
    ends(gateway, mall, path, order_id, AMOUNT, ["12000"])


def begin(mall, path, fields):
    """Sends a request as far as the last character of its body, which `finish` sends."""
    body = json.dumps(fields).encode()
    connection = http.client.HTTPConnection(urlsplit(mall.url).netloc, timeout=30)
    connection.putrequest("POST", path)
    connection.putheader("content-type", "application/json")
    connection.putheader("content-length", str(len(body)))
    connection.endheaders(body[:-1])
    return connection, body[-1:]


def finish(connection, rest):
    connection.send(rest)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())["result_code"]


def test_a_retry_whose_head_came_before_the_answer_is_the_same_cancellation(gateway, mall, path):
    order_id = new_order()
    tid = paid(mall, order_id)
    fields = mall.cancel_fields(order_id, tid, "1000")
    retries = [begin(mall, path, fields) for _ in range(8)]
    for _ in retries:
        # Whoever comes after them is answered, so their heads have been read.
        assert mall.cancel(order_id, tid, "12001", path)[:2] == REFUSED
    assert mall.cancel(order_id, tid, "1000", path)[:2] == ACCEPTED
    ends(gateway, mall, path, order_id, 1000, ["1000"])
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda retry: finish(*retry), retries)) == [ACCEPTED] * 8
    ends(gateway, mall, path, order_id, 1000, ["1000"])
    assert mall.cancel(order_id, tid, "1000", path)[:2] == ACCEPTED, "and now it is another one"
    ends(gateway, mall, path, order_id, 2000, ["1000", "1000"])


@pytest.fixture
def deposit(gateway, front):
    """An order whose virtual account was issued; its payment URL, and its tid."""
    mall, order_id = AsynchronousMall(gateway, front), new_order()
    url = mall.open(order_id)
    come_back(press(url, "deposit"))
    (notice,) = eventually(lambda: mall.notices(order_id), 30, "the virtual account is told")
    return mall, order_id, url, notice.fields["tid"]


def test_a_deposit_that_an_operator_has_closed_is_closed_for_cafe24_too(gateway, deposit, path):
    mall, order_id, _, tid = deposit
    give_back(gateway, order_id, "--amount", "12000")
    assert mall.cancel(order_id, tid, "5000", path)[:2] == REFUSED, "only the whole"
    for _ in range(3):
        assert mall.cancel(order_id, tid, "12000", path)[:2] == ACCEPTED
    ends(gateway, mall, path, order_id, 0, ["12000"])
    key = gateway.payment_of(order_id)["key"]
    assert gateway.ledger()[key]["calls"]["cancel"] == 1


def paid_by_transfer(gateway, deposit):
    mall, order_id, url, tid = deposit
    transfer(url)
    eventually(lambda: gateway.payment_of(order_id)["state"] == "paid", 60, "the money is found", every=0.5)
    return mall, order_id, tid


def test_a_refund_that_was_sent_keeps_its_bank_account(gateway, deposit):
    mall, order_id, tid = paid_by_transfer(gateway, deposit)
    gateway.fault("cancel", "timeoutBeforeCommit", 1000, delay_ms=100)
    try:
        status, code, words = mall.cancel(order_id, tid, **ACCOUNTS[0])
        assert (status, code) == REFUSED and "not confirmed" in words
        for path in PATHS.values():
            status, code, words = mall.cancel(order_id, tid, path=path, **ACCOUNTS[1])
            assert (status, code) == REFUSED and "under way, and not to this bank account" in words
    finally:
        gateway.clear_faults()
    again = lambda: mall.cancel(order_id, tid, **ACCOUNTS[0])[:2] == ACCEPTED
    eventually(again, 60, "the first one is done")
    status, code, words = mall.cancel(order_id, tid, **ACCOUNTS[1])
    assert (status, code) == REFUSED and "gone back already" in words
    assert mall.cancel(order_id, tid)[:2] == ACCEPTED, "no account asks for no other one"
    assert books(gateway, order_id, "mock")[1:] == (AMOUNT, AMOUNT)


def test_eight_at_once_with_eight_accounts_are_one_refund(gateway, deposit, path):
    mall, order_id, tid = paid_by_transfer(gateway, deposit)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda account: mall.cancel(order_id, tid, path=path, **account)[:2], ACCOUNTS))
    assert set(answers) <= {ACCEPTED, REFUSED} and ACCEPTED in answers
    ends(gateway, mall, path, order_id, AMOUNT, ["12000"])
    key = gateway.payment_of(order_id)["key"]
    assert gateway.ledger()[key]["calls"]["cancel"] == 1
