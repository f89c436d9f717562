"""Two versions of one draft brought together: nothing of either is lost, and what both changed is asked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.edit import Set, apply
from pmtui.model.merging import Difference, aligned, differences, merge, settled
from pmtui.model.postmortem import Postmortem
from tests.strategies import postmortems
from tests.unit.test_edit import edits


def record(**values: Any) -> Postmortem:
    return Postmortem.model_validate(values)


def rows(*texts: str) -> list[dict[str, str]]:
    return [{"id": text[0], "event": text} for text in texts]


def taken(mine: Postmortem, found: list[Difference]) -> Postmortem:
    for difference in found:
        if not difference.is_conflict:
            mine = apply(mine, difference.take)
    return mine


def conflicts(found: list[Difference]) -> list[tuple[str, Any, Any]]:
    return [(d.path, d.mine, d.theirs) for d in found if d.is_conflict]


@given(postmortems(), postmortems())
def test_the_differences_turn_one_version_into_the_other(mine: Postmortem, theirs: Postmortem) -> None:
    found = differences(mine, theirs)
    assert not conflicts(found)
    assert taken(mine, found) == theirs
    assert differences(mine, mine) == []


@given(st.data(), postmortems())
def test_a_merge_keeps_my_changes_and_adds_theirs(data: st.DataObject, base: Postmortem) -> None:
    mine = apply(base, data.draw(edits(base)))
    theirs = apply(base, data.draw(edits(base)))
    assert merge(base, mine, base) == []
    assert taken(base, merge(base, base, theirs)) == theirs
    assert merge(base, theirs, theirs) == []
    found = merge(base, mine, theirs)
    both = taken(mine, found)
    if not conflicts(found):  # both sides merge to the same content; rows new on both may differ in order
        other = taken(theirs, merge(base, theirs, mine))
        assert by_id(both) == by_id(other)


def by_id(postmortem: Postmortem) -> Any:
    data = postmortem.model_dump()

    def sort(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: sort(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)) and value and isinstance(value[0], dict):
            return sorted((sort(item) for item in value), key=lambda item: str(item["id"]))
        return value

    return sort(data)


def test_changes_in_different_places_are_merged() -> None:
    base = record(summary="S", timeline=rows("a", "b", "c"))
    mine = record(summary="mine", timeline=rows("a", "b mine", "c", "m new"))
    theirs = record(summary="S", incident={"title": "T"}, timeline=rows("t first", "a theirs", "b"))
    found = merge(base, mine, theirs)
    assert conflicts(found) == []
    assert taken(mine, found) == record(
        summary="mine", incident={"title": "T"}, timeline=rows("t first", "a theirs", "b mine", "m new")
    )


def test_an_answer_that_both_changed_is_a_conflict_with_both_texts() -> None:
    base = record(summary="S", timeline=rows("a", "b"))
    found = merge(base, record(summary="mine", timeline=rows("a1", "b")), record(summary="theirs", timeline=rows("b")))
    assert [(path, mine) for path, mine, _ in conflicts(found)] == [
        ("summary", "mine"),
        ("timeline.a", record(timeline=rows("a1")).timeline[0]),
    ]
    assert [d.theirs for d in found] == ["theirs", None]


def test_a_row_i_removed_and_they_changed_can_be_restored() -> None:
    base = record(timeline=rows("a", "b"))
    mine, theirs = record(timeline=rows("b")), record(timeline=rows("a2", "b"))
    (found,) = merge(base, mine, theirs)
    assert found.is_conflict
    assert apply(mine, found.take) == theirs


def test_an_order_changed_by_one_side_is_merged_and_by_both_a_conflict() -> None:
    base, theirs = record(timeline=rows("a", "b", "c")), record(timeline=rows("c", "a", "b"))
    mine = record(timeline=rows("a", "x mine", "b", "c"))
    assert [e.id for e in taken(mine, merge(base, mine, theirs)).timeline] == ["c", "x", "a", "b"]
    (found,) = merge(base, record(timeline=rows("b", "a", "c")), theirs)
    assert (found.is_conflict, found.path) == (True, "timeline")
    assert apply(record(timeline=rows("b", "a", "c")), found.take) == theirs


def test_the_same_row_added_on_both_sides_is_compared_field_by_field() -> None:
    mine = record(timeline=[{"id": "n", "event": "E", "action": "mine"}])
    theirs = record(timeline=[{"id": "n", "event": "E", "action": "theirs"}])
    assert conflicts(merge(record(), mine, theirs)) == [("timeline.n.action", "mine", "theirs")]


def test_the_date_of_the_last_change_is_never_a_conflict() -> None:
    def dated(day: str) -> Postmortem:
        return record(document={"last_updated": day})

    base, early, late = dated("2026-03-01"), dated("2026-03-02"), dated("2026-03-03")
    assert taken(early, merge(base, early, late)) == late
    assert taken(late, merge(base, late, early)) == late


def test_removing_a_row_with_half_typed_text_is_a_conflict() -> None:
    base = record(timeline=rows("a"))
    mine = record(timeline=rows("a"), typed={"timeline.a.at": "after lunch"})
    (found,) = merge(base, mine, record())
    assert found.is_conflict


def test_rows_written_without_an_id_are_known_by_their_content() -> None:
    base = record(timeline=[{"event": "A"}, {"event": "B"}])
    mine = apply(base, Set(path="timeline.n1.source", value="about A"))
    theirs = aligned(base, record(timeline=[{"event": "NEW"}, {"event": "A"}, {"event": "B"}]))
    merged = taken(mine, merge(base, mine, theirs))
    assert [(e.event, e.source) for e in merged.timeline] == [("NEW", ""), ("A", "about A"), ("B", "")]
    changed = aligned(base, record(timeline=[{"event": "A!"}, {"event": "B"}]))
    assert [(e.id, e.event) for e in changed.timeline] == [("n1", "A!"), ("n2", "B")]


def test_a_decided_conflict_is_not_asked_again() -> None:
    base, theirs = record(timeline=rows("a", "b")), record(timeline=rows("a2", "b"), summary="theirs")
    mine = record(timeline=rows("b"), summary="mine")
    found = merge(base, mine, theirs)
    assert len(conflicts(found)) == 2
    for difference in found:
        base = settled(base, difference)
    assert merge(base, mine, theirs) == []


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "wanted"),
    [
        ([], ["detected"], ["acknowledged"], ["detected", "acknowledged"]),
        (["started"], ["started", "detected"], ["started", "acknowledged"], ["started", "detected", "acknowledged"]),
        (["started", "detected"], ["started", "detected", "resolved"], ["started"], ["started", "resolved"]),
        (["started", "detected"], ["started"], ["detected"], []),
        (["started"], [], ["started", "detected"], ["detected"]),
        (["started"], ["started"], ["detected"], ["detected"]),
        (["started"], ["detected"], ["started"], ["detected"]),
    ],
)
def test_milestones_that_two_people_add_or_clear_are_merged(
    base: list[str], mine: list[str], theirs: list[str], wanted: list[str]
) -> None:
    first, second, third = (record(timeline=[{"id": "a", "milestones": of}]) for of in (base, mine, theirs))
    found = merge(first, second, third)
    assert not conflicts(found)
    both = taken(second, found)
    assert both.timeline[0].milestones == tuple(wanted)
    for difference in found:  # what was decided doesn't come back as theirs' taking away of mine
        first = settled(first, difference)
    assert taken(both, merge(first, both, third)) == both


@pytest.mark.parametrize(("mine", "order"), [("a mine", ["a", "c", "b"]), ("a", ["c", "b"])])
def test_a_new_order_fits_the_list_with_and_without_a_row_that_they_removed(mine: str, order: list[str]) -> None:
    base, theirs = record(timeline=rows("a", "b", "c")), record(timeline=rows("c", "b"))
    ours = record(timeline=rows(mine, "b", "c"))
    found = merge(base, ours, theirs)
    assert [each.path for each in found if each.is_conflict] == (["timeline.a"] if mine != "a" else [])
    assert [event.id for event in taken(ours, found).timeline] == order


def test_a_row_that_comes_back_holds_no_place_until_it_is_taken() -> None:
    base, mine = record(timeline=rows("a", "b")), record(timeline=rows("b"))
    found = merge(base, mine, record(timeline=rows("a2", "n", "b")))
    assert [event.id for event in taken(mine, found).timeline] == ["n", "b"]
    back = next(each for each in found if each.is_conflict)
    assert [event.id for event in apply(mine, back.take).timeline] == ["a", "b"]


@pytest.mark.parametrize(
    ("known", "now", "ids"),
    [
        (["A", "B"], ["NEW", "A", "B"], ["n1x", "n1", "n2"]), (["A", "B"], ["B", "A"], ["n2", "n1"]),
        (["A", "A"], ["A", "A", "A"], ["n1", "n2", "n3"]), (["A", "B"], ["A", "C"], ["n1", "n2"]),
        (["A", "B"], ["C"], ["n1"]), (["A"], ["B", "C"], ["n1x", "n2"]),
    ],
)  # fmt: skip
def test_rows_without_ids_keep_those_of_their_content(known: list[str], now: list[str], ids: list[str]) -> None:
    base = record(timeline=[{"event": text} for text in known])
    theirs = aligned(base, record(timeline=[{"event": text} for text in now]))
    assert [(event.id, event.event) for event in theirs.timeline] == list(zip(ids, now, strict=True))


def test_rows_with_ids_keep_them_among_those_without() -> None:
    base = record(timeline=[{"event": "A"}, {"id": "own", "event": "B"}])
    theirs = aligned(base, record(timeline=[{"id": "own", "event": "A"}, {"event": "B"}]))
    assert [event.id for event in theirs.timeline] == ["own", "n1"]
    assert aligned(base, base) is base


def test_signatures_on_both_sides_do_not_conflict() -> None:
    base, mine, theirs = (record(signed={"summary": text}) for text in ("x", "y", "z"))
    assert [each.is_conflict for each in merge(base, mine, theirs)] == [False]
    assert conflicts(merge(record(), record(custom={"x": "a"}), record(custom={"x": "b"}))) == [("custom.x", "a", "b")]
