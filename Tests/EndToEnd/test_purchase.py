"""A purchase from checkout to status, as Cafe24 and the buyer see it."""

import json
import subprocess
from pathlib import Path

import pytest
import requests

from configuration import configuration
from gateway import Gateway
from hashes import SERVICE_KEY, checkout_hash
from mall import CHECKOUT, Mall, come_back, key_of, new_order, press
from waiting import eventually

INSTANCES = {"provider": (1, "mock"), "gateway": (2, "careful")}

# What the buyer's return says, whether it is paid, and the payment's state.
OUTCOMES = {
    "approve": ("0000", True, "paid"),
    "decline": ("9999", False, "declined"),
    "leave": ("9999", False, "abandoned"),
}


@pytest.fixture(params=INSTANCES)
def mall(request, gateway, front):
    shop, instance = INSTANCES[request.param]
    mall = Mall(gateway, front, shop, instance)
    mall.instance, mall.approver = instance, request.param
    return mall


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_buyer_returns_with_what_happened(gateway, mall, outcome):
    code, is_paid, state = OUTCOMES[outcome]
    url = mall.open()
    told = come_back(press(url, outcome))
    assert told["result_code"] == code and told["result_message"]
    assert told["key"] == key_of(url)
    assert json.loads(told["extra_data"]) == {"pgName": "pg-demo-app", "LogKey": "PGPy05"}

    status = mall.status(told["key"])
    assert (status["payed_tf"], status["result_code"]) == (("T", "0000") if is_paid else ("F", "1400"))
    assert status["amount"] == ("12000" if is_paid else "0")
    assert status["extra_data"] == {"pgName": "pg-demo-app", "LogKey": "PGPy05"}
    assert status["easy_pay"] == status["easypay"] == "F" and status["cancel_mode"] == "sync"
    assert bool(status["tid"]) or not is_paid

    row = gateway.ledger(mall.instance)[told["key"]]
    assert (row["paid"], row["cancelled"], row["amount"]) == (12000 if is_paid else 0, 0, 12000)
    (payment,) = gateway.payments_of(status["order_id"])
    assert (payment["state"], payment["told"]) == (state, "paid" if is_paid else "notPaid")


def test_a_transfer_is_not_offered_where_cafe24_could_not_be_told_of_it_later(gateway, mall):
    url = mall.open()
    refused = press(url, "deposit")
    assert refused.status_code == 409
    assert gateway.ledger(mall.instance)[key_of(url)]["paid"] == 0
    assert come_back(press(url, "approve"))["result_code"] == "0000"


def test_a_virtual_account_is_a_success_that_is_not_paid_yet(gateway, mall):
    url = mall.open(return_noty_url=mall.front.origin + "/Pay/Recv/openpg/PayReceiveNoty.php")
    told = come_back(press(url, "deposit"))
    assert told["result_code"] == "0000"
    status = mall.status(told["key"])
    assert (status["payed_tf"], status["result_code"], status["amount"]) == ("F", "0000", "0")
    assert gateway.ledger(mall.instance)[told["key"]]["status"] == "deposit"

    page, query = url.split("?")
    assert requests.post(f"{page}/deposit?{query}", timeout=30).status_code == 200
    assert gateway.ledger(mall.instance)[told["key"]]["paid"] == 12000
    eventually(lambda: mall.status(told["key"])["payed_tf"] == "T", 60, "the deposit is found", every=0.5)


@pytest.mark.parametrize("outcome", ["approve-no-return", "approve-silently"])
def test_a_payment_nobody_reports_is_found_where_the_pg_decides(gateway, front, outcome):
    mall = Mall(gateway, front, *INSTANCES["provider"])
    url = mall.open()
    page = press(url, outcome)
    assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
    assert gateway.ledger()[key_of(url)]["paid"] == 12000
    eventually(lambda: mall.status(key_of(url))["payed_tf"] == "T", 60, "the payment is found", every=0.5)
    (payment,) = gateway.payments_of(mall.status(key_of(url))["order_id"])
    assert (payment["state"], payment["told"]) == ("paid", "paid")


@pytest.mark.parametrize("outcome", ["approve-no-return", "approve-silently"])
def test_nothing_is_paid_without_a_return_where_the_gateway_approves(gateway, front, outcome):
    mall = Mall(gateway, front, *INSTANCES["gateway"])
    url = mall.open()
    assert press(url, outcome).status_code == 200
    assert gateway.ledger("careful")[key_of(url)]["paid"] == 0, "the gateway approved nothing"
    assert mall.status(key_of(url))["payed_tf"] == "F"
    assert come_back(press(url, "approve"))["result_code"] == "0000"
    assert gateway.ledger("careful")[key_of(url)]["paid"] == 12000


@pytest.mark.parametrize("form", ["json", "form", "multipart", "mislabelled"])
def test_the_way_of_sending_does_not_matter(gateway, front, form):
    mall = Mall(gateway, front)
    order_id = new_order()
    answer = mall.checkout(order_id, "12000.00", form)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    told = come_back(press(answer.json()["payment_url"], "approve"))
    assert json.loads(told["extra_data"])["LogKey"] == "PGPy05"
    assert mall.status(told["key"])["amount"] == "12000.00"


def test_a_plus_that_a_form_turned_into_a_space_still_verifies(gateway, front):
    mall = Mall(gateway, front)
    with_plus = next(fields for _ in range(500) if "+" in (fields := mall.fields())["hash_data"])
    with_plus["hash_data"] = with_plus["hash_data"].replace("+", " ")
    assert mall.post(with_plus, "form").status_code == 200


def test_a_bare_number_is_hashed_as_it_was_written(gateway, front):
    mall = Mall(gateway, front)
    fields = mall.fields(amount="12000.00")
    body = json.dumps(fields).replace('"12000.00"', "12000.00")
    assert '"amount": 12000.00' in body
    answer = requests.post(
        gateway.url + CHECKOUT, data=body, headers={"content-type": "application/json"}, timeout=30
    )
    assert answer.status_code == 200, answer.text


@pytest.fixture(scope="module")
def sample(tmp_path_factory, front):
    """The repository's own providers.json, with ports and a mall's address of this test."""
    file = json.loads((Path(__file__).parents[2] / "providers.json").read_text())
    file["server"] = configuration(front.origin)["server"]
    file["malls"]["demomall"]["domains"] = [front.origin]
    gateway = Gateway(tmp_path_factory.mktemp("sample"), file).start()
    yield gateway
    gateway.kill()


def test_the_contracts_own_request_is_paid(sample, front):
    mall = Mall(sample, front, 2, "mock", "PHP")
    fields = mall.fields("20220519-0000029", "3065.00")
    # The hash by OpenSSL and the request by curl: two more who share no code with the gateway.
    digest = subprocess.run(
        ["openssl", "dgst", "-sha256", "-hmac", SERVICE_KEY, "-binary"],
        input=b"3065.00PHP20220519-0000029demomall:2:mock",
        capture_output=True,
        check=True,
    ).stdout
    encoded = subprocess.run(["base64", "-w0"], input=digest, capture_output=True, check=True).stdout.decode()
    assert encoded == fields["hash_data"] == checkout_hash(fields)
    fields["return_url"] = "https://demomall.cafe24shop.com/Pay/Recv/openpg/PayReceiveRtnPage.php"
    answer = subprocess.run(
        ["curl", "-sS", sample.url + CHECKOUT, "-H", "content-type: application/json", "-d", json.dumps(fields)],
        capture_output=True,
        check=True,
    ).stdout
    url = json.loads(answer)["payment_url"]

    click = press(url, "approve")
    home = requests.get(click.headers["location"], allow_redirects=False, timeout=60).headers["location"]
    assert home.startswith(fields["return_url"] + "?result_code=0000&")
    status = mall.status(key_of(home))
    assert (status["payed_tf"], status["amount"], status["currency"]) == ("T", "3065.00", "PHP")
    assert (status["order_id"], status["partner_id"]) == ("20220519-0000029", "demomall:2:mock")
    assert sample.ledger()[key_of(home)]["paid"] == 306500
