"""SIGHUP: `serve` reads its file again, and nobody who is served meanwhile notices."""

import copy
import http.client
import json
import signal
import threading
from urllib.parse import urlsplit

import pytest
import requests

from configuration import mock
from mall import AsynchronousMall, Mall, come_back, key_of, new_order, press
from waiting import eventually

SECRETS = ["svc-test-key-0001", "demo-secret", "new-secret", "testClientSecret000001", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"]


def new_mall(origin, instance="mock"):
    return {
        "domains": [origin],
        "provider": instance,
        "account": {"publicKey": "new-public", "secretKey": "new-secret"},
        "shops": {"1": {"currency": "KRW"}},
    }


def shop_of(gateway, front, name, kind=Mall):
    shop = kind(gateway, front)
    shop.partner_id = f"{name}:1:mock"
    return shop


def lines(gateway, message):
    records = [json.loads(line) for line in gateway.log().splitlines() if line.startswith("{")]
    return [record for record in records if record["message"] == message]


def hang_up(gateway):
    gateway.process.send_signal(signal.SIGHUP)


def reload(gateway, message="reloaded"):
    """Sends SIGHUP and waits for what the log says of it; the new lines."""
    before = len(lines(gateway, message))
    hang_up(gateway)
    eventually(lambda: len(lines(gateway, message)) > before, 20, f"{message!r} in {gateway.log()[-2000:]}")
    return lines(gateway, message)[before:]


REFUSED = "not reloaded, nothing has changed"


def test_a_new_mall_is_served_by_the_same_process_over_the_same_connection(serve, front):
    gateway = serve()
    pid, old = gateway.process.pid, Mall(gateway, front)
    open_before = old.open()
    connection = http.client.HTTPConnection(urlsplit(gateway.url).netloc, timeout=30)
    connection.request("GET", "/health/live")
    connection.getresponse().read()
    kept = connection.sock

    gateway.configuration["malls"]["newmall"] = new_mall(front.origin)
    gateway.write()
    (line,) = reload(gateway)
    assert line["level"] == "notice" and line["changes"] == "malls.newmall added"

    order_id = new_order()
    shop = shop_of(gateway, front, "newmall", AsynchronousMall)
    assert shop.buy(order_id)["result_code"] == "0000"
    # The courier knows the new mall, and its merchant's webhooks are sent.
    eventually(lambda: front.notices_of(order_id), 20, "the new mall is told")
    assert come_back(press(open_before, "approve"))["result_code"] == "0000"
    connection.request("GET", "/health/live")
    assert connection.getresponse().read() and connection.sock is kept
    assert gateway.process.pid == pid and gateway.process.poll() is None
    assert gateway.stop() == 0, gateway.log()
    assert not any(secret in gateway.log() for secret in SECRETS)


def bad_files():
    def changed(change):
        def text(file):
            file = copy.deepcopy(file)
            change(file)
            return json.dumps(file)

        return text

    yield "no JSON", lambda file: '{"server": ', ["providers.json: is not JSON"]
    yield "no file", lambda file: None, ["providers.json: cannot be read"]
    yield (
        "two faults",
        changed(lambda file: (file["malls"]["newmall"]["account"].pop("secretKey"), file["server"].update(colour=1))),
        ["server.colour", "malls.newmall.account.secretKey"],
    )
    module = changed(lambda file: file["providers"]["mock"]["settings"].update(approver="nobody"))
    yield "settings that the module refuses", module, ["providers.mock.settings"]
    yield (
        "what takes a restart",
        changed(
            lambda file: (
                file["server"].update(listen="127.0.0.1:1", operations="127.0.0.1:2", publicURL="http://127.0.0.1:3"),
                file.update(database="sqlite:other.sqlite"),
                file["sealingKeys"].insert(0, {"id": "new", "key": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}),
            )
        ),
        ["server.listen", "server.publicURL", "server.operations", "database", "sealingKeys"],
    )


BAD_FILES = list(bad_files())


@pytest.fixture(scope="module")
def steady(serve):
    return serve()


@pytest.mark.parametrize("text, places", [file[1:] for file in BAD_FILES], ids=[file[0] for file in BAD_FILES])
def test_a_bad_file_changes_nothing_and_every_fault_is_logged(steady, front, text, places):
    file = copy.deepcopy(steady.configuration)
    file["malls"]["newmall"] = new_mall(front.origin)
    path = steady.folder / "providers.json"
    if (content := text(file)) is None:
        path.unlink()
    else:
        path.write_text(content)
    try:
        before = len(lines(steady, REFUSED))
        hang_up(steady)
        eventually(lambda: len(lines(steady, REFUSED)) - before >= len(places), 20, f"refused: {steady.log()[-2000:]}")
        told = [line["fault"] for line in lines(steady, REFUSED)[before:]]
        assert len(told) == len(places) and all(map(str.startswith, told, places)), told
        assert all(line["level"] == "error" for line in lines(steady, REFUSED))
    finally:
        steady.write()
    assert not lines(steady, "reloaded")
    assert Mall(steady, front).buy()["result_code"] == "0000"
    assert shop_of(steady, front, "newmall").checkout().status_code == 400
    assert not any(secret in steady.log() for secret in SECRETS)


def test_an_instance_with_open_payments_cannot_be_dropped_until_they_have_ended(serve, front):
    gateway = serve()
    shop = Mall(gateway, front, 2, "careful")
    url = shop.open()
    page = requests.get(url, timeout=30)
    assert page.ok
    whole = copy.deepcopy(gateway.configuration)
    del gateway.configuration["providers"]["careful"], gateway.configuration["malls"]["demomall"]["shops"]["2"]
    gateway.write()
    (refused,) = reload(gateway, REFUSED)
    assert refused["fault"].startswith("providers.careful: is gone while 1 payment is open there"), refused
    order_id = new_order()
    shop.open(order_id)

    (refused,) = reload(gateway, REFUSED)
    assert "2 payments are open" in refused["fault"]
    for each in (url, shop.open(order_id)):
        assert come_back(press(each, "approve"))["result_code"] == "0000"
    (line,) = reload(gateway)
    assert line["changes"] == "providers.careful removed, malls.demomall changed"
    assert shop.checkout().status_code == 400
    assert requests.get(url, timeout=30).status_code == 404, "its pages are gone"
    assert Mall(gateway, front).buy()["result_code"] == "0000"

    gateway.configuration.update(whole)
    gateway.write()
    reload(gateway)
    assert shop.buy()["result_code"] == "0000"
    assert gateway.stop() == 0


def test_an_instance_does_not_move_to_another_environment_while_it_has_money_to_give_back(serve, front):
    """A refund must reach the PG that took the money."""
    gateway = serve()
    shop, order_id = Mall(gateway, front, 2, "careful"), new_order()
    tid = shop.status(shop.buy(order_id)["key"])["tid"]
    gateway.configuration["providers"]["careful"]["environment"] = "live"
    gateway.write()
    for part in ("5000", "7000"):
        (refused,) = reload(gateway, REFUSED)
        place = "providers.careful.environment: has changed while 1 paid payment can still be refunded there"
        assert refused["fault"].startswith(place), refused
        assert "name of its own" in refused["fault"]
        assert shop.cancel(order_id, tid, part)[:2] == (200, "0000")
    (line,) = reload(gateway)
    assert line["changes"] == "providers.careful changed"
    assert shop.buy()["result_code"] == "0000"
    assert gateway.stop() == 0


def test_a_rotated_key_is_in_force_at_once(serve, front):
    gateway = serve({"mock": mock()})
    shop = Mall(gateway, front)
    fields = shop.fields()
    gateway.configuration["cafe24"]["serviceKeys"] = [{"file": str(gateway.folder / "key")}]
    (gateway.folder / "key").write_text("another-service-key\n")
    gateway.write()
    assert reload(gateway)[0]["changes"] == "cafe24 changed"
    assert shop.post(fields).status_code == 400
    (gateway.folder / "key").write_text("svc-test-key-0001\n")
    reload(gateway)
    assert shop.post(fields).status_code == 200


def test_a_burst_of_signals_disturbs_no_purchase(serve, front):
    gateway = serve({"mock": mock()})
    results, pause = [], threading.Event()

    def buy():
        shop = Mall(gateway, front)
        for _ in range(10):
            results.append(shop.buy()["result_code"])

    buyers = [threading.Thread(target=buy) for _ in range(4)]
    for buyer in buyers:
        buyer.start()
    number = 0
    while any(buyer.is_alive() for buyer in buyers):
        number += 1
        gateway.configuration["malls"][f"mall{number % 5}"] = new_mall(front.origin)
        # Whole at any moment, as an operator would have it.
        draft = gateway.folder / "draft.json"
        draft.write_text(json.dumps(gateway.configuration))
        draft.rename(gateway.folder / "providers.json")
        for _ in range(3):
            hang_up(gateway)
        pause.wait(0.05)
    assert results == ["0000"] * 40
    gateway.configuration["malls"]["lastmall"] = new_mall(front.origin)
    gateway.write()
    hang_up(gateway)
    last = shop_of(gateway, front, "lastmall")
    eventually(lambda: last.checkout().status_code == 200, 30, "the last file is in force")
    assert not lines(gateway, REFUSED), lines(gateway, REFUSED)
    assert gateway.stop() == 0


def test_a_signal_during_the_shutdown_does_nothing(serve, front):
    gateway = serve({"mock": mock()})
    url = Mall(gateway, front).open()
    gateway.fault("verify", "delay", 1, delay_ms=3000)
    click = press(url, "approve")
    homes = []
    buyer = threading.Thread(target=lambda: homes.append(come_back(click)))
    buyer.start()
    eventually(lambda: gateway.ledger()[key_of(url)]["calls"]["verify"] == 1, 10, "the PG is asked")
    gateway.process.send_signal(signal.SIGTERM)

    def is_closed():
        try:
            return not requests.get(f"{gateway.url}/health/live", timeout=5, headers={"connection": "close"})
        except requests.RequestException:
            return True

    eventually(is_closed, 10, "the shutdown has begun")
    gateway.configuration["malls"]["newmall"] = new_mall(front.origin)
    gateway.write()
    for _ in range(5):
        hang_up(gateway)
    assert gateway.process.wait(65) == 0, gateway.log()
    buyer.join(10)
    assert [home["result_code"] for home in homes] == ["0000"]
    assert not lines(gateway, "reloaded") and not lines(gateway, REFUSED)
