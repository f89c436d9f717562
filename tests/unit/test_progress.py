"""What is answered, open, marked, missing."""

from typing import Any

import pytest

from pmtui.model.postmortem import Postmortem
from pmtui.template import lookup
from pmtui.template.interview import all_questions
from pmtui.template.parse import parse
from pmtui.template.progress import Completeness, State

HEAD = '+++\ntitle = "T"\nactions_need = ["owner", "due"]\n+++\n'
BODY = (
    "{{ incident.title }}\n\n<!-- optional -->\n{{ incident.id }}\n\n{{ figures.duration }}\n\n"
    "| T | E | A |\n|---|---|---|\n| {{ timeline.*.time }} | {{ timeline.*.event }} | {{ timeline.*.action }} |\n\n"
    "- [{{ actions.short.*.status is done }}] {{ actions.short.*.description }}\n"
)


def standing(**record: Any) -> Completeness:
    return Completeness(parse(HEAD + BODY, "t.md"), Postmortem.model_validate(record))


def state(path: str, **record: Any) -> State:
    found = standing(**record)
    return found.state(next(question for question in all_questions(found.template) if question.path == path))


@pytest.mark.parametrize(
    ("path", "record", "expected"),
    [
        ("incident.title", {}, State.OPEN),
        ("incident.title", {"incident": {"title": "  "}}, State.OPEN),
        ("incident.title", {"incident": {"title": "x"}}, State.ANSWERED),
        ("incident.title", {"marks": {"incident.title": {"kind": "not_applicable"}}}, State.NOT_APPLICABLE),
        ("incident.title", {"marks": {"incident.title": {"kind": "unknown", "note": "lost"}}}, State.UNKNOWN),
        ("incident.title", {"marks": {"incident.title": {"kind": "waiting", "note": "Kim"}}}, State.WAITING),
        ("incident.title", {"typed": {"incident.title": "?"}}, State.PART),
        ("incident.id", {}, State.SKIPPED),
        ("figures.duration", {}, State.OPEN),
        ("figures.duration", {"stated": {"duration": {"value": "1 h"}}}, State.ANSWERED),
        ("timeline", {}, State.OPEN),
        ("timeline", {"timeline": [{"id": "a", "event": "x"}]}, State.PART),
        ("timeline", {"timeline": [{"id": "a", "event": "x", "at": "2026-03-07T10:00:00Z"}]}, State.ANSWERED),
        (
            "timeline",
            {"timeline": [{"id": "a", "event": "x"}], "marks": {"timeline.a.at": {"kind": "unknown"}}},
            State.ANSWERED,
        ),
        ("actions.short", {"actions": [{"id": "a", "description": "x", "horizon": "long"}]}, State.OPEN),
        ("actions.short", {"actions": [{"id": "a", "description": "x"}]}, State.PART),
        (
            "actions.short",
            {"actions": [{"id": "a", "description": "x", "owner": "K", "due": "2026-04-01"}]},
            State.ANSWERED,
        ),
    ],
)
def test_states(path: str, record: dict[str, Any], expected: State) -> None:
    assert state(path, **record) is expected


def test_what_is_missing_is_named() -> None:
    found = standing(
        actions=[{"id": "a", "description": "x"}],
        marks={"incident.title": {"kind": "waiting", "note": "Kim"}, "timeline": {"kind": "unknown"}},
    )
    assert [(gap.question.path, gap.what) for gap in found.missing()] == [
        ("incident.title", "waiting for Kim"),
        ("figures.duration", "unanswered"),
        ("timeline", "unknown, without a reason"),
        ("actions.short", "missing: Owner in row 1, Due date in row 1"),
    ]


def test_progress_counts_what_counts() -> None:
    found = standing(incident={"title": "x"}, marks={"timeline": {"kind": "waiting", "note": "Kim"}})
    progress = found.progress(all_questions(found.template))
    assert (progress.settled, progress.waiting, progress.open, progress.total, progress.percent) == (1, 1, 2, 4, 25)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"timeline": [{"id": "a", "at": "2026-03-07T14:00:00Z", "event": "E"}], "typed": {"timeline": "14:05 R"}},
         "the entry line has text that you haven't added"),
        ({"timeline": [{"id": "a", "event": "E"}], "typed": {"timeline": "14:05 R"}}, "missing: Time in row 1"),
        ({"typed": {"incident.title": "?"}}, "can't be read yet"),
    ],
)  # fmt: skip
def test_a_line_that_waits_to_be_added_is_mentioned_as_missing(record: dict[str, Any], words: str) -> None:
    found = standing(**record)
    path = "timeline" if "timeline" in record else "incident.title"
    question = next(question for question in all_questions(found.template) if question.path == path)
    assert words in found.wanting(question)


@pytest.mark.parametrize(
    ("answer", "expected", "missing"),
    [
        ({"details": "two orders"}, State.PART, ["neither yes nor no"]),
        ({"yes": False, "details": "two orders"}, State.ANSWERED, []),
        ({"yes": True}, State.ANSWERED, []),
        ({}, State.OPEN, ["unanswered"]),
    ],
)
def test_details_alone_do_not_answer_yes_or_no(answer: dict[str, Any], expected: State, missing: list[str]) -> None:
    standing = Completeness(lookup.load("recovery"), Postmortem.model_validate({"impact": {"data_loss": answer}}))
    question = next(q for q in all_questions(standing.template) if q.path == "impact.data_loss")
    assert standing.state(question) is expected
    assert [each.what for each in standing.missing() if each.question.path == "impact.data_loss"] == missing
