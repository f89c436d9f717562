"""Edits: applied, undone, journaled; and refused without a trace if they can't be applied."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import EditError
from pmtui.model.catalog import model_questions
from pmtui.model.edit import (
    AnyEdit,
    Batch,
    Insert,
    Move,
    Remove,
    Set,
    Splice,
    apply,
    as_json,
    from_json,
    invert,
    shortened,
    to_json,
)
from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.model.views import elements
from tests.strategies import OWN_LIST, days, ids, instants, postmortems, texts, value_for

LISTS = [question for question in model_questions().values() if question.kind is Kind.TABLE]
PLAIN = [
    question
    for question in model_questions().values()
    if "*" not in question.path and question.kind not in (Kind.TABLE, Kind.ANSWER)
]


@st.composite
def edits(draw: st.DrawFn, postmortem: Postmortem) -> AnyEdit:
    """Return an edit that fits a postmortem."""
    table = draw(st.sampled_from([*LISTS, OWN_LIST]))
    rows = elements(postmortem, table.path)
    kinds = ["set", "insert", "mark"] + (["remove", "move", "cell"] if rows else [])
    match draw(st.sampled_from(kinds)):
        case "set":
            question = draw(st.sampled_from(PLAIN))
            return Set(path=question.path, value=as_json(draw(value_for(question))))
        case "mark":
            value = draw(st.one_of(st.none(), st.fixed_dictionaries({"kind": st.just("unknown"), "note": texts})))
            return Set(path="marks.incident.title", value=value)
        case "insert":
            taken = {row.id for row in rows}
            row_id = draw(ids.filter(lambda new: new not in taken))
            return Insert(path=table.path, index=draw(st.integers(0, len(rows) + 1)), element={"id": row_id})
        case "cell":
            column = draw(st.sampled_from(table.columns))
            row = draw(st.sampled_from(rows))
            return Set(path=f"{table.path}.{row.id}.{column.name}", value=as_json(draw(value_for(column))))
        case "remove":
            return Remove(path=table.path, id=draw(st.sampled_from(rows)).id)
        case _:
            return Move(path=table.path, id=draw(st.sampled_from(rows)).id, index=draw(st.integers(0, len(rows))))


@given(st.data(), postmortems())
def test_an_undone_edit_leaves_no_trace(data: st.DataObject, postmortem: Postmortem) -> None:
    first = data.draw(edits(postmortem))
    between = apply(postmortem, first)
    batch = Batch(edits=(first, data.draw(edits(between))))
    after = apply(postmortem, batch)
    assert apply(after, invert(postmortem, batch)) == postmortem
    assert apply(postmortem, from_json(to_json(batch))) == after
    assert "\n" not in to_json(batch)


def test_an_edit_copies_only_the_objects_on_its_path() -> None:
    before = Postmortem.model_validate({"timeline": [{"id": "a"}, {"id": "b"}]})
    after = apply(before, Set(path="timeline.b.event", value="x"))
    assert after.timeline[0] is before.timeline[0]
    assert after.impact is before.impact
    assert [event.event for event in after.timeline] == ["", "x"]


@pytest.mark.parametrize(
    "edit",
    [
        Set(path="incident.titel", value="x"),
        Set(path="timeline.zz.event", value="x"),
        Set(path="timeline.a", value="x"),
        Set(path="incident.date", value="20"),
        Set(path="incident.severity", value="awful"),
        Set(path="custom.x", value=[1]),
        Insert(path="timeline", index=0, element={"id": "a"}),
        Insert(path="timeline", index=0, element={"id": "Not An Id"}),
        Insert(path="timeline", index=-1, element={"id": "b"}),
        Insert(path="incident.title", index=0, element={"id": "b"}),
        Remove(path="timeline", id="zz"),
        Move(path="timeline", id="zz", index=0),
        Move(path="document.authors", id="zz", index=0),
    ],
)
def test_an_edit_that_can_not_be_applied_is_refused(edit: AnyEdit) -> None:
    postmortem = Postmortem.model_validate({"timeline": [{"id": "a"}]})
    with pytest.raises(EditError) as caught:
        apply(postmortem, edit)
    assert str(caught.value)[-1] == "."


def test_a_line_that_is_not_an_edit_is_refused() -> None:
    with pytest.raises(EditError):
        from_json(b'{"op":"set"')


@given(instants, days)
def test_times_and_days_travel_as_json(moment: Any, day: Any) -> None:
    postmortem = apply(Postmortem(), Insert(path="timeline", index=0, element={"id": "a"}))
    postmortem = apply(postmortem, Set(path="timeline.a.at", value=as_json(moment)))
    postmortem = apply(postmortem, Set(path="incident.date", value=as_json(day)))
    assert postmortem.timeline[0].at == moment
    assert postmortem.incident.date == day


def test_text_is_cleaned_when_it_enters_the_model() -> None:
    postmortem = apply(Postmortem(), Set(path="summary", value="a\r\nb\rc\ud800"))
    assert postmortem.summary == "a\nb\nc\ufffd"
    assert apply(Postmortem(), Set(path="incident.title", value="a\r\nb")).incident.title == "a b"


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_a_change_of_a_long_text_is_journaled_as_a_splice(head: str, old: str, new: str, tail: str) -> None:
    body = "a long text, of several lines\n" * 12
    before = apply(Postmortem(), Set(path="summary", value=f"{head}{body}{old}{body}{tail}"))
    edit = Set(path="summary", value=f"{head}{body}{new}{body}{tail}")
    after = apply(before, edit)
    short = shortened(before, after, edit)
    assert isinstance(short, Splice)
    assert len(short.insert) <= len(apply(Postmortem(), Set(path="summary", value=new)).summary) + 1
    assert apply(before, from_json(to_json(short))) == after
    assert apply(after, invert(before, short)) == before


def test_a_splice_outside_its_text_is_refused() -> None:
    for path, at, remove in (("summary", 4, 1), ("timeline", 0, 0), ("incident.date", 0, 0)):
        with pytest.raises(EditError):
            apply(Postmortem.model_validate({"summary": "four"}), Splice(path=path, at=at, remove=remove, insert=""))
