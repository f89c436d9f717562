"""Exported documents: a reviewer's changes are never replaced without a backup and a report of their size."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pmtui.cli.main import main
from pmtui.errors import FileError
from pmtui.paths import state_folder
from pmtui.storage import backups, exported_documents, safe_files
from pmtui.tui.document_target import is_taken

AT = datetime(2026, 3, 9, 14, 5, tzinfo=UTC)
TEXT = "# T\n\none\ntwo\nthree\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def command(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    command("new", "d", "--set", "incident.title=A b", "--set", "incident.date=2026-03-07", "--no-open")
    return command


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "d.md"
    exported_documents.write(path, TEXT, AT)
    return path


def test_an_unchanged_export_is_replaced_without_a_backup(document: Path) -> None:
    assert exported_documents.is_ours(document)
    assert exported_documents.changed(document) is None
    assert exported_documents.write(document, "new", AT) is None
    assert backups.backups(document) == []


@pytest.mark.parametrize(
    ("now", "added", "removed"),
    [
        (TEXT + "four\n", 1, 0),
        ("# T\n\ntwo\nthree\n", 0, 1),
        ("# T\n\none\nTWO\nthree\n", 1, 1),
        ("# T\n\ntwo\none\nthree\n", 1, 1),
        ("", 0, 5),
        (TEXT.replace("\n", "\r\n"), 0, 0),
    ],
)
def test_the_size_of_a_change_is_counted(document: Path, now: str, added: int, removed: int) -> None:
    document.write_bytes(now.encode())
    change = exported_documents.changed(document)
    assert change is not None
    assert (change.at, change.added, change.removed) == (AT, added, removed)
    kept = exported_documents.write(document, "new", AT)
    assert kept is not None
    assert kept.read_bytes() == now.encode()


def test_long_documents_are_counted_line_by_line(document: Path) -> None:
    long = "".join(f"{number}\n" for number in range(3_500))
    exported_documents.write(document, long, AT)
    document.write_text(long.replace("\n17\n", "\nx\ny\n"))
    change = exported_documents.changed(document)
    assert change is not None
    assert (change.added, change.removed) == (2, 1)


def test_the_message_has_the_time_and_size_of_the_change(document: Path) -> None:
    document.write_text(TEXT + "more\n")
    change = exported_documents.changed(document)
    assert change is not None
    assert (
        change.words == f"changed since it was exported on {AT.astimezone():%Y-%m-%d %H:%M} (1 line added, 0 removed)"
    )


def test_a_document_from_another_machine_is_backed_up_without_a_claim(tmp_path: Path, document: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(TEXT)
    assert exported_documents.changed(other) is None
    assert not exported_documents.is_ours(other)
    kept = exported_documents.write(other, "new", AT)
    assert kept is not None
    assert kept.read_text() == TEXT


def test_bytes_that_are_not_text_are_backed_up_unchanged(document: Path) -> None:
    document.write_bytes(b"\xff\xfe\x00")
    kept = exported_documents.write(document, "new", AT)
    assert kept is not None
    assert kept.read_bytes() == b"\xff\xfe\x00"


def test_a_document_that_can_not_be_backed_up_is_not_replaced(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document.write_text("a reviewer's")
    monkeypatch.setattr(backups, "keep", lambda *_: (_ for _ in ()).throw(FileError("no room")))
    with pytest.raises(FileError, match="no room"):
        exported_documents.write(document, "new", AT)
    assert document.read_text() == "a reviewer's"


def test_a_document_that_could_not_be_noted_counts_as_someone_elses(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise FileError("There is no room.")

    assert exported_documents.is_ours(document)
    with monkeypatch.context() as fault:
        fault.setattr(exported_documents, "write_atomically", refuse)
        exported_documents.write(document, f"{TEXT}four\n", AT)
    assert (exported_documents.written(document), exported_documents.changed(document)) == (None, None)
    document.write_text(TEXT)  # the earlier note doesn't count for what was written last
    kept = exported_documents.write(document, "new", AT)
    assert kept is not None
    assert kept.read_text() == TEXT


def test_a_reviewers_save_in_the_last_moment_is_backed_up_too(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = safe_files._write_all

    def slowly(file: object, data: bytes) -> None:
        real(file, data)  # type: ignore[arg-type]
        if data == b"new":
            document.write_text("in the last moment")

    monkeypatch.setattr(safe_files, "_write_all", slowly)
    kept = exported_documents.write(document, "new", AT)
    assert kept is not None
    assert kept.read_text() == "in the last moment"
    assert document.read_text() == "new"


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"text": 1}', '{"text": "x", "at": "never"}', "[" * 50_000])
def test_an_unreadable_note_makes_the_document_someone_elses(document: Path, note: str) -> None:
    (file,) = (state_folder() / "documents").iterdir()
    file.write_text(note)
    assert not exported_documents.is_ours(document)
    assert exported_documents.changed(document) is None
    assert exported_documents.write(document, "new", AT) is not None


# -- the command line --------------------------------------------------------------------------------------------------


def test_a_second_export_reports_a_reviewers_change_and_force_backs_it_up(run: Run, tmp_path: Path) -> None:
    run("export", "d.toml")
    target = tmp_path / "2026-03-07-a-b.md"
    reviewed = target.read_text() + "A reviewer's sentence.\n"
    target.write_text(reviewed)
    code, _, err = run("export", "d.toml")
    assert code == 3
    assert "was changed since it was exported on" in err
    assert "(1 line added, 0 removed)" in err
    assert "--force to overwrite it (pmtui keeps a backup)" in err
    code, out, err = run("export", "d.toml", "--force")
    assert (code, out) == (0, "2026-03-07-a-b.md\n")
    assert "It was changed since it was exported" in err
    (copy,) = backups.backups(target)
    assert f"The previous file is backed up: {copy.path}" in err
    assert copy.path.read_text() == reviewed
    assert "A reviewer's sentence." not in target.read_text()


def test_an_own_export_is_replaced_by_force_without_a_copy(run: Run, tmp_path: Path) -> None:
    run("export", "d.toml")
    code, _, err = run("export", "d.toml", "--template", "sre", "--force")
    assert code == 0
    assert "kept" not in err
    assert backups.backups(tmp_path / "2026-03-07-a-b.md") == []


def test_a_file_that_pmtui_did_not_write_is_kept(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "2026-03-07-a-b.md"
    target.write_text("mine")
    assert "pmtui keeps a backup" in run("export", "d.toml")[2]
    assert "changed since" not in (err := run("export", "d.toml", "--force")[2])
    assert "The previous file is backed up" in err
    assert backups.backups(target)[0].path.read_text() == "mine"


def test_a_link_in_the_document_s_place_says_where_it_leads(run: Run, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious")
    (tmp_path / "2026-03-07-a-b.md").symlink_to(precious)
    code, _, err = run("export", "d.toml")
    assert code == 3
    assert f"is a link to {precious}" in err
    assert precious.read_text() == "precious"
    run("export", "d.toml", "--force")
    assert backups.backups(tmp_path / "2026-03-07-a-b.md")[0].path.read_text() == "precious"


def test_a_name_is_taken_once_someone_else_writes_a_document_there(document: Path) -> None:
    assert not is_taken(document, "another", {})
    document.write_text("a reviewer's")
    assert is_taken(document, "another", {})


def test_another_drafts_document_is_backed_up_without_a_list_of_changes(tmp_path: Path) -> None:
    path = tmp_path / "2026-03-07-login.md"
    exported_documents.write(path, TEXT, AT, draft="mine")
    assert exported_documents.is_ours(path, draft="mine")
    assert exported_documents.write(path, TEXT + "more\n", AT, draft="mine") is None
    assert exported_documents.is_of_another(path, "yours")
    assert not exported_documents.is_of_another(path, "")
    assert is_taken(path, "another", {}, "yours")
    assert not is_taken(path, "another", {}, "mine")
    kept = exported_documents.write(path, "yours\n", AT, draft="yours")
    assert kept is not None and kept.read_text() == TEXT + "more\n"
    path.write_text("yours, edited\n")
    assert exported_documents.changed(path, draft="mine") is None
    assert exported_documents.changed(path, draft="yours") is not None


def notes() -> int:
    return len(list((state_folder() / "documents").iterdir()))


def test_a_document_that_is_deleted_is_forgotten_with_the_next_export(document: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    exported_documents.write(other, TEXT, AT)
    assert notes() == 2
    document.unlink()
    exported_documents.write(other, TEXT + "more\n", AT)
    assert notes() == 1
    document.write_text(TEXT, encoding="utf-8")
    assert not exported_documents.is_ours(document)  # so a copy of it is kept before it's replaced


def test_a_document_whose_folder_is_gone_too_may_come_back_with_its_drive(tmp_path: Path) -> None:
    drive, away = tmp_path / "drive", tmp_path / "away"
    drive.mkdir()
    exported_documents.write(drive / "d.md", TEXT, AT)
    drive.rename(away)
    exported_documents.write(tmp_path / "other.md", TEXT, AT)
    away.rename(drive)
    assert exported_documents.is_ours(drive / "d.md")


def test_only_the_latest_exported_documents_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exported_documents, "REMEMBERED", 3)
    for number in range(4):
        exported_documents.write(tmp_path / f"{number}.md", TEXT, AT)
        for age, note in enumerate(
            sorted((state_folder() / "documents").iterdir(), key=lambda n: n.stat().st_mtime_ns)
        ):
            os.utime(note, ns=(age * 10**9, age * 10**9))  # clocks that don't tell two exports apart
        assert notes() == min(number + 1, 3)
    assert [exported_documents.is_ours(tmp_path / f"{number}.md") for number in range(4)] == [False, True, True, True]


def test_a_note_of_an_earlier_version_counts_and_ages_out(document: Path, tmp_path: Path) -> None:
    (note,) = (state_folder() / "documents").iterdir()
    note.write_text(json.dumps({"at": AT.isoformat(), "text": TEXT, "draft": ""}), encoding="utf-8")
    exported_documents.write(tmp_path / "other.md", TEXT, AT)
    assert exported_documents.is_ours(document)
