"""The files of an import: paths that are completed, dropped, or pasted, and what a served session may read."""

import os
import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pmtui.confinement import Confinement
from pmtui.errors import FileError
from pmtui.session.file_choices import choices, completed, dropped_paths
from pmtui.session.import_files import looks_like_json, read_files, read_text
from pmtui.sources.reading import Reading

LINE = '{"time": "2026-03-07T10:00:00Z", "msg": "Queue is full", "level": "error"}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with some files: the newest is `pager b.json`."""
    inside = tmp_path / "in"
    (inside / "exports").mkdir(parents=True)
    for age, name in enumerate(["pager b.json", "pager-a.json", ".hidden.json", "exports/log.jsonl"]):
        (inside / name).write_text(LINE)
        os.utime(inside / name, (1_000_000 - age, 1_000_000 - age))
    (tmp_path / "out.json").write_text(LINE)
    (inside / "draft.toml").write_text("schema = 2\n")
    (inside / "link.json").symlink_to(tmp_path / "out.json")
    os.utime(inside / "link.json", (1, 1))
    return inside


def reading() -> Reading:
    return Reading(ZoneInfo("UTC"), date(2026, 3, 7))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ["pager b.json", "pager-a.json", "link.json", "exports/"]),
        ("PAG", ["pager b.json", "pager-a.json"]),
        (".h", [".hidden.json"]),
        ("exports/", ["exports/log.jsonl"]),
        ("nothing", []),
    ],
)
def test_a_path_is_completed_to_files_and_folders(folder: Path, typed: str, expected: list[str]) -> None:
    assert [choice.typed for choice in choices(typed, folder)] == expected


def test_a_path_is_completed_as_far_as_its_choices_agree(folder: Path) -> None:
    found = choices("pa", folder)
    assert completed("pa", found) == "pager"
    assert completed("pager", found) == "pager"
    assert completed("pager-", choices("pager-", folder)) == "pager-a.json"
    with pytest.raises(FileError, match="Can't read"):
        choices("no/such/", folder)
    assert completed("x", []) == "x"


def test_paths_that_are_dropped_or_pasted_are_understood(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = str(folder / "pager b.json"), str(folder / "pager-a.json")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder))
    escaped = first.replace(" ", "\\ ")
    for text, names in [
        (second, [second]),
        (f"{second} ", [second]),
        (first, [first]),
        (escaped, [first]),
        (f"'{first}' {second}", [first, second]),
        (f'"{first}"', [first]),
        (f"{first}\n{second}\n", [first, second]),
        (f"file://{first.replace(' ', '%20')}", [first]),
        (f"file://localhost{second}", [second]),
        ("~/pager-a.json", [second]),
        ("./pager-a.json", ["pager-a.json"]),
        (str(folder), [str(folder)]),
        ("pager-a.json", []),  # may be an event's text
        (f"{second} is full", []),
        (f"{second}.gone", []),
        ("file://elsewhere/pager-a.json", []),
        (f"'{second}", [second]),
        ("/dev/null", []),
        ("14:32 /tmp is full", []),
        ("/" + "x" * 9000, []),
        ("", []),
    ]:
        assert dropped_paths(text) == names, text


def test_a_served_session_lists_and_reads_only_its_folder(folder: Path) -> None:
    within = Confinement.to(folder)
    assert [choice.typed for choice in choices("", folder, within)] == ["pager b.json", "pager-a.json", "exports/"]
    for typed in ("../", "/", "~/"):
        with pytest.raises(FileError, match="outside"):
            choices(typed, folder, within)
    assert dropped_paths(str(folder.parent / "out.json"), within) == []
    assert dropped_paths(str(folder / "link.json"), within) == []
    assert dropped_paths(str(folder / "pager-a.json"), within) == [str(folder / "pager-a.json")]
    assert len(read_files(["pager-a.json"], reading(), within=within).records) == 1
    for name in ("link.json", "../out.json", str(folder.parent / "out.json")):
        with pytest.raises(FileError, match="outside"):
            read_files([name], reading(), within=within)


def test_what_names_people_is_not_read_outside_of_the_folder(folder: Path) -> None:
    names = '[{"id": "U1", "name": "ada", "profile": {"real_name": "Ada Lind"}}]'
    (folder.parent / "users.json").write_text(names)
    chat = '[{"type": "message", "ts": "1772877600.000000", "user": "U1", "text": "Queue is full"}]'
    (folder / "day.json").write_text(chat)
    assert [each.who for each in read_files([str(folder / "day.json")], reading()).records] == ["Ada Lind"]
    inside = read_files(["day.json"], reading(), within=Confinement.to(folder))
    assert [each.who for each in inside.records] == ["U1"]


def test_a_named_file_that_can_not_be_read_is_left_out_if_another_can(folder: Path) -> None:
    good = str(folder / "pager-a.json")
    for name, content, why in [
        ("page.json", b"<!doctype html><title>Log in</title>", "is a web page."),
        ("empty.json", b"", "is empty."),
        ("list.json", b"[]", "is an empty list."),
        ("other.json", b'[{"a": 1}]', "is JSON of no kind that pmtui knows (keys: a)."),
        ("damaged.zip", b"PK\x03\x04", "is a damaged zip archive."),
        ("damaged.gz", b"\x1f\x8b", "is a damaged gzip file."),
    ]:
        bad = folder / name
        bad.write_bytes(content)
        for names in ([good, str(bad)], [str(bad), good]):
            found = read_files(names, reading())
            assert [each.text for each in found.records] == ["Queue is full"]
            assert found.notices == [f"{bad} {why} It was left out."]
        for names in ([str(bad)], [str(bad), str(bad)]):
            with pytest.raises(FileError, match=re.escape(why)):
                read_files(names, reading())
    with pytest.raises(FileError, match="gone.json: No such file"):  # a wrong name is refused before anything changes
        read_files([good, str(folder / "gone.json")], reading())


def test_what_progress_raises_ends_the_import(folder: Path) -> None:
    def stop(name: str, count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_files([str(folder / "pager-a.json")], reading(), progress=stop)


@pytest.mark.parametrize(
    ("text", "is_json"),
    [
        (LINE, True),
        (LINE * 3, True),
        (f"{LINE}and a word", True),
        ('[{"a": 1}]', True),
        ('{\n "a": 1\n}', True),
        ("[12]", False),
        ("[10-25 14:32] Deploy", False),
        ("{{ 06:10 }} Deploy", False),
        ("14:00 a", False),
        ("", False),
        ("[" * 100_000, False),
    ],
)
def test_a_pasted_text_that_is_json_is_seen(text: str, is_json: bool) -> None:
    assert looks_like_json(text) is is_json


def test_a_pasted_text_is_read_as_a_file() -> None:
    assert [each.text for each in read_text(LINE, "The pasted text", reading()).records] == ["Queue is full"]
    with pytest.raises(FileError, match="The pasted text"):
        read_text('{"a": 1}', "The pasted text", reading())
