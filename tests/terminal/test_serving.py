"""The app in a browser: who is answered, what is said about it, and a real browser where there is one."""

import asyncio
import base64
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from pmtui.serving import is_asked_rightly, is_loopback, who_can_reach

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.parametrize(
    ("asked", "origin", "answered"),
    [
        ("127.0.0.1:8000", None, True),
        ("localhost:8000", None, True),
        ("127.0.0.1:8000", "http://localhost:8000", True),
        ("[::1]:8000", "http://[::1]:8000", True),
        ("evil.example:8000", None, False),
        ("127.0.0.1:8000", "http://evil.example", False),
        ("127.0.0.1:8000", "http://localhost:9000", False),
        ("127.0.0.1:8000", "null", False),
        ("127.0.0.1:8000", "http://[bad", False),
        ("evil.example:8000", "http://evil.example:8000", False),
        ("127.0.0.1:x", None, False),
    ],
)
def test_only_its_own_page_is_answered_on_loopback(asked: str, origin: str | None, answered: bool) -> None:
    assert is_asked_rightly("127.0.0.1", asked, origin, 8000) is answered


def test_elsewhere_a_page_is_answered_under_the_name_that_it_is_asked_by() -> None:
    assert is_asked_rightly("0.0.0.0", "box.example:8000", "http://box.example:8000", 8000)
    assert not is_asked_rightly("0.0.0.0", "box.example:8000", "http://evil.example", 8000)


def test_who_can_reach_it_is_said() -> None:
    assert is_loopback("127.0.0.1") and is_loopback("::1") and is_loopback("localhost")
    assert not is_loopback("0.0.0.0") and not is_loopback("box.example")
    assert who_can_reach("127.0.0.1", 8000).startswith("Only programs on this machine")
    assert "no password" in who_can_reach("0.0.0.0", 8000)


@contextlib.asynccontextmanager
async def served(folder: Path) -> AsyncIterator[int]:
    """Run `pmtui serve` until it answers; yield its port."""
    port = free_port()
    words = [sys.executable, "-m", "pmtui", "serve", str(folder), "--port", str(port)]
    process = await asyncio.create_subprocess_exec(
        *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        first = await asyncio.wait_for(process.stdout.readline(), 30)
        assert first.decode().strip() == f"http://127.0.0.1:{port}"
        async with aiohttp.ClientSession() as session:
            for _ in range(200):
                with contextlib.suppress(aiohttp.ClientConnectionError):
                    async with session.get(f"http://127.0.0.1:{port}/") as response:
                        assert response.status == 200
                        break
                await asyncio.sleep(0.05)
        yield port
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 20)


async def test_the_page_takes_nothing_from_elsewhere_and_answers_nobody_else(tmp_path: Path) -> None:
    async with served(tmp_path) as port, aiohttp.ClientSession() as session:
        at = f"http://127.0.0.1:{port}"
        async with session.get(f"{at}/") as page:
            assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
        async with session.get(f"{at}/", headers={"Host": "evil.example"}) as page:
            assert page.status == 403
        async with session.get(f"{at}/ws", headers={"Origin": "http://evil.example"}) as page:
            assert page.status == 403


async def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "pmtui", "serve", str(tmp_path), "--port", str(port)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert f"127.0.0.1:{port} can't be listened at" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not BROWSER, reason="no browser is installed")
async def test_a_postmortem_is_begun_in_a_real_browser(tmp_path: Path) -> None:
    """Type into the page as a person would, through the browser's own protocol, and look at the folder of drafts."""
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    async with served(drafts) as port, browser(tmp_path / "profile", f"http://127.0.0.1:{port}") as page:
        await page.wait(page.drawn, "begins a postmortem")
        await page.value("document.querySelector('textarea').focus()")
        await page.press("n")
        await page.wait(page.drawn, "A new postmortem")
        await page.type("Login fails")
        await page.press("Enter")
        await page.press("Enter")
        await page.wait(lambda: [path.name for path in drafts.glob("*login-fails.toml")], "login-fails")


class Page:
    """A page of a headless browser, over its DevTools protocol."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.number = 0
        self._drawn = ""

    async def call(self, method: str, **words: Any) -> dict[str, Any]:
        self.number += 1
        await self.socket.send_json({"id": self.number, "method": method, "params": words})
        while True:
            answer = json.loads((await self.socket.receive()).data)
            if answer.get("method") == "Network.webSocketFrameReceived":
                frame = answer["params"]["response"]
                data = base64.b64decode(frame["payloadData"]) if frame["opcode"] == 2 else frame["payloadData"].encode()
                self._drawn += re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", data.decode("utf-8", "replace"))
            if answer.get("id") == self.number:
                found: dict[str, Any] = answer.get("result", {})
                return found

    async def value(self, source: str) -> Any:
        return (await self.call("Runtime.evaluate", expression=source))["result"].get("value")

    async def drawn(self) -> str:
        """Return what the app has sent the page to draw so far."""
        await self.value("0")  # what has come meanwhile is read with the answer
        return self._drawn

    async def wait(self, look: Any, words: str) -> None:
        for _ in range(300):
            found = look()
            found = await found if asyncio.iscoroutine(found) else found
            if words in str(found):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"{words!r} didn't come; there is: {found!r}")

    async def press(self, key: str) -> None:
        code = {"Enter": 13}.get(key, ord(key[0].upper()))
        text = "\r" if key == "Enter" else key
        for kind in ("keyDown", "keyUp"):
            await self.call("Input.dispatchKeyEvent", type=kind, key=key, text=text if kind == "keyDown" else "",
                            windowsVirtualKeyCode=code)  # fmt: skip

    async def type(self, text: str) -> None:
        for letter in text:
            await self.press(letter)


@contextlib.asynccontextmanager
async def browser(profile: Path, address: str) -> AsyncIterator[Page]:
    """Open an address in a headless browser with a profile of its own."""
    words = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync"
    words += " --disable-component-update --remote-debugging-port=0 about:blank"
    process = await asyncio.create_subprocess_exec(
        BROWSER,
        f"--user-data-dir={profile}",
        *words.split(),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "HOME": str(profile.parent)},
    )
    try:
        told = profile / "DevToolsActivePort"
        for _ in range(600):
            if told.exists() and told.read_text().strip():
                break
            await asyncio.sleep(0.05)
        port = told.read_text().split("\n")[0]
        async with aiohttp.ClientSession() as session:
            async with session.put(f"http://127.0.0.1:{port}/json/new") as answer:
                target = (await answer.json())["webSocketDebuggerUrl"]
            async with session.ws_connect(target, max_msg_size=0) as opened:
                page = Page(opened)
                await page.call("Network.enable")
                await page.call("Page.navigate", url=address)
                yield page
    finally:
        process.kill()
        await process.wait()
