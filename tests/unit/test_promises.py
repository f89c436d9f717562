"""Promises of README and DESIGN that no other test would miss: deleting the line that keeps one fails here."""

import ast
import asyncio
import os
import socket
import stat
from collections.abc import Callable, Coroutine
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest

import pmtui
from pmtui.cli.main import COMMANDS, main
from pmtui.config import ActiveConfig
from pmtui.model.edit import AnyEdit, Set
from pmtui.model.postmortem import Postmortem
from pmtui.paths import state_folder
from pmtui.session.opening import open_session
from pmtui.session.saved_settings import remember_setting
from pmtui.session.session import Session
from pmtui.storage import backups, draft_folder, journal, last_position, leftovers, safe_files
from pmtui.storage.draft_file import Draft
from pmtui.storage.journal import Holder, Journal
from pmtui.template import lookup
from pmtui.tui import autosave
from pmtui.tui.crash import write_crash_log

AT = datetime(2026, 3, 9, 14, 5, tzinfo=UTC)

# -- what the screen has shown is not lost -----------------------------------------------------------------------------


def test_each_change_is_journaled_before_the_screen_shows_it() -> None:
    happened: list[str] = []

    def record(place: str, edit: AnyEdit, after: Postmortem) -> int:
        happened.append(f"written {after.summary}")
        return len(happened)

    session = Session(
        Postmortem(), lookup.load("outage"), "outage", Path("d"), lambda: date(2026, 3, 9), lambda: "r1", record
    )
    session.listen(lambda change: happened.append(f"told {session.postmortem.summary}"))
    session.apply(Set(path="summary", value="a"), "summary")
    session.undo()
    session.redo()
    assert happened == ["written a", "told a", "written ", "told ", "written a", "told a"]


class Clock:
    """An app's timers and workers, with its own clock: the test doesn't wait for real seconds."""

    def __init__(self) -> None:
        self.now = 0.0
        self._timers: list[Timed] = []
        self._work: list[asyncio.Task[None]] = []

    def set_interval(self, seconds: float, callback: Callable[[], object]) -> "Timed":
        return self._timer(seconds, callback, repeats=True)

    def set_timer(self, seconds: float, callback: Callable[[], object]) -> "Timed":
        return self._timer(seconds, callback, repeats=False)

    def _timer(self, seconds: float, callback: Callable[[], object], *, repeats: bool) -> "Timed":
        timer = Timed(self, seconds, callback, repeats=repeats)
        self._timers.append(timer)
        return timer

    def run_worker(self, work: Coroutine[Any, Any, None], **_: object) -> None:
        self._work.append(asyncio.get_running_loop().create_task(work))

    async def advance(self, until: float) -> None:
        """Let time pass; what falls due is done, and is done with before the next."""
        while due := [timer for timer in self._timers if timer.is_running and timer.due <= until]:
            timer = min(due, key=lambda timer: timer.due)
            self.now = timer.due
            timer.due += timer.seconds
            timer.is_running = timer.repeats
            timer.callback()
            while self._work:
                await self._work.pop()
        self.now = until


class Timed:
    """One timer of such a clock."""

    def __init__(self, clock: Clock, seconds: float, callback: Callable[[], object], *, repeats: bool) -> None:
        self.clock, self.seconds, self.callback, self.repeats = clock, seconds, callback, repeats
        self.is_running = True
        self.due = 0.0
        self.reset()

    def reset(self) -> None:
        self.due = self.clock.now + self.seconds

    def stop(self) -> None:
        self.is_running = False


@pytest.mark.parametrize(
    "moments",
    [
        [0.01],  # right behind the timers' beginning
        [0.39, 0.41, 0.79, 0.81],  # around their ticks
        [n / 10 for n in range(1, 60)],  # typing on without a pause
        [0.3, 5.05, 5.06, 11.7],
    ],
)
def test_changes_are_on_disk_within_half_a_second_and_saved_in_a_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moments: list[float]
) -> None:
    path = tmp_path / "d.toml"
    draft_folder.create(path, Draft("outage", Postmortem()))
    session, store = open_session(path, lambda: date(2026, 3, 9), lambda: "r1", active=ActiveConfig())
    clock = Clock()
    on_disk: list[tuple[float, str]] = []
    real = os.fsync

    def sync(handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            on_disk.append((clock.now, os.pread(handle, 1 << 20, 0).decode()))
        real(handle)

    def when(number: int) -> float:
        """Return when the disk had a word, or one that took its place."""
        later = [f"word {other}." for other in range(number, len(moments))]
        return min(at for at, text in on_disk if any(word in text for word in later))

    async def type_them() -> None:
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: clock.now)
        keeps = autosave.Saver(cast("Any", clock), session, store, lambda: None, lambda _: None)
        session.listen(lambda _: keeps.request())
        keeps.start()
        for number, at in enumerate(moments):
            await clock.advance(at)
            session.apply(Set(path="summary", value=f"word {number}."), "summary")
            if number % 20 == 0:
                saved = draft_folder.load(path).postmortem.summary  # a key never waits for the file
                assert saved != f"word {number}."
        await clock.advance(moments[-1] + 0.5)
        assert draft_folder.load(path).postmortem.summary == f"word {len(moments) - 1}."
        keeps.stop()

    monkeypatch.setattr(os, "fsync", sync)
    asyncio.run(type_them())
    store.close()
    assert [at for number, at in enumerate(moments) if when(number) - at > 0.5] == []


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the steps of writing, as they happen: which files and folders are put on the disk, what is renamed."""
    found: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(handle: int) -> None:
        is_folder = os.path.isdir(f"/dev/fd/{handle}") if os.path.exists("/dev/fd") else False  # noqa: PTH110, PTH112
        found.append("folder synced" if is_folder else "file synced")
        real_sync(handle)

    def replace(path: Path, target: Path) -> Path:
        found.append("renamed")
        return real_replace(path, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    return found


def test_a_file_is_synced_before_its_rename_and_the_folder_after(tmp_path: Path, steps: list[str]) -> None:
    safe_files.write_atomically(tmp_path / "d", "text")
    assert steps == ["file synced", "renamed", "folder synced"]


def test_a_journal_is_synced_before_its_rename_and_the_folder_after(tmp_path: Path, steps: list[str]) -> None:
    writer = Journal(tmp_path / "j", Holder("ann", "web-3", 1, AT), lambda: AT)
    writer.begin("schema = 1\n", "d", 0)
    assert steps == ["file synced", "renamed", "folder synced"]
    writer.append(1, "summary", Set(path="summary", value="x"))
    assert steps[3:] == []  # a key never waits for the disk
    writer.sync()
    assert steps[3:] == ["file synced"]
    writer.close(remove=True)


# -- files are readable by their owner only ----------------------------------------------------------------------------


def test_every_file_is_private(tmp_path: Path, own_folders: Path) -> None:
    def seen_by_others() -> list[str]:
        every = [*tmp_path.rglob("*"), *own_folders.rglob("*")]
        return [str(path) for path in every if stat.S_IMODE(path.lstat().st_mode) & 0o077]

    path = tmp_path / "drafts" / "d.toml"
    before = os.umask(0)
    try:
        draft_folder.create(path, Draft("outage", Postmortem()))
        session, store = open_session(path, lambda: date(2026, 3, 9), lambda: "r1", active=ActiveConfig())
        session.apply(Set(path="summary", value="typed"), "summary")
        assert {each.name for each in path.parent.iterdir()} >= {".d.toml.journal", ".d.toml.lock"}
        assert seen_by_others() == []
        store.save(session.revision, session.draft)
        assert len(backups.backups(path)) == 1
        last_position.remember(path, last_position.Position("Summary", "summary"))
        last_position.remember_title(path.parent, "Login fails")
        remember_setting("theme", "light")
        leftovers.keep_damaged_journal(journal.beside(path), AT)
        assert main(["export", str(path)]) == 0
        assert isinstance(write_crash_log(ValueError("x")), Path)
        assert seen_by_others() == []
        store.close()
        path.unlink()
        assert main(["restore", str(path), "1"]) == 0
        assert seen_by_others() == []
    finally:
        os.umask(before)
    folders = {each.name for each in state_folder().iterdir()}
    assert folders >= {"history", "places", "titles", "damaged", "documents"}


# -- nothing leaves the machine ----------------------------------------------------------------------------------------

_NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "xmlrpc", "socketserver", "asyncore", "aiohttp",
            "requests", "httpx", "websockets", "textual_serve", "webbrowser", "mcp", "mcp_types"}  # fmt: skip
_ALLOWED = {
    ("agents/server.py", "mcp"),  # standard input and output only: test_agents.py refuses connections
    ("agents/server.py", "mcp_types"),
    ("cli/serve.py", "textual_serve"),  # only whether it is installed
    ("storage/lock.py", "socket"),  # the machine's own name
    ("tui/leaving.py", "socket"),  # a pair of one process, which no other can reach
}
"""What else may know the network's modules, and for what."""


def test_only_what_serves_a_browser_can_open_a_connection() -> None:
    root = Path(pmtui.__file__).parent
    found = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                top = name.partition(".")[0]
                if top in _NETWORK and name != "urllib.parse":
                    found.add((path.relative_to(root).as_posix(), top))
    assert {each for each in found if not each[0].startswith("serving")} <= _ALLOWED


def test_no_command_opens_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("a connection")

    monkeypatch.chdir(tmp_path)
    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    commands: list[tuple[int | None, str]] = [
        (0, "new d --example sre --no-open"),
        (0, "list"),
        (0, "export d.toml"),
        (0, "export d.toml --force"),
        (0, "figures d.toml"),
        (None, "check d.toml"),
        (0, "actions d.toml"),
        (0, "set d.toml incident.id=INC-1"),
        (0, "add d.toml events 14:32_It_began"),
        (0, "questions d.toml --open"),
        (0, "templates"),
        (0, "adopt theirs.md -o ours.md"),
        (0, "questions sre"),
        (0, "fields slo"),
        (0, "config"),
        (0, "schema"),
        (None, "restore d"),
        (0, "import d.toml log.csv --all-times"),
        (0, "completion bash"),
    ]
    elsewhere = {"open", "interview", "serve", "mcp"}  # test_agents.py does the same for mcp
    assert {words.split()[0] for _, words in commands} == set(COMMANDS) - elsewhere
    Path("theirs.md").write_text("# Postmortem\n\n**Date:** [date]\n")
    Path("log.csv").write_text("Time,Event\n2026-03-07 14:32,It fails\n")
    for code, words in commands:
        assert main(words.split()) in ((0, 1, 3) if code is None else (code,)), words
    capsys.readouterr()
