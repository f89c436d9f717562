"""One page's pmtui: a separate process, confined to the folder, that ends when the page closes."""

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from typing import Any

from textual_serve.app_service import AppService

from pmtui.tui.served_size import fitted_size

MOST_PAGES = 8
"""The most pages at a time; each is a process of some 60 MB. Chosen by hand: half a gigabyte in all, which a small
server has, and more pages than a team usually has open."""

_PATIENCE = (3.0, 6.0, 5.0)
"""Seconds to wait for the process's end: after it was asked, after SIGTERM, after SIGKILL. The app itself takes at most
5 seconds to leave after SIGTERM (`tui/leaving.py`), so the second wait is longer than that."""


class ServedSession(AppService):
    """A confined pmtui, and the messages between it and its page.

    Args:
        words: the command that starts it.
    """

    def __init__(self, words: Sequence[str], **more: Any) -> None:
        super().__init__("", **more)
        self.words = words
        self._ending: asyncio.Task[None] | None = None
        self._is_deaf = False

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment: dict[str, str] = super()._build_environment(width, height)
        return {**environment, "TEXTUAL_DRIVER": "pmtui.tui.served_driver:ServedDriver"}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start it without a shell, in its own process group, so that Ctrl+C at the server doesn't reach it."""
        process = await asyncio.create_subprocess_exec(
            *self.words,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        self._process, self._stdin = process, process.stdin
        return process

    async def set_terminal_size(self, width: object, height: object) -> None:
        """Tell the process the page's size, within limits."""
        await super().set_terminal_size(*fitted_size(width, height))

    async def run(self) -> None:
        """Pass on what the process draws until it ends; then close the page's socket."""
        process = self._process
        assert process is not None and process.stdout is not None and process.stderr is not None
        errors = asyncio.create_task(_pass_on_errors(process.stderr))
        try:
            await self._pass_on(process.stdout)
        except asyncio.IncompleteReadError:  # it has ended
            pass
        finally:
            await errors
            with contextlib.suppress(Exception):  # the page may be gone
                await self.remote_close()

    async def _pass_on(self, stdout: asyncio.StreamReader) -> None:
        while await stdout.readline() not in (b"__GANGLION__\n", b""):
            pass
        while True:
            head = await stdout.readexactly(5)
            payload = await stdout.readexactly(int.from_bytes(head[1:], "big"))
            if self._is_deaf:  # its output is still read: otherwise it couldn't save and end
                continue
            take = {b"D": self.on_data, b"M": self.on_meta, b"P": self.on_packed}.get(head[:1])
            try:
                if take is not None:
                    await take(payload)
            except (ConnectionError, RuntimeError):  # the page is gone
                self._is_deaf = True

    async def stop(self) -> None:
        """End the process, and wait until it has ended; it saves first, unless it's stuck."""
        self._is_deaf = True
        if self._ending is None:
            self._ending = asyncio.create_task(self._end())
        await asyncio.shield(self._ending)

    async def _end(self) -> None:
        process, task = self._process, self._task
        if process is None:
            return
        await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
        for patience, end in zip(_PATIENCE, (None, "SIGTERM", "SIGKILL"), strict=True):
            try:
                async with asyncio.timeout(patience):
                    if end is None and process.returncode is None:
                        await self.send_meta({"type": "quit"})
                    elif end is not None:
                        _signal_group(process, getattr(signal, end, signal.SIGTERM))
                    await process.wait()
                break
            except TimeoutError:
                continue
        if task is not None:
            await asyncio.wait({task}, timeout=1)
            task.cancel()


async def _pass_on_errors(stderr: asyncio.StreamReader) -> None:
    """Print the process's error output where the server was started, made visible."""
    while line := await stderr.read(4096):
        sys.stderr.write(line.decode("utf-8", "replace"))
        sys.stderr.flush()


def _signal_group(process: Process, number: int) -> None:
    """Send a signal to a process and to all that it has started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
