"""The interview line by line: the same questions, the same draft."""

import os
import re
import stat
from collections.abc import Iterator
from datetime import date
from itertools import count, groupby
from pathlib import Path
from typing import Any

import pytest

from pmtui.causes.gates import expression
from pmtui.causes.tree import Tree
from pmtui.config import ActiveConfig
from pmtui.errors import FileError
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import ActionStatus, ActionType, Gate, Milestone, Priority, Role, Severity, Status, WhyTrack
from pmtui.model.views import elements
from pmtui.plain_ui.console import Command, Console, command_in
from pmtui.plain_ui.interview import run
from pmtui.storage import draft_folder, safe_files
from pmtui.storage.draft_file import Draft
from pmtui.storage.draft_store import DraftStore
from pmtui.template import lookup
from pmtui.template.interview import all_questions, interview

TODAY = date(2026, 3, 9)


class Talk:
    """A draft, gone through with lines given beforehand."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = folder / "d.toml"
        self.capsys = capsys
        self.ids = count(1)

    def begin(self, template: str = "outage", **record: Any) -> None:
        draft_folder.create(self.path, Draft(template, Postmortem.model_validate(record)))

    def says(self, *lines: str) -> str:
        """Type lines, end the input, and return what was printed."""
        waiting: Iterator[str] = iter(lines)

        def read(prompt: str) -> str:
            print(prompt, end="")
            try:
                return next(waiting)
            except StopIteration:
                raise EOFError from None

        self.code = run(self.path, Console(read), lambda: TODAY, lambda: f"r{next(self.ids)}", ActiveConfig())
        return self.capsys.readouterr().out

    @property
    def record(self) -> Postmortem:
        return draft_folder.load(self.path).postmortem


@pytest.fixture
def talk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Talk:
    return Talk(tmp_path, capsys)


def at(template: str, path: str) -> list[str]:
    """Return what leads to a question: the section's number, then Enter for each question before it."""
    question = next(q for q in all_questions(lookup.load(template)) if q.path == path)
    section = interview(lookup.load(template))[question.section]
    before = [each.path for each in section.questions].index(path)
    return [f":go {question.section + 1}", *[""] * before]


@pytest.mark.parametrize("template", lookup.BUILTIN)
def test_every_question_of_every_template_is_asked_in_order_and_enter_changes_nothing(
    talk: Talk, template: str
) -> None:
    talk.begin(template)
    before = talk.path.read_bytes()
    questions = all_questions(lookup.load(template))
    enters = sum(3 if question.path == "causes.tree" else 1 for question in questions)
    said = talk.says(":go 1", *[""] * enters, ":quit")
    place = said.index("Section 1 of")
    for question in questions:
        found = said.find(f"\n{question.label} (", place)
        assert found >= 0, f"{question.path} isn't asked"
        place = found + 1
    assert "That was the last question" in said
    assert talk.code == 0
    assert talk.path.read_bytes() == before


def test_answers_of_every_kind(talk: Talk) -> None:
    talk.begin("outage")
    talk.says(*at("outage", "incident.title"), "Login fails", ":quit")
    talk.says(*at("outage", "incident.severity"), "2", ":quit")
    talk.says(*at("outage", "document.status"), "review", ":quit")
    talk.says(*at("outage", "incident.date"), "7 March 2026", ":quit")
    talk.says(*at("outage", "summary"), "First line.", "", "Second paragraph.", ".", ":quit")
    said = talk.says(*at("outage", "impact.data_loss"), "no: all was replayed", ":quit")
    assert "Saved." in said
    record = talk.record
    assert record.incident.title == "Login fails"
    assert record.incident.severity is Severity.HIGH
    assert record.document.status is Status.REVIEW
    assert record.incident.date == date(2026, 3, 7)
    assert record.summary == "First line.\n\nSecond paragraph."
    assert record.impact.data_loss.yes is False
    assert record.impact.data_loss.details == "all was replayed"


def test_times_wait_for_the_incident_s_date_and_get_it_in_one_step(talk: Talk) -> None:
    talk.begin("outage")
    said = talk.says(*at("outage", "timeline"), "23:58 Deploy", "00:40 PT Alert", ":quit")
    assert "23:58 waits for the incident's date" in said
    assert list(talk.record.typed.values()) == ["23:58", "00:40 PT"]
    said = talk.says(*at("outage", "incident.date"), "2026-03-07", ":quit")
    assert "2 events now have the incident's date, 2026-03-07" in said
    assert "Type :undo to undo." in said
    assert [f"{event.at:%m-%d %H:%M}" for event in talk.record.timeline if event.at] == ["03-07 23:58", "03-08 00:40"]
    assert talk.record.typed == {}


def test_the_day_is_asked_for_once_after_the_first_event_without_one(talk: Talk) -> None:
    talk.begin("outage")
    lines = ("23:58 Deploy", "00:40 Alert", "2026-03-07", "01:10 All well", ":quit")
    said = talk.says(*at("outage", "timeline"), *lines)
    assert said.count("What day was that?") == 1
    assert "2 events now have the incident's date, 2026-03-07" in said
    record = talk.record
    assert (str(record.incident.date), record.typed) == ("2026-03-07", {})
    assert [f"{event.at:%d %H:%M} {event.event}" for event in record.timeline if event.at] == [
        "07 23:58 Deploy", "08 00:40 Alert", "08 01:10 All well",
    ]  # fmt: skip


def test_an_unreadable_answer_is_reported_and_asked_again(talk: Talk) -> None:
    talk.begin("outage")
    said = talk.says(*at("outage", "incident.date"), "someday", "2026-03-07", ":quit")
    assert "Write the date as 2026-03-07" in said
    assert "Type it again" in said
    assert talk.record.incident.date == date(2026, 3, 7)
    assert talk.record.typed == {}


def test_a_text_can_be_added_to_cleared_and_restored(talk: Talk) -> None:
    talk.begin("outage", summary="One.")
    talk.says(*at("outage", "summary"), ":more Two.", ".", "", ":quit")
    assert talk.record.summary == "One.\nTwo."
    talk.says(*at("outage", "summary"), ":clear", "", ":quit")
    assert talk.record.summary == ""
    said = talk.says(*at("outage", "summary"), ":clear", "", "::not a command", ".", ":undo", ":quit")
    assert talk.record.summary == ""
    assert "Undone" in said


def test_the_timeline_takes_entry_lines_and_its_rows_are_edited(talk: Talk) -> None:
    talk.begin("outage", incident={"date": "2026-03-07"})
    said = talk.says(
        *at("outage", "timeline"), "14:32 Errors begin | paged storage", "25:99 what", "+5 All well", ":edit 1", "", "",
        "", "impact started", ":back", ":remove 2", ":remove 9", ":quit",
    )  # fmt: skip
    assert "Sat, Mar 7, 2026 14:32 UTC." in said
    assert "25:99 isn't a valid time. The event wasn't added." in said
    assert "Now: paged storage" in said  # the document has no place for it, and yet it's there to be edited
    assert "the row's number, from 1 to 1" in said
    (event,) = talk.record.timeline
    assert (event.event, event.action, event.milestones) == ("Errors begin", "paged storage", (Milestone.STARTED,))


def test_a_label_that_is_only_a_sign_is_told_and_typed_in_words(talk: Talk) -> None:
    row = {"id": "a", "description": "Alert on old keys", "status": "done", "due": "2026-03-10"}
    talk.begin("outage", incident={"date": "2026-03-07"}, actions=[row])
    said = talk.says(*at("outage", "actions.immediate"), ":edit 1", "", "", "", "in progress", ":quit")
    for words in ("Status: Done (✅)", "Now: Done (✅)", "2. In progress (🔄)"):
        assert words in said
    assert talk.record.actions[0].status == "in_progress"


def test_several_milestones_are_given_by_number_or_name_and_cleared(talk: Talk) -> None:
    row = {"id": "e", "event": "All well", "at": "2026-03-07T14:32:00Z"}
    talk.begin("outage", incident={"date": "2026-03-07"}, timeline=[row])
    said = talk.says(*at("outage", "timeline"), ":edit 1", "", "", "7, mitigated", ":quit")
    assert "Type numbers or names, separated by commas" in said
    assert "Read as: Mitigated, resolved" in said
    assert talk.record.timeline[0].milestones == (Milestone.MITIGATED, Milestone.RESOLVED)
    said = talk.says(*at("outage", "timeline"), ":edit 1", "", "", "resolvd", "", ":quit")
    assert "'resolvd' isn't one of" in said
    talk.says(*at("outage", "timeline"), ":edit 1", "", "", ":clear", ":quit")
    assert not talk.record.timeline[0].milestones
    assert not talk.record.typed


def test_actions_take_entry_lines_and_other_tables_are_asked_column_by_column(talk: Talk) -> None:
    talk.begin("sre")
    path = next(q.path for q in all_questions(lookup.load("sre")) if q.base == "actions")
    talk.says(*at("sre", path), "Add a limit @dana fri P1", "call @kim p9 #nothing", ":quit")
    (action,) = talk.record.actions
    assert (action.description, action.owner, action.due) == ("Add a limit", "dana", date(2026, 3, 13))
    assert (action.priority, action.status, action.goal) == (Priority.HIGH, ActionStatus.OPEN, ActionType.PREVENT)
    talk.says(*at("sre", "response.responders"), "Commander", "Dana Wu", "", ":quit")
    (person,) = talk.record.response.responders
    assert person.name == "Dana Wu"


def test_a_custom_list_is_asked_column_by_column(talk: Talk, tmp_path: Path) -> None:
    (tmp_path / "ours.md").write_text(
        '+++\ntitle = "T"\n+++\n| Question | Due |\n|---|---|\n'
        "| {{ custom.questions.*.text }} | {{ custom.questions.*.due : date }} |\n",
        encoding="utf-8",
    )
    talk.begin(str(tmp_path / "ours.md"), custom={"questions": [{"id": "k", "text": "Who knew?"}]})
    said = talk.says("Why?", "tomorrow", ":edit 1", "", "2026-03-13", ":remove 2", ":undo", "", ":quit")
    assert "1. Who knew? (missing: Due)" in said
    assert "type its Question" in said
    assert [row.model_dump() for row in elements(talk.record, "custom.questions")] == [
        {"id": "k", "text": "Who knew?", "due": "2026-03-13"},
        {"id": "r1", "text": "Why?", "due": "2026-03-10"},
    ]


def test_why_is_asked_of_each_answer_and_enter_goes_back_up(talk: Talk) -> None:
    talk.begin("five-whys")
    said = talk.says(
        *at("five-whys", "causes.tree"), "the disk was full", "snapshots stayed", "", "and nothing limits them", ":quit"
    )
    assert "Why" in said
    first, second, third = talk.record.causes.tree
    assert (first.text, first.parent) == ("The disk was full", "")
    assert {second.parent, third.parent} == {first.id}
    assert (second.text, third.text) == ("Snapshots stayed", "Nothing limits them")
    assert first.junction is Gate.ALL


def test_or_leaves_the_and_before_it_alone(talk: Talk) -> None:
    talk.begin("five-whys")
    typed = ("it ran dry", "aa", "", "and bb", "", "or cc")
    said = talk.says(*at("five-whys", "causes.tree"), *typed, ":quit")
    assert "Read as: (Aa and Bb) or Cc. Type :other for: Aa and (Bb or Cc)." in said
    tree = Tree(talk.record)
    assert expression(tree, talk.record.causes.tree[0].id, WhyTrack.HAPPENED) == "(Aa and Bb) or Cc"


def test_other_reinterprets_the_last_answer(talk: Talk) -> None:
    talk.begin("five-whys")
    typed = ("it ran dry", "aa", "", "or bb", "", "and cc", ":other", ":quit")
    said = talk.says(*at("five-whys", "causes.tree"), *typed)
    assert "Read as: (Aa or Bb) and Cc." in said
    assert "Read as: Aa or (Bb and Cc)." in said
    said = talk.says(*at("five-whys", "causes.tree"), ":other", ":quit")
    assert "You haven't just added a cause with 'and' or 'or' that can be read another way." in said
    assert "level 2: group: Bb and Cc" in said
    assert "Combined: Aa or (Bb and Cc)" in said


def test_marks_figures_and_navigation(talk: Talk) -> None:
    talk.begin("outage", incident={"date": "2026-03-07"})
    said = talk.says(*at("outage", "summary"), ":waiting Dana", ":go", ":show", ":review", ":help", ":quit")
    assert talk.record.marks["summary"].note == "Dana"
    for words in (
        "Marked: In 2-3 sentences, what happened?, Waiting for Dana",
        "2. Executive Summary (",
        "## Executive Summary",
        ":waiting  mark the question as waiting",
    ):
        assert words in said
    talk.says(*at("outage", "summary"), ":unknown the log is gone", ":quit")
    assert talk.record.marks["summary"].note == "the log is gone"
    said = talk.says(*at("outage", "figures.duration"), "47 minutes", ":quit")
    assert "Not computed yet" in said
    assert talk.record.stated["duration"].value == "47 minutes"


def test_what_an_agent_wrote_is_announced_until_it_is_checked(talk: Talk) -> None:
    talk.begin("outage", summary="It was slow.", unseen={"summary": "claude"})
    said = talk.says(*at("outage", "summary"), ":checked", ":checked", ":quit")
    assert "Written by claude. Type :checked to confirm that it's right." in said
    assert said.count("Checked.") == 1 and "No agent has written here." in said
    assert talk.record.unseen == {}


def test_it_continues_where_it_stopped_with_the_unanswered_questions(talk: Talk) -> None:
    talk.begin("outage")
    talk.says(*at("outage", "summary"), ":quit")
    said = talk.says(":open", ":quit")
    assert said.index("Section 2 of 15") < said.index("Saved.")
    assert "Section 1 of" not in said


def test_the_end_of_the_input_saves_in_the_middle_of_a_text(talk: Talk) -> None:
    talk.begin("outage")
    said = talk.says(*at("outage", "summary"), "A first line", "a second")
    assert talk.record.summary == "A first line\na second"
    assert f"To continue, run: pmtui interview {talk.path} --plain" in said


def test_each_answer_is_in_the_file_before_the_next_question_is_asked(talk: Talk) -> None:
    talk.begin("outage")
    lines = [*at("outage", "incident.title"), "Login fails", ":back", "Login fails again", ":undo"]
    titles: list[str] = []

    def read(_: str) -> str:
        titles.append(talk.record.incident.title)
        if not lines:
            raise EOFError
        return lines.pop(0)

    run(talk.path, Console(read), lambda: TODAY, lambda: "r1", ActiveConfig())
    assert [title for title, _ in groupby(titles)] == ["", "Login fails", "Login fails again", "Login fails"]


def test_if_a_save_fails_the_answer_is_in_the_journal_and_recovered(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.begin("outage")
    lines = [*at("outage", "incident.title"), "Login fails"]
    on_disk: list[bytes] = []
    real = os.fsync

    def sync(handle: int) -> None:
        on_disk.append(os.pread(handle, 1 << 20, 0) if stat.S_ISREG(os.fstat(handle).st_mode) else b"")
        real(handle)

    def refuse(*_: object, **__: object) -> None:
        raise FileError(f"{talk.path} can't be written: No space left on device.")

    def read(_: str) -> str:
        if not lines:
            assert any(b'"Login fails"' in data for data in on_disk)
            assert "Not saved since" in talk.capsys.readouterr().out
            raise EOFError
        return lines.pop(0)

    with monkeypatch.context() as fault:
        fault.setattr(os, "fsync", sync)
        fault.setattr(safe_files, "write_bytes_atomically", refuse)
        run(talk.path, Console(read), lambda: TODAY, lambda: "r1", ActiveConfig())
    assert talk.record.incident.title == ""
    assert "1 change from" in talk.says(":quit")
    assert talk.record.incident.title == "Login fails"


def test_quitting_unlocks_the_draft(talk: Talk) -> None:
    talk.begin("outage")
    talk.says(*at("outage", "incident.title"), "Login fails", ":quit")
    assert sorted(each.name for each in talk.path.parent.iterdir()) == [".pmtui", "d.toml"]
    again = DraftStore(talk.path)
    assert (again.is_read_only, again.recovered.changes) == (False, ())
    again.close()


def test_changes_by_others_are_merged(talk: Talk) -> None:
    talk.begin("outage")

    def other(text: str) -> str:
        draft = draft_folder.load(talk.path)
        draft_folder.save(talk.path, Draft("outage", draft.postmortem.model_copy(update={"summary": text})))
        return ""

    lines = iter([*at("outage", "incident.title"), "Login fails", "SAVE", ":quit"])

    def read(_: str) -> str:
        line = next(lines)
        return other("From outside") if line == "SAVE" else line

    run(talk.path, Console(read), lambda: TODAY, lambda: "r1", ActiveConfig())
    assert "1 change from the file applied" in talk.capsys.readouterr().out
    assert (talk.record.summary, talk.record.incident.title) == ("From outside", "Login fails")


def test_a_draft_that_is_open_elsewhere_is_read_only_until_it_is_taken_over(talk: Talk) -> None:
    talk.begin("outage")
    first = DraftStore(talk.path)
    try:
        said = talk.says(*at("outage", "incident.title"), "Login fails", ":quit")
        assert "open read-only" in said
        assert talk.record.incident.title == ""
        said = talk.says(":file", "1", *at("outage", "incident.title"), "Login fails", ":quit")
        assert "Take over" in said
        assert talk.record.incident.title == "Login fails"
    finally:
        first.close()


def test_a_line_is_an_answer_or_a_command() -> None:
    assert command_in("plain") == "plain"
    assert command_in("::x") == ":x"
    assert command_in(":Go 3") == Command("go", "3")
    assert "Did you mean 'help'?" in str(command_in(":hepl"))


def test_no_message_moves_the_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    Console(lambda _: "").say("a\x1b[2Jb\rc\n\x9bd")
    said = capsys.readouterr().out
    assert "\x1b" not in said and "\r" not in said and "\x9b" not in said


def test_a_text_keeps_lines_that_begin_with_a_colon_and_a_dot_alone_leaves_it(talk: Talk) -> None:
    talk.begin("outage")
    talk.says(*at("outage", "summary"), "First", ":tada: done", ": x", ".", ":quit")
    assert talk.record.summary == "First\n:tada: done\n: x"
    talk.says(*at("outage", "summary"), ".", ":quit")
    assert talk.record.summary.startswith("First")


def test_in_a_row_a_mark_is_refused_and_other_commands_are_done(talk: Talk) -> None:
    talk.begin("recovery")
    said = talk.says(*at("recovery", "impact.systems"), "Orders DB", ":na", ":quit")
    assert "not on part of a row" in said
    assert talk.record.marks == {}
    assert [system.name for system in talk.record.impact.systems] == ["Orders DB"]
    talk.says(*at("recovery", "impact.systems"), "Second", ":back", ":undo", ":quit")
    assert [system.name for system in talk.record.impact.systems] == ["Orders DB"]


def test_a_reader_changes_nothing_whatever_is_typed(talk: Talk) -> None:
    talk.begin("recovery")
    first = DraftStore(talk.path)
    before = talk.path.read_bytes()
    try:
        for lines in (
            [":na", ":waiting X", "words", ":clear", ":undo"],
            [*at("recovery", "impact.systems"), "Orders DB", ":remove 1"],
            [*at("recovery", "causes.tree"), "the disk was full"],
        ):
            said = talk.says(*lines, ":quit")
            assert said.startswith("d.toml, template recovery") and "Read only" in said.split("Section")[0]
            assert "nothing was changed" in said
    finally:
        first.close()
    assert talk.path.read_bytes() == before


@pytest.mark.parametrize("odd", [":go ²", f":go {'9' * 5000}", ":edit ³", ":remove -1", "²", "9" * 5000])
def test_unusual_digits_are_not_numbers(talk: Talk, odd: str) -> None:
    talk.begin("outage")
    talk.says(*at("outage", "incident.severity"), odd, ":quit")
    talk.says(*at("outage", "timeline"), odd, ":quit")
    assert talk.code == 0


def test_a_command_that_ends_an_addition_is_done(talk: Talk) -> None:
    talk.begin(summary="One.")
    said = talk.says(*at("outage", "summary"), ":more Two.", ":next", ":quit")
    assert talk.record.summary == "One.\nTwo."
    assert "Section 3 of" in said


def test_a_read_only_draft_is_not_cleared_extended_or_shortened(talk: Talk) -> None:
    event, cause = {"id": "e1", "event": "Errors begin"}, {"id": "c1", "text": "No limit", "strand": "happened"}
    talk.begin(summary="One.", timeline=[event], causes={"tree": [cause]})
    before = talk.path.read_bytes()
    holder = DraftStore(talk.path)
    try:
        for path, typed in (
            ("summary", ":clear"),
            ("summary", ":more Two."),
            ("timeline", ":remove 1"),
            ("timeline", ":edit 1"),
            ("causes.tree", ":remove 1"),
            ("causes.tree", ":clear"),
        ):
            said = talk.says(*at("outage", path), typed, ":quit")
            assert "open read-only" in said or "the number of a cause" in said, (path, typed)
            assert not any(word in said for word in ("Added", "Cleared", "Removed", "Row complete"))
    finally:
        holder.close()
    assert talk.path.read_bytes() == before


def test_a_causes_parent_is_not_asked_for(talk: Talk) -> None:
    above = {"id": "c1", "text": "The disk was full", "strand": "happened"}
    below = {"id": "c2", "text": "Snapshots stayed", "parent": "c1", "strand": "happened"}
    talk.begin(causes={"tree": [above, below]})
    said = talk.says(*at("outage", "causes.tree"), ":edit 2", "Snapshots stayed for ever", ".", "root", ":quit")
    assert "Explains" not in said and "c1" not in said
    assert [(cause.text, cause.parent) for cause in talk.record.causes.tree] == [
        ("The disk was full", ""),
        ("Snapshots stayed for ever", "c1"),
    ]
    assert talk.record.causes.tree[1].role is Role.ROOT


def test_the_review_names_a_field_once_and_spells_out_its_level(talk: Talk) -> None:
    talk.begin("outage", summary="It was obviously slow.")
    said = talk.says(":review", ":quit")
    assert re.search(r"^C101 hint: ([^:\n]+): (?!\1)[^:\n]*unanswered\.$", said, re.MULTILINE)
    assert "L605 hint: Summary: 'obviously'" in said


def test_the_agenda_is_printed_and_ticked_off(talk: Talk) -> None:
    actions = [{"id": "a", "description": "Stop the rollout at 2% errors", "owner": "Ana", "due": "2026-03-01"}]
    talk.begin("outage", actions=actions, marks={"summary": {"kind": "waiting", "note": "Ana"}})
    said = talk.says(":agenda", ":quit")
    assert "Waiting for Ana (1 answer, 1 action)\n" in said
    number = re.search(
        r"^(\d+)\. action: Stop the rollout at 2% errors \(due Sun, Mar 1, overdue\)$", said, re.MULTILINE
    )
    assert number and " covered.\n" in said
    said = talk.says(f":agenda {number[1]}", ":agenda 0", ":agenda", ":quit")
    assert "Covered: Stop the rollout at 2% errors\n1 of " in said and "Type :agenda and an item's number" in said
    assert f"\n{number[1]}. covered: action: Stop the rollout" in said
    assert "No longer covered: Stop the rollout" in talk.says(f":agenda {number[1]}", ":quit")


@pytest.mark.parametrize("is_kept", [True, False])
def test_late_changes_are_only_reported_as_kept_if_they_are(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, is_kept: bool
) -> None:
    talk.begin("outage")
    answers = ["My title"]
    others = []

    def refuse(_: Path) -> None:
        raise FileError("There's no room.")

    def read(_: str) -> str:
        if not answers:
            raise EOFError
        others.append(DraftStore(talk.path, take_over=True))
        if not is_kept:
            monkeypatch.setattr(safe_files, "make_folder", refuse)
        return answers.pop()

    code = run(talk.path, Console(read), lambda: TODAY, lambda: "r1", ActiveConfig())
    said = talk.capsys.readouterr().out
    others[0].close()
    if is_kept:
        assert "even to the journal" not in said
    else:
        assert code == 3
        assert "even to the journal: There's no room. They were only in memory, and are lost." in said
        assert "is in its journal" not in said and "pmtui recovers" not in said


def test_what_is_left_out_is_said_and_put_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    talk = Talk(tmp_path, capsys)
    talk.begin("sre", incident={"title": "T"})
    said = talk.says(":go 3", ":out", ":back", ":out group", ":back", ":out section", ":out sideways", ":quit")
    assert "Left out of the document: Affected Users." in said
    assert "Left out of the document: the group User Impact." in said
    assert "Left out of the document: the section Impact." in said
    assert "Type :out, :out group, or :out section." in said
    assert len(talk.record.marks) == 3
    assert "Back in the document: the section Impact." in talk.says(":back", ":out section", ":quit")
