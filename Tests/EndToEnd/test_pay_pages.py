"""The pages between the shop and the PGs' windows, in a real browser under their own policies.

The scripts are stand-ins, but they come from the PGs' own addresses: the browser takes `pg_windows` for every host.
"""

from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
import requests

from browser import DESK, PHONE, Visitor
from configuration import configuration
from gateway import Gateway
from mall import Mall
from pg_calls import BUYER, CALLS, INICIS, LIVE, NICEPAY, TITLE, TOSS, inicis_call, inicis_form, key_of, returns
from pg_windows import PGWindows

SCREENSHOTS = Path(__file__).parent / "screenshots"
# By instance: its module, its account and its settings. The shops have them in this order.
INSTANCES = {
    "toss": ("toss-payments", TOSS, {"methods": ["CARD"]}),
    "toss-choice": ("toss-payments", TOSS, {"methods": ["CARD", "TRANSFER"]}),
    "nicepay": ("nicepay", NICEPAY, {}),
    "nicepay-choice": ("nicepay", NICEPAY, {"methods": ["card", "bank"]}),
    "inicis": ("kg-inicis", INICIS, {"clientIp": "203.0.113.7"}),
    "inicis-live": ("kg-inicis", LIVE, {"clientIp": "203.0.113.7"}),
}
WINDOWS = ["toss", "nicepay", "inicis"]
CHOICES = ["toss-choice", "nicepay-choice"]
CLOSED = ("toss", "close")
SCRIPT_HOSTS = {"toss": "js.tosspayments.com", "nicepay": "pay.nicepay.co.kr", "inicis": "stgstdpay.inicis.com"}
APPROVALS = {
    "toss": "/v1/payments/confirm", "nicepay": "/v1/payments/UT0000113m01", "inicis": "/api/payAuth",
}  # fmt: skip
NOT_OPEN = {"ko": "결제창이 열려 있지 않습니다", "en": "The payment window is not open"}
CHOOSE = {"ko": "결제 수단을 선택해 주세요", "en": "Please choose how to pay"}
LABELS = {
    ("toss-choice", "ko"): ["카드·간편결제", "계좌이체"],
    ("toss-choice", "en"): ["Card or easy pay", "Bank transfer"],
    ("nicepay-choice", "ko"): ["신용카드", "계좌이체"],
    ("nicepay-choice", "en"): ["Card", "Bank transfer"],
}


@pytest.fixture(scope="module")
def windows(tmp_path_factory):
    windows = PGWindows(tmp_path_factory.mktemp("windows"))
    yield windows
    windows.close()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory, front, windows):
    instances = {}
    for name, (module, _, settings) in INSTANCES.items():
        is_live = name.endswith("-live")
        origin = {} if is_live else {"baseURL": windows.origin}
        environment = "live" if is_live else "test"
        instances[name] = {"module": module, "environment": environment, "settings": {**settings, **origin}}
    settings = configuration(front.origin, instances)
    mall = settings["malls"]["demomall"]
    mall["account"] = TOSS
    for shop, (_, account, _) in zip(mall["shops"].values(), INSTANCES.values(), strict=True):
        shop["account"] = account
    gateway = Gateway(tmp_path_factory.mktemp("gateway"), settings).start()
    yield gateway
    gateway.kill()


@pytest.fixture(scope="module")
def browser(windows):
    browser = Visitor(f"--host-resolver-rules={windows.rule}", "--ignore-certificate-errors")
    yield browser
    browser.driver.quit()


@pytest.fixture
def visitor(browser, windows):
    """The browser at a desk in Korea, before every PG in good health."""
    windows.down.clear()
    browser.driver.switch_to.default_content()
    browser.become("ko", DESK)
    return browser


@pytest.fixture
def pay(gateway, front):
    """Opens a payment by an instance; the address of its page."""

    def pay(instance, **changes):
        shop = list(INSTANCES).index(instance) + 1
        details = {"product_name": TITLE, **BUYER, **changes}
        return Mall(gateway, front, shop, instance).open(**details)

    return pay


def called(visitor):
    """The one call that the PG's script got from the page."""
    calls = visitor.wait(lambda: visitor.driver.execute_script("return window.pgCalls"), "the script is called")
    assert len(calls) == 1
    return calls[0]


def press(visitor, deed):
    """A button of the PG's window."""
    visitor.driver.switch_to.frame(visitor.find("#pg-window"))
    visitor.find(f"#{deed}").click()


def keep(visitor, name):
    """Takes a picture to look at; a page must fit into the width of its window."""
    SCREENSHOTS.mkdir(exist_ok=True)
    visitor.driver.save_screenshot(str(SCREENSHOTS / f"pay-{name}.png"))
    assert not visitor.is_too_wide()


# INICIS has a form for phones.
@pytest.mark.parametrize(
    "instance, size",
    [("toss", DESK), ("toss", PHONE), ("nicepay", DESK), ("nicepay", PHONE), ("inicis", DESK)],
    ids=str,
)
def test_the_window_is_opened_with_what_the_pg_asks_for(visitor, gateway, pay, instance, size):
    visitor.become("ko", size)
    url = pay(instance)
    visitor.visit(url)
    said = called(visitor)
    assert said == CALLS[instance](gateway, key_of(url), said)
    window = visitor.find("#pg-window")
    assert window.rect["width"] >= size[0], "the page leaves the PG's layers all the room there is"
    assert visitor.find(".pg-x").rect["width"] < 50, "and styles nothing in them"
    keep(visitor, f"{instance}-{size[0]}")
    assert visitor.complaints() == [], "nothing is against the page's policy"
    answer = requests.get(url, timeout=30)
    assert answer.headers["cross-origin-opener-policy"] == "same-origin-allow-popups"


# A closed window of Toss's ends nothing; its page stays.
@pytest.mark.parametrize(
    "instance, deed",
    [(instance, deed) for instance in WINDOWS for deed in ("agree", "leave", "close") if (instance, deed) != CLOSED],
)
def test_the_buyer_comes_back_to_the_shop_in_a_whole_window(visitor, windows, front, pay, instance, deed):
    windows.called.clear()
    visitor.visit(pay(instance))
    press(visitor, deed)
    home = visitor.wait(lambda: at(visitor, front.return_url), "the buyer is at the shop")
    assert dict(parse_qsl(urlsplit(home).query))["result_code"] == "9999"
    assert any(path.endswith(APPROVALS[instance]) for path in windows.called) == (deed == "agree")


def test_a_shop_that_frames_a_return_keeps_its_window(visitor, gateway, front, pay):
    address = returns(gateway, key_of(pay("toss")), "cancel")
    visitor.visit("https://shop.example/?" + quote(address, safe=""))
    visitor.driver.switch_to.frame(visitor.find("iframe"))
    visitor.wait(
        lambda: visitor.driver.execute_script("return location.href").startswith(front.return_url),
        "the frame is at the shop",
    )
    assert at(visitor, "https://shop.example/")


def at(visitor, address):
    """The address of the whole window, whatever frame was looked at."""
    visitor.driver.switch_to.default_content()
    url = visitor.driver.current_url
    return url if url.startswith(address) else None


def test_a_window_that_the_buyer_closed_leaves_the_way_back(visitor, pay):
    visitor.visit(pay("toss"))
    press(visitor, "close")
    visitor.driver.switch_to.default_content()
    visitor.wait(lambda: NOT_OPEN["ko"] in visitor.text("#pg-failed"), "the page says so")
    assert visitor.text("#pg-back")


@pytest.mark.parametrize("instance", WINDOWS)
def test_a_card_companys_window_can_report_back(visitor, pay, instance):
    visitor.visit(pay(instance))
    first = visitor.driver.current_window_handle
    press(visitor, "card")
    visitor.wait(lambda: visitor.text("#said") == "the card is good", "the pop-up reaches the window that opened it")
    for handle in set(visitor.driver.window_handles) - {first}:
        visitor.driver.switch_to.window(handle)
        visitor.driver.close()
    visitor.driver.switch_to.window(first)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("instance", [*WINDOWS, *CHOICES])
def test_without_the_pgs_script_the_way_back_is_plain(visitor, windows, front, pay, instance, language):
    windows.down.update(SCRIPT_HOSTS.values())
    visitor.become(language, PHONE if "inicis" not in instance else DESK)
    visitor.visit(pay(instance))
    visitor.wait(lambda: NOT_OPEN[language] in visitor.text("#pg-failed"), "the page says so")
    assert visitor.text("#pg-opening") == ""
    assert visitor.driver.execute_script("return document.querySelectorAll('button').length") == 0, "nothing is dead"
    assert visitor.find("html").get_attribute("lang") == language
    keep(visitor, f"{instance}-failed-{language}")
    visitor.find("#pg-back").click()
    home = visitor.wait(lambda: at(visitor, front.return_url), "the buyer is at the shop")
    assert dict(parse_qsl(urlsplit(home).query))["result_code"] == "9999"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("instance", CHOICES)
def test_the_buyer_chooses_how_to_pay_in_one_language(visitor, pay, instance, language):
    visitor.become(language, PHONE)
    visitor.visit(pay(instance))
    visitor.wait(lambda: visitor.text("#pg-choice").startswith(CHOOSE[language]), "the page asks")
    buttons = visitor.find("#pg-choice").find_elements("tag name", "button")
    assert [button.text for button in buttons] == LABELS[instance, language]
    assert visitor.text("#pg-opening") == "", "nothing opens by itself"
    keep(visitor, f"{instance}-{language}")
    buttons[1].click()
    said = called(visitor)
    assert said.get("request", said)["method"] in ("TRANSFER", "bank")
    assert instance != "nicepay-choice" or said["language"] == {"ko": "KO", "en": "EN"}[language]
    assert visitor.complaints() == []


@pytest.mark.parametrize("instance", ["inicis", "inicis-live"])
def test_a_phone_posts_inicis_form_in_its_code_page(visitor, windows, gateway, pay, instance):
    windows.posted.clear()
    visitor.become("ko", PHONE)
    url = pay(instance)
    visitor.visit(url)
    host = "mobile.inicis.com" if instance == "inicis-live" else windows.authority
    body = visitor.wait(lambda: windows.posted.get(f"{host}/smart/payment/"), "the form arrives")
    fields = dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, encoding="cp949", errors="strict"))
    mid = INSTANCES[instance][1]["mid"]
    assert fields == inicis_form(gateway, key_of(url), fields["P_TIMESTAMP"], mid)
    assert visitor.complaints() == []


def test_the_live_script_of_inicis_brings_its_second_half(visitor, gateway, pay):
    url = pay("inicis-live")
    visitor.visit(url)
    said = called(visitor)
    assert said == inicis_call(gateway, key_of(url), said["timestamp"], LIVE["mid"])
    assert visitor.complaints() == []


def test_inicis_window_opens_for_a_buyer_whose_telephone_nobody_knows(visitor, pay):
    """Its script refuses a form without one, and Cafe24 names none as a rule."""
    visitor.visit(pay("inicis", buyer_name=None, buyer_email=None, buyer_phone=None))
    assert called(visitor)["buyertel"] == "000-0000-0000"


def test_a_browser_without_javascript_is_told_why_nothing_opens(visitor, pay):
    visitor.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        visitor.visit(pay("toss"))
        told = visitor.text("main")
    finally:
        visitor.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert "자바스크립트" in told and "쇼핑몰로 돌아가기" in told
    assert "여는 중" not in told
