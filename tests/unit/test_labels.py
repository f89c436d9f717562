"""The names of fields and values when two versions are compared, and the notices of undo."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmtui.model.answer import Answer
from pmtui.model.edit import AnyEdit, Insert, Remove, Set, as_one
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.session.labels import going_back, place_label, place_name, question_name, value_text
from pmtui.session.places import question_at
from pmtui.session.session import Session
from pmtui.template.parse import parse

TEMPLATE = parse('+++\ntitle = "T"\npriority = ["Now", "Soon"]\n+++\n<!-- ask: How many tenants? -->\n'
                 "**Tenants**: {{ custom.tenants }}\n\n{{ summary }}\n", "t.md")  # fmt: skip
RECORD: dict[str, Any] = {
    "incident": {"title": "Login fails", "date": "2026-03-07"},
    "timeline": [
        {"id": "e1", "at": "2026-03-07T14:32:00Z", "event": "Errors\npass 15%", "action": "Rolled back"},
        {"id": "e2", "event": "An event whose text is a few characters too long"},
        {"id": "e3", "event": "An event whose text has forty characters"},
    ],
    "actions": [{"id": "a1", "description": "Fix it", "priority": "urgent"}, {"id": "a2"}],
}


@pytest.fixture
def session() -> Session:
    record = Postmortem.model_validate(RECORD)
    return Session(record, TEMPLATE, "t", Path("d.toml"), lambda: date(2026, 3, 9), lambda: "n")


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("custom.tenants", "Tenants"),
        ("summary.details", "Summary"),
        ("incident.date", "Date"),
        ("timeline", "Timeline"),
    ],
)
def test_undo_names_a_question_as_the_template_does(session: Session, place: str, name: str) -> None:
    assert question_name(session, place) == name


ROW = Insert(path="timeline", index=3, element={"id": "n1", "event": "Page"})
MARKED = Set(path="timeline.e1.milestones", value=["started"])


@pytest.mark.parametrize(
    ("place", "edits", "words"),
    [
        ("incident.title", [Set(path="incident.title", value="x")], "Title"),
        ("timeline.n1", [ROW, Set(path="typed.timeline", value=None)], "Timeline, Page (added)"),
        ("timeline", [Remove(path="timeline", id="e1")], "Timeline, Errors pass 15% (removed)"),
        ("timeline", [Remove(path="timeline", id=key) for key in ("e1", "e2")], "Timeline (2 rows removed)"),
        ("timeline.e1", [MARKED], "Timeline, Errors pass 15%: Milestones"),
        ("timeline", [Set(path="typed.timeline", value="14:")], "Timeline (text in the entry line)"),
    ],
)  # fmt: skip
def test_undo_and_redo_tell_what_they_change(session: Session, place: str, edits: list[AnyEdit], words: str) -> None:
    assert going_back(session) is None
    session.apply(as_one(edits), place)
    assert going_back(session) == (place, words)
    assert going_back(session, redo=True) == (place, words)
    assert going_back(session, redo=True) is None


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("summary", "Summary"), ("custom.tenants", "Tenants"), ("custom.gone", "custom.gone"),
        ("timeline", "Timeline: row order"), ("timeline.e1", "Timeline, Errors pass 15%"),
        ("timeline.e1.action", "Timeline, Errors pass 15%: Action taken"),
        ("timeline.e2.event", "Timeline, An event whose text is a few characters…: Event"),
        ("timeline.e3", "Timeline, An event whose text has forty characters"),
        ("timeline.gone.event", "Timeline: Event"), ("actions.a2", "Action items, Open"),
        ("marks.summary", "Summary (mark)"), ("typed.summary", "Summary (unreadable text)"),
        ("stated.figures.duration", "figures.duration (override)"), ("marks", "marks"), ("begun", "begun"),
        ("begun.summary", "Summary (text not added yet)"), ("waived.L605 summary: clearly", "waiver of L605"),
    ],
)  # fmt: skip
def test_a_place_is_called_by_its_question_and_its_row(session: Session, path: str, label: str) -> None:
    assert place_label(session, path) == label


@pytest.mark.parametrize(
    ("path", "name"),
    [("timeline", "Timeline"), ("timeline.e1", "Timeline, Errors pass 15%"), ("custom.tenants", "Tenants")],
)
def test_a_list_as_a_whole_is_called_by_its_name(session: Session, path: str, name: str) -> None:
    assert place_name(session, path) == name


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("summary", None, "(nothing)"), ("summary", " ", "(nothing)"), ("summary", "All was down", "All was down"),
        ("incident.date", date(2026, 3, 7), "2026-03-07"), ("impact.services", ("a", "b"), "a\nb"),
        ("document.authors", ("Ann", "Bo"), "Ann, Bo"),
        ("impact.data_loss", Answer(yes=True, details="3 rows"), "True 3 rows"),
        ("timeline", ("e1", "e2", "gone"), "Errors pass 15%\nAn event whose text is a few characters…\n(gone)"),
        ("unheard.of", "x", "x"),
    ],
)  # fmt: skip
def test_a_value_is_written_as_its_author_would(session: Session, path: str, value: Any, text: str) -> None:
    assert value_text(session, path, value) == text


def test_a_row_is_written_column_by_column(session: Session) -> None:
    row = value_at(session.postmortem, "actions.a1")
    assert value_text(session, "actions.a1", row) == "Action: Fix it\nPriority: Now\nStatus: Open"
    assert value_text(session, "actions.a1.priority", row.priority) == "Now"
    event = value_at(session.postmortem, "timeline.e1.at")
    assert value_text(session, "timeline.e1.at", event) == "14:32"


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        ("actions.a1.owner", "actions.immediate"), ("actions.a2", "actions.long"), ("actions.a3.owner", None),
        ("actions.gone", "actions.immediate"), ("actions.long", "actions.long"), ("actions", "actions.immediate"),
        ("summary", None),
    ],
)  # fmt: skip
def test_a_place_in_a_list_belongs_to_the_view_that_shows_the_row(place: str, asked: str | None) -> None:
    views = "## Now\n\n- {{ actions.immediate.*.description }}\n\n## Later\n\n- {{ actions.long.*.description }}\n"
    rows = [{"id": f"a{n}", "horizon": horizon} for n, horizon in enumerate(("immediate", "long", "short"), 1)]
    template = parse(f'+++\ntitle = "T"\n+++\n{views}', "t.md")
    record = Postmortem.model_validate({"actions": rows})
    session = Session(record, template, "t", Path("d.toml"), lambda: date(2026, 3, 9), lambda: "n")
    question = question_at(session, place)
    assert (question.path if question else None) == asked
