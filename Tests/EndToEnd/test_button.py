"""The payment button in a real browser: what it does when somebody does not answer, and when the clock is wrong."""

import signal

import pytest

from browser import Visitor
from button_page import ButtonPage
from configuration import mock

BUTTON = "#pgGatewayPay"
FAILED = "The payment could not be started. Please try again."
# The button waits twenty and thirty seconds; a page that makes its timers ten times as fast is tested in a few.
HASTY = "const real = window.setTimeout; window.patient = () => { window.setTimeout = real; };\n"
HASTY += "window.setTimeout = (work, wait, ...more) => real(work, wait / 10, ...more);"


@pytest.fixture(scope="module")
def page():
    page = ButtonPage()
    yield page
    page.close()


@pytest.fixture(scope="module")
def gateway(serve, page):
    gateway = serve({"mock": mock()})
    gateway.configuration["malls"]["demomall"]["domains"].append(page.origin)
    gateway.write()
    gateway.stop()
    page.script = gateway.url + "/api/external-checkout/script"
    yield gateway.start()
    gateway.process.send_signal(signal.SIGCONT)


@pytest.fixture
def visitor():
    visitor = Visitor()
    yield visitor
    visitor.driver.quit()


def before_each_page(visitor, script):
    visitor.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})


def is_usable_again(visitor):
    button = visitor.find(BUTTON)
    return visitor.text("[role=alert]") == FAILED and button.is_enabled() and button.text == "Buy now"


def buys(visitor, gateway):
    visitor.find(BUTTON).click()
    visitor.wait(lambda: visitor.driver.current_url.startswith(gateway.url), "the buyer is sent on")


# The storefront's answer comes after all; how many requests the button makes of it once its promises have run.
CALL_LATE = """
    const [done] = arguments, send = window.fetch;
    let requests = 0;
    window.fetch = (...request) => { requests += 1; return send(...request); };
    window.held();
    setTimeout(() => { window.fetch = send; done(requests); }, 0);
"""


@pytest.mark.parametrize("silent", ["getCustomerIDInfo", "precreateOrder"])
def test_a_storefront_that_never_calls_back_does_not_keep_the_button(visitor, gateway, page, silent):
    before_each_page(visitor, HASTY)
    visitor.visit(f"{page.origin}/?hold={silent}")
    visitor.find(BUTTON).click()
    visitor.wait(lambda: visitor.driver.execute_script("return !!window.held"), "the call is made")
    assert not visitor.find(BUTTON).is_enabled()
    visitor.wait(lambda: is_usable_again(visitor), "the buyer is told, and may try again")
    # Too late: the buyer has been told, and another click begins anew.
    begun = len(page.reserved), len(gateway.payments())
    assert visitor.driver.execute_async_script(CALL_LATE) == 0, "nothing is asked of the gateway"
    assert is_usable_again(visitor) and visitor.driver.current_url.startswith(page.origin)
    assert (len(page.reserved), len(gateway.payments())) == begun


def test_a_gateway_that_hangs_does_not_keep_the_button(visitor, gateway, page):
    before_each_page(visitor, HASTY)
    visitor.visit(page.origin)
    visitor.find(BUTTON)
    gateway.process.send_signal(signal.SIGSTOP)
    try:
        visitor.find(BUTTON).click()
        visitor.wait(lambda: is_usable_again(visitor), "the buyer is told, and may try again")
    finally:
        gateway.process.send_signal(signal.SIGCONT)
    visitor.driver.execute_script("window.patient()")
    buys(visitor, gateway)


@pytest.mark.parametrize("minutes", [-90, -6, 6, 90])
def test_a_buyer_whose_clock_is_wrong_can_pay(visitor, gateway, page, minutes):
    before_each_page(visitor, f"const now = Date.now; Date.now = () => now() + {minutes * 60_000};")
    visitor.visit(page.origin)
    buys(visitor, gateway)


def test_the_button_looks_as_its_style_says(visitor, gateway, page):
    visitor.visit(page.origin)
    style = visitor.driver.execute_script(f"return {{...getComputedStyle(document.querySelector('{BUTTON}'))}}")
    assert (style["fontSize"], style["fontWeight"], style["lineHeight"]) == ("16px", "600", "16px")
