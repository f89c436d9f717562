"""The session's history: every change is undone and redone, and the journal has exactly what happened."""

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.catalog import Question, model_questions
from pmtui.model.edit import AnyEdit, Set, apply, from_json, to_json
from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.session.glyphs import GLYPHS, counted, section_glyph, sign_words
from pmtui.session.session import Session
from pmtui.session.unfinished_text import LONGEST_KEPT, Kept, clearing, keep, pending
from pmtui.session.unfinished_text import replace as text_replaced
from pmtui.template import lookup
from pmtui.template.interview import all_questions
from pmtui.template.progress import Progress, State
from tests.strategies import postmortems
from tests.unit.test_edit import edits

TEMPLATE = lookup.load("outage")


class Recorded:
    """A session whose changes are collected in the journal's notation."""

    def __init__(self, start: Postmortem) -> None:
        self.start = start
        self.lines: list[str] = []
        self.session = Session(
            start, TEMPLATE, "outage", Path("d.toml"), lambda: date(2026, 3, 9), lambda: "new", self.record
        )

    def record(self, place: str, edit: AnyEdit, after: Postmortem) -> int:
        self.lines.append(to_json(edit))
        return len(self.lines)

    def replayed(self) -> Postmortem:
        now = self.start
        for line in self.lines:
            now = apply(now, from_json(line))
        return now


@given(st.data(), postmortems())
def test_undo_and_redo_go_through_every_state_and_the_journal_through_all_of_them(
    data: st.DataObject, start: Postmortem
) -> None:
    recorded = Recorded(start)
    session = recorded.session
    states = [session.postmortem]
    for _ in range(data.draw(st.integers(1, 5))):
        session.apply(data.draw(edits(session.postmortem)), "a place")
        states.append(session.postmortem)
        assert recorded.replayed() == session.postmortem
    for state in reversed(states[:-1]):
        assert session.undo() == "a place"
        assert session.postmortem == state
        assert recorded.replayed() == state
    assert session.undo() is None
    for state in states[1:]:
        assert session.redo() == "a place"
        assert session.postmortem == state
        assert recorded.replayed() == state
    assert session.redo() is None
    assert session.revision == len(recorded.lines)


@given(st.lists(st.text(alphabet="ab c|\n", min_size=1, max_size=400), min_size=1, max_size=8))
def test_typing_is_undone_one_word_at_a_time_down_to_nothing(texts: list[str]) -> None:
    recorded = Recorded(Postmortem())
    session = recorded.session
    summary = Question("summary", Kind.PROSE, "")
    for text in texts:
        session.enter(summary, text)
        assert session.postmortem.summary == text
        assert recorded.replayed() == session.postmortem
    while session.undo():
        assert recorded.replayed() == session.postmortem
    assert session.postmortem == Postmortem()


# -- what can't be done, and what is typed -----------------------------------------------------------------------------


class Watched:
    """A session, and what its screen is told."""

    def __init__(self, **record: Any) -> None:
        self.told: list[str] = []
        self.said: list[str] = []
        self.refusals = 0
        ids = itertools.count(1)
        self.session = Session(
            Postmortem.model_validate(record), TEMPLATE, "outage", Path("d.toml"), lambda: date(2026, 3, 9),
            lambda: f"n{next(ids)}",
        )  # fmt: skip
        self.session.listen(lambda change: self.told.append(change.place))
        self.session.missed = self.said.append
        self.session.refused = self.refuse

    def refuse(self) -> None:
        self.refusals += 1


def question(path: str) -> Question:
    return next((each for each in all_questions(TEMPLATE) if each.path == path), None) or model_questions()[path]


def test_a_reader_changes_nothing_and_is_told_so_each_time() -> None:
    watched = Watched(summary="S")
    session = watched.session
    session.apply(Set(path="summary", value="T"), "summary")
    session.is_read_only = True
    before = session.postmortem
    session.apply(Set(path="summary", value="U"), "summary")
    assert (session.undo(), session.redo()) == (None, None)
    assert keep(session, "timeline", "14:00 x", "timeline") is False
    assert session.attempt(Set(path="summary", value="U"), "summary") is False
    assert (session.postmortem, watched.refusals) == (before, 4)
    assert watched.told == ["summary", "summary", "", "", "summary"]
    session.is_read_only = False
    assert session.undo() == "summary"


def test_a_change_to_what_is_gone_is_reported_and_changes_nothing() -> None:
    watched = Watched(timeline=[{"id": "e1", "event": "E"}])
    session = watched.session
    gone = "timeline.zz.event"
    assert session.attempt(Set(path=gone, value="x"), gone) is False
    assert session.attempt(Set(path="incident.severity", value="awful"), "incident.severity") is False
    assert session.attempt(Set(path="timeline.e1.event", value="F"), "timeline.e1.event") is True
    assert watched.said[0].startswith("This no longer exists")
    assert watched.said[1].startswith("incident.severity: ")
    assert watched.told == [gone, "incident.severity", "timeline.e1.event"]
    assert (session.holds(gone), session.holds("timeline.e1.event")) == (False, True)
    lost = replace(model_questions()["timeline.*.event"], path=gone)
    session.enter(lost, "typed on")
    session.choose(replace(model_questions()["timeline.*.effect"], path="timeline.zz.effect"), "partial_outage")
    session.enter(replace(model_questions()["timeline.*.at"], path="timeline.zz.at"), "when?")
    assert [words.startswith("This no longer exists") for words in watched.said[2:]] == [True] * 3
    assert session.text(lost) == ""
    assert session.postmortem.typed == {}


def test_text_that_is_no_answer_is_kept_and_the_answer_goes() -> None:
    session = Watched(incident={"date": "2026-03-07"}, document={"authors": ["Ann"]}).session
    day = question("incident.date")
    session.enter(day, "the 99th")
    assert (session.postmortem.incident.date, session.text(day)) == (None, "the 99th")
    assert session.problem(day) != ""
    session.enter(day, "2026-03-08")
    assert (session.text(day), session.problem(day)) == ("2026-03-08", "")
    assert session.postmortem.typed == {}
    zone = question("incident.timezone")
    session.enter(zone, "Mars")
    assert (session.postmortem.incident.timezone, session.text(zone)) == ("UTC", "Mars")
    assert session.problem(question("summary")) == ""


def test_a_figure_is_overridden_by_typing_and_keeps_its_reason() -> None:
    session = Watched(stated={"duration": {"value": "1 h", "reason": "logs lost"}}).session
    figure = question("figures.duration")
    assert session.text(figure) == "1 h"
    session.enter(figure, "2 h")
    assert session.postmortem.stated["duration"].reason == "logs lost"
    session.enter(figure, " ")
    assert (session.postmortem.stated, session.text(figure)) == ({}, "")


def test_an_answer_clears_the_mark_and_a_mark_is_typed_word_by_word() -> None:
    session = Watched().session
    session.mark("summary", "waiting", "K")
    session.mark("summary", "waiting", "Ki")
    session.mark("summary", "waiting", "Kim ")
    session.mark("summary", "waiting", "Kim L")
    assert session.postmortem.marks["summary"].note == "Kim L"
    assert session.undo() == "summary"
    assert session.postmortem.marks["summary"].note == "Kim "
    session.mark("summary", "unknown")
    session.undo()
    assert session.postmortem.marks["summary"].kind == "waiting"
    session.enter(question("summary"), "Known now")
    assert session.postmortem.marks == {}
    session.mark("summary", "unknown", "lost")
    session.mark("summary", None)
    assert session.postmortem.marks == {}


def test_rows_are_added_moved_and_removed_with_what_is_kept_about_them() -> None:
    session = Watched(
        timeline=[{"id": "e1", "event": "E"}, {"id": "e2", "event": "F"}],
        typed={"timeline.e1.at": "noon", "timeline.e2.at": "one"},
        marks={"timeline.e1.action": {"kind": "unknown"}, "timeline": {"kind": "unknown"}},
    ).session
    assert session.add_row("timeline", 1, {"event": "New"}) == "n1"
    session.move_row("timeline", "e2", 0)
    assert [event.id for event in session.postmortem.timeline] == ["e2", "e1", "n1"]
    session.remove_row("timeline", "e1")
    assert [event.id for event in session.postmortem.timeline] == ["e2", "n1"]
    assert (list(session.postmortem.typed), list(session.postmortem.marks)) == (["timeline.e2.at"], ["timeline"])
    session.undo()
    assert set(session.postmortem.typed) == {"timeline.e1.at", "timeline.e2.at"}


def test_the_date_of_the_last_change_comes_with_the_first_change_of_a_day() -> None:
    session = Watched(document={"last_updated": "2026-03-08"}).session
    session.apply(Set(path="document.last_updated", value="2026-03-01"), "document.last_updated")
    assert str(session.postmortem.document.last_updated) == "2026-03-01"  # the author's own word
    session.apply(Set(path="summary", value="S"), "summary")
    assert str(session.postmortem.document.last_updated) == "2026-03-09"
    session.undo()
    assert str(session.postmortem.document.last_updated) == "2026-03-01"


def test_listeners_hear_who_made_a_change_until_they_stop() -> None:
    watched = Watched()
    heard: list[Any] = []

    def listener(change: Any) -> None:
        heard.append((change.place, change.origin, change.revision))

    watched.session.listen(listener)
    watched.session.enter(question("summary"), "S", origin="box")
    watched.session.follow([Set(path="summary", value="theirs")])
    watched.session.ignore(listener)
    watched.session.ignore(listener)
    watched.session.enter(question("summary"), "T")
    assert heard == [("summary", "box", 1), ("", None, 2)]
    assert watched.session.undo() == "summary"


# -- text that isn't added yet -----------------------------------------------------------------------------------------


def test_a_line_is_kept_until_it_is_cleared_and_clearing_can_be_undone() -> None:
    session = Watched().session
    for text in ("1", "14:0", "14:00 ", "14:00 E"):
        assert keep(session, "timeline", text, "timeline")
    assert pending(session, "timeline") == "14:00 E"
    revision = session.revision
    assert keep(session, "timeline", "14:00 E", "timeline")
    assert session.revision == revision
    keep(session, "timeline", "", "timeline")
    assert session.postmortem.typed == {}
    assert [session.undo() and pending(session, "timeline") for _ in range(3)] == ["14:00 E", "14:00 ", ""]


@pytest.mark.parametrize(("length", "is_kept"), [(LONGEST_KEPT, True), (LONGEST_KEPT + 1, False)])
def test_a_log_is_not_kept(length: int, is_kept: bool) -> None:
    session = Watched().session
    assert keep(session, "timeline", "x" * length, "timeline", table=Kept.WINDOW) is is_kept
    assert (pending(session, "timeline", Kept.WINDOW) != "") is is_kept
    assert pending(session, "timeline") == ""


def test_replacing_a_text_with_another_is_a_separate_step() -> None:
    session = Watched().session
    assert text_replaced(session, "timeline", "one", "timeline") is False
    assert text_replaced(session, "timeline", "one", "timeline") is False
    assert text_replaced(session, "timeline", "two", "timeline") is True
    keep(session, "timeline", "two more", "timeline")
    assert [session.undo() and pending(session, "timeline") for _ in range(3)] == ["two", "one", ""]
    keep(session, "timeline", "x", "timeline")
    assert clearing(session, "timeline", "actions") == [Set(path="typed.timeline", value=None)]
    assert clearing(session, "timeline", table=Kept.WINDOW) == []


# -- signs -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settled", "total", "waiting", "state", "words"),
    [
        (0, 0, 0, State.SKIPPED, "complete"), (2, 2, 0, State.ANSWERED, "complete"),
        (1, 2, 1, State.WAITING, "1 waiting"), (0, 2, 2, State.WAITING, "2 waiting"),
        (1, 2, 0, State.PART, "1 unanswered"), (0, 2, 1, State.PART, "1 unanswered, 1 waiting"),
        (0, 2, 0, State.OPEN, "2 unanswered"),
    ],
)  # fmt: skip
def test_a_section_s_sign(settled: int, total: int, waiting: int, state: State, words: str) -> None:
    progress = Progress(settled, total, waiting)
    assert section_glyph(progress) == GLYPHS[state]
    assert counted(progress) == words


def test_the_help_explains_every_sign() -> None:
    assert sign_words().count("`") == 2 * len(State)
    assert f"`{GLYPHS[State.WAITING]}` waiting" in sign_words()
