"""Chromium, as the tests start it."""

import shutil

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

DESK, PHONE = (1280, 900), (390, 844)
PHONE_AGENT = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Mobile Safari/537.36"
SECONDS = 20


def chromium(*arguments, strategy="normal", **experimental):
    """A browser without a screen; the experimental options are chromedriver's, by name.

    The strategy is what the driver waits for when a page loads: by itself, or with "none" for nothing.
    """
    options = webdriver.ChromeOptions()
    options.page_load_strategy = strategy
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", *arguments):
        options.add_argument(argument)
    for name, value in experimental.items():
        options.add_experimental_option(name, value)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, Service(shutil.which("chromedriver")))
    driver.set_page_load_timeout(60)
    return driver


class Visitor:
    """One browser that is taken for a desk's or a phone's, in any language.

    Its driver waits for no page: a PG's window leads the whole window on from a frame that is gone by then, and a driver
    that waits for that frame's load waits for ever. What a test needs to be there it waits for itself.
    """

    def __init__(self, *arguments):
        self.driver = chromium(f"--window-size={DESK[0]},{DESK[1]}", *arguments, strategy="none")
        self.desk_agent = self.driver.execute_script("return navigator.userAgent")

    def become(self, language="ko", size=DESK):
        is_phone = size == PHONE
        agent = {"userAgent": PHONE_AGENT if is_phone else self.desk_agent, "acceptLanguage": language}
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": is_phone}
        self.driver.execute_cdp_cmd("Network.setUserAgentOverride", agent)
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def visit(self, url):
        # What a page before this one left.
        self.complaints()
        self.driver.execute_script("window.isLeft = true")
        self.driver.get(url)
        is_loaded = "return !window.isLeft && document.readyState === 'complete'"
        self.wait(lambda: self.driver.execute_script(is_loaded), f"{url} is loaded")

    def wait(self, look, what):
        """Looks again and again; what is looked at may be replaced by the next page meanwhile."""
        return WebDriverWait(self.driver, SECONDS, ignored_exceptions=[WebDriverException]).until(lambda _: look(), what)

    def find(self, selector):
        return self.wait(lambda: next(iter(self.driver.find_elements(By.CSS_SELECTOR, selector)), None), selector)

    def text(self, selector):
        """What a person sees of it: nothing where it is hidden."""
        return self.find(selector).text

    def complaints(self):
        """What the browser's console has to say, since it was asked last; that a site has no icon is no complaint."""
        said = [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] != "INFO"]
        return [message for message in said if "/favicon.ico" not in message]

    def is_too_wide(self):
        return self.driver.execute_script(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
