"""What a screen costs the server: the script of each page run anew for each change of the filters, nothing cached.

Pages are found in `dashboard/app_pages`; with Chromium and playwright at hand, the memory of a real server and the time to
the first figures on screen are measured as well."""

from __future__ import annotations

import datetime as dt
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import measure
from streamlit import logger
from streamlit.testing.v1 import AppTest

from dashboard import filters as app_filters
from dashboard.database import Filters

APP = measure.ROOT / "dashboard" / "streamlit_app.py"
PAGES = sorted(path.stem for path in (APP.parent / "app_pages").glob("*.py"))
WORDS = {"commentary": "words", "articles": "article_words"}
CHROMIUM = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None)


def choose(app: AppTest, page: str, chosen: Filters) -> None:
    """Set every control of the sidebar, and the page's own for words, to what the filters say."""
    quoted = {kinds: label for label, kinds in app_filters.QUOTED.items()}
    found_by = {value: label for label, value in app_filters.FOUND_BY.items()}
    app.session_state["pair"] = chosen.dyad or ""
    app.query_params["pair"] = chosen.dyad or ""
    app.date_input(key="since").set_value(dt.date.fromisoformat(chosen.since) if chosen.since else None)
    app.date_input(key="until").set_value(dt.date.fromisoformat(chosen.until) if chosen.until else None)
    app.multiselect(key="kind").set_value(list(chosen.kinds))
    app.multiselect(key="status").set_value(list(chosen.status))
    app.multiselect(key="review").set_value(list(chosen.review))
    app.slider(key="confidence").set_value(chosen.confidence)
    app.button_group(key="quotes").set_value([quoted[chosen.speaker_types]])
    app.button_group(key="found_by").set_value([found_by[chosen.found_by]])
    for name in (key for owner, key in WORDS.items() if owner == page):
        app.text_input(key=name).set_value(chosen.search or "")


def changes(path: Path, page: str, tried: Mapping[str, Filters]) -> list[tuple[str, float]]:
    """Each filter with the milliseconds of processor time that a page took when it was chosen, the slowest first."""
    os.environ["DYADWATCH_DB"] = str(path)
    app = AppTest.from_file(str(APP), default_timeout=600).run()
    if page != "overview":
        app.switch_page(f"app_pages/{page}.py").run()
    taken = []
    for name, chosen in tried.items():
        choose(app, page, chosen)
        start = time.process_time()
        app.run()
        taken.append((name, (time.process_time() - start) * 1000))
        if app.exception:
            raise SystemExit(f"{page}, {name}: {app.exception[0].message}")
    return sorted(taken, key=lambda pair: -pair[1])


@contextmanager
def server(path: Path) -> Iterator[tuple[str, int]]:
    """The dashboard as the command serves it: its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(APP.with_name("asgi.py")), "--server.headless", "true"]
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [*command, "--server.port", str(port), "--browser.gatherUsageStats", "false"],
            env=os.environ | {"DYADWATCH_DB": str(path), "HOME": home}, cwd=APP.parent,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(20)


def resident_mb(pid: int, what: str = "VmRSS") -> float:
    """Resident memory of a process (Linux); `VmHWM` is the most that it ever was."""
    found = re.search(rf"{what}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text("ascii"))
    return int(found[1]) / 1024 if found else 0.0


def address(chosen: Filters) -> str:
    """Filters as they stand in the address of a page."""
    parts = [("pair", chosen.dyad), ("since", chosen.since), ("until", chosen.until)]
    parts += [("kind", kind) for kind in chosen.kinds] + [("status", status) for status in chosen.status]
    parts += [("review", review) for review in chosen.review]
    parts += [("confidence", str(chosen.confidence or "")), ("words", chosen.search), ("article_words", chosen.search)]
    return "&".join(f"{name}={value}".replace(" ", "+") for name, value in parts if value)


def in_browser(path: Path, tried: Mapping[str, Filters]) -> list[tuple[str, object]]:
    """Seconds from the start of the server, and from opening the page, to the first figures; then the server's memory
    after every page was opened with every filter, in megabytes, and the most that it was in between."""
    from playwright.sync_api import sync_playwright

    rows: list[tuple[str, object]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--disable-gpu"])
        started = time.perf_counter()
        with server(path) as (site, pid):
            for name in ("first figures, server just started", "first figures, a second session"):
                page = browser.new_context().new_page()
                opened = time.perf_counter()
                page.goto(site)
                page.wait_for_selector("[data-testid=stMetricValue]", timeout=120_000)
                now = time.perf_counter()
                rows.append((f"{name}, s after opening the page", f"{now - opened:.2f}"))
                if len(rows) == 1:
                    rows.append(("the same, s after starting the server", f"{now - started:.2f}"))
                page.context.close()
            rows.append(("memory with the first page, MB", f"{resident_mb(pid):.0f}"))
            page = browser.new_context().new_page()
            for name in PAGES:
                for chosen in tried.values():
                    page.goto(f"{site}/{'' if name == 'overview' else name}?{address(chosen)}")
                    page.wait_for_selector("h1", timeout=120_000)
                    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=120_000)
            rows.append(("memory after every page with every filter, MB", f"{resident_mb(pid):.0f}"))
            rows.append(("the most in between, MB", f"{resident_mb(pid, 'VmHWM'):.0f}"))
        browser.close()
    return rows


def measured(path: Path, tried: Mapping[str, Filters]) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """Each page with the time of every filter change; filters by words only where a page asks for words. The app is run
    without a server here; Streamlit says so at each run."""
    logger.set_log_level("ERROR")
    for page in PAGES:
        own = {
            name: chosen
            for name, chosen in tried.items()
            if not chosen.speaker and (not chosen.search or page in WORDS)
        }
        yield page, changes(path, page, own)
