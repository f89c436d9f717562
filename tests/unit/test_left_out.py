"""Questions, groups, and sections left out of the document; "not applicable" once for all of a group."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmtui.errors import DraftError, EntryError
from pmtui.model.postmortem import Postmortem
from pmtui.session.answering import Change, marking, set_answers
from pmtui.session.labels import place_name
from pmtui.session.leaving_out import (
    leave_out,
    leave_out_group,
    leave_out_section,
    left_out_labels,
    where_left_out,
)
from pmtui.session.session import Session
from pmtui.storage.draft_file import check_names
from pmtui.template import lookup
from pmtui.template.interview import AskedQuestion, all_questions, interview
from pmtui.template.open_questions import open_questions
from pmtui.template.parse import parse
from pmtui.template.progress import State
from pmtui.template.render import print_document

HEAD = '+++\ntitle = "T"\n+++\n'
NOT = {"kind": "not_applicable"}
OUT = {"kind": "left_out"}


def printed(body: str, marks: dict[str, Any], **record: Any) -> str:
    return print_document(parse(HEAD + body, "t.md"), Postmortem.model_validate({"marks": marks, **record})).rstrip()


IMPACT = """\
Intro

## Impact

### Users

- **Regions**: {{ impact.regions }}
- **Services**: {{ impact.services }}

### Metrics

| Before | After |
|---|---|
| {{ impact.error_rate.normal }} | {{ impact.error_rate.peak }} |

---

**Version**: {{ document.version }}"""


@pytest.mark.parametrize(
    ("marks", "text"),
    [
        pytest.param({"impact.regions": OUT},
                     "Intro\n\n## Impact\n\n### Users\n\n- **Services**: api\n\n### Metrics\n\n| Before | After |\n"
                     "|---|---|\n| TBD | TBD |\n\n---\n\n**Version**: TBD", id="a question"),
        pytest.param({"impact.error_rate.normal": OUT},
                     "Intro\n\n## Impact\n\n### Users\n\n- **Regions**: TBD\n- **Services**: api\n\n### Metrics\n\n"
                     "| Before | After |\n|---|---|\n| | TBD |\n\n---\n\n**Version**: TBD", id="one cell of two"),
        pytest.param({"section.Impact / Metrics": OUT},
                     "Intro\n\n## Impact\n\n### Users\n\n- **Regions**: TBD\n- **Services**: api\n\n---\n\n"
                     "**Version**: TBD", id="a group"),
        pytest.param({"impact.error_rate.normal": OUT, "impact.error_rate.peak": OUT},
                     "Intro\n\n## Impact\n\n### Users\n\n- **Regions**: TBD\n- **Services**: api\n\n---\n\n"
                     "**Version**: TBD", id="all questions of a group"),
        pytest.param({"section.Impact": OUT}, "Intro\n\n**Version**: TBD", id="a section, not what is below its rule"),
        pytest.param({"section.Elsewhere": OUT, "impact.regions": NOT, "impact.error_rate.peak": NOT},
                     "Intro\n\n## Impact\n\n### Users\n\n- **Regions**: _Not applicable_\n- **Services**: api\n\n"
                     "### Metrics\n\n| Before | After |\n|---|---|\n| TBD | _Not applicable_ |\n\n---\n\n"
                     "**Version**: TBD", id="another template's heading"),
    ],
)  # fmt: skip
def test_what_is_left_out_leaves_no_trace(marks: dict[str, Any], text: str) -> None:
    assert printed(IMPACT, marks, impact={"services": ["api"]}) == text


@pytest.mark.parametrize(
    ("body", "marks", "text"),
    [
        ("**Steps**:\n\n1. {{ response.steps.* }}\n\nEnd", {"response.steps": OUT}, "End"),
        ("From {{ incident.id }} to {{ summary }}", {"incident.id": OUT}, "From – to TBD"),
        ("- [{{ detection.source is monitoring }}] Alert\n- {{ summary }}", {"detection.source": OUT}, "- TBD"),
        ("> {{ summary }}\n\nEnd", {"summary": OUT}, "End"),
        ("```\n{{ summary }}\n```\n\nEnd", {"summary": OUT}, "End"),
        ("<!-- each timeline -->\n{{ timeline.*.event }}\n<!-- end -->\n\nEnd", {"timeline": OUT}, "End"),
        ("**Duration**: {{ figures.duration }}\n**ID**: {{ incident.id }}", {"figures.duration": OUT}, "**ID**: TBD"),
    ],
)
def test_each_kind_of_block_can_be_left_out(body: str, marks: dict[str, Any], text: str) -> None:
    assert printed(body, marks) == text


BOXES = (
    "- [{{ actions.*.status is done }}] **Action:** {{ actions.*.description }}\n  - **Owner:** {{ actions.*.owner }}"
)
GROUP = "## A\n\n### B\n\n- {{ summary }}\n- **ID**: {{ incident.id }}\n\nWords:\n\n{{ resolution.fix }}\n\n---"
B = ("summary", "incident.id", "resolution.fix")


@pytest.mark.parametrize(
    ("body", "marks", "text"),
    [
        (BOXES, {"actions": NOT}, "_Not applicable_"),
        (BOXES, {"actions": {**NOT, "note": "none left"}}, "_Not applicable: none left_"),
        (BOXES, {"actions": {"kind": "waiting", "note": "Kim"}}, "- **Action:** _Waiting for Kim_"),
        (BOXES, {}, "- [ ] **Action:** TBD"),
        ("- {{ references.logs.* }}\n- {{ references.alerts.* }}", {"references.logs": NOT}, "- TBD"),
        ("1. {{ references.logs.* }}", {"references.logs": NOT}, "_Not applicable_"),
        ("| T | E |\n|---|---|\n| {{ timeline.*.time }} | {{ timeline.*.event }} |", {"timeline": NOT},
         "_Not applicable_"),
        ("| A |\n|---|\n| {{ incident.id }} |\n\n- {{ summary }}", {"incident.id": NOT}, "_Not applicable_\n\n- TBD"),
        ("- **Rate**: Peak {{ impact.error_rate.peak }}, Normal {{ impact.error_rate.normal }}",
         {"impact.error_rate.peak": NOT, "impact.error_rate.normal": NOT}, "- **Rate**: _Not applicable_"),
        ("- **Rate**: Peak {{ impact.error_rate.peak }}, Normal {{ impact.error_rate.normal }}",
         {"impact.error_rate.peak": NOT}, "- **Rate**: Peak _Not applicable_, Normal TBD"),
        (GROUP, dict.fromkeys(B, NOT), "## A\n\n_Not applicable_\n\n---"),
        (GROUP, {**dict.fromkeys(B, NOT), "summary": {**NOT, "note": "no users"}},
         "## A\n\n_Not applicable: no users_\n\n---"),
        (GROUP, {**dict.fromkeys(B, NOT), "summary": {**NOT, "note": "x"}, "incident.id": {**NOT, "note": "y"}},
         "## A\n\n### B\n\n- _Not applicable: x_\n- **ID**: _Not applicable: y_\n\nWords:\n\n_Not applicable_\n\n---"),
        (GROUP, dict.fromkeys(B[1:], NOT),
         "## A\n\n### B\n\n- TBD\n- **ID**: _Not applicable_\n\nWords:\n\n_Not applicable_\n\n---"),
    ],
)  # fmt: skip
def test_not_applicable_is_printed_once(body: str, marks: dict[str, Any], text: str) -> None:
    assert printed(body, marks) == text


@pytest.mark.parametrize("name", lookup.names())
def test_no_builtin_template_has_a_box_before_what_does_not_apply(name: str) -> None:
    template = lookup.load(name)
    marks = {question.path: NOT for question in all_questions(template) if question.path != "document.status"}
    text = print_document(template, Postmortem.model_validate({"marks": marks}))
    assert "_Not applicable_" in text
    assert not [
        line for line in text.split("\n") if "] _Not" in line or line.strip("-1. ") == "_Not applicable_" != line
    ]


# -- the key -----------------------------------------------------------------------------------------------------------


def session_of(template: str = "sre", **record: Any) -> Session:
    numbers = iter(range(100))
    postmortem = Postmortem.model_validate(record)
    return Session(postmortem, lookup.load(template), template, Path("d.toml"), lambda: date(2026, 3, 9),
                   lambda: f"n{next(numbers)}")  # fmt: skip


def asked(session: Session, path: str) -> AskedQuestion:
    return next(question for question in all_questions(session.template) if question.path == path)


def test_each_press_leaves_out_more_and_the_last_puts_it_back() -> None:
    session = session_of()
    question = asked(session, "impact.regions")
    done = leave_out(session, question)
    assert (done.part.words, done.is_back) == ("Geographic Impact", False)
    assert session.standing.state(question) is State.LEFT_OUT
    assert where_left_out(session, question) == "Left out of the document."
    words = [done.part.words]
    while not done.is_back:
        done = leave_out(session, question, further=True)
        words.append(done.part.words)
        check_names(session.postmortem, "", "d.toml")
    assert words[1:] == ["the group User Impact", "the section Impact", "the section Impact"]
    assert session.postmortem.marks == {}
    for _ in range(4):
        session.undo()
    assert session.postmortem.marks == {}


def test_a_press_later_on_puts_back_whatever_leaves_the_question_out() -> None:
    session = session_of()
    question = asked(session, "impact.regions")
    section = interview(session.template)[question.section]
    leave_out(session, question)
    leave_out_section(session, section)
    assert session.standing.progress(section.questions).is_left_out
    assert where_left_out(session, question) == "Left out of the document, with the section Impact."
    assert left_out_labels(session) == ["section Impact"]
    assert leave_out(session, question).is_back
    assert session.postmortem.marks == {}


def test_a_heading_over_one_question_is_not_another_press() -> None:
    session = session_of()
    assert leave_out(session, asked(session, "summary")).wider is None


@pytest.mark.parametrize(
    ("path", "function", "message"),
    [
        ("incident.title", leave_out, "A document always has its title."),
        ("summary", leave_out_group, "This question isn't in a group."),
    ],
)
def test_what_cannot_be_left_out(path: str, function: Any, message: str) -> None:
    session = session_of()
    with pytest.raises(EntryError, match=message):
        function(session, asked(session, path))
    with pytest.raises(EntryError, match="always begins with"):
        leave_out_section(session, interview(session.template)[0])


def test_what_is_left_out_keeps_its_answer_is_settled_and_counts() -> None:
    session = session_of(summary="Down", marks={"impact.regions": {"kind": "waiting", "note": "Kim"}})
    before = session.standing.progress(all_questions(session.template))
    leave_out_group(session, asked(session, "impact.regions"))
    leave_out(session, asked(session, "summary"))
    after = session.standing.progress(all_questions(session.template))
    assert session.postmortem.summary == "Down"
    assert after.total < before.total
    assert open_questions(session.standing) == []
    assert left_out_labels(session) == ["Summary", "group User Impact"]
    assert not [each for each in session.standing.missing() if each.question.path == "impact.regions"]
    assert place_name(session, "marks.section.Impact / User Impact") == "Impact / User Impact (left out)"


def test_a_figure_that_is_left_out_is_still_computed() -> None:
    session = session_of(marks={"impact.budget.slo": OUT, "figures.budget": OUT}, impact={"budget": {"slo": "99.9%"}})
    assert session.standing.values.figures["budget"].value is not None


def test_a_section_without_questions_can_be_left_out() -> None:
    session = session_of()
    section = next(section for section in interview(session.template) if not section.questions)
    leave_out_section(session, section)
    assert left_out_labels(session) == [f"section {section.title}"]
    assert section.title not in print_document(session.template, session.postmortem)


def test_scripts_leave_answered_questions_out() -> None:
    session = session_of(summary="Down")
    set_answers(session, [marking("summary", "left-out"), Change("incident.id", "INC-1")])
    assert session.standing.state(asked(session, "summary")) is State.LEFT_OUT


def test_only_a_heading_that_is_left_out_is_a_name_in_a_draft() -> None:
    with pytest.raises(DraftError, match="unknown name 'section.Impact' in 'marks'"):
        check_names(Postmortem.model_validate({"marks": {"section.Impact": NOT}}), "", "d.toml")
