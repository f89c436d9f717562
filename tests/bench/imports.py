"""Measures `pmtui import` of a log of 200 MB: its time, its memory, its progress, and stopping it."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

SIZE = 200 << 20
"""Bytes of the log."""

DRAFT = 'schema = 2\ntemplate = "outage"\n\n[incident]\ntitle = "Slow pages"\ndate = 2026-03-07\n'

READ_LINES = "import json, sys\nfor line in open(sys.argv[1], 'rb'): json.loads(line)"
"""The floor: reading the same lines as JSON, and nothing else."""


@dataclass(frozen=True)
class Measured:
    """A process that has run.

    Attributes:
        seconds: its wall time.
        busy: the time that it had a processor: on a busy machine, what it would take on an idle one.
        memory: the most memory that it had, in bytes.
        code: its exit code.
        messages: what it wrote to stderr.
    """

    seconds: float
    busy: float
    memory: int
    code: int
    messages: str


def write_log(path: Path, size: int = SIZE) -> None:
    """Write a program's log as JSON lines over ten days: one line in 400 is an error, each with other words."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    step = timedelta(days=10) / (size // 200)
    written = number = 0
    with path.open("w", encoding="utf-8") as file:
        while written < size:
            is_error = number % 400 == 0
            line = json.dumps(
                {
                    "time": (at + number * step).isoformat(),
                    "level": "error" if is_error else "info",
                    "msg": f"Request {number:08} {'failed: pool exhausted' if is_error else 'answered in 12 ms'}",
                    "service": "checkout",
                    "trace": f"{number * 2654435761 % 2**64:016x}",
                }
            )
            written += file.write(f"{line}\n")
            number += 1


def run(command: list[str], stop_after: str = "") -> Measured:
    """Run a command and measure it.

    Args:
        command: the program and its arguments.
        stop_after: words on stderr at which it's stopped with Ctrl+C; empty to let it end.
    """
    begin = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    messages = ""
    assert child.stderr is not None
    for line in child.stderr:
        messages += line
        if stop_after and stop_after in line:
            child.send_signal(signal.SIGINT)
            stop_after = ""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    busy = usage.ru_utime + usage.ru_stime
    return Measured(time.perf_counter() - begin, busy, usage.ru_maxrss * unit, child.returncode, messages)


def importing(folder: Path, log: Path, *words: str, stop_after: str = "") -> Measured:
    """Import a log into a new draft in a folder, `big_import.toml`."""
    draft = folder / "big_import.toml"
    draft.write_text(DRAFT, encoding="utf-8")
    return run([sys.executable, "-m", "pmtui", "import", str(draft), str(log), *words], stop_after)
