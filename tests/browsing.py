"""How the tests drive the dashboard in a real Chromium: a server for a database, a browser, a page that keeps watch."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import seed

Make = Callable[[Path], Path]
ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = next(
    (p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome") if Path(p).exists()), None
)
REQUIRED = os.environ.get("DYADWATCH_REQUIRE_BROWSER") == "1"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM and not REQUIRED, reason="no Chromium: apt-get install chromium"),
]
sync_api = pytest.importorskip("playwright.sync_api") if not REQUIRED else __import__("playwright.sync_api").sync_api
WAIT_MS = 30_000
sync_api.expect.set_options(timeout=WAIT_MS)


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str | Make], tuple[str, Path]]]:
    """A function that serves a database from an unrelated folder and gives its address and the file: one of `seed` by
    name, or what another function writes to a path."""
    folder = tmp_path_factory.mktemp("browser")
    started: dict[str, tuple[str, Path]] = {}
    processes = []

    def start(wanted: str | Make) -> tuple[str, Path]:
        make: Make = getattr(seed, wanted) if isinstance(wanted, str) else wanted
        name = make.__name__
        if name not in started:
            db = make(folder / f"{name}.db")
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "asgi.py")]
            command += ["--server.headless", "true", "--server.port", str(port)]
            log = (folder / f"{name}.log").open("w")
            environment = os.environ | {"DYADWATCH_DB": str(db), "HOME": str(folder)}
            processes.append(subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log))
            for _ in range(300):
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as answer:
                        if answer.read() == b"ok":
                            break
                except OSError:
                    time.sleep(0.1)
            else:
                pytest.fail((folder / f"{name}.log").read_text())
            started[name] = (f"http://127.0.0.1:{port}", db)
        return started[name]

    yield start
    for process in processes:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM)
        yield running
        running.close()


class Visit:
    """A page that keeps count of what it asked for from elsewhere and of dialogs."""

    def __init__(self, browser, address: str, **context) -> None:
        self.address = address
        self.page = browser.new_context(**({"viewport": {"width": 1280, "height": 1000}} | context)).new_page()
        self.page.set_default_timeout(WAIT_MS)
        self.elsewhere: list[str] = []
        self.dialogs: list[str] = []
        self.page.on("request", self._note)
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))

    def _note(self, request) -> None:
        own = (self.address, self.address.replace("http", "ws", 1), "data:", "blob:")
        if not request.url.startswith(own):
            self.elsewhere.append(request.url)

    def go(self, path: str = "/"):
        self.page.goto(self.address + path)
        self.page.wait_for_selector("h1")
        self.settle()
        return self.page

    def settle(self) -> None:
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def expect(locator):
    return sync_api.expect(locator)
