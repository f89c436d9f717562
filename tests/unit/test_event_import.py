"""`pmtui import`: the draft, the command's output, the files that it opens."""

import io
import json
import os
import signal
from datetime import UTC, date
from pathlib import Path
from typing import Any

import pytest

from pmtui.cli.main import main
from pmtui.config import ActiveConfig
from pmtui.model.edit import Batch, Set
from pmtui.model.ids import random_id
from pmtui.model.timeline import ORIGINS
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
    session, store = open_session(draft, date.today, random_id, active=ActiveConfig())
    edited = session.postmortem.timeline[1]
    session.apply(Set(path=f"timeline.{edited.id}.event", value="two, as Ada says"), "timeline")
    assert Autosave(session, store).flush() == ""
    store.close()
    later = chat(("20:00:00", "one/changed"), ("20:01:00", "two/changed"), ("20:02:00", "three"), ("20:03:00", "four"))
    Path("later.json").write_text(later)
    assert pmtui(draft, "later.json") == 0
    assert events(draft) == ["one/changed", "two, as Ada says", "three", "four"]
    said = capsys.readouterr().err
    assert "1 event added, 1 updated" in said and "Edited here" in said and "two/changed" in said


def test_merged_events_are_known_when_they_are_imported_again(draft: Path) -> None:
    assert pmtui(draft, "log.json") == 0
    session, store = open_session(draft, date.today, random_id, active=ActiveConfig())
    edits = merge_events_edits(session, session.postmortem.timeline[:2])
    session.apply(Batch(edits=tuple(edits)), "timeline")
    assert Autosave(session, store).flush() == ""
    store.close()
    merged = events(draft)
    assert len(merged) == 2
    assert pmtui(draft, "log.json") == 0
    assert events(draft) == merged


def test_a_draft_that_is_open_is_changed_as_an_editor_would(draft: Path) -> None:
    session, store = open_session(draft, date.today, random_id, active=ActiveConfig())
    try:
        assert pmtui(draft, "log.json") == 0
        assert len(events(draft)) == 3
        found = store.look()
        assert found is not None and found.disk is not None
        assert len(found.disk.draft.postmortem.timeline) == 3
        assert session.postmortem.timeline == ()
    finally:
        store.close()


def test_the_whole_import_is_undone_in_one_step(draft: Path) -> None:
    session, store = open_session(draft, date.today, random_id, active=ActiveConfig())
    try:
        records = [SourceRecord(None, f"event {number}", kind="csv", id=str(number)) for number in range(300)]
        session.apply(Batch(edits=tuple(importing(session.postmortem, records, random_id).edits)), "timeline")
        assert len(session.postmortem.timeline) == 300
        session.undo()
        assert session.postmortem.timeline == ()
    finally:
        store.close()


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
        (["log.json", "--since", "2026-02-30"], 2, "Not a day: 2026-02-30"),
        (["log.json", "--until", "9999-12-31"], 2, "Not a day: 9999-12-31"),
        (["log.json", "none.json"], 3, "Can't read none.json"),
        (["empty"], 3, "empty is empty"),
        (["empty", "empty"], 3, "empty is empty"),
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


def test_an_unreadable_file_among_others_is_left_out_and_named(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").touch()
    assert pmtui(draft, "empty", "log.json") == 0
    assert "pmtui: empty is empty. It was left out.\n" in capsys.readouterr().err
    assert "[[timeline]]" in draft.read_text()


@pytest.mark.parametrize(
    ("words", "times"),
    [
        (["--since", "20:06"], ["20:06", "20:40"]),
        (["--until", "2026-05-12T22:06:00+02:00"], ["20:05", "20:06"]),
        (["--since", "2026-05-12"], ["20:05", "20:06", "20:40"]),
        (["--since", "2026-05-13"], []),
        (["--until", "2026-05-12"], ["20:05", "20:06", "20:40"]),
        (["--until", "2026-05-11"], []),
        (["--all-times"], ["20:05", "20:06", "20:40"]),
        (["--all"], ["20:05", "20:05", "20:06", "20:40"]),
    ],
)
def test_the_window_can_be_chosen(
    draft: Path, capsys: pytest.CaptureFixture[str], words: list[str], times: list[str]
) -> None:
    assert pmtui(draft, "log.json", "--dry-run", "--json", *words) == 0
    assert [row["at"][11:16] for row in rows(capsys) if row["taken"]] == times


def test_stopping_leaves_the_draft_as_it_was(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pmtui.cli.import_.read_files", stop)
    assert pmtui(draft, "log.json") == 130
    assert draft.read_text() == DRAFT


def test_a_large_file_shows_its_progress(
    draft: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pmtui.cli.import_._STEP", 1 << 20)  # of 32 MB, which take 4 s to read
    line = json.dumps({"level": "info", "time": at("20:00:00"), "msg": "x" * 20_000}) + "\n"
    Path("big.jsonl").write_text(line * 150)
    assert pmtui(draft, "big.jsonl", "--dry-run") == 0
    assert "Reading big.jsonl: 2 MB" in capsys.readouterr().err


def test_a_window_that_was_chosen_is_named(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pmtui(draft, "log.json", "--dry-run", "--since", "2026-05-13") == 0
    assert "3 outside of --since and --until" in capsys.readouterr().err


def test_a_signal_can_not_stop_an_import_between_its_changes_and_the_file(
    draft: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    flush = Autosave.flush

    def interrupted(self: Autosave) -> str:
        os.kill(os.getpid(), signal.SIGINT)
        return flush(self)

    def stop(*_: object) -> None:
        pytest.fail("stopped")

    own = signal.signal(signal.SIGINT, stop)
    monkeypatch.setattr(Autosave, "flush", interrupted)
    try:
        assert pmtui(draft, "log.json") == 0
        assert signal.getsignal(signal.SIGINT) is stop
    finally:
        signal.signal(signal.SIGINT, own)
    assert len(events(draft)) == 3
    assert "3 events added" in capsys.readouterr().err


def test_stopping_anywhere_else_is_one_sentence(
    draft: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pmtui.cli.import_.find_draft", stop)
    try:
        code = pmtui(draft, "log.json")
    except KeyboardInterrupt:  # which would end all tests
        pytest.fail("a traceback")
    assert code == 130
    assert capsys.readouterr().err == "pmtui: Stopped.\n"


def test_nothing_new_still_saves_what_a_crash_left_in_the_journal(draft: Path) -> None:
    session, store = open_session(draft, date.today, random_id, active=ActiveConfig())
    records = [SourceRecord(None, "left", kind="csv", id="1")]
    session.apply(Batch(edits=tuple(importing(session.postmortem, records, random_id).edits)), "timeline")
    store.close()  # as after a crash: the journal has the event, the file hasn't
    assert events(draft) == []
    Path("none.csv").write_text("Time,Event\n2020-01-01 10:00,long ago\n")
    assert pmtui(draft, "none.csv", "--since", "2026-05-12") == 0
    assert events(draft) == ["left"]


def test_a_longer_export_knows_a_repeat_by_its_later_half(draft: Path) -> None:
    def log(*times: str) -> str:
        return "".join(json.dumps({"level": "error", "time": at(each), "msg": "disk full"}) + "\n" for each in times)

    Path("short.jsonl").write_text(log("20:03:00"))
    Path("long.jsonl").write_text(log("20:00:00", "20:03:00"))
    assert pmtui(draft, "short.jsonl") == pmtui(draft, "long.jsonl") == 0
    (event,) = draft_folder.load(draft).postmortem.timeline
    assert event.at is not None and event.until is not None
    assert [f"{each.astimezone(UTC):%H:%M}" for each in (event.at, event.until)] == ["20:00", "20:03"]
    before = draft.read_text()
    assert pmtui(draft, "long.jsonl") == 0
    assert draft.read_text() == before


def test_an_update_keeps_the_other_origins_of_an_event(draft: Path) -> None:
    first = SourceRecord(None, "A fires", kind="pagerduty", id="1")
    session, store = open_session(draft, date.today, random_id, active=ActiveConfig())
    try:
        session.apply(Batch(edits=tuple(importing(session.postmortem, [first], random_id).edits)), "timeline")
        event = session.postmortem.timeline[0]
        origin = f"{event.origin}{ORIGINS}github:7#0123456789ab"
        session.apply(Set(path=f"timeline.{event.id}.origin", value=origin), "timeline")
        first.text = "A fires again"
        session.apply(Batch(edits=tuple(importing(session.postmortem, [first], random_id).edits)), "timeline")
        (event,) = session.postmortem.timeline
        assert event.event == "A fires again"
        assert [each.partition("#")[0] for each in event.origin.split(ORIGINS)] == ["pagerduty:1", "github:7"]
    finally:
        store.close()


def test_half_a_character_is_printed_as_json_escapes_it(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    person = {"real_name": "Ann \ud83d"}
    message = {"type": "message", "ts": "1778616000.000000", "user": "U1", "user_profile": person, "text": "hi"}
    Path("u.json").write_text(json.dumps([message]))
    assert pmtui(draft, "u.json", "--dry-run", "--json") == 0
    printed = capsys.readouterr().out
    assert printed.encode("utf-8") and json.loads(printed)["who"] == "Ann \ud83d"
    assert pmtui(draft, "u.json", "--dry-run") == pmtui(draft, "u.json") == 0
    assert events(draft) == ["hi"]


def test_a_date_that_may_be_another_does_not_become_the_incidents(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft.write_text(DRAFT.replace("date = 2026-05-12\n", ""))
    Path("t.csv").write_text("Time,Event\n03/04/2026 20:00,It fails\n")
    assert pmtui(draft, "t.csv") == 0
    assert draft_folder.load(draft).postmortem.incident.date is None
    said = capsys.readouterr().err
    assert "2026-04-03" in said and "2026-03-04" in said


def test_one_bad_file_in_a_folder_leaves_the_others(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("in/sub").mkdir(parents=True)
    Path("in/log.json").write_text(PAGER)
    Path("in/bad.zip").write_bytes(b"PK\x03\x04broken")
    Path("in/shot.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert pmtui(draft, "in") == 0
    assert len(events(draft)) == 3
    said = capsys.readouterr().err
    assert "bad.zip" in said and "damaged zip" in said and "shot.png" in said and "an image" in said


def test_a_names_file_that_nobody_named_is_told_if_it_is_damaged(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("users.json").write_bytes(b"PK\x03\x04broken")
    assert pmtui(draft, "log.json") == 0
    assert len(events(draft)) == 3
    assert "users.json" in capsys.readouterr().err
