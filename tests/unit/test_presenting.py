"""What a meeting sees: answers in lines, the tree of causes with its guides, the events on screen."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmtui.causes.tree import Tree
from pmtui.model.postmortem import Postmortem
from pmtui.session.presenting import answer_lines, cause_lines, in_sight, why_unanswered
from pmtui.session.session import Session
from pmtui.template import lookup
from pmtui.template.interview import all_questions

RECORD: dict[str, Any] = {
    "incident": {"title": "Checkout fails", "severity": "high"},
    "summary": "First line.\nSecond line.",
    "timeline": [
        {"id": "s", "at": "2026-03-07T14:00:00Z", "event": "Requests fail", "milestones": ["started"]},
        {"id": "r", "at": "2026-03-07T14:47:00Z", "event": "All well", "milestones": ["resolved"]},
    ],
    "actions": [{"id": "a", "description": "Stop the rollout", "owner": "Ana", "goal": "prevent"}],
    "marks": {"impact.regions": {"kind": "waiting", "note": "Ana"}},
}


@pytest.mark.parametrize(
    ("path", "lines", "why"),
    [
        ("summary", ["First line.", "Second line."], "Not answered yet"),
        ("figures.duration", ["47 min"], "Not computed yet"),
        ("impact.regions", [], "Waiting for Ana"),
        ("impact.budget.slo", [], "Optional, and blank"),
        ("resolution.fix", [], "Not answered yet"),
    ],
)
def test_an_answer_in_lines_or_why_there_is_none(path: str, lines: list[str], why: str) -> None:
    template = lookup.load("sre")
    session = Session(
        Postmortem.model_validate(RECORD), template, "sre", Path("d.toml"), lambda: date(2026, 3, 9), lambda: "i"
    )
    asked = {question.path: question for question in all_questions(template)}
    assert answer_lines(session, asked[path]) == lines
    assert why_unanswered(session, asked[path]) == why
    (row,) = answer_lines(session, asked["actions.prevent"])
    assert row.startswith("• Stop the rollout · Ana")


def test_the_causes_are_drawn_as_a_tree_with_and_or() -> None:
    tree = [
        {"id": "a", "strand": "happened", "text": "The pool ran dry", "junction": "all"},
        {"id": "b", "parent": "a", "text": "Retries kept connections"},
        {"id": "c", "parent": "b", "text": "The helper opens its own"},
        {"id": "d", "parent": "a", "text": "The gate looked at latency"},
        {"id": "x", "strand": "not_caught", "text": "Nobody was paged"},
    ]
    record = Postmortem.model_validate({"causes": {"tree": tree}})
    lines = list(cause_lines(Tree(record)))
    assert [(line.guides, line.below, line.junction, line.text) for line in lines if line.cause] == [
        ("└─ ", "   │  ", "", "The pool ran dry"),
        ("   ├─ ", "   │  │  ", "and", "Retries kept connections"),
        ("   │  └─ ", "   │     ", "", "The helper opens its own"),
        ("   └─ ", "      ", "and", "The gate looked at latency"),
        ("└─ ", "   ", "", "Nobody was paged"),
    ]
    assert len([line for line in lines if line.cause is None and line.text.endswith("?")]) == 2
    assert list(cause_lines(Tree(Postmortem()))) == []


@pytest.mark.parametrize(
    ("heights", "selected", "room", "seen"),
    [
        ([], 0, 10, range(0)),
        ([2, 2, 2], 1, 10, range(0, 3)),
        ([2] * 20, 0, 9, range(0, 4)),
        ([2] * 20, 10, 9, range(10, 14)),
        ([2] * 20, 10, 12, range(9, 15)),
        ([2] * 20, 19, 9, range(16, 20)),
        ([2, 50, 2], 1, 9, range(1, 2)),
    ],
)
def test_the_selected_event_is_always_in_sight(heights: list[int], selected: int, room: int, seen: range) -> None:
    assert in_sight(heights, selected, room) == seen
