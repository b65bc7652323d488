"""Requests that Cafe24 would never send: each is answered in Cafe24's words, and none leaves a payment behind."""

import json
from urllib.parse import urlencode

import pytest
import requests

from hashes import checkout_hash
from mall import CHECKOUT, Mall, come_back, key_of, new_order, press

FIELDS = ("hash_data", "amount", "currency", "order_id", "partner_id", "shop_no", "return_url")
LONGEST = {"hash_data": 128, "amount": 32, "currency": 3, "order_id": 64, "partner_id": 50, "shop_no": 9}


@pytest.fixture
def mall(gateway, front):
    return Mall(gateway, front)


@pytest.fixture(autouse=True)
def nothing_is_left_behind(request, gateway):
    before = {payment["key"] for payment in gateway.payments()}
    yield
    if request.node.get_closest_marker("opens") is None:
        assert {payment["key"] for payment in gateway.payments()} == before


def refused(answer, word="", status=400):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    body = answer.json()
    assert set(body) == {"result_code", "result_message", "payment_url"}
    assert (body["result_code"], body["payment_url"]) == ("9999", "")
    assert len(body["result_message"]) > 10 and word in body["result_message"], body
    return body["result_message"]


def signed(fields):
    return {**fields, "hash_data": checkout_hash(fields)}


def send(gateway, body, content_type="application/json"):
    return requests.post(gateway.url + CHECKOUT, data=body, headers={"content-type": content_type}, timeout=30)


@pytest.mark.parametrize("form", ["json", "form", "multipart"])
@pytest.mark.parametrize("name", FIELDS)
def test_a_missing_field_is_named(mall, name, form):
    fields = mall.fields()
    del fields[name]
    refused(mall.post(fields, form), name)


@pytest.mark.parametrize("value", [None, "", "   "])
@pytest.mark.parametrize("name", FIELDS)
def test_an_empty_field_is_missing(mall, name, value):
    refused(mall.post({**mall.fields(), name: value}), name)


@pytest.mark.parametrize("value", [["12000"], {"a": 1}, True])
@pytest.mark.parametrize("name", FIELDS)
def test_a_wrong_type_is_refused(mall, name, value):
    fields = mall.fields()
    fields[name] = value
    message = refused(mall.post(fields))
    assert value is True or name in message


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_too_long_is_named(mall, name):
    fields = mall.fields()
    fields[name] = fields[name] + "0" * (LONGEST.get(name, 2048) + 1)
    refused(mall.post(signed(fields) if name != "hash_data" else fields), name)


@pytest.mark.parametrize("control", ["\x00", "\x07", "\n", "\x1b", "\x7f"])
@pytest.mark.parametrize("name", FIELDS)
def test_control_characters_are_refused(mall, name, control):
    fields = mall.fields()
    # In the middle: at the ends some of them are trimmed like blanks.
    fields[name] = fields[name][:3] + control + "0" + fields[name][3:]
    refused(mall.post(signed(fields) if name != "hash_data" else fields), name)


@pytest.mark.parametrize(
    "change",
    [{"amount": "1"}, {"currency": "USD"}, {"order_id": "20260519-0000000"}, {"partner_id": "demomall:2:careful"}]
    + [{"amount": "12000.00"}, {"amount": "012000"}, {"hash_data": "A" * 43 + "="}, {"hash_data": "no base64"}],
    ids=str,
)
def test_a_tampered_request_does_not_verify(mall, change):
    refused(mall.post({**mall.fields(), **change}), "hash_data")


def test_a_hash_of_another_key_does_not_verify(mall):
    fields = mall.fields()
    refused(mall.post({**fields, "hash_data": checkout_hash(fields, "svc-test-key-0002")}), "hash_data")


@pytest.mark.parametrize("change", [{"shop_no": "2"}, {"shop_no": "99"}, {"shop_no": "1 OR 1=1"}], ids=str)
def test_the_shop_is_the_partners_shop(mall, change):
    refused(mall.post({**mall.fields(), **change}), "shop_no")


@pytest.mark.parametrize(
    "partner_id", ["demomall:9:mock", "othermall:1:mock", "demomall", "demomall:1", ":::", "DEMOMALL:1:mock"]
)
def test_an_unknown_partner_is_refused(mall, partner_id):
    refused(mall.checkout(partner_id=partner_id), "partner_id")


@pytest.mark.parametrize("currency", ["USD", "PHP", "krw", "KR", "XXX", "₩"])
def test_another_currency_is_refused(mall, currency):
    refused(mall.checkout(currency=currency), "currency")


@pytest.mark.parametrize(
    "amount",
    ["-1", "+1", "1e3", "0", "0.00", "00", "12000.50", "12000.001", "1,000", "１２０００", "٣٠٦٥", "0x10", "NaN", "Infinity"]
    + ["99999999999999999999", "9223372036854775808", "12 000", ".5", "5.", "1.2.3", "12000원", "1_000", "--1", "1/2"],
)
def test_an_amount_that_is_none_is_refused(mall, amount):
    refused(mall.checkout(amount=amount), "amount")


@pytest.mark.opens
@pytest.mark.parametrize("amount", ["12000", "12000.0", "12000.00", "1"])
def test_an_amount_with_needless_zeros_is_taken(mall, amount):
    assert mall.checkout(amount=amount).status_code == 200


@pytest.mark.opens
def test_a_hash_that_begins_with_a_plus_may_come_unescaped(mall):
    """As a form reader turns it into a blank, which is not to be trimmed."""
    fields = next(fields for fields in iter(mall.fields, None) if fields["hash_data"].startswith("+"))
    flat = urlencode({**fields, "extra_data": json.dumps(fields["extra_data"])}).replace("%2B", "+")
    answer = requests.post(
        mall.url + CHECKOUT, data=flat, headers={"content-type": "application/x-www-form-urlencoded"}, timeout=30
    )
    assert answer.status_code == 200, answer.text


@pytest.mark.opens
def test_blanks_around_a_value_are_cut_before_hashing(mall):
    fields = mall.fields()
    assert mall.post({**fields, "amount": " 12000 "}).status_code == 200
    refused(mall.post(signed({**fields, "order_id": new_order(), "amount": " 12000"})), "hash_data")


OUTSIDE = [
    "https://evil.example/Pay",
    "https://demomall.cafe24shop.com@evil.example/",
    "https://user:secret@demomall.cafe24shop.com/",
    "https://evil.example\\@demomall.cafe24shop.com/",
    "https://demomall.cafe24shop.com\\.evil.example/",
    "https://demomall.cafe24shop.com:8443/",
    "https://demomall.cafe24shop.com./",
    "https://demomall.cafe24shop.com.evil.example/",
    "https://evildemomall.cafe24shop.com/",
    "https://othermall.cafe24shop.com/",
    "https://cafe24shop.com/",
    "https://demomäll.cafe24shop.com/",
    "https://xn--demomll-8wa.cafe24shop.com/",
    "https://ｄemomall.cafe24shop.com/",
    "http://127.0.0.1:1/",
    "http://localhost/",
    "http://[::1]/",
    "http://2130706433/",
    "http://169.254.169.254/latest/",
    "https://demomall.cafe24shop.com:443@evil.example/",
    "https://evil.example#@demomall.cafe24shop.com/",
    "https://evil.example?@demomall.cafe24shop.com/",
    "https:///demomall.cafe24shop.com/",
    "https:demomall.cafe24shop.com/",
    "//demomall.cafe24shop.com/",
    "/Pay/Recv",
    "javascript:alert(1)",
    "javascript://demomall.cafe24shop.com/%0aalert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "ftp://demomall.cafe24shop.com/",
    "https://demomall.cafe24shop.com/a b",
    "https://demomall.cafe24shop.com/결제",
    "https://demomall.cafe24shop.com/%zz",
    "https://demomall.cafe24shop.com:0443x/",
    "https://",
]


@pytest.mark.parametrize("name", ["return_url", "return_noty_url"])
@pytest.mark.parametrize("url", OUTSIDE)
def test_an_address_outside_of_the_mall_is_refused(mall, url, name):
    refused(mall.checkout(**{name: url}), name)


@pytest.mark.opens
@pytest.mark.parametrize(
    "url",
    ["https://demomall.cafe24shop.com/Pay?a=b", "https://m.demomall.cafe24.com/x", "http://demomall.cafe24.com/"]
    + ["https://demomall.cafe24shop.com:443/%EA%B2%B0", "HTTPS://DEMOMALL.cafe24shop.com/"],
)
def test_an_address_of_the_mall_is_taken(mall, url):
    answer = mall.checkout(return_url=url)
    # Upper case may be refused; then with a clear no.
    assert answer.status_code == 200 or ("DEMOMALL" in url and refused(answer, "return_url"))


BODIES = {
    "not utf-8 in json": (b'{"amount": "\xff\xfe"}', "application/json"),
    "not utf-8 in a form": (b"amount=%ff%fe&order_id=\xff", "application/x-www-form-urlencoded"),
    "an overlong encoding": (b'{"amount": "\xc0\xaf"}', "application/json"),
    "a lone surrogate": (b'{"amount": "\\ud800"}', "application/json"),
    "a raw control character in json": (b'{"amount": "\x01"}', "application/json"),
    "cut json": (b'{"amount": "12000"', "application/json"),
    "json with a tail": (b'{"amount": "12000"} x', "application/json"),
    "a json list": (b'["amount"]', "application/json"),
    "a bare json word": (b"null", "application/json"),
    "deep nesting": (b'{"extra_data": ' + b"[" * 5000 + b"]" * 5000 + b"}", "application/json"),
    "deep objects": (b'{"a":' * 5000 + b"1" + b"}" * 5000, "application/json"),
    "nothing": (b"", "application/json"),
    "no type": (b"\x00\x01\x02", "application/octet-stream"),
    "a multipart body without its boundary": (b"--x\r\n\r\n", "multipart/form-data"),
    "a cut multipart body": (
        b'--x\r\ncontent-disposition: form-data; name="amount"\r\n\r\n12',
        "multipart/form-data; boundary=x",
    ),
    "too many parts": (
        b'--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n' * 100 + b"--x--\r\n",
        "multipart/form-data; boundary=x",
    ),
    "a bad escape": (b"amount=%zz", "application/x-www-form-urlencoded"),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_none_is_refused(gateway, name):
    refused(send(gateway, *BODIES[name]))


@pytest.mark.parametrize("name", FIELDS)
def test_a_key_that_comes_twice_is_refused(gateway, mall, name):
    fields = mall.fields()
    body = json.dumps(fields)[:-1] + f', "{name}": {json.dumps(fields[name])}}}'
    refused(send(gateway, body), name)


@pytest.mark.parametrize("extra_data", ["[1]", '"text"', "{broken", 7, [1], True, '{"a":1,"a":2}', "{}" * 2])
def test_extra_data_that_is_no_object_is_refused(mall, extra_data):
    refused(mall.post({**mall.fields(), "extra_data": extra_data}), "extra_data")


def test_extra_data_has_a_limit(mall):
    refused(mall.post({**mall.fields(), "extra_data": {"a": "x" * 20000}}), "extra_data")


@pytest.mark.parametrize("form", ["json", "form", "multipart"])
def test_a_huge_body_is_413(mall, form):
    refused(mall.post({**mall.fields(), "note": "x" * (256 * 1024 + 1)}, form), status=413)


@pytest.mark.opens
def test_a_large_unknown_field_is_no_trouble(mall):
    assert mall.post({**mall.fields(), "note": "x" * (200 * 1024)}).status_code == 200


@pytest.mark.opens
def test_strange_words_come_back_as_they_went(mall):
    """What a template or a query could choke on."""
    extra = {"a": "\"</script>'&=?#%+ 한글 \U0001f600", "b": {"c": [1.50, None, True]}}
    told = come_back(press(mall.open(extra_data=extra, product_name="<script>alert(1)</script>{{x}}"), "approve"))
    assert json.loads(told["extra_data"]) == extra
    assert mall.status(told["key"])["extra_data"] == extra


@pytest.mark.opens
def test_the_payment_page_escapes_what_the_shop_sent(mall):
    page = requests.get(mall.open(product_name="<script>alert(1)</script>"), timeout=30).text
    assert "<script>alert(1)" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize(
    "key, status",
    [("", 400), ("a" * 32, 404), ("A" * 32, 404), ("a" * 31, 404), ("' OR 1=1 --", 404), ("x" * 5000, 404)]
    + [("\x00", 400)],
)
def test_the_status_of_an_unknown_key(gateway, key, status):
    answer = requests.post(f"{gateway.url}{CHECKOUT}/status", data={"key": key}, timeout=30)
    assert answer.status_code == status, answer.text
    assert answer.json()["result_code"] == "9999" and answer.json()["result_message"]
    assert "hash_data" not in answer.json()


def test_the_status_without_a_key_is_400(gateway):
    for answer in (
        requests.post(f"{gateway.url}{CHECKOUT}/status", timeout=30),
        requests.get(f"{gateway.url}{CHECKOUT}/status", timeout=30),
        requests.post(f"{gateway.url}{CHECKOUT}/status", json={"key": ["a" * 32]}, timeout=30),
    ):
        assert answer.status_code == 400 and answer.json()["result_code"] == "9999"


@pytest.mark.parametrize("language, words", [("ko-KR", "결제 정보를 찾을 수 없습니다"), ("en", "We do not know this payment")])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_callback_for_an_unknown_payment_is_a_page(gateway, language, words, method):
    answer = requests.request(
        method,
        f"{gateway.url}{CHECKOUT}/callback?key={'a' * 32}",
        headers={"accept-language": language},
        allow_redirects=False,
        timeout=30,
    )
    assert answer.status_code == 404 and answer.headers["content-type"].startswith("text/html")
    assert words in answer.text and f'lang="{language[:2]}"' in answer.text


@pytest.mark.parametrize("query", ["", "?key=", "?key=%00", "?reference_no=20220519-0000029", "?key=<script>"])
def test_a_callback_without_a_key_is_400(gateway, query):
    answer = requests.get(f"{gateway.url}{CHECKOUT}/callback{query}", allow_redirects=False, timeout=30)
    assert answer.status_code == 400 and answer.headers["content-type"].startswith("text/html")
    assert "<script>" not in answer.text


@pytest.mark.opens
@pytest.mark.parametrize("session", ["", "0" * 40, None])
def test_a_forged_return_pays_nothing(gateway, mall, session):
    url = mall.open()
    query = {"key": key_of(url), "result": "approved"} | ({} if session is None else {"session": session})
    answer = requests.get(f"{gateway.url}{CHECKOUT}/callback", params=query, allow_redirects=False, timeout=60)
    assert answer.status_code in (302, 303)
    assert "result_code=9999" in answer.headers["location"]
    assert mall.status(key_of(url))["payed_tf"] == "F"
    assert gateway.ledger()[key_of(url)]["paid"] == 0


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_another_method_opens_nothing(gateway, mall, method):
    answer = requests.request(method, gateway.url + CHECKOUT, json=mall.fields(), timeout=30)
    assert answer.status_code in (404, 405)


@pytest.mark.parametrize("path", ["/metrics", "/console", "/providers/mock/ledger", "/providers/mock/faults"])
def test_operators_pages_are_not_public(gateway, path):
    assert requests.get(gateway.url + path, timeout=30).status_code == 404
    assert requests.post(gateway.url + path, json={}, timeout=30).status_code == 404


def test_there_is_no_api_among_the_operators_pages(gateway, mall):
    assert requests.post(gateway.operations + CHECKOUT, json=mall.fields(), timeout=30).status_code == 404
