"""The session's history: every change is undone and redone, and the journal has exactly what happened."""

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.edit import AnyEdit, apply, from_json, to_json
from pmtui.model.postmortem import Postmortem
from pmtui.session.session import Session
from pmtui.template import lookup
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
    from pmtui.model.catalog import Question
    from pmtui.model.kinds import Kind

    recorded = Recorded(Postmortem())
    session = recorded.session
    question = Question("summary", Kind.PROSE, "")
    for text in texts:
        session.enter(question, text)
        assert session.postmortem.summary == text
        assert recorded.replayed() == session.postmortem
    while session.undo():
        assert recorded.replayed() == session.postmortem
    assert session.postmortem == Postmortem()
