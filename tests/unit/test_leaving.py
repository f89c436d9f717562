"""A signal ends the app, however much else is waiting."""

import asyncio
import os
import signal
import threading
from collections.abc import Iterator

import pytest

from pmtui.process import ignore_signals
from pmtui.tui import leaving
from pmtui.tui.leaving import leave_at_signals

NUMBERS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


@pytest.fixture
def handlers() -> Iterator[None]:
    """Give the process its own handlers back."""
    before = {number: signal.getsignal(number) for number in NUMBERS}
    yield
    signal.set_wakeup_fd(-1)
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("keys", [0, 5_000])
def test_no_signal_is_lost_while_keys_wait(handlers: None, number: signal.Signals, keys: int) -> None:
    async def run() -> int:
        heard: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def leave(found: int) -> None:
            if not heard.done():
                heard.set_result(found)

        leave_at_signals(leave)
        for _ in range(keys):  # as the thread does that reads the keyboard, while the loop is busy
            asyncio.get_running_loop().call_soon_threadsafe(lambda: None)
        os.kill(os.getpid(), number)
        return await asyncio.wait_for(heard, 20)

    assert asyncio.run(run()) == number


@pytest.mark.parametrize("number", NUMBERS)
def test_a_signal_after_the_loop_is_closed_only_ends_the_program(
    handlers: None, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(leaving, "end_for_sure", seen.append)

    async def run() -> None:
        leave_at_signals(seen.append)

    asyncio.run(run())
    os.kill(os.getpid(), number)
    assert seen == [128 + number]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_signal_wakes_a_loop_that_sleeps(handlers: None, number: signal.Signals) -> None:
    async def run() -> int:
        heard: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        leave_at_signals(heard.set_result)
        threading.Timer(0.05, os.kill, (os.getpid(), number)).start()
        return await heard

    assert asyncio.run(asyncio.wait_for(run(), 20)) == number


def test_signals_are_ignored_once_the_program_ends(handlers: None) -> None:
    ignore_signals()
    for number in NUMBERS:
        os.kill(os.getpid(), number)
        assert signal.getsignal(number) is signal.SIG_IGN
