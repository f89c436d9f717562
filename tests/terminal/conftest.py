"""The real program in a real pseudo-terminal: pexpect runs it, pyte reads the screen that it draws."""

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

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


class Terminal:
    """A terminal with pmtui in it."""

    def __init__(
        self, words: list[str], folder: Path, env: dict[str, str], size: tuple[int, int], source: str = ""
    ) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            sys.executable,
            [*(["-c", source] if source else ["-m", "pmtui"]), *words],
            cwd=str(folder),
            env=env,
            dimensions=(rows, columns),
            timeout=60,
        )

    def read(self) -> None:
        """Take in what the program has drawn so far."""
        try:
            while True:
                data: bytes = self.child.read_nonblocking(65536, timeout=0.02)  # type: ignore[assignment]
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

    def rests(self, seconds: float = 60.0) -> None:
        """Read until nothing has been drawn for a moment, or the program is gone.

        Raises:
            AssertionError: if it draws without an end.
        """
        end = time.monotonic() + seconds
        while self.child.isalive():
            before = len(self.raw)
            self.read_for(0.15)
            if len(self.raw) == before:
                return
            assert time.monotonic() < end, f"it draws without an end; the screen is:\n{self.text()}"

    def read_for(self, seconds: float) -> None:
        """Take in what the program draws for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read()

    def read_all(self) -> None:
        """Take in all that a program that is gone has drawn."""
        while self.child.isalive():
            self.read()
        self.read()

    def hang_up(self, seconds: float = 30.0) -> None:
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

    def text(self) -> str:
        """Return the text on the screen."""
        self.read()
        return "\n".join(line.rstrip() for line in self.screen.display)

    def until(self, condition: Callable[[str], bool], seconds: float = 60.0) -> str:
        """Wait until the screen satisfies `condition`, and return it.

        Raises:
            AssertionError: with the screen, if it doesn't within the time.
        """
        end = time.monotonic() + seconds
        while True:
            text = self.text()
            if condition(text):
                return text
            assert time.monotonic() < end, f"not on screen in time; the screen is:\n{text}"

    def sees(self, words: str, seconds: float = 60.0) -> str:
        """Wait until `words` are on screen."""
        return self.until(lambda text: words in text, seconds)

    def send(self, text: str, seconds: float = 60.0) -> None:
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

    def ended(self, seconds: float = 60.0) -> int:
        """Wait for the program's end and return its exit code; -n where signal n ended it."""
        end = time.monotonic() + seconds
        while self.child.isalive():
            self.read()
            assert time.monotonic() < end, f"it didn't end in time; the screen is:\n{self.text()}"
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)


Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start pmtui: `start("draft.toml", size=(80, 24))`; `source` is a program that starts it, where given."""
    running: list[Terminal] = []

    def run(*words: str, size: tuple[int, int] = (80, 24), source: str = "", **more: str) -> Terminal:
        env = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "COLUMNS": "", "LINES": "", **more}
        env.pop("COLUMNS")
        env.pop("LINES")
        terminal = Terminal(list(words), tmp_path, env, size, source)
        running.append(terminal)
        return terminal

    yield run
    for terminal in running:
        terminal.child.close(force=True)


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
