"""Finishing: revisions of a status, omissions of a template, open questions by person, a free file name."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.edit import Batch, apply, invert
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.model.status_changes import changing_status, following_up, next_version
from pmtui.template import lookup
from pmtui.template.omissions import left_out
from pmtui.template.open_questions import appended, open_questions, print_open_questions
from pmtui.template.progress import Completeness
from pmtui.tui.document_target import free_name, is_taken

TODAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("version", "before", "after", "expected"),
    [
        ("", Status.DRAFT, Status.REVIEW, "0.9"),
        ("", Status.DRAFT, Status.FINAL, "1.0"),
        ("", Status.FINAL, Status.REVIEW, "1.1"),
        ("", Status.FINAL, Status.DRAFT, "1.1"),
        ("", Status.REVIEW, Status.DRAFT, ""),
        ("0.9", Status.REVIEW, Status.FINAL, "1.0"),
        ("0.9", Status.REVIEW, Status.DRAFT, "0.9"),
        ("1.0", Status.FINAL, Status.DRAFT, "1.1"),
        ("1.9", Status.FINAL, Status.REVIEW, "1.10"),
        ("1.1", Status.REVIEW, Status.FINAL, "1.1"),
        ("2026-03", Status.DRAFT, Status.FINAL, "2026-03"),
    ],
)
def test_the_version_that_comes_next(version: str, before: Status, after: Status, expected: str) -> None:
    assert next_version(version, before, after) == expected


def changed(record: Postmortem, status: Status) -> Postmortem:
    return apply(record, Batch(edits=tuple(changing_status(record, status, TODAY, iter("abcdefgh").__next__))))


def test_a_revision_that_the_author_worded_stays() -> None:
    record = changed(Postmortem(), Status.REVIEW)
    worded = Postmortem.model_validate(
        {**record.model_dump(), "revisions": [{**record.revisions[0].model_dump(), "changes": "With the new figures"}]}
    )
    final = apply(worded, Batch(edits=tuple(changing_status(worded, Status.FINAL, TODAY, lambda: "z"))))
    assert [row.changes for row in final.revisions] == ["With the new figures", "Final"]


@given(st.lists(st.sampled_from(list(Status)), max_size=6))
def test_any_sequence_of_statuses_can_be_undone_exactly(ways: list[Status]) -> None:
    record = Postmortem()
    for number, status in enumerate(ways):
        edit = Batch(edits=tuple(changing_status(record, status, TODAY, lambda number=number: f"r{number}")))  # type: ignore[misc]
        after = apply(record, edit)
        assert after.document.status is status
        assert apply(after, invert(record, edit)) == record
        record = after


def test_the_follow_up_is_noted_once_a_day() -> None:
    record = Postmortem.model_validate({"document": {"version": "1.0", "status": "final"}})
    after = apply(record, Batch(edits=tuple(following_up(record, TODAY, lambda: "a"))))
    assert (after.document.version, after.revisions[0].changes) == ("1.1", "Follow-up")
    assert following_up(after, TODAY, lambda: "b") == []


def left(template: str, record: dict[str, Any]) -> list[str]:
    return [each.words for each in left_out(Completeness(lookup.load(template), Postmortem.model_validate(record)))]


def test_what_a_template_leaves_out() -> None:
    record = {
        "impact": {"complaints": "12", "traffic": {"rate": "800/s"}},
        "timeline": [{"id": "a", "event": "x", "action": "rolled back"}, {"id": "b", "event": "y"}],
        "custom": {"reports_lost": "3"},
        "actions": [{"id": "a", "description": "Mend", "area": "testing"}],
    }
    assert left("sre", record) == ["Timeline: Action taken", "Complaints", "Reports lost"]
    assert left("corrective", record) == ["Complaints"]
    assert left("sre", {}) == []


def test_actions_under_no_heading_of_a_template_are_told(tmp_path: Path) -> None:
    own = tmp_path / "own.md"
    own.write_text(
        '+++\ntitle = "Own"\n+++\n# {{ incident.title }}\n\n## Alerts\n\n- {{ actions.alerts.*.description }}\n',
        encoding="utf-8",
    )
    record = {"actions": [{"id": "a", "description": "Alert", "area": "alert"}, {"id": "b", "description": "Test it"}]}
    assert left(str(own), record) == ["Action items without a heading in this template"]


MARKED = {
    "marks": {
        "summary": {"kind": "waiting", "note": "Priya"},
        "impact.regions": {"kind": "unknown", "note": "no metric | yet"},
        "causes.what_happened": {"kind": "waiting", "note": "Priya"},
        "resolution.fix": {"kind": "waiting"},
        "references.logs": {"kind": "not_applicable"},
        "actions.a.owner": {"kind": "waiting", "note": "Tom"},
    },
    "actions": [{"id": "a", "description": "Mend"}],
}


def test_open_questions_by_person() -> None:
    standing = Completeness(lookup.load("sre"), Postmortem.model_validate(MARKED))
    found = [(each.who, each.path) for each in open_questions(standing)]
    assert found == [
        ("Priya", "summary"),
        ("Priya", "causes.what_happened"),
        ("Tom", "actions.a.owner"),
        ("Waiting, no name given", "resolution.fix"),
        ("Unknown", "impact.regions"),
    ]
    text = print_open_questions(standing)
    assert text.startswith("## Open questions\n\n**Priya**\n\n- Executive Summary, ")
    assert "(no metric | yet)" in text


def test_open_questions_are_listed_below_a_draft_but_not_a_final_document() -> None:
    standing = Completeness(lookup.load("sre"), Postmortem.model_validate(MARKED))
    assert appended("# X\n", standing).startswith("# X\n\n---\n\n## Open questions\n")
    final = Postmortem.model_validate({**MARKED, "document": {"status": "final"}})
    assert appended("# X\n", Completeness(lookup.load("sre"), final)) == "# X\n"
    assert appended("# X\n", Completeness(lookup.load("sre"), Postmortem())) == "# X\n"


def test_a_name_that_is_free(tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    target.write_text("one", encoding="utf-8")
    (tmp_path / "a-2.md").write_text("two", encoding="utf-8")
    assert free_name(target) == tmp_path / "a-3.md"
    assert is_taken(target, "another", {})
    assert not is_taken(target, "one", {})
    assert not is_taken(tmp_path / "b.md", "one", {})
    assert not is_taken(target, "another", {target.absolute(): "one"})
