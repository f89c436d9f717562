"""The journal: appended changes are read again, wherever the file was cut or damaged."""

import os
import stat
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.edit import Set, apply
from pmtui.model.postmortem import Postmortem
from pmtui.storage import journal
from pmtui.storage.journal import Contents, Holder, Journal, JournalEntry, beside, entry_line, line
from tests.strategies import postmortems
from tests.unit.test_edit import edits

AT = datetime(2026, 3, 9, 14, 5, tzinfo=UTC)
ANN = Holder("ann", "web-3", 4242, AT)


def begun(path: Path) -> Journal:
    writer = Journal(path, ANN, lambda: AT)
    writer.begin("schema = 1\n", "d1", 0)
    return writer


def append(writer: Journal, *numbers: int) -> None:
    for number in numbers:
        writer.append(number, "summary", Set(path="summary", value=f"text {number}"))


def contents(path: Path) -> Contents:
    found = journal.read(path)
    assert found is not None
    return found


def revisions(path: Path) -> list[int]:
    return [entry.revision for entry in contents(path).entries]


def test_appended_changes_are_read_again(tmp_path: Path) -> None:
    path = beside(tmp_path / "d.toml")
    append(begun(path), 1, 2)
    found = contents(path)
    assert (found.holder, found.base, found.base_digest, found.damage) == (ANN, "schema = 1\n", "d1", "")
    assert found.entries[1] == JournalEntry(2, AT, "summary", Set(path="summary", value="text 2"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.name == ".d.toml.journal"


@given(st.data(), postmortems())
def test_cut_at_any_byte_it_gives_every_change_that_was_whole(data: st.DataObject, start: Postmortem) -> None:
    states, lines = [start], []
    for revision in range(1, data.draw(st.integers(1, 6)) + 1):
        edit = data.draw(edits(states[-1]))
        states.append(apply(states[-1], edit))
        lines.append(entry_line(JournalEntry(revision, AT, "x", edit)))
    head = line(journal=1, digest="d", user="u", host="h", process=1, since=AT.isoformat()) + line(base="")
    whole = head + b"".join(lines)
    cut = data.draw(st.integers(len(head), len(whole)))
    found = journal.parse(Path("j"), whole[:cut])
    assert found.damage == ""
    ends = [len(head + b"".join(lines[: n + 1])) for n in range(len(lines))]
    assert len(found.entries) == sum(end <= cut for end in ends)
    now = start
    for entry in found.entries:
        now = apply(now, entry.edit)
    assert now == states[len(found.entries)]


@given(st.data())
def test_a_flipped_bit_is_noticed_and_what_comes_before_it_is_kept(data: st.DataObject) -> None:
    lines = [entry_line(JournalEntry(n, AT, "x", Set(path="summary", value=f"text {n}"))) for n in range(1, 6)]
    head = line(journal=1, digest="d", user="u", host="h", process=1, since=AT.isoformat()) + line(base="b")
    whole = bytearray(head + b"".join(lines))
    at = data.draw(st.integers(len(head), len(whole) - 1))
    whole[at] ^= 1 << data.draw(st.integers(0, 7))
    found = journal.parse(Path("j"), bytes(whole))
    hit = next(n for n in range(5) if at < len(head) + sum(map(len, lines[: n + 1])))
    assert len(found.entries) == hit
    assert bool(found.damage) == (hit < 4)  # the last line may be torn: that isn't damage


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_a_fault(data: bytes) -> None:
    assert journal.parse(Path("j"), data).entries == ()


def test_a_damaged_head_leaves_the_changes(tmp_path: Path) -> None:
    path = tmp_path / "j"
    append(begun(path), 1)
    lines = path.read_bytes().split(b"\n")
    for index, lost in ((0, "holder"), (1, "base")):
        path.write_bytes(b"\n".join([*lines[:index], b"#" + lines[index], *lines[index + 1 :]]))
        assert getattr(contents(path), lost) is None
        assert revisions(path) == [1]


def test_a_missing_change_ends_what_is_trusted(tmp_path: Path) -> None:
    path = tmp_path / "j"
    append(begun(path), 1, 2, 4, 5)
    assert revisions(path) == [1, 2]
    assert contents(path).damage == "line 5 of 6"


def test_restarting_keeps_the_changes_after_the_saved_one(tmp_path: Path) -> None:
    path = tmp_path / "j"
    writer = begun(path)
    append(writer, 1, 2, 3)
    writer.begin("schema = 1\nsummary = 'text 2'\n", "d2", 2)
    append(writer, 4)
    assert (contents(path).base_digest, revisions(path)) == ("d2", [3, 4])
    assert [p.name for p in tmp_path.iterdir()] == ["j"]


def test_a_full_disk_leaves_no_half_line_and_the_next_change_brings_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "j"
    writer = begun(path)
    append(writer, 1)
    real = os.write

    def short(handle: int, data: bytes) -> int:
        if len(data) < 40:
            raise OSError(28, "No space left on device")
        return real(handle, bytes(data)[: len(data) // 2])

    whole = path.read_bytes()
    monkeypatch.setattr(os, "write", short)
    for number in (2, 3):
        with pytest.raises(OSError, match="No space left"):
            append(writer, number)
        assert path.read_bytes() == whole  # the half-written line is removed
        assert (revisions(path), contents(path).damage, writer.is_whole) == ([1], "", False)
    monkeypatch.setattr(os, "write", real)
    append(writer, 4)
    assert revisions(path) == [1, 2, 3, 4]
    assert writer.is_whole


def test_all_changes_are_written_before_a_save_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(28, "No space left on device")

    path = tmp_path / "j"
    writer = begun(path)
    append(writer, 1)
    with monkeypatch.context() as fault:
        fault.setattr(os, "write", refuse)
        with pytest.raises(OSError, match="No space left"):
            append(writer, 2)
    writer.saving(2, "d2")
    assert (revisions(path), contents(path).saved) == ([1, 2], {"d2": 2})
    assert path.read_bytes().rstrip().split(b"\n")[-1].startswith(b'{"saving"')


@pytest.mark.parametrize("rest", [b"", b"\0" * 40, b"\0" * 40 + b"\n", b'{"revision": 3, "at": "2026-', b"{}\n"])
def test_a_torn_last_line_is_not_damage_and_loses_no_earlier_change(tmp_path: Path, rest: bytes) -> None:
    path = tmp_path / "j"
    append(begun(path), 1, 2)
    path.write_bytes(path.read_bytes() + rest)
    assert (revisions(path), contents(path).damage) == ([1, 2], "")


def test_changes_made_during_a_restart_are_in_the_new_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "j"
    writer = begun(path)
    append(writer, 1)
    real = os.fsync
    waited: list[int] = []

    def typed_meanwhile(handle: int) -> None:
        real(handle)
        if not waited:  # the disk takes its time, and the author types on
            append(writer, 2)
        waited.append(handle)

    monkeypatch.setattr(os, "fsync", typed_meanwhile)
    writer.begin("new", "d2", 1)
    assert (contents(path).base, revisions(path), writer.is_synced) == ("new", [2], False)
    append(writer, 3)
    assert revisions(path) == [2, 3]
    count = len(waited)
    writer.sync()
    assert (len(waited), writer.is_synced) == (count + 1, True)


def test_a_disk_that_refuses_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(5, "Input/output error")

    writer = begun(tmp_path / "j")
    append(writer, 1)
    with monkeypatch.context() as fault:
        fault.setattr(os, "fsync", refuse)
        for _ in range(2):
            with pytest.raises(OSError, match="Input/output"):
                writer.sync()
            assert not writer.is_synced
    writer.sync()
    assert writer.is_synced


@pytest.mark.parametrize("step", ["mkstemp", "write", "fsync", "replace"])
def test_the_old_journal_continues_if_a_restart_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "j"
    writer = begun(path)
    append(writer, 1)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    where = {"mkstemp": tempfile, "write": os, "fsync": os, "replace": Path}[step]
    with monkeypatch.context() as fault:
        fault.setattr(where, step, refuse)
        with pytest.raises(OSError, match="Input/output"):
            writer.begin("new", "d2", 1)
    append(writer, 2)
    assert revisions(path) == [1, 2]
    assert [p.name for p in tmp_path.iterdir()] == ["j"]


def test_syncing_is_done_once_for_what_was_appended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    writer = begun(tmp_path / "j")
    monkeypatch.setattr(os, "fsync", synced.append)
    writer.sync()
    assert synced == []
    append(writer, 1, 2)
    assert not writer.is_synced
    writer.sync()
    writer.sync()
    assert (len(synced), writer.is_synced) == (1, True)


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    path = tmp_path / "j"
    path.symlink_to(victim)
    with pytest.raises(OSError, match="symbolic"):
        journal.read(path)
    writer = begun(path)
    append(writer, 1)
    assert victim.read_text() == "mine"
    assert not path.is_symlink()


def test_a_journal_notices_when_another_one_has_replaced_it(tmp_path: Path) -> None:
    path = tmp_path / "j"
    first = begun(path)
    assert first.is_ours()
    second = begun(path)
    assert (first.is_ours(), second.is_ours()) == (False, True)
    first.close(remove=True)
    assert path.exists()
    second.close(remove=True)
    assert not path.exists()


def test_the_journal_is_next_to_the_file_that_a_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.toml").symlink_to(tmp_path / "real" / "d.toml")
    assert beside(tmp_path / "link.toml") == (tmp_path / "real" / ".d.toml.journal").resolve()


def older(op: str, path: str, **more: Any) -> bytes:
    """Return a line as pmtui 0.1 wrote it."""
    data = {"revision": 1, "at": AT.isoformat(), "place": path, "edit": {"op": op, "path": path, **more}}
    return line(**data)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (("set", "timeline.e1.milestone", {"value": "detected"}), ("timeline.e1.milestones", ["detected"])),
        (("set", "timeline.e1.milestone", {"value": None}), ("timeline.e1.milestones", [])),
        (("set", "typed.timeline.e1.milestone", {"value": "resol"}), ("typed.timeline.e1.milestones", "resol")),
        (("set", "marks.timeline.e1.milestone", {"value": None}), ("marks.timeline.e1.milestones", None)),
        (
            ("set", "timeline", {"value": [{"id": "a", "milestone": "started"}, {"id": "b", "milestone": None}]}),
            ("timeline", [{"id": "a", "milestones": ["started"]}, {"id": "b", "milestones": []}]),
        ),
        (
            ("set", "timeline.e1.event", {"value": "timeline.e1.milestone"}),
            ("timeline.e1.event", "timeline.e1.milestone"),
        ),
        (("set", "timeline.milestone.event", {"value": "x"}), ("timeline.milestone.event", "x")),
        (("set", "custom.milestone", {"value": "M3"}), ("custom.milestone", "M3")),
    ],
)
def test_changes_written_by_an_older_version_are_migrated(
    written: tuple[str, str, dict[str, Any]], read: tuple[str, Any]
) -> None:
    op, path, more = written
    (entry,) = journal.parse(Path("x"), older(op, path, **more)).entries
    assert isinstance(entry.edit, Set)
    assert (entry.edit.path, entry.edit.value) == read
    assert entry.place == read[0]


def test_rows_and_batches_written_by_an_older_version_are_migrated() -> None:
    element = {"id": "e2", "event": "x", "milestone": "resolved"}
    row = {"op": "insert", "path": "timeline", "index": 0, "element": element}
    step = {"op": "set", "path": "timeline.e1.milestone", "value": "started"}
    data = {"revision": 1, "at": AT.isoformat(), "place": "", "edit": {"op": "batch", "edits": [row, step]}}
    (entry,) = journal.parse(Path("x"), line(**data)).entries
    before = Postmortem.model_validate({"timeline": [{"id": "e1"}]})
    assert [event.milestones for event in apply(before, entry.edit).timeline] == [("resolved",), ("started",)]
