"""The site from its files, without a server and without a network: valid, accessible, and usable by keyboard."""

from __future__ import annotations

import json
import subprocess

import pytest
from selenium.webdriver.common.keys import Keys
from support.browser import ROOT, browser, require, until
from synapse_codegen import cli

pytestmark = pytest.mark.slow

PAGES = (
    "en/index.html",
    "en/resources/tasks.html",
    "ko/resources/jobs.html",
    "en/models/tasks.html",
    "ko/guides/start.html",
    "en/reference/errors.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    require("axe-core")
    folder = tmp_path_factory.mktemp("site")
    assert cli.main(["docs", "--spec", str(ROOT / "spec/synapse"), "--out", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def chromium(site):
    with browser() as driver:
        yield driver


@pytest.fixture
def open_page(chromium, site):
    def open_path(path):
        chromium.get((site / path).as_uri())
        return chromium

    return open_path


def focused(driver):
    return driver.execute_script("return document.activeElement")


def test_the_html_of_all_pages_is_valid(site):
    command = [
        "node",
        require("html-validate") / "bin/html-validate.mjs",
        "--config",
        ROOT / ".ci/browser/htmlvalidate.json",
    ]
    checked = subprocess.run([*map(str, command), str(site)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout[-4000:]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(open_page, path, theme):
    driver = open_page(path)
    driver.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
    driver.execute_script((require("axe-core") / "axe.min.js").read_text("utf-8"))
    found = driver.execute_async_script("axe.run(document).then(arguments[0])")
    serious = [
        (item["id"], [node["html"][:200] for node in item["nodes"]][:3], item["nodes"][0]["failureSummary"])
        for item in found["violations"]
        if item["impact"] in {"serious", "critical"}
    ]
    assert serious == []


def test_it_asks_for_its_own_files_alone_and_says_nothing_on_the_console(open_page, site):
    driver = open_page(PAGES[0])
    driver.get_log("browser")  # what the checks of accessibility tried
    for path in PAGES:
        open_page(path)
        driver.find_element("css selector", ".find").click()
        until(lambda: driver.execute_script("return document.querySelector('dialog.search')?.open"))
    assert [entry["message"] for entry in driver.get_log("browser")] == []
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    urls = {
        message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"
    }
    assert {url for url in urls if not url.startswith((site.as_uri(), "data:"))} == set()
    assert len(urls) > len(PAGES)


def test_the_first_page_leads_to_the_language_that_was_read_last(open_page):
    driver = open_page("ko/index.html")
    open_page("index.html")
    until(lambda: driver.current_url.endswith("/index.html") and "/ko/" in driver.current_url)


def test_the_search_finds_both_languages_by_keyboard_alone(open_page):
    driver = open_page("en/resources/tasks.html")
    driver.find_element("tag name", "body").send_keys("/")
    until(lambda: focused(driver).get_attribute("type") == "search")
    focused(driver).send_keys("task status")
    options = "return [...document.querySelectorAll('[role=option] b')].map((option) => option.textContent)"
    assert driver.execute_script(options)[0] == "TaskStatus"
    focused(driver).send_keys(Keys.CONTROL, "a")
    focused(driver).send_keys("어노테이션 제출")
    assert "tasks.annotate" in driver.execute_script(options)
    focused(driver).send_keys(Keys.CONTROL, "a")
    focused(driver).send_keys("nowhere to be seen")
    assert driver.find_element("css selector", ".none").text == "Nothing matches."
    focused(driver).send_keys(Keys.ESCAPE)
    assert not driver.execute_script("return document.querySelector('dialog.search').open")
    driver.find_element("tag name", "body").send_keys("/")
    focused(driver).send_keys(Keys.CONTROL, "a")
    focused(driver).send_keys("list_files", Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER)
    until(lambda: driver.current_url.endswith("list_files"))


def test_a_tab_is_remembered_on_other_pages(open_page):
    driver = open_page("en/resources/tasks.html")
    tab = driver.find_element("css selector", "[role=tab][aria-selected=true]")
    tab.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    for path in ("en/resources/tasks.html", "ko/resources/jobs.html"):
        driver = open_page(path)
        shown = (
            "return new Set([...document.querySelectorAll('[data-tab]:not([hidden])')].map((p) => p.dataset.tab)).size"
        )
        chosen = driver.find_element("css selector", "[role=tabpanel]:not([hidden])")
        assert chosen.get_attribute("data-tab") == "documented"
        assert driver.execute_script(shown) <= 2  # methods without a documented name show their first


def test_the_theme_is_kept_and_the_language_switch_leads_to_the_same_page(open_page):
    driver = open_page("en/models/tasks.html")
    background = "return getComputedStyle(document.body).backgroundColor"
    before = driver.execute_script(background)
    driver.find_element("css selector", ".theme").click()
    after = driver.execute_script(background)
    assert after != before
    driver.find_element("css selector", "a.language").click()
    until(lambda: driver.current_url.endswith("ko/models/tasks.html"))
    assert driver.execute_script(background) == after


def test_a_phone_sees_the_contents_on_demand_and_never_scrolls_sideways(open_page):
    driver = open_page(PAGES[0])
    size = {"width": 375, "height": 740, "deviceScaleFactor": 1, "mobile": True}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        for path in PAGES:
            open_page(path)
            assert driver.execute_script("return document.documentElement.scrollWidth") <= 375, path
        assert not driver.find_element("id", "contents").is_displayed()
        driver.find_element("css selector", ".menu").click()
        assert driver.find_element("id", "contents").is_displayed()
    finally:
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
