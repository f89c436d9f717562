"""Views of the action items, versions and revisions of the document, and which names are owners."""

from datetime import date
from typing import Any

import pytest

from pmtui.actions.entry_line import Known, read_line
from pmtui.actions.selection import SORTS, matches
from pmtui.model.edit import apply, as_one
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import ActionStatus, Priority, Status
from pmtui.model.status_changes import changing_status, following_up, next_version, recording
from pmtui.model.views import VIEWS, TimeFrames, base_list, elements

TODAY = date(2026, 3, 20)


def action(**more: Any) -> Postmortem:
    return Postmortem.model_validate({"incident": {"date": "2026-03-07"}, "actions": [{"id": "a", **more}]})


@pytest.mark.parametrize(
    ("more", "days", "frame"),
    [
        ({"due": "2026-03-07"}, (7, 31), "immediate"), ({"due": "2026-03-14"}, (7, 31), "immediate"),
        ({"due": "2026-03-15"}, (7, 31), "short"), ({"due": "2026-04-07"}, (7, 31), "short"),
        ({"due": "2026-04-08"}, (7, 31), "long"), ({}, (7, 31), "short"), ({"due": "2026-03-08"}, (0, 1), "short"),
        ({"due": "2026-03-09"}, (0, 1), "long"), ({"due": "2026-03-08", "horizon": "long"}, (7, 31), "long"),
    ],
)  # fmt: skip
def test_the_time_frame_of_an_action(more: dict[str, Any], days: tuple[int, int], frame: str) -> None:
    names, frames = ("immediate", "short", "long"), TimeFrames(days)
    found = [name for name in names if elements(action(**more), f"actions.{name}", frames)]
    assert found == [frame]


@pytest.mark.parametrize(
    ("more", "lists", "is_short"),
    [
        ({}, {"actions.short", "actions.long"}, True), ({}, {"actions.short", "actions"}, False),
        ({}, {"actions.short", "actions.alerts"}, True),
        ({"area": "alert"}, {"actions.short", "actions.alerts"}, False),
        ({"area": "alert"}, {"actions.short", "timeline"}, True),
        ({"horizon": "short"}, {"actions.short", "actions"}, True),
        ({"due": "2026-03-20"}, {"actions.short", "actions"}, True),
    ],
)  # fmt: skip
def test_an_action_without_a_time_frame_is_under_none_if_it_is_shown_elsewhere(
    more: dict[str, Any], lists: set[str], is_short: bool
) -> None:
    assert bool(elements(action(**more), "actions.short", TimeFrames(lists=frozenset(lists)))) is is_short


@pytest.mark.parametrize(
    ("more", "views"),
    [
        ({}, {"prevent", "short"}), ({"goal": "prevent"}, {"prevent", "specific", "short"}),
        ({"goal": "prevent", "scope": "similar"}, {"prevent", "similar", "short"}),
        ({"goal": "repair"}, {"prevent", "short"}), ({"goal": "detect"}, {"detect", "short"}),
        ({"goal": "investigate"}, {"detect", "short"}), ({"goal": "respond", "scope": "similar"}, {"respond", "short"}),
        ({"goal": "process"}, {"process", "document", "short"}), ({"area": "alert"}, {"prevent", "alerts", "short"}),
        ({"goal": "document", "area": "testing"}, {"process", "document", "testing", "short"}),
    ],
)  # fmt: skip
def test_the_views_that_show_an_action(more: dict[str, Any], views: set[str]) -> None:
    assert {path.removeprefix("actions.") for path in VIEWS if elements(action(**more), path)} == views


@pytest.mark.parametrize("path", VIEWS)
def test_what_is_added_in_a_view_is_shown_there(path: str) -> None:
    assert len(elements(action(**VIEWS[path].defaults), path)) == 1
    assert (base_list(path), base_list("timeline")) == ("actions", "timeline")


@pytest.mark.parametrize(
    ("words", "is_shown"),
    [
        ("#alert", True), ("#code-review", False), ("#detect", True), ("#long", False), ("@an", True), ("@bo", False),
        ("open", True), ("overdue", False), ("open #alert fix", True), ("open bo", False), ("", True),
    ],
)  # fmt: skip
def test_a_filter_of_tags_owners_and_words(words: str, is_shown: bool) -> None:
    found = action(goal="detect", area="alert", owner="Ann", due="2026-03-20", description="Fix it").actions[0]
    assert matches(found, words, lambda each: (each.description, each.owner), TODAY) is is_shown


def test_what_lacks_a_value_is_sorted_last() -> None:
    rows = [{"id": "a"}, {"id": "b", "priority": "low", "goal": "repair", "owner": "Bo", "status": "done"},
            {"id": "c", "priority": "urgent", "goal": "prevent", "owner": "al", "status": "open"}]  # fmt: skip
    actions = Postmortem.model_validate({"actions": rows}).actions
    orders = {by: "".join(each.id for each in sorted(actions, key=SORTS[by])) for by in SORTS}
    assert {by: orders[by] for by in ("priority", "goal", "owner", "status")} == {
        "priority": "cba", "goal": "cba", "owner": "cba", "status": "acb"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "owner", "rest"),
    [
        ("Do it @Ann Lee", "Ann Lee", "Do it"), ("Do it @ann lee fri", "Ann Lee", "Do it"),
        ("Do it @Ann", "Ann", "Do it"),
        ("Do it @Ann, P0", "Ann", "Do it"), ("Do it @Anna", "Anna", "Do it"), ("Do it @Le", "Ann Lee", "Do it"),
        ("Do it @nobody", "nobody", "Do it"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("owners", [("Ann", "Ann Lee"), ("Ann Lee", "Ann")])
def test_of_two_owners_the_whole_name_counts(line: str, owner: str, rest: str, owners: tuple[str, ...]) -> None:
    found = read_line(line, Known(TODAY, {"p0": Priority.URGENT}, owners))
    assert (found.owner, found.description) == (owner, rest)


# -- versions and revisions --------------------------------------------------------------------------------------------

D, R, F = Status.DRAFT, Status.REVIEW, Status.FINAL


@pytest.mark.parametrize(
    ("version", "before", "after", "following"),
    [
        ("", D, D, ""), ("", D, R, "0.9"), ("", D, F, "1.0"), ("", F, D, "1.1"), ("", F, R, "1.1"), ("", F, F, "1.0"),
        ("0.9", R, F, "1.0"), ("0.9", R, D, "0.9"), ("1.0", F, D, "1.1"), ("1.9", F, R, "1.10"), ("1.1", D, F, "1.1"),
        ("1.0", F, F, "1.0"), ("2.3", R, F, "2.3"), ("v2", F, D, "v2"), (" 0.5 ", D, F, "1.0"),
        ("1.0.0", F, D, "1.0.0"),
    ],
)  # fmt: skip
def test_the_version_after_a_status(version: str, before: Status, after: Status, following: str) -> None:
    assert next_version(version, before, after) == following


def changed(record: Postmortem, status: Status, today: date = TODAY) -> Postmortem:
    edits = changing_status(record, status, today, lambda: f"r{len(record.revisions)}")
    return apply(record, as_one(edits))


def history(record: Postmortem) -> list[tuple[str, str, str]]:
    return [(str(row.date), row.version, row.changes) for row in record.revisions]


def test_each_status_is_a_revision_and_the_first_final_day_is_that_of_publication() -> None:
    record = changed(Postmortem.model_validate({"document": {"authors": ["Ann", "Bo"]}}), R)
    assert history(record) == [("2026-03-20", "0.9", "Sent for review")]
    assert record.revisions[0].author == "Ann"
    assert record.document.published is None
    final = changed(record, F, date(2026, 3, 21))
    assert history(final)[1:] == [("2026-03-21", "1.0", "Final")]
    assert (final.document.published, bool(final.signed)) == (date(2026, 3, 21), True)
    opened = changed(final, D, date(2026, 3, 22))
    assert history(opened)[2:] == [("2026-03-22", "1.1", "Reopened")]
    assert opened.signed == {}
    again = changed(opened, R, date(2026, 3, 22))  # the same day and version: one entry
    assert history(again)[2:] == [("2026-03-22", "1.1", "Sent for review")]
    assert history(changed(again, D, date(2026, 3, 23)))[3:] == [("2026-03-23", "1.1", "Returned to draft")]
    assert changed(opened, F, date(2026, 4, 1)).document.published == date(2026, 3, 21)


def test_a_revision_that_the_author_wrote_is_kept() -> None:
    own = {"id": "v", "date": "2026-03-20", "version": "0.9", "changes": "Figures checked"}
    record = Postmortem.model_validate({"revisions": [own]})
    assert history(changed(record, R)) == [
        ("2026-03-20", "0.9", "Figures checked"), ("2026-03-20", "0.9", "Sent for review"),
    ]  # fmt: skip


def test_a_follow_up_is_recorded_once_a_day() -> None:
    record = changed(Postmortem(), F)
    noted = apply(record, as_one(following_up(record, date(2026, 4, 6), lambda: "f1")))
    assert history(noted)[1:] == [("2026-04-06", "1.1", "Follow-up")]
    assert following_up(noted, date(2026, 4, 6), lambda: "f2") == []
    later = apply(noted, as_one(following_up(noted, date(2026, 4, 7), lambda: "f2")))
    assert history(later)[2:] == [("2026-04-07", "1.2", "Follow-up")]
    unsigned = Postmortem()
    assert not apply(unsigned, as_one(following_up(unsigned, TODAY, lambda: "f"))).signed
    said = apply(later, as_one(recording(later, "Typo", date(2026, 4, 8), lambda: "v")))
    assert history(said)[3:] == [("2026-04-08", "1.3", "Typo")]
    assert ActionStatus.DONE not in {each.status for each in said.actions}
