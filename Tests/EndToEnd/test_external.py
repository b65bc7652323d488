"""The external checkout as a shop's page, a buyer's browser and Cafe24 see it, against a mock without a token."""

import dataclasses
import re
import time

import pytest
import requests

from configuration import mock
from external import ITEMS, NAMED, ExternalShop, follow
from hashes import CLIENT_ID, reservation_hash
from mall import press, transfer
from waiting import eventually

PAID = [("T", "0000", "1900")]


@pytest.fixture
def shop(gateway, front):
    return ExternalShop(gateway, front)


@pytest.fixture(scope="module")
def gateway(serve):
    return serve({"mock": mock()})


# Which of the shop's two pages the buyer ends on, what the mall is told, the state, what the PG has.
OUTCOMES = {
    "approve": ("pgsuccess", PAID, "paid", 1900),
    "decline": ("pg_fail", [], "declined", 0),
    "leave": ("pg_fail", [], "abandoned", 0),
    "approve-no-return": (None, PAID, "paid", 1900),
    "approve-silently": (None, PAID, "paid", 1900),
    "deposit": ("pgsuccess", [("F", "0000", "0")], "pending", 0),
}


def agree(shop, told, state, paid):
    assert shop.told() == told
    payment = shop.gateway.payment_of(shop.order_id)
    row = shop.gateway.ledger()[payment["key"]]
    assert (payment["state"], payment["paid"], row["paid"], row["cancelled"]) == (state, paid, paid, 0)
    return True


# What only an inquiry finds takes long, and is the same by both ways.
WAYS = [(outcome, way) for outcome in OUTCOMES for way in ("review", "at once")]
WAYS.remove(("approve-silently", "at once"))


@pytest.mark.parametrize(("outcome", "way"), WAYS)
def test_the_buyer_pays_and_comes_home_and_the_mall_is_told(shop, outcome, way):
    page, told, state, paid = OUTCOMES[outcome]
    data = shop.begin()
    assert data["reference_no"] == shop.order_id
    url = data["redirect_url"]
    if way == "review":
        assert shop.review().json()["order_info"]["total_amount"] == "1900"
        answer = shop.pay()
        assert answer.status_code == 200 and answer.json()["bResult"] is True, answer.text
        url = answer.json()["mData"]["redirect_url"]
    click = press(url, outcome)
    if page is None:
        assert click.status_code == 200
    else:
        home = follow(click.headers["location"])
        assert home == f"{shop.front.origin}/shop1/m/api/shop/{page}?order_id={shop.order_id}&sync_type=async"
    eventually(lambda: agree(shop, told, state, paid), 60, "all agree", every=0.5)
    if outcome == "deposit":
        transfer(url)
        eventually(lambda: agree(shop, told + PAID, "paid", 1900), 60, "the deposit is told", every=0.5)


def test_the_review_says_what_will_be_paid(shop):
    shop.begin()
    answer = shop.review()
    assert answer.headers["content-type"].startswith("application/json")
    read = answer.json()
    assert (read["mall_id"], read["order_no"]) == ("demomall", shop.order_id)
    names = ("name", "add_1", "add_2", "add_3", "city", "district", "state", "postal", "country", "phone")
    assert set(read["address_info"]) == set(names)
    assert len(read["order_products"]) == 2 and read["shipping_info"].keys() == {"shipping_fee", "shipping_discount"}
    due = {"total_amount": "1900", "total_shipping_fee": "0", "total_item": "1900", "total_discount": "0"}
    assert read["order_info"] == due | {"currency": "KRW"}
    page = requests.get(answer.url, headers={"accept-language": "ko"}, timeout=30)
    assert page.headers["content-type"].startswith("text/html") and '<html lang="ko">' in page.text
    assert "Tea &lt;b&gt;" in page.text and "Tea <b>" not in page.text


def test_the_review_has_no_row_for_a_discount_that_is_none(shop):
    shop.begin()
    url = f"{shop.url}/order/review?mall_id=demomall&order_id={shop.order_id}"
    page = requests.get(url, headers={"accept-language": "en"}, timeout=30).text
    assert "Shipping" in page and "Discount" not in page


def hidden_fields(page):
    """What the review page's button sends."""
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))


def send_form(shop, form):
    return requests.post(shop.url + "/order/pay", data=form, allow_redirects=False, timeout=30)


def test_the_pages_form_is_led_on_by_a_redirect(shop):
    shop.begin()
    page = requests.get(f"{shop.url}/order/review?mall_id=demomall&order_id={shop.order_id}", timeout=30)
    answer = send_form(shop, hidden_fields(page.text))
    assert answer.status_code in (302, 303)
    home = follow(press(answer.headers["location"], "approve").headers["location"])
    assert "/pgsuccess?" in home


@pytest.mark.parametrize("total", [None, "", "1", "1900.5", "many"])
def test_a_page_that_shows_another_total_is_shown_again(shop, total):
    shop.begin()
    form = {"mall_id": "demomall", "order_id": shop.order_id}
    answer = send_form(shop, form if total is None else form | {"shown_total": total})
    assert answer.status_code in (302, 303)
    page = requests.get(answer.headers["location"], headers={"accept-language": "en"}, timeout=30)
    assert page.status_code == 200 and "The total has changed" in page.text
    assert send_form(shop, hidden_fields(page.text)).status_code in (302, 303)


@pytest.mark.parametrize("answer", [(500, b""), (200, b"busy")])
def test_a_mall_that_cannot_be_told_finds_out_by_itself(shop, answer):
    shop.front.answers[shop.order_id] = [answer]
    click = press(shop.begin()["redirect_url"], "approve")
    home = follow(click.headers["location"])
    assert home == f"{shop.front.origin}/shop1/m/api/shop/pg_fail?order_id={shop.order_id}&sync_type=sync"
    eventually(lambda: agree(shop, PAID + PAID, "paid", 1900), 60, "it is told again", every=0.5)
    assert follow(click.headers["location"]).endswith(f"/pgsuccess?order_id={shop.order_id}&sync_type=async")


def test_an_amount_from_a_page_is_never_charged(shop):
    shop.begin()
    answer = shop.pay(amount="1", total_amount="1", order_amount="1")
    follow(press(answer.json()["mData"]["redirect_url"], "approve").headers["location"])
    eventually(lambda: agree(shop, PAID, "paid", 1900), 30, "the whole is paid")


def test_a_paid_order_is_not_paid_again(shop):
    follow(press(shop.begin()["redirect_url"], "approve").headers["location"])
    assert (shop.pay().status_code, shop.pay().json()["bResult"]) == (400, False)
    again = shop.post_payload(shop.payload())
    assert (again.status_code, again.json()["bResult"]) == (400, False)
    eventually(lambda: agree(shop, PAID, "paid", 1900), 30, "it is paid once")


def test_who_sends_a_cart_first_does_not_have_the_order(shop):
    """Order numbers can be guessed, and anybody can sign a payload."""
    guesser = dataclasses.replace(shop, address="127.0.0.66")
    taken = guesser.begin(total=1100, order=[ITEMS[0] | NAMED])["redirect_url"]
    assert guesser.pay().status_code == 200
    own = shop.begin()["redirect_url"]
    assert own != taken and shop.begin()["redirect_url"] == own
    assert shop.review().json()["order_info"]["total_amount"] == "1900"
    # The guesser pays all the same, after the buyer: one payment is kept, the other goes back.
    clicks = [press(url, "approve") for url in (own, taken)]
    homes = [follow(click.headers["location"]) for click in clicks]
    assert "/pgsuccess?" in homes[0] and "/pg_fail?" in homes[1]
    eventually(lambda: kept(shop) == [0, 1900], 60, "one is kept", every=0.5)
    assert shop.told() == PAID
    refused = guesser.post_payload(guesser.payload())
    assert refused.status_code == 400 and "paid already" in refused.json()["mData"]


def kept(shop):
    """What the PG has of the order, by attempts."""
    rows = shop.gateway.ledger()
    found = [rows[payment["key"]] for payment in shop.gateway.payments_of(shop.order_id)]
    return sorted(row["paid"] - row["cancelled"] for row in found)


REQUIRED = ("order", "mall_id", "member_id", "currency", "order_id", "return_notification_url", "return_url_base")


@pytest.mark.parametrize("name", [*REQUIRED, "response_time", "hmac"])
@pytest.mark.parametrize("value", [None, ""])
def test_a_payload_without_a_field_is_refused(shop, name, value):
    fields = shop.payload()
    fields[name] = value
    refused(shop, fields, name)


TAMPERED = {
    "order": [ITEMS[0]],
    "order_id": "20260101-7777777",
    "response_time": 1,
    "return_notification_url": "http://127.0.0.1:1/Pay/Recv/x",
    "hmac": "A" * 43 + "=",
}


@pytest.mark.parametrize("name", TAMPERED)
def test_what_h5_covers_cannot_be_changed(shop, name):
    refused(shop, shop.payload() | {name: TAMPERED[name]}, "")


# Well signed, and yet not this mall's.
WRONG = {
    "currency": "USD",
    "mall_id": "othermall",
    "return_notification_url": "https://evil.example/Pay/Recv/x",
    "return_url_base": "https://evil.example",
    "order": [],
}


@pytest.mark.parametrize("name", WRONG)
def test_a_payload_that_is_not_the_malls_is_refused(shop, name):
    refused(shop, shop.payload(**{name: WRONG[name]}), "")


def refused(shop, fields, word):
    answer = shop.post_payload(fields)
    assert answer.status_code == 400, answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    read = answer.json()
    assert read["bResult"] is False and word in read["mData"] and len(read["mData"]) > 10
    assert not shop.gateway.payments_of(shop.order_id)


@pytest.mark.parametrize("route", ["/order/review", "/order/pay", "/order/callback"])
@pytest.mark.parametrize("known", [True, False])
def test_an_unknown_order_is_404_and_no_order_400(shop, route, known):
    number = "20200101-0000001"
    fields = {"mall_id": "demomall", "order_id": number, "reference_no": number} if known else {}
    if route == "/order/pay":
        answer = requests.post(shop.url + route, json=fields, timeout=30)
        assert answer.json()["bResult"] is False
    else:
        answer = requests.get(shop.url + route, params=fields, timeout=30)
    assert answer.status_code == (404 if known else 400), answer.text


def test_the_loader_is_stable_and_has_the_button(shop):
    first, second = (requests.get(shop.url + "/script", timeout=30) for _ in range(2))
    assert first.content == second.content and first.headers["content-type"].startswith("application/javascript")
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.headers["cache-control"] == "public, max-age=86400"
    address = re.search(r'"(http[^"]+\.js)"', first.text)[1].replace("\\/", "/")
    button = requests.get(address, timeout=30)
    assert button.status_code == 200 and "immutable" in button.headers["cache-control"]
    assert "appPaymentButtonBox" in button.text and "jQuery" not in button.text and "demo-secret" not in button.text


def test_public_data_is_public_and_trouble_has_status_200(shop):
    def data(**query):
        answer = requests.get(shop.url + "/script/data", params=query, timeout=30)
        assert answer.status_code == 200 and answer.headers["access-control-allow-origin"] == "*"
        return answer.json()

    good = {"public_key": "demo-public", "shop_name": "Shop 1", "shop_currency": "KRW"}
    assert data(mall_id="demomall", shop_no="1") == {"mData": good, "bResult": True}
    unknown = [{"mall_id": "nomall", "shop_no": 1}, {"mall_id": "demomall", "shop_no": 9}]
    for query in ({}, {"mall_id": "demomall"}, *unknown):
        read = data(**query)
        assert read["bResult"] is False and isinstance(read["mData"], str)


def ask_hash(shop, origin=None, **changes):
    time_now = str(int(time.time()))
    query = {"mall_id": "demomall", "request_time": time_now, "client_key": CLIENT_ID, "member_id": "mockbuyer"}
    query = {name: value for name, value in (query | changes).items() if value is not None}
    headers = {"origin": origin} if origin else {}
    return query, requests.get(shop.url + "/script/hmac", params=query, headers=headers, timeout=30)


@pytest.mark.parametrize("member", ["mockbuyer", "CVID.4a525e5f5d", "a@b-c_d.e", "x" * 64])
def test_the_hash_for_a_reservation_is_right(shop, member):
    query, answer = ask_hash(shop, shop.front.origin, member_id=member)
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"hmac_key": reservation_hash("demomall", query["request_time"], member)}
    assert answer.headers["access-control-allow-origin"] == "*"


CLOSED = {
    "client_key": ["", None, "another", CLIENT_ID + "0"],
    "mall_id": ["", None, "othermall", "12000KRW20260519-0000001"],
    "request_time": ["", None, "1652408432", "0", "now", "99999999999"],
    "member_id": ["", None, "x" * 65, "a b", "a:b", "가", "a/b", "demomall:1:mock"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in CLOSED for value in CLOSED[name]])
def test_nothing_else_is_signed(shop, name, value):
    _, answer = ask_hash(shop, **{name: value})
    assert answer.status_code == 400 and "hmac_key" not in answer.text, answer.text
    assert answer.json()["bResult"] is False


def test_a_foreign_page_gets_no_hash(shop):
    for origin in ("https://evil.example", "null", "http://demomall.cafe24shop.com.evil.example"):
        _, answer = ask_hash(shop, origin)
        assert answer.status_code in (400, 403) and "hmac_key" not in answer.text


@pytest.mark.parametrize("route", ["/script", "/script/data", "/script/hmac", "/payload"])
def test_a_browser_may_ask_first(shop, route):
    method = "POST" if route == "/payload" else "GET"
    headers = {"origin": shop.front.origin, "access-control-request-method": method}
    headers["access-control-request-headers"] = "content-type"
    answer = requests.options(shop.url + route, headers=headers, timeout=30)
    assert answer.status_code in (200, 204) and answer.headers["access-control-allow-origin"] == "*"
    assert method in answer.headers["access-control-allow-methods"]
    if method == "POST":
        assert "content-type" in answer.headers["access-control-allow-headers"].lower()


@pytest.mark.parametrize("route", ["/order/pay", "/order/review"])
def test_other_routes_are_not_opened_to_other_pages(shop, route):
    headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    answer = requests.options(shop.url + route, headers=headers, timeout=30)
    assert "access-control-allow-origin" not in answer.headers
