"""One visit to the dashboard in a real browser: pick a pair, see the chart, download what is shown."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import downloads
from dashboard.database import Filters

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.browser


@pytest.fixture
def address(samples_db: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "etl", "dashboard", "--db", str(samples_db), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True) as server:
        for _ in range(120):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health").read()
                break
            except OSError:
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
        os.killpg(server.pid, 15)


def test_pick_a_pair_and_download(address: str, samples_db: Path, tmp_path: Path) -> None:
    if CHROMIUM is None:
        assert not os.environ.get("CI"), "the test machine must have chromium"
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page(accept_downloads=True)
        outside: list[str] = []
        page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else outside.append(r.url))
        page.goto(f"{address}/visits")
        page.get_by_role("combobox", name="Country pair").fill("Russia")
        page.get_by_role("option", name="North Korea – Russia").click()
        expect(page.locator(".js-plotly-plot .ytick text").first).to_have_text("North Korea – Russia", timeout=30_000)
        page.wait_for_url("**pair=PRK-RUS**", timeout=30_000)
        expected = downloads.csv_of(samples_db, "visits", Filters(dyad="PRK-RUS"))
        count = expected.count(b"\r\n") - 1
        button = page.get_by_role("button", name=f"Download {count} visits (CSV)")
        expect(button).to_be_visible(timeout=30_000)
        with page.expect_download() as download:
            button.click()
        file = tmp_path / "visits.csv"
        download.value.save_as(file)
        assert file.read_bytes() == expected
        assert not outside
        browser.close()
