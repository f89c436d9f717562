"""What the keys of the action items do to them: each is one set of edits, and touches nothing else."""

import itertools
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.actions.entry_line import read_line
from pmtui.actions.selection import SORTS
from pmtui.model.edit import AnyEdit, as_one
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import ActionStatus, Priority
from pmtui.session import action_edits
from pmtui.session.session import Session
from pmtui.template import lookup


def session_of(*actions: dict[str, Any], template: str = "sre", **more: Any) -> Session:
    rows = [{"id": f"a{n}", "description": f"Do {n}", **action} for n, action in enumerate(actions)]
    numbers = itertools.count(1)
    return Session(
        Postmortem.model_validate({"actions": rows, **more}), lookup.load(template), template, Path("d.toml"),
        lambda: date(2026, 3, 9), lambda: f"n{next(numbers)}",
    )  # fmt: skip


def after(session: Session, edits: list[AnyEdit]) -> Postmortem:
    session.apply(as_one(edits), "actions")
    return session.postmortem


@pytest.mark.parametrize(
    ("below", "order"),
    [("a0", ["a0", "n1", "a1"]), ("a1", ["a0", "a1", "n1"]), (None, ["a0", "a1", "n1"]), ("gone", ["a0", "a1", "n1"])],
)
def test_a_new_action_goes_below_the_selected_one(below: str | None, order: list[str]) -> None:
    session = session_of({}, {})
    line = read_line("Set a limit @Ann P0 2026-03-20 #detect", action_edits.known(session))
    new_id, edit = action_edits.adding(session, line, below, {"horizon": "short", "goal": "repair"})
    found = after(session, [edit])
    assert ([each.id for each in found.actions], new_id) == (order, "n1")
    added = next(each for each in found.actions if each.id == "n1")
    assert (added.owner, added.priority, str(added.due)) == ("Ann", Priority.URGENT, "2026-03-20")
    assert (added.goal, added.horizon) == ("detect", "short")  # the line overrides what the view gives


def test_an_entry_line_knows_the_template_s_priorities_and_the_usual_ones() -> None:
    known = action_edits.known(session_of({"owner": "Ann"}))
    assert known.today == date(2026, 3, 9)
    assert {known.priorities[name] for name in ("p0", "urgent")} == {Priority.URGENT}
    assert known.priorities["p1"] is known.priorities["high"] is Priority.HIGH
    assert known.owners == ["Ann"]


@pytest.mark.parametrize(
    ("now", "blank", "following"),
    [
        ("urgent", False, Priority.HIGH), ("high", False, Priority.URGENT), (None, False, Priority.URGENT),
        ("high", True, None), (None, True, Priority.URGENT), ("low", True, Priority.URGENT),
    ],
)  # fmt: skip
def test_a_choice_goes_one_step_on_for_all_by_the_first(now: str | None, blank: bool, following: Any) -> None:
    session = session_of({"priority": now} if now else {}, {"priority": "medium"})
    options = [Priority.URGENT, Priority.HIGH]
    edits = action_edits.cycle_edits(session.postmortem.actions, "priority", options, may_be_blank=blank)
    assert [each.priority for each in after(session, edits).actions] == [following, following]
    assert action_edits.cycle_edits([], "priority", options, may_be_blank=blank) == []


def test_declining_gives_all_the_reason() -> None:
    session = session_of({}, {})
    found = after(session, action_edits.declining(session.postmortem.actions, " too late "))
    assert [(each.status, each.reason) for each in found.actions] == [(ActionStatus.DECLINED, "too late")] * 2


def test_a_copy_goes_below_and_leaves_the_ticket() -> None:
    session = session_of({"owner": "Ann", "tracker": "OPS-1"}, {})
    new_id, edit = action_edits.copying(session, session.postmortem.actions[0])
    found = after(session, [edit])
    assert [(each.id, each.description, each.owner, each.tracker) for each in found.actions] == [
        ("a0", "Do 0", "Ann", "OPS-1"), (new_id, "Do 0", "Ann", ""), ("a1", "Do 1", "", ""),
    ]  # fmt: skip


def test_linking_sets_the_causes_in_the_tree_s_order_where_they_differ() -> None:
    session = session_of({"addresses": ["c"]}, {"addresses": ["b", "a"]})
    edits = action_edits.linking(session.postmortem.actions, {"b", "a", "gone"}, ["a", "b", "c"])
    assert len(edits) == 1
    assert [each.addresses for each in after(session, edits).actions] == [("a", "b"), ("b", "a")]


owners = st.sampled_from(["", "Ann", "bo", "Cy"])
due = st.sampled_from([None, "2026-03-10", "2026-03-12"])


@given(st.lists(st.tuples(owners, due), max_size=6), st.sampled_from(sorted(SORTS)))
def test_sorting_moves_rows_and_nothing_else(rows: list[tuple[str, str | None]], by: str) -> None:
    session = session_of(*({"owner": owner, "due": day} for owner, day in rows))
    before = session.postmortem.actions
    edits = action_edits.sorting(before, by)
    found = after(session, edits).actions if edits else before
    assert list(found) == sorted(before, key=SORTS[by])
    assert action_edits.sorting(found, by) == []
    assert len(edits) < max(1, len(rows))  # the last row goes where it belongs by itself


def test_a_sort_moves_no_row_that_is_in_its_place() -> None:
    session = session_of({"due": "2026-03-12"}, {"due": "2026-03-10"}, {})
    assert [edit.model_dump()["id"] for edit in action_edits.sorting(session.postmortem.actions, "due")] == ["a1"]
