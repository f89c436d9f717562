"""A signal ends the app, however much else is waiting."""

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from pmtui.tui.leaving import leave_at_signals

NUMBERS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


@pytest.fixture
def handlers() -> Iterator[None]:
    """Give the process its own handlers back."""
    before = {number: signal.getsignal(number) for number in NUMBERS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("keys", [0, 5_000])
def test_no_signal_is_lost_behind_keys_that_wait(handlers: None, number: signal.Signals, keys: int) -> None:
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
