"""One order, several hands."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from mall import Mall, come_back, key_of, new_order, press
from waiting import eventually

HANDS = 16
INSTANCES = {"provider": (1, "mock"), "gateway": (2, "careful")}


def at_once(work, count=HANDS):
    """Runs `work` so many times, all of them starting together."""
    barrier = Barrier(count)

    def one(_):
        barrier.wait()
        return work()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


@pytest.fixture(params=INSTANCES)
def mall(request, gateway, front):
    shop, instance = INSTANCES[request.param]
    mall = Mall(gateway, front, shop, instance)
    mall.ledger = lambda: gateway.ledger(instance)
    return mall


def rows(mall, gateway, order_id):
    keys = {payment["key"] for payment in gateway.payments_of(order_id)}
    return [row for key, row in mall.ledger().items() if key in keys]


def test_equal_checkouts_at_the_same_time_get_one_address(gateway, mall):
    order_id = new_order()
    urls = set(at_once(lambda: mall.open(order_id)))
    assert len(urls) == 1
    (row,) = rows(mall, gateway, order_id)
    assert row["calls"]["checkout"] == 1
    assert len(gateway.payments_of(order_id)) == 1
    assert mall.open(order_id) in urls


def test_many_returns_at_the_same_time_are_one_payment(gateway, mall):
    order_id = new_order()
    url = mall.open(order_id)
    click = press(url, "approve")
    told = at_once(lambda: come_back(click)["result_code"])
    assert set(told) == {"0000"}
    (row,) = rows(mall, gateway, order_id)
    assert (row["paid"], row["cancelled"], row["calls"]["verify"]) == (12000, 0, 1)


def test_two_tabs_pay_one_order_once(gateway, mall):
    order_id = new_order()
    first, second = mall.open(order_id), mall.open(order_id)
    assert first == second
    told = at_once(lambda: press(first, "approve").status_code, 2)
    assert all(status in (303, 302, 409) for status in told)
    assert come_back(press(mall.open(order_id), "approve"))["result_code"] == "0000"
    assert [row["paid"] for row in rows(mall, gateway, order_id)] == [12000]


def test_giving_up_in_one_tab_does_not_undo_paying_in_the_other(gateway, mall):
    url = mall.open()
    assert come_back(press(url, "approve"))["result_code"] == "0000"
    press(url, "leave")
    press(url, "decline")
    assert mall.status(key_of(url))["payed_tf"] == "T"
    assert mall.ledger()[key_of(url)]["paid"] == 12000


def test_a_changed_amount_supersedes_the_unpaid_attempt(gateway, mall):
    order_id = new_order()
    old = mall.open(order_id, "12000")
    new = mall.open(order_id, "9000")
    assert key_of(old) != key_of(new)
    late = press(old, "approve")
    if late.status_code in (302, 303):
        assert come_back(late)["result_code"] == "9999", "a superseded attempt is never confirmed"
    assert come_back(press(new, "approve"))["result_code"] == "0000"
    assert mall.status(key_of(new))["amount"] == "9000"
    kept = {row["reference"]: row["paid"] - row["cancelled"] for row in rows(mall, gateway, order_id)}
    assert kept == {key_of(old): 0, key_of(new): 9000}
    assert mall.status(key_of(old))["payed_tf"] == "F"


@pytest.mark.parametrize("amount", ["12000", "12000.00", "9000"])
def test_a_paid_order_is_refused(gateway, mall, amount):
    order_id = new_order()
    assert mall.buy(order_id)["result_code"] == "0000"
    again = mall.checkout(order_id, amount)
    assert again.status_code == 400
    assert (again.json()["result_code"], again.json()["payment_url"]) == ("9999", "")
    assert "paid already" in again.json()["result_message"]
    assert len(gateway.payments_of(order_id)) == 1


@pytest.mark.parametrize("outcome", ["decline", "leave"])
def test_after_a_failure_the_order_gets_a_new_attempt(gateway, mall, outcome):
    order_id = new_order()
    first = mall.buy(order_id, outcome)
    assert first["result_code"] == "9999"
    second = mall.buy(order_id)
    assert second["result_code"] == "0000" and second["key"] != first["key"]
    assert mall.status(first["key"])["payed_tf"] == "F"
    assert sorted(row["paid"] for row in rows(mall, gateway, order_id)) == [0, 12000]


def test_an_attempt_called_unpaid_and_paid_later_goes_back(gateway, mall):
    """The buyer leaves, and then pays in another tab after all, while the same order is paid by a new attempt."""
    order_id = new_order()
    old = mall.open(order_id)
    assert come_back(press(old, "leave"))["result_code"] == "9999"
    assert mall.buy(order_id)["result_code"] == "0000"
    late = press(old, "approve")
    if late.status_code in (302, 303):
        assert come_back(late)["result_code"] == "9999"

    def kept():
        return sorted(row["paid"] - row["cancelled"] for row in rows(mall, gateway, order_id)) == [0, 12000]

    eventually(kept, 30, "the late payment goes back", every=0.5)
