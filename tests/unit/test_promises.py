"""Promises of README and DESIGN that no other test would miss: deleting the line that keeps one fails here."""

import ast
import os
import socket
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import pmtui
from pmtui.cli import main
from pmtui.drafts import files
from pmtui.drafts.journal import Holder
from pmtui.drafts.journal_writer import Journal
from pmtui.model.edit import AnyEdit, Set
from pmtui.model.postmortem import Postmortem
from pmtui.sitting.session import Session
from pmtui.template import finding
from pmtui.tui import saver

AT = datetime(2026, 3, 9, 14, 5, tzinfo=UTC)

# -- what the screen has shown is not lost -----------------------------------------------------------------------------


def test_each_change_is_written_down_before_anything_on_screen_hears_of_it() -> None:
    happened: list[str] = []

    def record(place: str, edit: AnyEdit, after: Postmortem) -> int:
        happened.append(f"written {after.summary}")
        return len(happened)

    session = Session(
        Postmortem(), finding.load("outage"), "outage", Path("d"), lambda: date(2026, 3, 9), lambda: "r1", record
    )
    session.listen(lambda change: happened.append(f"told {session.postmortem.summary}"))
    session.apply(Set(path="summary", value="a"), "summary")
    session.undo()
    session.redo()
    assert happened == ["written a", "told a", "written ", "told ", "written a", "told a"]


def test_what_was_typed_is_on_the_disk_itself_within_half_a_second() -> None:
    assert 0 < saver.SYNC <= 0.5
    assert 0 < saver.PAUSE <= 0.5
    assert saver.PAUSE <= saver.LONGEST <= 2.0


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


def test_a_file_is_on_the_disk_before_it_takes_the_old_one_s_place_and_its_name_after(
    tmp_path: Path, steps: list[str]
) -> None:
    files.write_atomically(tmp_path / "d", "text")
    assert steps == ["file synced", "renamed", "folder synced"]


def test_a_journal_is_on_the_disk_before_it_takes_the_old_one_s_place_and_its_name_after(
    tmp_path: Path, steps: list[str]
) -> None:
    writer = Journal(tmp_path / "j", Holder("ann", "web-3", 1, AT), lambda: AT)
    writer.begin("schema = 1\n", "d", 0)
    assert steps == ["file synced", "renamed", "folder synced"]
    writer.append(1, "summary", Set(path="summary", value="x"))
    assert steps[3:] == []  # a key never waits for the disk
    writer.sync()
    assert steps[3:] == ["file synced"]
    writer.close(remove=True)


# -- nothing leaves the machine ----------------------------------------------------------------------------------------

_NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "xmlrpc", "socketserver", "asyncore", "aiohttp",
            "requests", "httpx", "websockets", "textual_serve", "webbrowser"}  # fmt: skip
_ALLOWED = {
    ("drafts/lock.py", "socket"),  # the machine's own name
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
        (0, "templates"),
        (0, "questions sre"),
        (0, "config"),
        (0, "schema"),
        (None, "restore d"),
    ]
    for code, words in commands:
        assert main(words.split()) in ((0, 1, 3) if code is None else (code,)), words
    capsys.readouterr()
