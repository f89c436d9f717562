"""The real program in a real pseudo-terminal: pexpect runs it, pyte reads the screen that it draws."""

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pyte
import pytest

from tests.terminal.forking import Forked, Forker

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "delete": "\x1b[3~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "ctrl+f": "\x06",
    "ctrl+g": "\x07",
    "ctrl+o": "\x0f",
    "ctrl+q": "\x11",
    "ctrl+y": "\x19",
    "ctrl+z": "\x1a",
}

LONGEST = 240.0
"""Seconds after which a test fails: more than a slow machine takes while it runs other tests, too."""

_REST = 0.15
"""Seconds without a drawing after which a program that does nothing is taken to be at rest."""


class Terminal:
    """A terminal with pmtui in it."""

    def __init__(
        self,
        words: list[str],
        folder: Path,
        env: dict[str, str],
        size: tuple[int, int],
        source: str = "",
        forker: Forker | None = None,
    ) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._text = (-1, "")
        how: dict[str, Any] = {"cwd": str(folder), "env": env, "dimensions": (rows, columns), "timeout": LONGEST}
        self.child: pexpect.spawn[bytes]
        if forker is not None:
            self.child = Forked(forker, words, **how)
        else:
            start = ["-c", source] if source else ["-m", "pmtui"]
            self.child = pexpect.spawn(sys.executable, [*start, *words], **how)

    def read(self) -> None:
        """Take in what the program has drawn so far."""
        try:
            while True:
                data: bytes = self.child.read_nonblocking(65536, timeout=0.02)
                self.raw += data
                self._draw(data)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return

    def _draw(self, data: bytes) -> None:
        """Draw the output; pyte drops a sequence that it mistakes for another one, and continues after it."""
        try:
            self.stream.feed(data)
        except TypeError:
            self.stream = pyte.ByteStream(self.screen)

    def rests(self, seconds: float = LONGEST) -> None:
        """Read until the program does nothing for a moment, and draws nothing, or is gone.

        A silent screen alone isn't enough: on a busy machine, the program may be waiting for a core.

        Raises:
            AssertionError: if it doesn't come to rest.
        """
        end = time.monotonic() + seconds
        still = time.monotonic() + _REST
        while self.child.isalive() and time.monotonic() < still:
            before = len(self.raw)
            self.read()
            if len(self.raw) != before or self._is_busy():
                still = time.monotonic() + _REST
            assert time.monotonic() < end, f"it doesn't come to rest; the screen is:\n{self.text()}"

    def _is_busy(self) -> bool:
        """Return whether a thread of the program runs, or waits for a core; always False outside of Linux."""
        states = []
        for thread in Path(f"/proc/{self.child.pid}/task").glob("*/stat"):
            with contextlib.suppress(OSError):
                states.append(thread.read_text().rpartition(")")[2].split()[0])
        return any(state in "RD" for state in states)

    def read_for(self, seconds: float) -> None:
        """Take in what the program draws for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read()

    def read_all(self) -> None:
        """Wait for the program's end, and take in all that it has drawn.

        Raises:
            AssertionError: if it doesn't end.
        """
        end = time.monotonic() + LONGEST
        while self.child.isalive():
            self.read()
            assert time.monotonic() < end, f"it didn't end in time; the screen is:\n{self.text()}"
        self.read()

    def hang_up(self, seconds: float = LONGEST) -> None:
        """Close the terminal under the program, as a lost connection does, and wait for its end.

        Raises:
            AssertionError: if it doesn't end within the time.
        """
        process = self.child.ptyproc  # type: ignore[attr-defined]
        process.fileobj.close()
        process.closed = self.child.closed = True
        end = time.monotonic() + seconds
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(self.child.pid or 0, os.WNOHANG) == (0, 0):
                if time.monotonic() > end:
                    os.kill(self.child.pid or 0, signal.SIGUSR1)  # a program under watch writes its stacks
                    time.sleep(1.0)
                    os.kill(self.child.pid or 0, signal.SIGKILL)
                    raise AssertionError("the program didn't end with its terminal")
                time.sleep(0.02)
        process.terminated = self.child.terminated = True

    def stop(self) -> None:
        """Kill the program, if it still runs; pexpect gives that a tenth of a second, and fails."""
        if not self.child.closed:
            if self.child.isalive():
                self.child.kill(signal.SIGKILL)
            self.read_all()
            self.child.close()

    def text(self) -> str:
        """Return the text on the screen."""
        self.read()
        if self._text[0] != len(self.raw):
            self._text = len(self.raw), "\n".join(line.rstrip() for line in self.screen.display)
        return self._text[1]

    def until(self, condition: Callable[[str], bool], seconds: float = LONGEST) -> str:
        """Wait until the screen satisfies `condition`, and return it.

        Raises:
            AssertionError: with the screen, if it doesn't within the time, or before the program's end.
        """
        end = time.monotonic() + seconds
        while True:
            goes_on = self.child.isalive() and time.monotonic() < end
            text = self.text()
            if condition(text):
                return text
            assert goes_on, f"not on screen in time; the screen is:\n{text}"

    def sees(self, words: str, seconds: float = LONGEST) -> str:
        """Wait until `words` are on screen."""
        return self.until(lambda text: words in text, seconds)

    def send(self, text: str, seconds: float = LONGEST) -> None:
        """Send keys as fast as they're taken; where they aren't, take in what is drawn: each may wait for the other.

        Raises:
            pexpect.EOF: if the program is gone.
            AssertionError: if it doesn't take the keys in time.
        """
        if not self.child.isalive():
            raise pexpect.EOF("the program is gone")
        descriptor, rest, end = self.child.child_fd, text.encode(), time.monotonic() + seconds
        os.set_blocking(descriptor, False)
        while rest:
            assert time.monotonic() < end, f"it takes no keys; the screen is:\n{self.text()}"
            _, writable, _ = select.select([], [descriptor], [], 0.05)
            if writable:
                with contextlib.suppress(BlockingIOError):
                    rest = rest[os.write(descriptor, rest) :]
                    continue
            self.read()
            if not self.child.isalive():
                raise pexpect.EOF("the program is gone")

    def press(self, *keys: str) -> None:
        """Press keys by name."""
        for key in keys:
            self.child.send(KEYS[key])

    def type(self, text: str) -> None:
        """Type text, and wait until it's on screen."""
        self.child.send(text)
        self.sees(text[-20:])

    def ended(self, seconds: float = LONGEST) -> int:
        """Wait for the program's end and return its exit code; -n where signal n ended it."""
        end = time.monotonic() + seconds
        while self.child.isalive():
            self.read()
            assert time.monotonic() < end, f"it didn't end in time; the screen is:\n{self.text()}"
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)


Start = Callable[..., Terminal]


@pytest.fixture(scope="session")
def forker() -> Iterator[Forker | None]:
    """Return the process that forks pmtui; None outside of Linux."""
    if not sys.platform.startswith("linux"):
        yield None
        return
    process = Forker()
    yield process
    process.close()


@pytest.fixture
def start(tmp_path: Path, forker: Forker | None) -> Iterator[Start]:
    """Start pmtui: `start("draft.toml", size=(80, 24))`.

    It's forked, since importing it takes most of a start; with `anew`, Python starts. `source` is Python code that runs
    pmtui.
    """
    running: list[Terminal] = []

    def run(
        *words: str, size: tuple[int, int] = (80, 24), source: str = "", anew: bool = False, **more: str
    ) -> Terminal:
        env = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "COLUMNS": "", "LINES": "", **more}
        env.pop("COLUMNS")
        env.pop("LINES")
        terminal = Terminal(list(words), tmp_path, env, size, source, None if source or anew else forker)
        running.append(terminal)
        return terminal

    yield run
    for terminal in running:
        terminal.stop()


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """Return how often the program is ended at a random moment: --kills."""
    return int(request.config.getoption("--kills"))


@pytest.fixture
def kill_seed(request: pytest.FixtureRequest) -> int:
    """Return the seed of the random moments: --kill-seed."""
    return int(request.config.getoption("--kill-seed"))


@pytest.fixture
def monkey_seconds(request: pytest.FixtureRequest) -> float:
    """Return how many seconds the monkey runs: --monkey."""
    return float(request.config.getoption("--monkey"))


@pytest.fixture
def monkey_seed(request: pytest.FixtureRequest) -> int:
    """Return the seed of the monkey's choices: --monkey-seed."""
    return int(request.config.getoption("--monkey-seed"))
