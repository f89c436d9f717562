"""`pmtui set`, `pmtui add`, and `pmtui questions --open`: all of what is asked for is changed, or nothing."""

import io
import json
import signal
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pmtui.cli.main import main
from pmtui.config import ActiveConfig
from pmtui.model.edit import Set
from pmtui.model.ids import random_id
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.session.file_status import FileStatus
from pmtui.session.one_change import change_draft
from pmtui.session.opening import open_session
from pmtui.session.saving import Autosave
from pmtui.session.session import Session
from pmtui.storage import draft_folder
from pmtui.storage.external_changes import digest_at

DRAFT = """\
schema = 2
template = "sre"

[incident]
title = "Login fails" # kept
date = 2026-03-07
timezone = "UTC"

[[timeline]]
id = "a1"
at = 2026-03-07T14:00:00Z
event = "Deployment begins"

[[actions]]
id = "f1"
description = "Add a limit"
"""


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "d.toml"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def held(path: Path) -> Postmortem:
    return draft_folder.load(path).postmortem


def at(path: Path, field: str) -> Any:
    return value_at(held(path), field)


def give(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


# -- set ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("assignment", "field", "value"),
    [
        ("summary=Half of all logins failed.", "summary", "Half of all logins failed."),
        ("incident.severity=SEV-2", "incident.severity", "high"),  # the template's label
        ("incident.severity=high", "incident.severity", "high"),
        ("document.authors=Dana Wu, Ada Lind", "document.authors", ("Dana Wu", "Ada Lind")),
        ("response.steps=Rolled back\nChecked the logs", "response.steps", ("Rolled back", "Checked the logs")),
        ("timeline.a1.milestones=started, detected", "timeline.a1.milestones", ("started", "detected")),
        ("timeline.a1.until=14:20", "timeline.a1.until", datetime(2026, 3, 7, 14, 20, tzinfo=UTC)),
        ("actions.f1.owner=storage-team", "actions.f1.owner", "storage-team"),
        ("impact.users_affected=~1,200", "impact.users_affected", "~1,200"),
        ("incident.title=@@dana broke it=no", "incident.title", "@dana broke it=no"),
        ("summary=", "summary", ""),
    ],
)
def test_set_reads_values_as_fields_do(draft: Path, assignment: str, field: str, value: object) -> None:
    assert main(["set", str(draft), assignment]) == 0
    assert at(draft, field) == value
    assert 'title = "Login fails" # kept' in draft.read_text() or field == "incident.title"


def test_set_reads_times_in_the_zone_and_on_the_day_that_it_sets(draft: Path) -> None:
    words = ["timeline.a1.at=09:00", "incident.date=2026-07-01", "incident.timezone=Europe/Berlin"]
    assert main(["set", str(draft), *words]) == 0
    assert at(draft, "timeline.a1.at") == datetime(2026, 7, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["incident.severity=P9"], ["incident.severity: 'P9' isn't one of: SEV-1"]),
        (["incident.date=the day"], ["incident.date: "]),
        (["timeline.a1.at=25:10"], ["timeline.a1.at: 25:10 isn't a valid time"]),
        (["incident.titel=x"], ["incident.titel: No such question. Did you mean 'incident.title'?"]),
        (["timeline.zz.event=x"], ["timeline.zz.event: 'zz' isn't the ID of a row in timeline"]),
        (["timeline=x"], ["timeline: This is a table", "pmtui add DRAFT events"]),
        (["figures.duratoin=1 h"], ["No such figure. Did you mean 'duration'?"]),
        (["marks.summary=x"], ["marks.summary: No such question"]),
        (["summary=a", "summary=b"], ["summary: It's given twice"]),
        (["--mark", "summary=perhaps"], ["summary: 'perhaps' isn't an answer state", "waiting:NAME"]),
        (["--mark", "summary=unknown"], ["summary: Say why it's unknown"]),
        (["--mark", "summary=waiting: "], ["summary: Say who will answer"]),
        (["--mark", "incident.title=not-applicable"], ["incident.title: It has an answer"]),
        (["--unset", "timeline"], ["timeline: This is a table. To remove a row"]),
        (["--unset", "document.status"], ["document.status: A document always has a status"]),
        (["incident.severity=P9", "incident.date=no"], ["incident.severity: ", "incident.date: "]),
    ],
)
def test_one_value_that_does_not_fit_changes_nothing(
    draft: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: list[str]
) -> None:
    assert main(["set", str(draft), "incident.id=INC-1", *words]) == 2
    assert draft.read_text() == DRAFT
    err = capsys.readouterr().err
    assert all(each in err for each in [*said, "Nothing was changed."]), err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "Nothing to set"),
        (["summary"], 2, "'summary' isn't PATH=VALUE"),
        (["summary=@missing.txt"], 3, "summary: can't read 'missing.txt'"),
        (["--json", "missing.json"], 3, "--json: can't read 'missing.json'"),
        (["--json", '{"summary": '], 2, "the argument isn't valid JSON"),
        (["summary=-", "incident.id=-"], 2, "Only one value"),
        (["--json", "list.json"], 2, "must hold one object"),
        (["--json", "twice.json"], 2, "'summary' is in it twice"),
        (["--json", "cut.json"], 2, "isn't valid JSON"),
        (["summary=@latin.txt"], 3, "latin.txt isn't UTF-8"),
    ],
)
def test_a_command_that_is_not_understood_changes_nothing(
    draft: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    Path("list.json").write_text("[1]")
    Path("twice.json").write_text('{"summary": "a", "summary": "b"}')
    Path("cut.json").write_text('{"summary": "a')
    Path("latin.txt").write_bytes("é".encode("latin-1"))
    assert main(["set", str(draft), *words]) == code
    assert said in capsys.readouterr().err
    assert draft.read_text() == DRAFT


def test_set_takes_files_standard_input_and_json(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("summary.md").write_text("Half failed.\n\nFor an hour.\n", encoding="utf-8-sig")
    give(monkeypatch, "Rolled back\n")
    assert main(["set", str(draft), "summary=@summary.md", "resolution.fix=-"]) == 0
    assert at(draft, "summary") == "Half failed.\n\nFor an hour."
    assert at(draft, "resolution.fix") == "Rolled back"
    values = {
        "incident": {"id": "INC-7", "severity": "critical"},
        "document.authors": ["Dana Wu"],
        "timeline.a1.approximate": True,
        "summary": None,
        "impact.regions": {"mark": "waiting", "note": "Ada"},
    }
    give(monkeypatch, json.dumps(values))
    assert main(["set", str(draft), "--json"]) == 0
    record = held(draft)
    assert (record.incident.id, record.incident.severity, record.summary) == ("INC-7", "critical", "")
    assert record.document.authors == ("Dana Wu",) and record.timeline[0].approximate is True
    assert record.marks["impact.regions"].text == "Waiting for Ada"
    assert main(["set", str(draft), "--json", '{"summary": "Slow"}']) == 0
    assert at(draft, "summary") == "Slow"
    Path("a.json").write_text('{"response.steps": ["a\\nb"]}')
    assert main(["set", str(draft), "--json", "a.json"]) == 2  # a line break would make two of it


def test_set_marks_and_clears(draft: Path) -> None:
    marks = ["--mark", "summary=unknown:no logs", "--mark", "timeline.a1.source=not-applicable"]
    assert main(["set", str(draft), *marks, "--unset", "incident.title", "--mark", "incident.title=waiting:Ada"]) == 0
    record = held(draft)
    assert record.marks["summary"].text == "Unknown: no logs" and record.incident.title == ""
    assert record.marks["incident.title"].note == "Ada"
    assert main(["set", str(draft), "summary=Now we know", "--unset", "incident.title", "--unset", "actions.f1"]) == 0
    record = held(draft)
    assert set(record.marks) == {"timeline.a1.source"} and record.summary == "Now we know" and record.actions == ()


def test_set_overrides_a_figure_and_gives_it_back(draft: Path) -> None:
    assert main(["set", str(draft), "figures.duration=47 min", "figures.duration.reason=The page's own clock"]) == 0
    assert held(draft).stated["duration"].reason == "The page's own clock"
    assert main(["set", str(draft), "--unset", "figures.duration"]) == 0
    assert held(draft).stated == {}


def test_a_status_adds_its_revision_and_changes_to_a_final_document_are_noted(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["set", str(draft), "document.status=final"]) == 0
    record = held(draft)
    assert record.document.status == "final" and record.signed and len(record.revisions) == 1
    assert main(["set", str(draft), "document.status=final"]) == 0
    assert len(held(draft).revisions) == 1
    capsys.readouterr()
    assert main(["set", str(draft), "summary=Changed"]) == 0
    assert "The document is final" in capsys.readouterr().err


def test_options_may_be_between_the_arguments(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--mark", "impact.regions=unknown:no logs", "incident.id=INC-1", "--unset", "actions.f1", "summary=Slow"]
    assert main(["set", str(draft), *words]) == 0
    record = held(draft)
    assert (record.incident.id, record.summary, record.actions) == ("INC-1", "Slow", ())
    assert "impact.regions" in record.marks
    assert main(["add", str(draft), "causes", "The pool ran dry", "--track", "not-caught", "No test had load"]) == 0
    assert len(held(draft).causes.tree) == 2
    for words in (["set"], ["add", str(draft), "events"], ["set", str(draft), "--mark"], ["set", str(draft), "--nope"]):
        with pytest.raises(SystemExit):
            main(words)
    assert "Traceback" not in capsys.readouterr().err


def test_the_same_again_changes_no_byte(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["set", str(draft), "incident.title=Login fails", "incident.date=2026-03-07"]) == 0
    assert draft.read_text() == DRAFT
    assert "Nothing new" in capsys.readouterr().err


def test_no_control_character_of_a_value_reaches_a_message(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["set", str(draft), "incident.severity=\x1b]0;x\x07"]) == 2
    assert main(["add", str(draft), "events", "\x1b[2J99:99 x"]) in (0, 2)
    assert main(["add", str(draft), "\x1b[2J", "x"]) == 2
    assert "\x1b" not in "".join(capsys.readouterr())


# -- add ---------------------------------------------------------------------------------------------------------------


def test_add_takes_the_words_of_the_entry_lines(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(draft), "events", "+5 Error rate passes 15% | paged the on-call", "~14:30 All well"]) == 0
    paths = capsys.readouterr().out.split()
    events = held(draft).timeline
    assert [path.partition(".")[2] for path in paths] == [event.id for event in events[1:]]
    assert events[1].at == datetime(2026, 3, 7, 14, 5, tzinfo=UTC) and events[1].action == "paged the on-call"
    assert events[2].approximate is True and events[2].event == "All well"
    assert main(["add", str(draft), "actions", "Alert on the pool @storage-team 2026-12-04 P1 #detect"]) == 0
    action = held(draft).actions[-1]
    assert (action.owner, action.due, action.goal) == ("storage-team", date(2026, 12, 4), "detect")
    assert main(["add", str(draft), "actions.respond", "Write a runbook"]) == 0
    assert held(draft).actions[-1].goal == "respond"


def test_add_builds_the_tree_of_causes_as_the_builder_does(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def parents() -> dict[str, str]:
        nodes = held(draft).causes.tree
        names = {"": "", **{node.id: node.text for node in nodes}}
        return {node.text: names[node.parent] for node in nodes}

    assert main(["add", str(draft), "causes", "The pool ran dry", "retries had no limit", "and the alert was off"]) == 0
    first = capsys.readouterr().out.split()[0].rpartition(".")[2]
    assert parents() == {
        "The pool ran dry": "", "Retries had no limit": "The pool ran dry", "The alert was off": "The pool ran dry"
    }  # fmt: skip
    assert held(draft).causes.tree[0].junction == "all"
    assert main(["add", str(draft), "causes", "--under", first, "The pool was small"]) == 0
    assert parents()["The pool was small"] == "The pool ran dry"
    assert main(["add", str(draft), "causes", "--track", "not-caught", "No test had load"]) == 0
    assert held(draft).causes.tree[-1].strand == "not_caught"


def test_add_takes_cells_for_other_tables(draft: Path) -> None:
    assert main(["add", str(draft), "response.responders", r"incident \| commander | Dana Wu | 14:10"]) == 0
    person = held(draft).response.responders[0]
    assert (person.name, person.role) == ("Dana Wu", "incident | commander")


def test_add_reads_lines_from_standard_input(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, "14:05 One\n\n14:06 Two\n")
    assert main(["add", str(draft), "events", "-"]) == 0
    assert [event.event for event in held(draft).timeline] == ["Deployment begins", "One", "Two"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["events", "14:01 fine", "25:99 not"], "'25:99 not': 25:99 isn't a valid time"),
        (["events", "14:01 fine", "14:02"], "Say what happened"),
        (["events", "14:01 fine", " "], "The line is empty"),
        (["actions", "@dana"], "What will be done?"),
        (["actions", "Fix it #nonsense"], "#nonsense"),
        (["evnets", "14:01 fine"], "Table not found: 'evnets'. Did you mean 'events'?"),
        (["causes", "--under", "zz", "x"], "It isn't the ID of a cause"),
        (["events", "--under", "a1", "x"], "Only causes have"),
        (["response.responders", "a | b | 99:99"], "99:99 isn't a valid time"),
        (["response.responders", "a|b|14:00|d|e|f|g|h|i"], "9 cells, but the table has"),
    ],
)
def test_one_line_that_does_not_fit_adds_nothing(
    draft: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["add", str(draft), *words]) == 2
    assert draft.read_text() == DRAFT
    assert said in capsys.readouterr().err


def test_events_get_their_day_with_the_date(draft: Path) -> None:
    draft.write_text('schema = 2\ntemplate = "sre"\n')
    assert main(["add", str(draft), "events", "23:50 First", "00:10 Second"]) == 0
    assert [event.at for event in held(draft).timeline] == [None, None]
    assert main(["set", str(draft), "incident.date=2026-03-07"]) == 0
    assert [event.at for event in held(draft).timeline] == [
        datetime(2026, 3, 7, 23, 50, tzinfo=UTC), datetime(2026, 3, 8, 0, 10, tzinfo=UTC)
    ]  # fmt: skip


# -- with the draft open elsewhere -------------------------------------------------------------------------------------


def test_with_the_draft_open_both_keep_what_they_wrote(draft: Path) -> None:
    session, store = open_session(draft, date.today, random_id, active=ActiveConfig())
    told: list[str] = []
    saver = Autosave(session, store)
    status = FileStatus(session, store, saver, lambda advice: told.append(advice.words), lambda: None)
    saver.met = status.met
    try:
        session.apply(Set(path="summary", value="typed in the app"), "summary")  # in its journal, not in the file
        assert main(["set", str(draft), "incident.id=INC-1"]) == 0
        assert main(["add", str(draft), "events", "14:05 Added by a script"]) == 0
        saver.look()
        assert session.postmortem.summary == "typed in the app" and session.postmortem.incident.id == "INC-1"
        assert session.postmortem.timeline[-1].event == "Added by a script"
        assert "applied" in told[0]
        assert saver.flush() == ""
        assert (held(draft).summary, held(draft).incident.id) == ("typed in the app", "INC-1")
        assert session.undo() is not None and session.postmortem.incident.id == ""
    finally:
        store.close()


def test_a_save_in_between_is_met_by_trying_again(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, store = open_session(draft, date.today, random_id, active=ActiveConfig())
    tries: list[int] = []

    def between(path: Path) -> str:
        tries.append(1)
        if len(tries) == 1:
            path.write_text(DRAFT + "# saved by the app\n", encoding="utf-8")
        return digest_at(path)

    monkeypatch.setattr("pmtui.session.one_change.digest_at", between)
    try:
        assert main(["set", str(draft), "incident.id=INC-1"]) == 0
    finally:
        store.close()
    assert "# saved by the app" in draft.read_text() and held(draft).incident.id == "INC-1"
    assert len(tries) == 2


def test_stopping_while_a_change_is_saved_saves_it(draft: Path) -> None:
    def work(session: Session) -> None:
        session.apply(Set(path="summary", value="whole"), "summary")
        signal.raise_signal(signal.SIGINT)

    change_draft(draft, work, ActiveConfig())
    assert held(draft).summary == "whole" and [each.name for each in draft.parent.glob(".d*")] == []


def test_stopping_before_that_changes_nothing(
    draft: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Waiting:
        def read(self, _: int) -> bytes:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=Waiting()))
    assert main(["set", str(draft), "summary=-"]) == 130
    assert draft.read_text() == DRAFT and capsys.readouterr().err == "pmtui: Stopped.\n"


# -- questions ---------------------------------------------------------------------------------------------------------


def test_questions_of_a_draft_need_the_option(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["questions", "d"]) == 2
    assert "add --open" in capsys.readouterr().err
    assert main(["questions", "none"]) == 3


def test_open_questions_say_how_to_answer_them(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["questions", "d", "--open", "--json"]) == 0
    rows = {row["path"]: row for row in json.loads(capsys.readouterr().out)}
    assert "incident.title" not in rows and rows["incident.severity"]["choices"][0] == "SEV-1"
    assert rows["summary"]["missing"] == "unanswered" and rows["summary"]["example"] and rows["summary"]["hint"]
    assert rows["detection.source"]["choices"] and "impact.audience.total" in rows["impact.users_affected"]["inputs"]
    table = rows["response.responders"]
    assert table["add"] == "response.responders" and table["how"].startswith("role | name | ")
    assert [field["name"] for field in table["fields"]] == table["columns"]
    owner = {"path": "actions.f1.owner", "missing": "Owner"}
    assert any(owner in row.get("rows", []) for row in rows.values())
    assert main(["set", str(draft), "actions.f1.owner=Dana", "summary=Half failed"]) == 0
    capsys.readouterr()
    assert main(["questions", str(draft), "--open"]) == 0
    out = capsys.readouterr().out
    assert "\tsummary\t" not in out and "actions.f1.owner" not in out and "\tincident.severity\t" in out
