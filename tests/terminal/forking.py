"""Starts pmtui by forking a process that has imported it: importing takes four fifths of a start.

A fork runs the same program, with its own session, terminal, environment, and folder. Tests of the start itself run
Python instead, and so do all tests outside of Linux.
"""

import ctypes
import fcntl
import importlib
import io
import json
import os
import pkgutil
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any, NoReturn

import pexpect
from ptyprocess import PtyProcess  # type: ignore[import-untyped]

_PR_SET_CHILD_SUBREAPER = 36

_LATE = ("pmtui.__main__", "pmtui.agents", "pmtui.cli.mcp", "pmtui.cli.serve", "pmtui.plain_ui", "pmtui.serving")
"""Modules that only the program imports: they need an extra, or look at the terminal when they are imported."""


class Forker:
    """The process that has imported pmtui, and forks it.

    Raises:
        AssertionError: by `fork`, if it's gone.
    """

    def __init__(self) -> None:
        # A process that is forked twice becomes a child of this one, which waits for its end.
        assert ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "LANG": "C.UTF-8"},
            start_new_session=True,
        )

    def fork(self, words: list[str], folder: str, env: dict[str, str], size: tuple[int, int]) -> PtyProcess:
        """Run pmtui in a new terminal of some rows and columns."""
        assert self.process.stdin is not None and self.process.stdout is not None
        own, its = os.openpty()
        termios.tcsetwinsize(own, size)
        asked = {"words": words, "folder": folder, "env": env, "terminal": os.ttyname(its)}
        self.process.stdin.write(json.dumps(asked).encode() + b"\n")
        self.process.stdin.flush()
        told = self.process.stdout.readline()
        os.close(its)
        assert told, "the process that forks pmtui is gone"
        return PtyProcess(int(told), own)

    def close(self) -> None:
        """End it."""
        self.process.communicate()


class Forked(pexpect.spawn):  # type: ignore[type-arg]
    """A forked pmtui, with what pexpect does with any program."""

    def __init__(self, forker: Forker, words: list[str], **how: Any) -> None:
        self._forker = forker
        super().__init__(sys.executable, words, **how)

    def _spawnpty(self, args: list[bytes | str], **how: Any) -> PtyProcess:
        words = [os.fsdecode(word) for word in args[1:]]
        return self._forker.fork(words, str(how["cwd"]), how["env"], how["dimensions"])


def _serve() -> None:
    """Fork pmtui whenever a line asks for it, and print the number of its process once it has its terminal."""
    import pmtui

    for module in pkgutil.walk_packages(pmtui.__path__, "pmtui."):
        if not module.name.startswith(_LATE):
            importlib.import_module(module.name)
    for line in sys.stdin.buffer:
        told, tells = os.pipe()
        between = os.fork()
        if not between:
            if not os.fork():
                os.close(told)
                _become(tells=tells, **json.loads(line))
            os._exit(0)
        os.close(tells)
        with os.fdopen(told, "rb") as numbers:
            number = numbers.read()
        os.waitpid(between, 0)  # from here on, the process belongs to the one that asked
        os.write(1, number + b"\n")


def _become(words: list[str], folder: str, env: dict[str, str], terminal: str, tells: int) -> NoReturn:
    """Be the program that was asked for."""
    os.setsid()
    opened = os.open(terminal, os.O_RDWR)
    fcntl.ioctl(opened, termios.TIOCSCTTY, 0)
    for descriptor in (0, 1, 2):
        os.dup2(opened, descriptor)
    os.close(opened)
    os.write(tells, str(os.getpid()).encode())
    os.close(tells)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    raw = io.FileIO(0, closefd=False)
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(io.BufferedReader(raw), "utf-8", "surrogateescape")  # type: ignore[misc]
    for name, descriptor, errors in (("stdout", 1, "surrogateescape"), ("stderr", 2, "backslashreplace")):
        out = io.BufferedWriter(io.FileIO(descriptor, "w", closefd=False))
        stream = io.TextIOWrapper(out, "utf-8", errors, line_buffering=True)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.argv = ["pmtui", *words]

    from pmtui.cli.main import main

    sys.exit(main())


if __name__ == "__main__":
    _serve()
