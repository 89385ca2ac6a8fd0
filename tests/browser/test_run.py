"""▶ Run: examples of the site run in the page, in headless Chromium, without a network."""

from __future__ import annotations

import pytest
from support.browser import ROOT, browser, require, served, until
from synapse_codegen import cli

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pyodide = require("pyodide")
    folder = tmp_path_factory.mktemp("site")
    assert cli.main(["docs", "--spec", str(ROOT / "spec/synapse"), "--out", str(folder), "--run", str(pyodide)]) == 0
    with served(folder) as url:
        yield folder, url


@pytest.fixture(scope="module")
def chromium(site):
    with browser() as driver:
        yield driver


class Site:
    """The site in a browser."""

    def __init__(self, driver, url):
        self._driver, self._url = driver, url

    def open(self, path):
        self._driver.get(f"{self._url}/{path}")

    def blocks(self, selector=".code[data-run]"):
        return self._driver.find_elements("css selector", selector)

    def click(self, block):
        self._driver.execute_script("arguments[0].querySelector('.run').click()", block)
        until(lambda: self._driver.execute_script("return arguments[0].matches(':has(+ .result)')", block))

    def result(self, block):
        """Wait until a block has run; return the texts of its result, by kind."""
        until(lambda: block.get_attribute("aria-busy") is None)
        script = """
            const texts = {};
            for (const part of arguments[0].nextElementSibling.children)
              texts[part.dataset.kind ?? part.className ?? ""] = part.textContent;
            texts.calls = [...arguments[0].nextElementSibling.querySelectorAll("li")].map((item) => item.textContent);
            return texts;
        """
        return self._driver.execute_script(script, block)

    def run(self, block):
        self.click(block)
        return self.result(block)

    def messages(self):
        return [entry["message"] for entry in self._driver.get_log("browser") if "favicon" not in entry["message"]]


@pytest.fixture
def page(chromium, site):
    return Site(chromium, site[1])


def test_each_sample_of_a_resource_runs(page):
    """Blocking, async and documented ones; nothing of the page breaks its policy."""
    page.open("en/resources/tasks.html")
    blocks = page.blocks()
    assert len(blocks) >= 20
    for block in blocks:
        result = page.run(block)
        assert "error" not in result, result
        assert result["calls"] != ["nothing"]
        assert not [call for call in result["calls"] if "→ 4" in call or "→ 5" in call]
    assert page.messages() == []


def test_files_are_uploaded_from_the_disk_of_the_page(page):
    page.open("en/resources/uploads.html")
    results = [page.run(block) for block in page.blocks("#create .code[data-run]")]
    assert len(results) == 3
    assert "large_file.zip" in results[0]["note"]
    for result in results:
        assert "error" not in result, result
        assert [call.partition(" ")[0] for call in result["calls"]] == ["PUT", "POST"]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_blocks_of_a_guide_build_on_each_other(page, language):
    """The last one runs those before it, and shows errors as the guide does."""
    page.open(f"{language}/guides/start.html")
    *others, last = page.blocks()
    assert others
    page.click(last)
    results = [page.result(block) for block in (*others, last)]
    shown = "\n".join(result.get("warning", "") + result.get("output", "") for result in results)
    assert "456 pending 2025" in shown
    assert "TypeError: Tasks.list() got an unexpected keyword argument 'projct'" in shown
    assert "NotFoundError: 404 Not Found" in shown
    assert "Street scenes" in shown


def test_a_run_can_be_stopped_and_the_next_one_starts_anew(page):
    page.open("en/guides/start.html")
    first = page.blocks()[0]
    page.click(first)
    page.click(first)
    assert "Stopped" in page.result(first)["error"]
    assert "456 pending 2025" in page.run(first)["output"]


def test_a_page_that_is_a_file_says_what_to_do(page, chromium, site):
    chromium.get((site[0] / "en/guides/start.html").as_uri())
    block = page.blocks()[0]
    assert "python3 -m http.server" in page.run(block)["error"]
