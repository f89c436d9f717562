"""What an agent writes is marked until a person has seen it, and never replaces what a person wrote."""

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pmtui.errors import DraftError, EditError, Refused
from pmtui.model.edit import Batch, Insert, Remove, Set
from pmtui.model.merging import merge
from pmtui.model.postmortem import Postmortem
from pmtui.model.unseen import Agent, unseen_labels
from pmtui.session.agents import agent_advice
from pmtui.session.answering import Change, add_rows, set_answers
from pmtui.session.session import Session
from pmtui.storage.draft_file import Draft, from_toml, to_toml
from pmtui.template import lookup
from pmtui.template.interview import all_questions

CLAUDE = Agent("claude")
OWN = {
    "incident": {"title": "Login fails", "date": "2026-03-07"},
    "summary": "A person wrote this.",
    "timeline": [{"id": "a1", "at": "2026-03-07T14:00:00Z", "event": "Deployment begins"}],
    "marks": {"impact.regions": {"kind": "waiting", "note": "Dana"}},
}


def opened(record: dict[str, Any] | None = None, agent: Agent | None = CLAUDE) -> Session:
    numbers = count(1)
    postmortem = Postmortem.model_validate(OWN if record is None else record)
    session = Session(
        postmortem, lookup.load("sre"), "sre", Path("d"), lambda: date(2026, 3, 9), lambda: f"r{next(numbers)}"
    )
    session.agent = agent
    return session


def test_what_an_agent_answers_adds_and_marks_is_marked_as_unseen() -> None:
    session = opened()
    changes = [
        Change("incident.id", "INC-1"),
        Change("timeline.a1.milestones", "started"),
        Change("figures.duration", "47 min"),
        Change("resolution.fix", state=None, value=""),
    ]
    set_answers(session, changes)
    add_rows(session, "events", ["14:05 Alert fires", "14:06 Acknowledged"])
    add_rows(session, "causes", ["The pool ran dry", "Retries had no limit", "and the alert was off"])
    names = ["incident.id", "timeline.a1.milestones", "figures.duration", "timeline.r1", "timeline.r2"]
    tree = [f"causes.tree.{node.id}" for node in session.postmortem.causes.tree]
    assert session.postmortem.unseen == dict.fromkeys([*names, *tree], "claude")
    set_answers(session, [Change("timeline.r1.event", "Alert A fires"), Change("incident.id", is_unset=True)])
    assert set(session.postmortem.unseen) == {*names, *tree} - {"incident.id"}  # it's blank again
    set_answers(session, [Change("timeline.r1", is_unset=True)])
    assert "timeline.r1" not in session.postmortem.unseen


@pytest.mark.parametrize("number", [200, 201])
def test_many_rows_are_one_step_and_each_is_marked(number: int) -> None:
    session = opened()
    lines = [f"14:{1 + n % 59:02} Event {n}" for n in range(number)] + ["? Someone is asked"]
    add_rows(session, "events", lines)
    events = session.postmortem.timeline
    assert {f"timeline.{event.id}" for event in events} - {"timeline.a1"} == set(session.postmortem.unseen)
    assert len(events) == number + 2 and f"timeline.{events[-1].id}.at" in session.postmortem.marks
    session.undo()
    assert session.postmortem.unseen == {} and len(session.postmortem.timeline) == 1


@pytest.mark.parametrize(
    "change",
    [
        Change("summary", "An agent's words"),
        Change("summary", is_unset=True),
        Change("timeline.a1.event", "Another one"),
        Change("timeline.a1", is_unset=True),
        Change("impact.regions", "Europe"),  # someone is asked
        Change("incident.date", "2026-03-08"),
        Change("document.status", "final"),
    ],
)
def test_an_agent_does_not_overwrite_what_a_person_wrote(change: Change) -> None:
    session = opened()
    before = session.postmortem
    with pytest.raises(Refused, match="--allow-"):
        set_answers(session, [Change("incident.id", "INC-1"), change])
    assert session.postmortem is before
    may = opened(agent=Agent("claude", may_overwrite=True, may_change_final=True))
    set_answers(may, [change])
    assert may.postmortem != before


def test_a_yes_or_no_with_its_details_is_one_answer() -> None:
    session = opened()
    for answer in ("yes: half of the mail", "no: none"):
        set_answers(session, [Change("impact.data_loss", answer)])
    assert session.postmortem.unseen == {"impact.data_loss": "claude"}
    session.agent = None
    session.apply(Set(path="impact.data_loss.details", value="None at all"), "impact.data_loss")
    assert session.postmortem.unseen == {}
    session.agent = CLAUDE
    with pytest.raises(Refused):
        set_answers(session, [Change("impact.data_loss.yes", "yes")])


def test_no_door_but_apply_is_needed_to_hold_an_agent_back() -> None:
    session = opened()
    with pytest.raises(EditError):
        session.apply(Set(path="summary", value="x"), "summary")
    with pytest.raises(EditError):
        session.apply(Batch(edits=(Remove(path="timeline", id="a1"),)), "timeline")


def test_a_final_document_is_changed_only_with_the_flag() -> None:
    final = {**OWN, "document": {"status": "final"}}
    with pytest.raises(Refused, match="final"):
        add_rows(opened(final), "events", ["14:05 Alert fires"])
    session = opened(final, Agent("claude", may_change_final=True))
    add_rows(session, "events", ["14:05 Alert fires"])
    assert len(session.postmortem.timeline) == 2


def test_a_person_has_seen_what_they_change() -> None:
    session = opened()
    set_answers(session, [Change("incident.id", "INC-1"), Change("detection.description", "By an alert")])
    add_rows(session, "events", ["14:05 Alert fires", "14:06 Acknowledged"])
    session.agent = None
    session.apply(Set(path="incident.id", value="INC-2"), "incident.id")
    session.apply(Set(path="timeline.r1.milestones", value=["detected"]), "timeline.r1")
    session.apply(Insert(path="timeline", index=0, element={"id": "p1", "event": "By hand"}), "timeline.p1")
    assert set(session.postmortem.unseen) == {"detection.description", "timeline.r2"}
    session.apply(Remove(path="timeline", id="r2"), "timeline.r2")
    assert set(session.postmortem.unseen) == {"detection.description"}
    session.undo()
    assert set(session.postmortem.unseen) == {"detection.description", "timeline.r2"}


def test_confirming_is_a_step_that_changes_nothing_else() -> None:
    session = opened()
    add_rows(session, "events", ["14:05 Alert fires", "14:06 Acknowledged"])
    session.agent = None
    before = session.postmortem
    assert session.see("timeline") and not session.see("summary")
    assert session.postmortem.unseen == {}
    assert session.postmortem.model_copy(update={"unseen": before.unseen}) == before
    session.undo()
    assert session.postmortem == before


def test_what_comes_from_the_file_stays_unseen_in_an_open_session() -> None:
    session = opened({**OWN, "unseen": {"incident.id": "claude"}}, agent=None)
    theirs = opened({**OWN, "unseen": {"incident.id": "claude"}})
    set_answers(theirs, [Change("incident.id", "INC-9"), Change("resolution.fix", "Rolled back")])
    found = merge(session.postmortem, session.postmortem, theirs.postmortem)
    session.apply(Batch(edits=tuple(each.take for each in found)), "", by_hand=False)
    assert set(session.postmortem.unseen) == {"incident.id", "resolution.fix"}


def test_two_versions_of_what_is_unseen_do_not_conflict() -> None:
    base = Postmortem.model_validate({"unseen": {"summary": "a"}})
    mine, theirs = Postmortem(), Postmortem.model_validate({"unseen": {"summary": "b"}})
    assert [each.is_conflict for each in merge(base, mine, theirs)] == [False]


def test_the_words_name_the_agent_and_the_rows() -> None:
    session = opened()
    add_rows(session, "events", ["14:05 Alert fires", "14:06 Acknowledged"])
    set_answers(session, [Change("incident.id", "INC-1")])
    questions = {question.path: question for question in all_questions(session.template)}
    assert agent_advice(session.postmortem, questions["timeline"]).words == "Rows 2, 3 written by claude."
    assert agent_advice(session.postmortem, questions["incident.id"]).words == "Written by claude."
    assert not agent_advice(session.postmortem, questions["summary"])
    labels = unseen_labels(session.postmortem, list(questions.values()))
    assert labels == {"timeline": "Timeline (2 rows)", "incident.id": "Incident ID"}


def test_a_draft_keeps_it_and_refuses_an_unknown_name() -> None:
    session = opened()
    add_rows(session, "events", ["14:05 Alert fires"])
    set_answers(session, [Change("incident.id", "INC-1")])
    text = to_toml(Draft("sre", session.postmortem))
    assert from_toml(text, "d.toml").postmortem == session.postmortem
    with pytest.raises(DraftError, match="unknown name 'sumary' in 'unseen'"):
        from_toml('schema = 2\ntemplate = "sre"\n[unseen]\nsumary = "x"\n', "d.toml")
