"""Where each rule of the review begins and ends: for each threshold, a draft on either side of it."""

from dataclasses import replace
from typing import Any

import pytest

from pmtui.model.catalog import Question
from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.review.catalog import RULES
from pmtui.review.findings import Finding, Level
from pmtui.review.reviewer import review
from pmtui.review.rules.sharing import signed_name
from pmtui.template import lookup
from pmtui.template.interview import AskedQuestion
from pmtui.template.progress import Completeness
from tests.unit.test_review import (
    BEFORE,
    CHAIN,
    DEEP,
    DETECTED,
    RESOLVED,
    STARTED,
    TODAY,
    UNDER,
    WHOLE,
    action,
    actions,
    codes,
    event,
    reviewed,
    timeline,
    tree,
)

Sides = list[tuple[dict[str, Any], bool]]


def check(code: str, sides: Sides, template: str = "sre", status: Status = Status.FINAL) -> None:
    """Require that a rule finds something exactly where it's said to."""
    assert [code in codes(record, template, status) for record, _ in sides] == [expected for _, expected in sides]


def messages(code: str, record: dict[str, Any], template: str = "sre", status: Status = Status.FINAL) -> list[str]:
    return [each.message for each in reviewed(record, template, status).findings if each.code == code]


# -- action items ------------------------------------------------------------------------------------------------------

SPENT = {"impact": {"budget": {"slo": "99.9%", "window_days": "28"}}}
"""Of 40.32 minutes, 20% are 8.064: 30 minutes at 26.88%."""


def spent(failing: str, *rows: dict[str, Any]) -> dict[str, Any]:
    return timeline(BEFORE, {**STARTED, "failing": failing}, DETECTED, RESOLVED, actions=list(rows), **SPENT)


def several(*priorities: str | None, **more: Any) -> dict[str, Any]:
    return actions(
        *(action(id=f"a{n}", description=f"Reject {n} at the door", priority=each, **more)
          for n, each in enumerate(priorities))
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "sides"),
    [
        ("A501", [(actions(action(owner=owner)), not is_owner) for owner, is_owner in
                  (("", False), ("TBD", False), (" team ", False), ("?", False), ("Everyone", False),
                   ("Storage team", True), ("Priya", True))]),
        ("A501", [(actions(action(owner=""), marks={"actions.a1.owner": {"kind": "waiting", "note": "Tom"}}), False)]),
        ("A502", [(actions(action(due=None, status=status)), is_found) for status, is_found in
                  (("open", True), ("in_progress", True), ("done", False))]),
        ("A504", [(actions(action(tracker="OPS-2"), action(id="b", description="Page on a full disk", tracker=tracker)),
                   is_found) for tracker, is_found in (("", True), ("  ", True), ("OPS-1", False))]),
        ("A505", [(actions(action(description=text)), is_found) for text, is_found in
                  (("The limits of the job", True), ("Retention of snapshots", True), ("Testing the failover", True),
                   ("Disks should be larger", True), ("**Monitoring** of disks", True),
                   ("String limits together", False), ("Mention the limit in the runbook", False),
                   ("**Document** the limit", False),
                   ("More off the disk", False), ("Limit the snapshots", False))]),
        ("A508", [(several(None, goal=goal), is_found) for goal, is_found in
                  (("repair", True), ("respond", True), ("prevent", False), ("detect", False), (None, False))]),
        ("A509", [(several("high", "high"), False), (several("high", "high", "high"), True),
                  (several("high", "high", "low"), False), (several("high", "high", None), False),
                  (several(None, None, None), False)]),
        ("A513", [(actions(action(due=due, status=status)), is_found) for due, status, is_found in
                  (("2026-03-19", "open", True), ("2026-03-20", "open", False), ("2026-03-19", "done", False))]),
        ("A514", [(actions(action(owner=owner)), is_found) for owner, is_found in
                  (("Priya and Tom", True), ("Priya, Tom, Ann", True), ("Ann Lee, Bo Kim", True), ("Priya / Tom", True),
                   ("Priya & Tom", True), ("Priya + Tom", True), ("Priya;Tom", True), ("Lee, Ann", False),
                   ("Lee, Ann Marie", True), ("Trust and Safety", False), ("n/a", False), ("Andorra team", False),
                   ("Priya,", False))]),
        ("A515", [(actions(action(description=text)), is_found) for text, is_found in
                  (("Alerting", True), ("Add alerts", False), ("Fix `retry`", False), ("`retry`", True))]),
        ("A516", [(spent("26.88%", action()), False), (spent("27%", action()), True),
                  (spent("27%", action(), action(id="b", description="Page on a disk", priority="urgent")), False),
                  (spent("27%", action(priority=None)), False), (spent("", action()), False), (spent("27%"), False)]),
        ("A517", [(actions(action(due="2026-03-06")), True), (actions(action(due="2026-03-07")), False)]),
        ("A518", [(actions(action(description="Page on a full disk"), action(id="b", description=text)), is_found)
                  for text, is_found in ((" page on a  full disk.", True), ("Page on a full queue", False))]),
        ("A518", [(actions(action(status="declined", reason="r"), action(id="b")), False)]),
        ("A519", [(actions(action(priority=priority, due=due)), is_found) for priority, due, is_found in
                  (("urgent", "2026-04-06", False), ("urgent", "2026-04-07", True), ("high", "2026-04-07", False))]),
        ("A520", [(actions(action(status=status), follow_up={"actions_completed": {"yes": yes}}), is_found)
                  for status, yes, is_found in
                  (("open", True, True), ("in_progress", True, True), ("done", True, False), ("declined", True, False),
                   ("open", False, False), ("open", None, False))]),
        ("A521", [(actions(action(**{"due": None, "goal": None, **more})), is_found) for more, is_found in
                  (({}, True), ({"area": "alert"}, False), ({"goal": "prevent"}, False), ({"due": "2026-05-01"}, False),
                   ({"horizon": "short"}, False))]),
        ("A512", [(actions(action(status=status, reason=reason)), is_found) for status, reason, is_found in
                  (("declined", " ", True), ("declined", "No longer used", False), ("open", "", False))]),
    ],
)  # fmt: skip
def test_rules_for_action_items(code: str, sides: Sides) -> None:
    check(code, sides, UNDER.get(code, "sre"))


@pytest.mark.parametrize("status", Status)
def test_the_config_sets_the_level_of_an_overdue_action(status: Status) -> None:
    template = lookup.load("sre")
    record = Postmortem.model_validate(actions(action(due="2026-03-10")))
    for given, level in ((None, Level.WARNING), ("hint", Level.HINT), ("error", Level.ERROR)):
        more = {} if given is None else {"overdue": given}
        changed = replace(template, settings=template.settings.model_copy(update=more))
        found = review(Completeness(changed, record), TODAY, status).findings
        assert [each.level for each in found if each.code == "A513"] == [level]


def test_a_declined_action_is_asked_for_nothing_but_its_reason() -> None:
    declined = {"id": "d", "description": "Alerting", "status": "declined"}
    assert {code for code in codes(actions(declined)) if code.startswith("A")} == {"A512"}


def test_an_action_without_a_description_is_not_reviewed_as_one() -> None:
    assert "A501" not in codes(actions({"id": "x", "owner": "", "description": " "}))


def test_only_a_template_that_needs_a_priority_misses_it() -> None:
    record = actions(action(priority=None))
    assert ("A503" in codes(record, "sre"), "A503" in codes(record, "outage")) == (True, False)


def test_findings_about_actions_name_them_and_count_them() -> None:
    long = "Reject every configuration that has no limit, in all regions and for all services"
    assert messages("A501", actions(action(description=long, owner=""))) == [f"No owner: '{long[:59]}…'."]
    assert messages("A501", actions(action(description=long[:60], owner=""))) == [f"No owner: '{long[:60]}'."]
    done = {"follow_up": {"actions_completed": {"yes": True}}}
    assert messages("A520", actions(action(), **done)) == ["Actions are marked complete, but 1 is still open."]
    two = actions(action(), action(id="b", description="Page on a full disk"), **done)
    assert messages("A520", two) == ["Actions are marked complete, but 2 are still open."]
    assert messages("A509", several("high", "high", "high")) == ["All 3 action items are P1."]
    assert messages("A516", spent("100%", action())) == ["It used 74% of the error budget, but no action is P0."]


# -- causes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "sides"),
    [
        ("K401", [(tree(*CHAIN, ("d", "c", text)), is_found) for text, is_found in
                  (("The engineer forgot to set it", True), ("It was set by the engineer", True),
                   ("The user table had no index", False))]),
        ("K402", [({"causes": {**tree(*CHAIN)["causes"], "root": root}}, is_found)
                  for root, is_found in (("", True), (" ", True), ("No limit", False))]),
        ("K403", [(tree(*CHAIN[:1]), True), (tree(*CHAIN[:2]), True), (tree(*CHAIN), False),
                  (tree(*CHAIN[:2], role="root"), False)]),
        ("K404", [({"causes": {"contributing": [{"id": f"f{n}", "factor": f"No limit {n}"} for n in range(count)]}},
                   is_found) for count, is_found in ((1, True), (2, False))]),
        ("K404", [({"causes": {"contributing": [{"id": "f", "factor": "No limit"}], "tree": [
                   {"id": f"n{n}", "strand": "happened", "text": f"Limit {n} was missing", "role": role}
                   for n, role in enumerate(roles)]}}, is_found)
                  for roles, is_found in ((["root"], True), (["root", "trigger"], False),
                                          (["root", "root", "trigger"], False))]),
        ("K405", [(tree(*CHAIN), False), (tree(*DEEP), True), (tree(*DEEP, ("e", "", "No alert")), False)]),
        ("K406", [(tree(*CHAIN, role=role, evidence=evidence), is_found) for role, evidence, is_found in
                  (("root", [], True), ("root", ["graph"], False), ("contributing", [], False))]),
        ("K407", [(tree(("a", "", text), role=role), is_found) for text, role, is_found in
                  (("The job was restarted", "", True), ("The job was restarted", "root", False),
                   ("The job filled the disk at 13:07", "", True), ("The job has no limit, restarted", "", False),
                   ("The job filled the disk", "", False), ("The alert counts failed requests", "", False),
                   ("The alert counted failed requests", "", False), ("The job failed twice", "", True),
                   ("The request failed, too", "", True), ("The job starts at 3:00 and runs for an hour", "", True),
                   ("The job begins at 3:00", "", False), ("The pager ignores each job that failed", "", False))]),
        ("K407", [(tree(("a", "", "The job was restarted"), ("b", "a", "It has no limit")), False)]),
        ("K408", [(tree(("a", "", text), role=role), is_found) for text, role, is_found in
                  (("Latency was high", "", True), ("Latency was high", "root", False),
                   ("Queries queued", "", False))]),
        ("K409", [(tree(("a", "", "The store refused writes in Berlin"), ("b", "a", text)), is_found)
                  for text, is_found in
                  (("The store refused Berlin writes", True), ("Store refused writes, disk", False),
                   ("The store refused writes in Berlin today", True), ("Refused writes", False))]),
    ],
)  # fmt: skip
def test_rules_for_causes(code: str, sides: Sides) -> None:
    check(code, sides)


def test_findings_about_chains_count_their_causes() -> None:
    assert messages("K403", tree(*CHAIN[:1])) == ["The deepest chain has 1 cause."]
    assert messages("K403", tree(*CHAIN[:2])) == ["The deepest chain has 2 causes."]
    assert messages("K405", tree(*DEEP)) == ["4 causes in a single chain."]


# -- completeness ------------------------------------------------------------------------------------------------------


def test_text_that_can_not_be_read_is_quoted_shortened() -> None:
    title = {"typed": {"incident.date": "soon"}, "incident": {"title": "T"}}
    assert any(said.endswith("'soon' can't be read yet.") for said in messages("C102", title))
    long = {"typed": {"incident.date": "x" * 200}}
    assert any(f"'{'x' * 18} … {'x' * 18}' can't be read yet." in said for said in messages("C102", long))
    line = {"typed": {"timeline": "14:05 R"}}
    assert any("the entry line has text that you haven't added." in said for said in messages("C102", line))


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("1,200", True), ("~1.2k users", True), ("12%", True), ("10-20 customers", True), ("5 to 10 people.", True),
        ("1,200 (15%)", True), ("2 million", True), ("0", False), ("", False), ("1,200 of 8,000", False),
        ("all users", False), ("1,200 users in Berlin", False),
    ],
)  # fmt: skip
def test_a_number_needs_its_total(text: str, is_found: bool) -> None:
    assert ("C105" in codes({"impact": {"users_affected": text}}, "outage")) is is_found
    assert "C105" not in codes({"impact": {"users_affected": text, "audience": {"named": "tenants"}}}, "outage")


# -- the timeline ------------------------------------------------------------------------------------------------------


def late(at: str) -> dict[str, Any]:
    return timeline(*WHOLE, {"id": "l", "at": at, "event": "Late"})


@pytest.mark.parametrize(
    ("code", "sides"),
    [
        ("T205", [(timeline(event("z", at), STARTED, DETECTED, RESOLVED), is_found) for at, is_found in
                  (("13:59", False), ("14:00", True), ("14:05", True))]),
        # Any day that is today somewhere on earth isn't in the future yet.
        ("T206", [(late("2026-03-21T23:59:59Z"), False), (late("2026-03-22T00:00:00Z"), True)]),
        ("T210", [(timeline(*WHOLE, {**RESOLVED, "id": "x", "milestones": [], "event": text}), is_found)
                  for text, is_found in (("event  C", True), ("Event d", False), ("", False))]),
        ("T210", [(timeline(*WHOLE, {**RESOLVED, "id": "x", "milestones": [], "at": "2026-03-07T14:31:00Z"}), False)]),
        ("T212", [(timeline(BEFORE, STARTED, DETECTED, event("y", at), RESOLVED), is_found) for at, is_found in
                  (("14:09", True), ("14:10", False))]),
        ("T213", [(late("2026-03-08T14:30:00Z"), False), (late("2026-03-08T14:30:01Z"), True)]),
        ("T214", [(timeline(BEFORE, STARTED, DETECTED, event("r", at, "resolved")), is_found) for at, is_found in
                  (("14:40", False), ("14:41", True))]),
    ],
)  # fmt: skip
def test_rules_for_the_timeline(code: str, sides: Sides) -> None:
    check(code, sides)


@pytest.mark.parametrize("empty", ["T201", "S701"])
def test_what_every_draft_lacks_at_first_is_found_from_the_review_on(empty: str) -> None:
    template = "outage" if empty == "S701" else "sre"
    assert [empty in codes({}, template, status) for status in Status] == [False, True, True]


def test_an_event_without_a_time_says_what_is_missing() -> None:
    def said(text: str, day: str | None = "2026-03-07") -> list[str]:
        record = timeline(*WHOLE, {"id": "n", "event": "Someone called"}, typed={"timeline.n.at": text} if text else {})
        return messages("T207", {**record, "incident": {"date": day} if day else {}})

    assert said("") == ["This event has no time."]
    assert said("15:10", None) == ["Its time, 15:10, has no date yet."]
    assert said("about noon-ish") == ["Its time, 'about noon-ish', can't be read."]
    assert "T207" not in codes(timeline(*WHOLE, {"id": "n", "event": " "}))


# -- sharing -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "template", "sides"),
    [
        ("S701", "outage", [({"document": {"reviewers": [name]}}, is_found) for name, is_found in
                            (("TBD", True), (" ", True), ("?", True), ("Jonas", False))]),
        ("S702", "outage", [({"document": {"authors": authors, "reviewers": reviewers}}, is_found)
                            for authors, reviewers, is_found in
                            ((["Amara"], [" amara "], True), (["Amara", "Tom"], ["Tom"], False),
                             (["Amara"], ["Amara", "Jonas"], False), (["Amara"], [], False))]),
        # The recovery template's deadline is 10 business days after Saturday, 7 March.
        ("S703", "recovery", [(timeline(*WHOLE, document={"status": "final", "published": day}), is_found)
                              for day, is_found in (("2026-03-11", False), ("2026-03-30", True))]),
        ("S704", "recovery", [({"review": {"approval": approval}}, is_found) for approval, is_found in
                              (("approved", False), (None, True))]),
        ("S704", "recovery", [({"marks": {"review.approval": {"kind": "not_applicable"}}}, False)]),
        ("S706", "sre", [({"approvals": {"author": {"name": "Amara"}}}, True),
                         ({"approvals": {"author": {"date": "2026-03-12"}}}, False),
                         ({"marks": {"approvals.author.name": {"kind": "not_applicable"}}}, False)]),
    ],
)  # fmt: skip
def test_rules_for_sharing(code: str, template: str, sides: Sides) -> None:
    check(code, sides, template)


def test_only_a_final_document_needs_approval_and_signatures() -> None:
    for status in (Status.DRAFT, Status.REVIEW):
        assert "S704" not in codes({}, "recovery", status)
        assert "S706" not in codes({}, "sre", status)


def test_a_changed_answer_is_named_by_the_question_that_asks_for_it() -> None:
    asked = [AskedQuestion.of(Question(f"custom.{name}", Kind.LINE, "?", label=name.upper())) for name in ("a", "b")]
    names = [signed_name(f"custom.{name}", Postmortem(), asked) for name in ("a", "b", "c")]
    assert names == ["A", "B", "custom.c"]


@pytest.mark.parametrize(("length", "kept"), [(60, 60), (61, 60)])
def test_a_waiver_names_the_first_words_of_what_it_is_about(length: int, kept: int) -> None:
    found = Finding(RULES["L605"], "summary", "m", "x" * length, RULES["L605"].ask, Level.HINT)
    assert found.key == f"L605 summary: {'x' * kept}"
