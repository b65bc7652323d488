"""The demo in a real browser: a person buys, pays, declines, in two languages, at a desk and on a phone."""

import re
from pathlib import Path

import pytest
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions as expected
from selenium.webdriver.support.wait import WebDriverWait

from browser import DESK, PHONE, chromium
from demo import Demo

SCREENSHOTS = Path(__file__).parent / "screenshots"
PAID = {"en": "Paid", "ko": "결제 완료"}
NOT_PAID = {"en": "Not paid", "ko": "결제되지 않음"}
WAITING_FOR_DEPOSIT = {"en": "Waiting for the deposit", "ko": "입금 대기 중"}
PARTLY_CANCELLED = {"en": "Partly cancelled", "ko": "부분 취소됨"}
CANCELLED = {"en": "Cancelled", "ko": "취소됨"}
DECLINED = {"en": "Declined", "ko": "결제 거절됨"}
SECONDS = 20


@pytest.fixture(scope="module")
def demo():
    """The shop's address, as `pg-gateway demo` prints it."""
    demo = Demo()
    yield demo.shop
    demo.end()


class Browser:
    """Chromium in one language and one size."""

    def __init__(self, language, size):
        self.language = language
        self.size = size
        options = {"prefs": {"intl.accept_languages": language}}
        if size == PHONE:
            metrics = {"width": size[0], "height": size[1], "pixelRatio": 2.0}
            options["mobileEmulation"] = {"deviceMetrics": metrics}
        self.driver = chromium(f"--window-size={size[0]},{size[1]}", **options)

    def find(self, selector):
        return WebDriverWait(self.driver, SECONDS).until(
            expected.presence_of_element_located((By.CSS_SELECTOR, selector)), selector
        )

    def click(self, selector):
        element = self.find(selector)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def expect(self, selector, text):
        WebDriverWait(self.driver, SECONDS).until(
            expected.text_to_be_present_in_element((By.CSS_SELECTOR, selector), text), f"{selector}: {text}"
        )

    def await_state(self, texts):
        """Reads the order page again and again: what the mall learns by a notification comes after the page."""

        def state(driver):
            if driver.find_element(By.ID, "order-state").text == texts[self.language]:
                return True
            driver.refresh()
            return False

        self.find("#order-state")
        # The page also loads itself anew while something is still to come.
        WebDriverWait(self.driver, SECONDS, 0.5, [StaleElementReferenceException, NoSuchElementException]).until(
            state, texts["en"]
        )

    def finish_payment(self):
        """Approves where the PG asks once more after the review."""
        found = self.find("#order-state, button[name=outcome][value=approve]")
        if found.tag_name == "button":
            self.click("button[name=outcome][value=approve]")

    def keep(self, name):
        """Takes a picture of the whole page, which must fit into the window's width and be in its language."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.driver.save_screenshot(
            str(SCREENSHOTS / f"{name}-{self.language}-{'phone' if self.size == PHONE else 'desk'}.png")
        )
        width, window = self.driver.execute_script(
            "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert width <= window, f"{name} is {width} pixels wide in a window of {window}"
        assert self.find("html").get_attribute("lang") == self.language
        assert self.find("title").get_attribute("textContent").strip()
        assert not self.driver.execute_script("return document.querySelector('main').innerText.includes('{{')")


@pytest.fixture(scope="module", params=[("en", DESK), ("ko", DESK), ("en", PHONE), ("ko", PHONE)], ids=str)
def browser(request):
    browser = Browser(*request.param)
    yield browser
    browser.driver.quit()


def buy(browser, demo):
    browser.driver.get(demo)
    browser.keep("shop")
    browser.click("#buy-synchronous")
    browser.find("button[name=outcome][value=approve]")
    browser.keep("payment")


def test_a_person_buys_pays_and_sees_the_messages(browser, demo):
    buy(browser, demo)
    browser.click("button[name=outcome][value=approve]")
    browser.expect("#order-state", PAID[browser.language])
    assert re.fullmatch(r"\d{8}-\d{7}", browser.find("#order-id").text)
    messages = browser.driver.find_elements(By.CSS_SELECTOR, ".message")
    assert len(messages) >= 3, "checkout, return and status"
    told = " ".join(message.text for message in messages)
    assert "/api/synchronous-checkout/checkout" in told and "payed_tf" in told and "0000" in told
    browser.keep("paid")


@pytest.mark.parametrize("outcome", ["decline", "leave"])
def test_a_person_who_does_not_pay_sees_that_nothing_was_taken(browser, demo, outcome):
    buy(browser, demo)
    browser.click(f"button[name=outcome][value={outcome}]")
    browser.expect("#order-state", NOT_PAID[browser.language])
    browser.keep(outcome)


def test_a_person_pays_with_the_keyboard_alone(browser, demo):
    browser.driver.get(demo)
    browser.find("#buy-synchronous").send_keys(Keys.ENTER)
    browser.find("button[name=outcome][value=approve]").send_keys(Keys.ENTER)
    browser.expect("#order-state", PAID[browser.language])


def test_the_page_of_an_unpaid_order_leads_on_to_the_payment(browser, demo):
    browser.driver.get(demo)
    browser.click("#buy-synchronous")
    browser.find("button[name=outcome]")
    browser.driver.get(demo)
    browser.click(".orders a")
    browser.keep("waiting")
    browser.click("#continue-payment")
    browser.click("button[name=outcome][value=approve]")
    browser.expect("#order-state", PAID[browser.language])


def test_a_person_who_transfers_later_finds_the_account_again(browser, demo):
    buy(browser, demo)
    browser.click("button[name=outcome][value=deposit]")
    browser.expect("#order-state", WAITING_FOR_DEPOSIT[browser.language])
    browser.click("#continue-payment")
    browser.expect("dl", "Mock Bank")
    browser.keep("account")
    browser.click("button[formaction*=deposit]")
    browser.find(".note")
    browser.keep("transferred")


def cancel(browser, name):
    """Gives back a part, then the rest, by the order page's buttons."""
    browser.click("#cancel-part")
    browser.await_state(PARTLY_CANCELLED)
    browser.keep(f"{name}-partly-cancelled")
    browser.click("#cancel-all")
    browser.await_state(CANCELLED)
    browser.keep(f"{name}-cancelled")
    assert not browser.driver.find_elements(By.CSS_SELECTOR, ".remark"), "the mall has no doubts"
    assert not browser.driver.find_elements(By.CSS_SELECTOR, "#cancel-all, #cancel-part")
    return " ".join(message.text for message in browser.driver.find_elements(By.CSS_SELECTOR, ".message"))


def test_a_synchronous_purchase_is_cancelled_in_part_and_wholly(browser, demo):
    buy(browser, demo)
    browser.click("button[name=outcome][value=approve]")
    browser.await_state(PAID)
    told = cancel(browser, "synchronous")
    assert "/api/synchronous-cancellation/cancel" in told and "cancelnoty" not in told


def test_an_asynchronous_purchase_is_paid_and_cancelled_by_notifications(browser, demo):
    browser.driver.get(demo)
    browser.click("#buy-asynchronous")
    browser.click("button[name=outcome][value=approve]")
    browser.await_state(PAID)
    browser.keep("asynchronous-paid")
    told = cancel(browser, "asynchronous")
    for word in ("/api/asynchronous-checkout/checkout", "/api/asynchronous-cancellation/cancel", "cancelnoty"):
        assert word in told


def test_an_asynchronous_purchase_can_be_declined(browser, demo):
    browser.driver.get(demo)
    browser.click("#buy-asynchronous")
    browser.click("button[name=outcome][value=decline]")
    browser.await_state(DECLINED)


def test_the_payment_button_leads_over_the_review_to_a_paid_order(browser, demo):
    browser.driver.get(demo)
    browser.click("#view-product")
    browser.find("#appPaymentButtonBox button")
    browser.keep("product")
    browser.click("#appPaymentButtonBox button")
    browser.find("button[name=outcome][value=approve]")
    browser.keep("wallet")
    browser.click("button[name=outcome][value=approve]")
    browser.find("form[action*='/order/pay'] button")
    browser.keep("review")
    browser.click("form[action*='/order/pay'] button")
    browser.finish_payment()
    browser.await_state(PAID)
    browser.keep("external-paid")
    told = " ".join(message.text for message in browser.driver.find_elements(By.CSS_SELECTOR, ".message"))
    for word in ("/exec/front/order/reserve/", "PayReceiveCheckoutNoty", "payed_tf"):
        assert word in told


def test_an_unknown_order_has_a_page(browser, demo):
    browser.driver.get(demo + "/orders/20200101-0000001")
    browser.keep("missing")
