"""`pmtui import`: the draft, the command's output, the files that it opens."""

import io
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmtui.cli.main import main
from pmtui.config import ActiveConfig
from pmtui.model.edit import Batch, Set
from pmtui.model.ids import random_id
from pmtui.session.event_import import importing
from pmtui.session.opening import open_session
from pmtui.session.saving import Autosave
from pmtui.session.timeline_edits import merge_events_edits
from pmtui.sources.records import SourceRecord
from pmtui.storage import draft_folder
from tests.unit.sources.samples import SAMPLES, at

DRAFT = 'schema = 2\ntemplate = "outage"\n\n# kept\n[incident]\ntitle = "Mail is late"\ndate = 2026-05-12\n'
PAGER = next(sample for sample in SAMPLES if sample.kind == "pagerduty").data


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "d.toml"
    path.write_text(DRAFT)
    (tmp_path / "log.json").write_text(PAGER)
    return path


def events(path: Path) -> list[str]:
    return [event.event for event in draft_folder.load(path).postmortem.timeline]


def pmtui(*words: object) -> int:
    return main(["import", *map(str, words)])


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def chat(*messages: tuple[str, str]) -> str:
    """Return a Discord export of messages: their time and text, which is their id, too, up to a slash."""
    made = [{"id": text.partition("/")[0], "type": "Default", "timestamp": at(time), "content": text,
             "author": {"name": "Ada Lind"}} for time, text in messages]  # fmt: skip
    return json.dumps({"guild": {}, "channel": {"name": "ops"}, "messages": made})


def test_events_are_added_in_one_step_and_only_once(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pmtui(draft, "log.json") == 0
    assert events(draft) == ["Triggered: QueueFull", "Acknowledged by Ada Lind", "Resolved by Ada Lind"]
    text = draft.read_text()
    assert "# kept" in text
    first = draft_folder.load(draft).postmortem.timeline[0]
    assert first.milestones == () and first.origin.startswith("pagerduty:R1#")
    assert "detected 20:05:00" in capsys.readouterr().err
    assert pmtui(draft, "log.json") == 0
    assert draft.read_text() == text
    assert "Nothing new" in capsys.readouterr().err


def test_a_dry_run_changes_nothing_and_prints_every_record(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pmtui(draft, "log.json", "--dry-run", "--json") == 0
    found = rows(capsys)
    assert draft.read_text() == DRAFT
    assert found[0] == {
        "at": "2026-05-12T20:05:00+00:00", "text": "Triggered: QueueFull", "who": "", "source": "pagerduty",
        "milestone": "detected", "taken": True, "why": "", "id": "R1",
    }  # fmt: skip
    assert [(row["taken"], row["why"]) for row in found if not row["taken"]] == [(False, "a notification to a person")]
    pmtui(draft, "log.json")
    capsys.readouterr()
    pmtui(draft, "log.json", "--dry-run", "--json")
    assert {row["why"] for row in rows(capsys)} == {"already in the draft", "a notification to a person"}


def test_a_longer_export_adds_what_is_new_and_updates_what_nobody_edited(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("chat.json").write_text(chat(("20:00:00", "one"), ("20:01:00", "two"), ("20:02:00", "three")))
    assert pmtui(draft, "chat.json") == 0
    session, keeper = open_session(draft, date.today, random_id, active=ActiveConfig())
    edited = session.postmortem.timeline[1]
    session.apply(Set(path=f"timeline.{edited.id}.event", value="two, as Ada says"), "timeline")
    assert Autosave(session, keeper).flush() == ""
    keeper.close()
    later = chat(("20:00:00", "one/changed"), ("20:01:00", "two/changed"), ("20:02:00", "three"), ("20:03:00", "four"))
    Path("later.json").write_text(later)
    assert pmtui(draft, "later.json") == 0
    assert events(draft) == ["one/changed", "two, as Ada says", "three", "four"]
    said = capsys.readouterr().err
    assert "1 event added, 1 updated" in said and "Edited here" in said and "two/changed" in said


def test_merged_events_are_known_when_they_are_imported_again(draft: Path) -> None:
    assert pmtui(draft, "log.json") == 0
    session, keeper = open_session(draft, date.today, random_id, active=ActiveConfig())
    edits = merge_events_edits(session, session.postmortem.timeline[:2])
    session.apply(Batch(edits=tuple(edits)), "timeline")
    assert Autosave(session, keeper).flush() == ""
    keeper.close()
    merged = events(draft)
    assert len(merged) == 2
    assert pmtui(draft, "log.json") == 0
    assert events(draft) == merged


def test_a_draft_that_is_open_is_changed_as_an_editor_would(draft: Path) -> None:
    session, keeper = open_session(draft, date.today, random_id, active=ActiveConfig())
    try:
        assert pmtui(draft, "log.json") == 0
        assert len(events(draft)) == 3
        found = keeper.look()
        assert found is not None and found.disk is not None
        assert len(found.disk.draft.postmortem.timeline) == 3
        assert session.postmortem.timeline == ()
    finally:
        keeper.close()


def test_the_whole_import_is_undone_in_one_step(draft: Path) -> None:
    session, keeper = open_session(draft, date.today, random_id, active=ActiveConfig())
    try:
        records = [SourceRecord(None, f"event {number}", kind="csv", id=str(number)) for number in range(300)]
        session.apply(Batch(edits=tuple(importing(session.postmortem, records, random_id).edits)), "timeline")
        assert len(session.postmortem.timeline) == 300
        session.undo()
        assert session.postmortem.timeline == ()
    finally:
        keeper.close()


def test_a_draft_without_a_date_gets_the_first_events_day(draft: Path) -> None:
    draft.write_text(DRAFT.replace("date = 2026-05-12\n", ""))
    assert pmtui(draft, "log.json") == 0
    assert draft_folder.load(draft).postmortem.incident.date == date(2026, 5, 12)


def test_standard_input_is_read(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PAGER.encode())))
    assert pmtui(draft, "-") == 0
    assert len(events(draft)) == 3


def test_names_are_looked_up_next_to_the_file(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = Path("export/ops/2026-05-12.json")
    day.parent.mkdir(parents=True)
    day.write_text(json.dumps([{"type": "message", "ts": "1778616000.000000", "text": "hi", "user": "U1"}]))
    Path("export/users.json").write_text('[{"id": "U1", "name": "ada", "profile": {"real_name": "Ada Lind"}}]')
    for name in (day, "export"):
        assert pmtui(draft, name, "--dry-run", "--json") == 0
        assert [(row["who"], row["source"]) for row in rows(capsys)] == [("Ada Lind", "slack_export #ops")]


def test_a_folder_is_read_without_links_and_devices(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("in").mkdir()
    Path("in/a.json").write_text(PAGER)
    Path("in/link.json").symlink_to("../log.json")
    os.mkfifo("in/pipe")
    assert pmtui(draft, "in", "--dry-run", "--json") == 0
    found = capsys.readouterr()
    assert "2 files left out: links" in found.err
    assert sum(json.loads(line)["taken"] for line in found.out.splitlines()) == 3


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["none.json"], 3, "Can't read none.json"),
        (["pipe"], 3, "isn't a regular file"),
        (["/dev/zero"], 3, "isn't a regular file"),
        (["log.json", "--zone", "Europe/Berlni"], 2, "Did you mean 'Europe/Berlin'?"),
        (["log.json", "--since", "soon"], 2, "Not a time: soon"),
        (["log.json", "empty"], 3, "empty is empty"),
    ],
)
def test_what_can_not_be_read_leaves_the_draft_as_it_was(
    draft: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    os.mkfifo("pipe")
    Path("empty").touch()
    assert pmtui(draft, *words) == code
    found = capsys.readouterr()
    assert said in found.err and found.out == "" and draft.read_text() == DRAFT
    assert not list(Path().glob(".*.journal"))


@pytest.mark.parametrize(
    ("words", "times"),
    [
        (["--since", "20:06"], ["20:06", "20:40"]),
        (["--until", "2026-05-12T22:06:00+02:00"], ["20:05", "20:06"]),
        (["--since", "2026-05-13"], []),
        (["--all-times"], ["20:05", "20:06", "20:40"]),
        (["--all"], ["20:05", "20:05", "20:06", "20:40"]),
    ],
)
def test_the_window_can_be_chosen(
    draft: Path, capsys: pytest.CaptureFixture[str], words: list[str], times: list[str]
) -> None:
    code = pmtui(draft, "log.json", "--dry-run", "--json", *words)
    if words == ["--since", "2026-05-13"]:
        assert code == 2
        return
    assert [row["at"][11:16] for row in rows(capsys) if row["taken"]] == times


def test_stopping_leaves_the_draft_as_it_was(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pmtui.cli.import_.read_pieces", stop)
    assert pmtui(draft, "log.json") == 130
    assert draft.read_text() == DRAFT


def test_a_large_file_shows_its_progress(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = json.dumps({"level": "info", "time": at("20:00:00"), "msg": "x" * 20_000}) + "\n"
    Path("big.jsonl").write_text(line * 4_000)
    assert pmtui(draft, "big.jsonl", "--dry-run") == 0
    assert "Reading big.jsonl: " in capsys.readouterr().err
