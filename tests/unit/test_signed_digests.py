"""A signed document doesn't change silently: changed questions are listed until a revision is recorded."""

import itertools
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from pmtui.model.catalog import model_questions
from pmtui.model.edit import AnyEdit, Batch, Insert, Move, Remove, Set, apply
from pmtui.model.merging import merge
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.model.signed_digests import changed_since_signing, digests
from pmtui.model.status_changes import changing_status, following_up, recording
from pmtui.review.reviewer import review
from pmtui.review.rules.sharing import signed_name
from pmtui.session.file_status import places_of
from pmtui.session.session import Session
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft, from_toml, to_toml
from pmtui.template import lookup
from pmtui.template.interview import all_questions
from pmtui.template.progress import Completeness
from tests.strategies import postmortems

TODAY = date(2026, 3, 20)
IDS = itertools.count(1)

RECORD: dict[str, Any] = {
    "incident": {"title": "Login fails", "date": "2026-03-07"},
    "summary": "It was slow.",
    "timeline": [{"id": "e1", "event": "E"}],
    "actions": [{"id": "a1", "description": "Mend it", "owner": "Tom"}],
    "custom": {"tenants": "120"},
    "stated": {"duration": {"value": "2 h", "reason": "known"}},
    "marks": {"lessons.went_well": {"kind": "not_applicable"}},
}


def new_id() -> str:
    return f"r{next(IDS)}"


def done(postmortem: Postmortem, *edits: AnyEdit) -> Postmortem:
    for edit in edits:
        postmortem = apply(postmortem, edit)
    return postmortem


def with_status(postmortem: Postmortem, status: Status) -> Postmortem:
    return done(postmortem, *changing_status(postmortem, status, TODAY, new_id))


@pytest.fixture
def final() -> Postmortem:
    return with_status(Postmortem.model_validate(RECORD), Status.FINAL)


CHANGES: dict[str, AnyEdit] = {
    "summary": Set(path="summary", value="It was down."),
    "incident.title": Set(path="incident.title", value=""),
    "incident.timezone": Set(path="incident.timezone", value="Europe/Berlin"),
    "timeline": Set(path="timeline.e1.event", value="F"),
    "actions": Set(path="actions.a1.owner", value="Ann"),
    "custom.tenants": Set(path="custom.tenants", value="121"),
    "custom.more": Set(path="custom.more", value="new"),
    "stated.duration": Set(path="stated.duration", value={"value": "3 h", "reason": "known"}),
    "lessons.went_well": Set(path="marks.lessons.went_well", value=None),
}


@pytest.mark.parametrize("path", CHANGES)
def test_each_change_is_reported_by_question_until_it_is_undone(final: Postmortem, path: str) -> None:
    assert changed_since_signing(final) == []
    changed = apply(final, CHANGES[path])
    assert changed_since_signing(changed) == [path]
    assert changed_since_signing(from_toml(to_toml(Draft("sre", changed)), "d").postmortem) == [path]


@pytest.mark.parametrize(
    "edit",
    [
        Set(path="document.last_updated", value="2026-04-01"),
        Set(path="document.reviewers", value=["Ann"]),
        Set(path="approvals.author.name", value="Ann"),
        Set(path="review.notes", value="Fine."),
        Set(path="follow_up.attendees", value=["Ann"]),
        Set(path="actions.a1.status", value="done"),
        Set(path="typed.timeline.e1.at", value="abc"),
        Set(path="waived.A501", value="because"),
        Insert(path="revisions", index=0, element={"id": "x", "changes": "by hand"}),
    ],
)
def test_signatures_progress_and_bookkeeping_are_not_changes(final: Postmortem, edit: AnyEdit) -> None:
    assert changed_since_signing(apply(final, edit)) == []


def test_a_final_draft_without_digests_reports_nothing() -> None:
    old = Postmortem.model_validate({**RECORD, "document": {"status": "final"}})
    assert changed_since_signing(apply(old, CHANGES["summary"])) == []


def session_of(postmortem: Postmortem) -> Session:
    return Session(postmortem, lookup.load("sre"), "sre", Path("d.toml"), lambda: TODAY, new_id)


def test_a_final_draft_without_digests_gets_them_before_its_first_change() -> None:
    session = session_of(Postmortem.model_validate({**RECORD, "document": {"status": "final"}}))
    session.enter(next(q for q in all_questions(session.template) if q.path == "summary"), "Changed.")
    assert session.since_signing == ["summary"]
    session.undo()
    assert not session.postmortem.signed
    assert session.since_signing == []


def test_a_change_of_status_or_revision_updates_the_digests() -> None:
    session = session_of(Postmortem.model_validate({**RECORD, "document": {"status": "final"}}))
    session.apply(Insert(path="revisions", index=0, element={"id": "v1", "version": "1.1"}), "revisions")
    assert not session.postmortem.signed
    edits = tuple(changing_status(session.postmortem, Status.REVIEW, TODAY, new_id))
    session.apply(Batch(edits=edits), "document.status")
    assert not session.postmortem.signed


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW])
def test_a_reopened_document_is_not_compared_with_the_signed_one(final: Postmortem, status: Status) -> None:
    reopened = with_status(final, status)
    assert reopened.signed == {}
    assert changed_since_signing(apply(reopened, CHANGES["summary"])) == []


def test_becoming_final_again_ends_it(final: Postmortem) -> None:
    changed = apply(final, CHANGES["summary"])
    again = with_status(with_status(changed, Status.DRAFT), Status.FINAL)
    assert changed_since_signing(again) == []
    assert changed_since_signing(apply(again, Set(path="summary", value="It was slow."))) == ["summary"]


def test_recording_a_revision_ends_it_and_says_what_changed(final: Postmortem) -> None:
    changed = apply(final, CHANGES["summary"])
    revised = done(changed, *recording(changed, "Changed: Summary", TODAY, new_id))
    assert changed_since_signing(revised) == []
    assert (revised.document.version, revised.revisions[-1].changes) == ("1.1", "Changed: Summary")
    assert revised.document.status is Status.FINAL


def test_the_follow_up_signs_the_action_items_and_nothing_else(final: Postmortem) -> None:
    changed = done(final, CHANGES["summary"], CHANGES["actions"])
    noted = done(changed, *following_up(changed, TODAY, new_id))
    assert changed_since_signing(noted) == ["summary"]
    later = apply(noted, Set(path="actions.a1.due", value="2026-05-01"))
    assert changed_since_signing(done(later, *following_up(later, TODAY, new_id))) == ["summary"]
    assert len(later.revisions) == len(noted.revisions)


def test_a_digest_that_this_version_does_not_know_is_not_a_change(final: Postmortem) -> None:
    assert changed_since_signing(apply(final, Set(path="signed.some.older.place", value="12345678"))) == []


@given(postmortems())
def test_any_document_is_unchanged_right_after_signing(record: Postmortem) -> None:
    final = with_status(record, Status.FINAL)
    assert changed_since_signing(final) == []
    read = from_toml(to_toml(Draft("sre", final)), "d").postmortem
    assert digests(read) == digests(final)


def test_signing_is_not_a_change_to_merge_or_report(final: Postmortem) -> None:
    base = Postmortem.model_validate(RECORD)
    theirs = with_status(apply(base, CHANGES["summary"]), Status.FINAL)
    found = merge(base, final, theirs)
    assert not [each for each in found if each.is_conflict and each.path.startswith("signed.")]
    assert "summary" in places_of(found)
    assert not [path for path in places_of(found) if path.startswith("signed.")]


def test_the_examples_are_final_and_unchanged_since_signing() -> None:
    for path in sorted((Path(__file__).parents[2] / "templates" / "examples").glob("*.toml")):
        record = draft_folder.load(path).postmortem
        assert record.document.status is Status.FINAL
        assert changed_since_signing(record) == []


def test_a_typed_status_adds_its_revision_and_digests() -> None:
    session = Session(Postmortem.model_validate(RECORD), lookup.load("sre"), "sre", Path("d"), lambda: TODAY, new_id)
    session.enter(model_questions()["document.status"], "final")
    assert session.postmortem.document.status is Status.FINAL
    assert [row.changes for row in session.postmortem.revisions] == ["Final"]
    assert session.since_signing == []
    session.apply(CHANGES["summary"], "summary")
    assert session.since_signing == ["summary"]
    session.undo()
    assert session.since_signing == []


# -- the template, and the rows ----------------------------------------------------------------------------------------

ROWS = {
    "timeline": [{"id": "e1", "at": "2026-03-07T14:40:00Z", "event": "Service back"}, {"id": "e2", "event": "Alert"}],
    "actions": [{"id": f"a{n}", "description": f"Fix {n}", "owner": "Tom"} for n in range(6)],
}


def messages(postmortem: Postmortem, template: str = "sre") -> list[str]:
    found = review(Completeness(lookup.load(template), postmortem), TODAY).findings
    return [each.message.partition(": changed since")[0] for each in found if each.code == "S707"]


def signed_in_a_session(record: dict[str, Any]) -> Session:
    session = session_of(Postmortem.model_validate(record))
    question = next(q for q in all_questions(session.template) if q.path == "document.status")
    session.choose(question, Status.FINAL)
    return session


def test_another_template_is_a_change_until_a_revision_is_recorded() -> None:
    session = signed_in_a_session(RECORD)
    assert session.since_signing == []
    session.template_name = "outage"
    assert session.since_signing == ["template"]
    assert messages(session.postmortem) == []
    assert messages(session.postmortem, "outage") == ["Template (was 'sre')"]
    session.apply(
        Batch(edits=tuple(recording(session.postmortem, "Other", TODAY, new_id, session.template_name))), "revisions"
    )
    assert session.since_signing == []
    assert messages(session.postmortem, "outage") == []


def test_digests_without_a_template_report_no_template_change() -> None:
    record = with_status(Postmortem.model_validate(RECORD), Status.FINAL)
    assert "template" not in record.signed
    assert changed_since_signing(record, "outage") == []


def test_undoing_a_template_change_restores_the_signed_one() -> None:
    session = session_of(Postmortem.model_validate({**RECORD, "document": {"status": "final"}}))
    session.enter(next(q for q in all_questions(session.template) if q.path == "summary"), "Changed.")
    session.template_name = "outage"
    assert session.since_signing == ["template", "summary"]


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([Set(path="timeline.e1.event", value="Service back, incident over")],
         ['Timeline: "14:40 Service back, incident over"']),
        ([Set(path="actions.a1.description", value="Fix it")], ['Action items: "Fix it"']),
        ([Set(path=f"actions.a{n}.owner", value="Ann") for n in range(3)],
         ['Action items: "Fix 0", "Fix 1", "Fix 2"']),
        ([Set(path=f"actions.a{n}.owner", value="Ann") for n in range(6)],
         ['Action items: "Fix 0", "Fix 1", "Fix 2" and 3 more']),
        ([Remove(path="actions", id="a1")], ["Action items: 1 removed"]),
        ([Remove(path="actions", id="a1"), Set(path="actions.a2.owner", value="Ann")],
         ['Action items: "Fix 2" and 1 removed']),
        ([Insert(path="timeline", index=2, element={"id": "e3", "event": "Late"})], ['Timeline: "Late"']),
        ([Move(path="timeline", id="e2", index=0)], ["Timeline"]),
        ([Set(path="actions.a1.status", value="done")], []),
    ],
)  # fmt: skip
def test_changed_rows_are_named(edits: list[AnyEdit], words: list[str]) -> None:
    record = signed_in_a_session({**RECORD, **ROWS}).postmortem
    changed = done(record, *edits)
    assert messages(changed) == words
    assert messages(from_toml(to_toml(Draft("sre", changed)), "d").postmortem) == words


def test_rows_are_remembered_up_to_a_limit() -> None:
    for count, name in ((1000, 'Action items: "Fix it"'), (1001, "Action items")):
        rows = [{"id": f"a{n}", "description": f"Fix {n}"} for n in range(count)]
        record = with_status(Postmortem.model_validate({**RECORD, "actions": rows}), Status.FINAL)
        changed = apply(record, Set(path="actions.a1.description", value="Fix it"))
        assert changed_since_signing(changed) == ["actions"]
        assert signed_name("actions", changed, []) == name


def test_digests_without_rows_name_the_question() -> None:
    record = signed_in_a_session({**RECORD, **ROWS}).postmortem
    old = record.model_copy(update={"signed": {path: said.split(" ")[0] for path, said in record.signed.items()}})
    assert changed_since_signing(old) == []
    assert messages(apply(old, Set(path="actions.a1.owner", value="Ann"))) == ["Action items"]


@pytest.mark.parametrize(
    ("published", "updated", "revised", "is_found"),
    [("2026-03-10", "2026-03-11", "", True), ("2026-03-10", "2026-03-10", "", False), ("", "2026-03-11", "", False),
     ("2026-03-10", "2026-03-11", "2026-03-11", False), ("2026-03-10", "2026-03-12", "2026-03-11", True)],
)  # fmt: skip
def test_a_final_document_updated_without_digests_is_found(
    published: str, updated: str, revised: str, is_found: bool
) -> None:
    document = {"status": "final", "last_updated": updated, **({"published": published} if published else {})}
    revisions = [{"id": "v1", "date": revised, "changes": "C"}] if revised else []
    record = Postmortem.model_validate({**RECORD, "document": document, "revisions": revisions})
    codes = [each.code for each in review(Completeness(lookup.load("sre"), record), TODAY).findings]
    assert ("S708" in codes) is is_found


@pytest.mark.parametrize(("status", "is_remembered"), [("final", True), ("review", False)])
def test_a_change_of_template_is_reported_without_digests_too(tmp_path: Path, status: str, is_remembered: bool) -> None:
    path = tmp_path / "d.toml"
    draft_folder.save(path, Draft("sre", Postmortem.model_validate({**RECORD, "document": {"status": status}})))
    draft_folder.change_template(path, "outage")
    draft = draft_folder.load(path)
    assert changed_since_signing(draft.postmortem, draft.template) == (["template"] if is_remembered else [])
