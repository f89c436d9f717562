"""The agenda of a meeting: what is in it, in which order, and what was covered."""

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from pmtui.model.edit import Set
from pmtui.model.postmortem import Postmortem
from pmtui.session.agenda import TO_SETTLE, UNANSWERED, UNOWNED, Agenda, agenda_lines
from pmtui.session.session import Session
from pmtui.storage import covered
from pmtui.template import lookup

ACTIONS = [
    {"id": "late", "description": "Stop the rollout at 2% errors", "owner": "ana  RUIZ", "due": "2026-03-06"},
    {"id": "none", "description": "Show the pool's use on the dashboard", "due": "2026-03-20"},
    {"id": "tbd", "description": "Write the runbook for the pool", "owner": "TBD"},
    {"id": "tom", "description": "Alert when 90% of the pool is used", "owner": "Tom", "due": "2026-03-09"},
    {"id": "done", "description": "Roll back", "owner": "Tom", "status": "done"},
]
MARKS = {
    "impact.regions": {"kind": "waiting", "note": "Ana Ruiz"},
    "resolution.verification": {"kind": "unknown", "note": "nobody\nchecked"},
    "resolution.fix": {"kind": "waiting"},
    "detection.description": {"kind": "not_applicable"},
}
RECORD = {
    "incident": {"title": "Checkout fails", "date": "2026-03-07"},
    "summary": "The on-call engineer should have rolled back.",
    "actions": ACTIONS,
    "marks": MARKS,
}


def session_of(record: dict[str, Any], path: Path = Path("d.toml")) -> Session:
    ids = count(1)
    return Session(
        Postmortem.model_validate(record),
        lookup.load("sre"),
        "sre",
        path,
        lambda: date(2026, 3, 9),
        lambda: f"i{next(ids)}",
    )


def test_what_is_to_settle_comes_first_then_each_person_then_what_nobody_owns() -> None:
    agenda = Agenda(session_of(RECORD))
    titles = [group.title for group in agenda.groups]
    assert titles == [TO_SETTLE, UNANSWERED, "Waiting for Ana Ruiz", "Waiting for Tom", UNOWNED]
    meeting, _, ana, tom, unowned = agenda.groups
    assert [item.path for item in meeting.items[:2]] == ["resolution.fix", "resolution.verification"]
    assert meeting.items[1].note == "nobody checked"
    assert any(item.key.startswith("finding L601 summary") for item in meeting.items)
    assert [(item.key, item.note, item.is_late) for item in ana.items] == [
        ("question impact.regions", "", False),
        ("action late", "due Fri, Mar 6, overdue", True),
    ]
    assert (ana.counted, tom.counted) == ("1 answer, 1 action", "1 action")
    assert [(item.path, item.note) for item in tom.items] == [("actions.tom", "due Mon, Mar 9")]  # today isn't late
    assert [(item.path, item.note) for item in unowned.items] == [
        ("actions.none", "due Fri, Mar 20"),
        ("actions.tbd", "no due date"),
    ]


def test_nothing_is_listed_twice() -> None:
    items = Agenda(session_of(RECORD)).items
    codes = {item.key.split()[1] for item in items if item.key.startswith("finding ")}
    assert codes and not codes & {"A501", "A502", "A513"} and not any(code.startswith("C") for code in codes)
    assert len({each.key for item in items for each in item.each}) == sum(len(item.each) for item in items)


def test_what_is_only_unanswered_is_a_line_for_each_section() -> None:
    session = session_of({"summary": "It failed.", "marks": MARKS})
    (group,) = (group for group in Agenda(session).groups if group.title == UNANSWERED)
    paths = [each.path for item in group.items for each in item.each]
    assert len(group.items) < 15 < len(paths) and group.counted == f"{len(paths)} answers"
    assert not {"summary", *MARKS} & set(paths)  # answered, or in the agenda anyway
    assert not [path for path in paths if path.startswith("figures.")]  # they follow from the timeline
    causes = next(item for item in group.items if item.key == "section Root Cause")
    assert (causes.words.split(": ")[0], causes.note) == ("Root Cause", f"{len(causes.under)} questions")
    alone = [item for item in group.items if not item.under]
    assert all(item.key == f"question {item.path}" for item in alone)


def test_a_section_is_covered_when_its_questions_are(tmp_path: Path) -> None:
    agenda = Agenda(session_of({}, tmp_path / "d.toml"))
    section = next(item for item in agenda.items if len(item.under) > 1)
    agenda.toggle(section.under[0])
    assert not agenda.is_covered(section) and agenda.counted.startswith("1 of ")
    agenda.toggle(section)
    assert agenda.is_covered(section) and agenda.counted.startswith(f"{len(section.under)} of ")
    agenda.toggle(section)
    assert not any(agenda.is_covered(each) for each in section.each)


def test_the_most_serious_findings_come_first() -> None:
    agenda = Agenda(session_of({**RECORD, "document": {"status": "final"}}))
    levels = [item.note for item in agenda.groups[0].items if item.key.startswith("finding ")]
    assert levels == sorted(levels, key=["error", "warning", "hint"].index) and len(set(levels)) > 1


def test_what_was_covered_is_kept_with_the_draft_until_its_settled(tmp_path: Path) -> None:
    session = session_of(RECORD, tmp_path / "d.toml")
    agenda = Agenda(session)
    fix, verification = agenda.items[:2]
    agenda.toggle(fix)
    agenda.toggle(verification)
    agenda.toggle(verification)
    assert (agenda.is_covered(fix), agenda.is_covered(verification)) == (True, False)
    assert agenda.counted == f"1 of {sum(len(item.each) for item in agenda.items)} covered"
    assert session.postmortem == Postmortem.model_validate(RECORD)
    again = Agenda(session)
    assert again.is_covered(again.items[0])
    session.apply(Set(path="resolution.fix", value="The rollback."), "resolution.fix")
    again.read_again()
    assert again.items[0].path == "resolution.verification" and again.counted.startswith("0 of ")
    again.toggle(again.items[0])
    assert covered.recall(session.path) == {"question resolution.verification"}
    assert covered.recall(tmp_path / "other.toml") == frozenset()
    covered.forget(session.path)
    assert covered.recall(session.path) == frozenset()


def test_the_lines_have_numbers_that_run_through(tmp_path: Path) -> None:
    agenda = Agenda(session_of(RECORD, tmp_path / "d.toml"))
    agenda.toggle(agenda.items[1])
    lines = list(agenda_lines(agenda))
    assert lines[0].startswith(f"{TO_SETTLE} (2 answers, ")
    assert lines[1].startswith("1. answer: Resolution, ") and lines[2].startswith("2. covered: answer: Resolution, ")
    assert lines[-1] == f"{len(agenda.items)}. action: Write the runbook for the pool (no due date)"
