"""How soon the home screen of a folder with many drafts can be used, and what reading them takes."""

import os
import re
import shutil
import time
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pexpect

from pmtui.config import ActiveConfig
from pmtui.paths import builtin_templates, state_folder
from pmtui.session.overviews import OverviewReader
from pmtui.storage.overviews import Overviews

_OLD = 1_700_000_000


class Opened(NamedTuple):
    """Seconds from the first paint of the home screen.

    Attributes:
        listed: until its first rows are drawn.
        read: until a draft's own title is.
        key: from a key in between until it has moved the cursor.
    """

    listed: float
    read: float
    key: float


def write_drafts(folder: Path, count: int) -> None:
    """Write that many drafts, each as large as an example: one for every second day."""
    folder.mkdir()
    examples = [path.read_text(encoding="utf-8") for path in sorted((builtin_templates() / "examples").glob("*.toml"))]
    for number in range(count):
        day = date(2026, 11, 1) - timedelta(days=number // 2)
        text = re.sub(r"(?m)^date = .*", f"date = {day}", examples[number % len(examples)], count=1)
        text = re.sub(r'(?m)^title = "', f'title = "No. {number}: ', text, count=1)
        path = folder / f"{day}-draft-{number}.toml"
        path.write_text(text, encoding="utf-8")
        os.utime(path, (_OLD - number, _OLD - number))


def forget() -> None:
    """Delete all saved overviews: the next list reads every draft."""
    shutil.rmtree(state_folder() / "overviews", ignore_errors=True)


def bytes_read(folder: Path) -> float:
    """Return the seconds with a processor that reading the bytes of all files takes."""
    begin = time.process_time()
    for path in folder.iterdir():
        path.read_bytes()
    return time.process_time() - begin


def overviews_read(folder: Path) -> float:
    """Return the seconds with a processor that reading all drafts takes, or listing them if they're remembered."""
    begin = time.process_time()
    found, reader = Overviews(folder), OverviewReader(ActiveConfig())
    found.look()
    found.check(reader)
    while found.read(reader, 1):
        pass
    found.save()
    assert all(each.overview is not None for each in found.listed())
    return time.process_time() - begin


def opened(command: list[str]) -> Opened:
    """Start the app with a folder of drafts that `write_drafts` wrote, and press Down in the first list."""
    child = pexpect.spawn(
        command[0],
        command[1:],
        env={**os.environ, "TERM": "xterm-256color"},
        dimensions=(24, 80),
        timeout=60,
        encoding="utf-8",
    )
    child.expect_exact("pmtui")
    begin = time.perf_counter()
    child.expect(r"Not read yet|In progress|Final")
    listed = time.perf_counter() - begin
    child.expect("▌")
    child.delaybeforesend = None
    pressed = time.perf_counter()
    child.send("\x1b[B")
    child.expect("▌")
    key = time.perf_counter() - pressed
    child.expect(r"No\. \d")
    read = time.perf_counter() - begin
    child.close(force=True)
    return Opened(listed, read, key)
