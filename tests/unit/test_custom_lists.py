"""A list that only a template has, `custom.questions`: its rows in a draft, in the document, and changed by edits."""

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pmtui.errors import EditError, Refused
from pmtui.model.edit import Insert, Move, Remove, Set, apply
from pmtui.model.merging import merge
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.model.unseen import Agent, unseen_labels
from pmtui.model.views import elements
from pmtui.review.prose import sentences
from pmtui.session.agents import agent_advice
from pmtui.session.answering import Change, add_rows, marking, set_answers
from pmtui.session.labels import place_label, value_text
from pmtui.session.presenting import answer_lines
from pmtui.session.session import Session
from pmtui.storage.draft_file import from_toml, to_toml
from pmtui.template.interview import all_questions
from pmtui.template.omissions import left_out
from pmtui.template.open_questions import open_questions
from pmtui.template.parse import parse
from pmtui.template.progress import Completeness, State
from pmtui.template.question_rows import open_rows
from pmtui.template.render import print_document
from pmtui.template.tree import Template

DRAFT = '''schema = 2
template = "ours.md"

[custom]
tenants = "12"

[[custom.questions]]
id = "k1"
text = "Who knew | when?"
owner = "Kim"
due = 2026-03-13

[[custom.questions]]
id = "k2"
text = """
Why Friday?
It was the 6th."""
done = true
'''

BODY = """# {{ custom.tenants : number }} tenants

## Open questions

Everything that nobody could answer, with whoever finds it out.

| # | Question | Owner | Due |
|---|----------|-------|-----|
| {{ custom.questions.*.number }} | {{ custom.questions.*.text : prose }} | {{ custom.questions.*.owner }} | {{ custom.questions.*.due : date }} |

Owners: {{ custom.questions.*.owner : joined }}.

## Checks

<!-- optional -->
- [{{ custom.questions.*.done }}] Ask {{ custom.questions.*.owner }}

<!-- each custom.risks -->
### {{ custom.risks.*.name }}

How likely: {{ custom.risks.*.likely : choice(low, high) }}
<!-- end -->
"""  # noqa: E501


def ours(body: str = BODY) -> Template:
    return parse('+++\ntitle = "T"\n+++\n' + body, "ours.md")


def record(text: str = DRAFT) -> Postmortem:
    return from_toml(text, "d.toml").postmortem


def sitting(template: Template | None = None, text: str = DRAFT) -> Session:
    ids = count(1)
    template = template or ours()
    return Session(record(text), template, "ours.md", Path("d"), lambda: date(2026, 3, 9), lambda: f"r{next(ids)}")


def row_ids(session: Session, name: str = "questions") -> list[str]:
    return [row.id for row in elements(session.postmortem, f"custom.{name}")]


# -- the draft ---------------------------------------------------------------------------------------------------------


def test_rows_are_tables_in_a_draft_and_come_back_as_they_were() -> None:
    draft = from_toml(DRAFT, "d.toml")
    assert to_toml(draft) == DRAFT
    first, second = elements(draft.postmortem, "custom.questions")
    assert (first.owner, first.due, first.done) == ("Kim", date(2026, 3, 13), "")
    assert second.copy == second.json == second.model_number == ""


def test_a_column_can_have_any_name_and_blank_cells_are_not_kept() -> None:
    draft = from_toml('schema = 2\ntemplate = "x"\n[[custom.a]]\ncopy = "c"\njson = "j"\nother = ""\n', "d.toml")
    (row,) = elements(draft.postmortem, "custom.a")
    assert (row.id, row.copy, row.json) == ("n1", "c", "j")
    assert "other" not in to_toml(draft)


# -- the document ------------------------------------------------------------------------------------------------------


def test_the_rows_are_printed_wherever_the_template_has_a_column() -> None:
    assert print_document(ours(), record()) == """# 12 tenants

## Open questions

Everything that nobody could answer, with whoever finds it out.

| # | Question | Owner | Due |
|---|----------|-------|-----|
| 1 | Who knew \\| when? | Kim | 2026-03-13 |
| 2 | Why Friday?<br>It was the 6th. | TBD | TBD |

Owners: Kim.

## Checks

- [ ] Ask Kim
- [x] Ask TBD

TBD
"""  # fmt: skip


def test_a_blank_list_prints_one_open_row_and_one_that_does_not_apply_its_reason() -> None:
    body = "| Q | O |\n|---|---|\n| {{ custom.q.*.text }} | {{ custom.q.*.owner }} |"
    mark = {"marks": {"custom.q": {"kind": "not_applicable", "note": "No tickets"}}}
    assert print_document(ours(body), Postmortem()) == "| Q | O |\n|---|---|\n| TBD | |\n"
    assert print_document(ours(body), Postmortem.model_validate(mark)) == "_Not applicable: No tickets_\n"
    gone = Postmortem.model_validate({"marks": {"custom.q": {"kind": "left_out"}}})
    assert print_document(ours(f"## A\n\n{body}\n\n## B\n\nx"), gone) == "## B\n\nx\n"


def test_a_list_is_one_question_with_all_columns_in_the_template_s_words() -> None:
    asked = {question.path: question for question in all_questions(ours())}
    assert list(asked) == ["custom.tenants", "custom.questions", "custom.risks"]
    questions = asked["custom.questions"]
    assert (questions.label, questions.prompt, questions.required) == ("Open questions", "Open questions?", True)
    columns = [(column.name, column.label, column.kind.value) for column in questions.columns]
    assert columns == [
        ("text", "Question", "prose"),
        ("owner", "Owner", "line"),
        ("due", "Due", "date"),
        ("done", "Ask", "yesno"),
    ]
    assert (asked["custom.risks"].label, asked["custom.risks"].group) == ("Risks", "")  # its heading is an answer
    assert asked["custom.risks"].columns[1].options == ("low", "high")
    state = "{{ custom.q.*.state : choice(up, down) }}"
    boxes = ours(f"- {state} [{{{{ custom.q.*.state is up }}}}] up\n- [{{{{ custom.q.*.seen }}}}] Seen\n\n{state}")
    labels = [(column.label, column.blank_ok) for column in all_questions(boxes)[0].columns]
    assert labels == [("State", False), ("Seen", True)]
    worded = ours("<!-- ask: What is open? -->\n- {{ custom.q.*.text }}\n\nFor {{ custom.q.*.who : joined }}")
    assert all_questions(worded)[0].prompt == "What is open?"


def test_what_rows_lack_is_counted_and_a_box_can_be_blank() -> None:
    standing = Completeness(ours(), record())
    questions, risks = all_questions(ours())[1:]
    assert (standing.state(questions), standing.state(risks)) == (State.PART, State.OPEN)
    assert standing.gaps(questions) == ["Owner in row 2", "Due in row 2"]
    (row,) = (row for row in open_rows(standing) if row["path"] == "custom.questions")
    assert row["how"] == "text | owner | due | done"
    assert [gap["path"] for gap in row["rows"]] == ["custom.questions.k2.owner", "custom.questions.k2.due"]


def test_a_cell_can_wait_for_someone() -> None:
    session = sitting()
    set_answers(session, [marking("custom.questions.k2.owner", "waiting:Kim")])
    assert "| 2 | Why Friday?<br>It was the 6th. | _Waiting for Kim_ | TBD |" in print_document(
        ours(), session.postmortem
    )
    assert session.standing.gaps(all_questions(ours())[1]) == ["Due in row 2"]
    assert [each.label for each in open_questions(session.standing)] == ["Open questions, row 2: Owner"]


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        ("x", ["Tenants", "Questions (2 rows)"]),
        ("{{ custom.tenants }}\n\n## Asked\n\n- {{ custom.questions.*.text }}",
         ["Asked: Owner", "Asked: Due", "Asked: Done"]),
        ("{{ custom.tenants.*.name }}\n\n{{ custom.questions : list }}", ["Tenants"]),
    ],
)  # fmt: skip
def test_what_another_template_does_not_show_is_told(body: str, lost: list[str]) -> None:
    assert [each.words for each in left_out(Completeness(ours(body), record()))] == lost


def test_a_template_that_asks_for_text_shows_the_rows_as_lines() -> None:
    session = sitting(ours("{{ custom.questions : list }}"))
    lines = "Who knew | when? | Kim | 2026-03-13, Why Friday? It was the 6th. | yes\n"
    assert print_document(session.template, session.postmortem) == lines
    assert session.text(all_questions(session.template)[0]).split("\n") == lines.strip().split(", ")


# -- edits -------------------------------------------------------------------------------------------------------------


def test_rows_are_added_moved_filled_in_and_removed_and_each_step_is_undone() -> None:
    session = sitting()
    question = all_questions(session.template)[1]
    states = [session.postmortem.custom]
    row = session.add_row("custom.questions", 1, {})
    for name, text in (("text", "New?"), ("due", "2026-03-10"), ("done", "yes")):
        column = next(each for each in question.columns if each.name == name)
        session.enter(column.in_row(row), text)
        session.close_step()
    session.move_row("custom.questions", row, 0)
    session.remove_row("custom.questions", "k1")
    first = elements(session.postmortem, "custom.questions")[0]
    assert (first.text, first.due, first.done) == ("New?", "2026-03-10", True)
    assert row_ids(session) == [row, "k2"]
    while session.undo():
        states.append(session.postmortem.custom)
    assert len(states) == 7
    assert states[-1] == states[0]


def test_the_first_row_and_the_last_leave_nothing_behind() -> None:
    session = sitting(text='schema = 2\ntemplate = "x"\n')
    row = session.add_row("custom.risks", 0, {})
    assert row_ids(session, "risks") == [row]
    session.remove_row("custom.risks", row)
    assert session.postmortem.custom == {}
    session.undo()
    assert row_ids(session, "risks") == [row]


def test_text_of_another_template_becomes_rows_when_one_is_added() -> None:
    session = sitting(text='schema = 2\ntemplate = "x"\n[custom]\nrisks = ["Fire", "Flood"]\n')
    session.add_row("custom.risks", 0, {})
    assert [row.name for row in elements(session.postmortem, "custom.risks")] == ["", "Fire", "Flood"]
    session.undo()
    assert session.postmortem.custom == {"risks": ("Fire", "Flood")}


@pytest.mark.parametrize(
    "edit",
    [
        Insert(path="custom.tenants", index=0, element={"id": "a"}),
        Insert(path="custom.questions", index=0, element={"id": "a", "no good": "x"}),
        Insert(path="custom.questions", index=0, element={"id": "k1"}),
        Insert(path="marks.questions", index=0, element={"id": "a"}),
        Move(path="custom.questions", id="gone", index=0),
        Remove(path="custom.tenants", id="k1"),
        Set(path="custom.questions.gone.text", value="x"),
        Set(path="custom.questions.k1", value="x"),
        Set(path="custom.questions.k1.model_dump", value="x"),
        Set(path="custom.questions.k1.text", value=["x"]),
        Set(path="custom.nothing.k1.text", value="x"),
    ],
)
def test_an_edit_of_something_else_than_a_row_or_a_cell_is_refused(edit: Any) -> None:
    with pytest.raises(EditError):
        apply(record(), edit)


def test_two_people_s_rows_are_merged_cell_by_cell() -> None:
    base = record()
    mine = apply(base, Set(path="custom.questions.k1.owner", value="Bo"))
    theirs = apply(base, Set(path="custom.questions.k1.text", value="Who?"))
    theirs = apply(theirs, Insert(path="custom.questions", index=0, element={"id": "z", "text": "New?"}))
    found = merge(base, mine, theirs)
    assert [(each.path, each.is_conflict) for each in found] == [
        ("custom.questions.k1.text", False),
        ("custom.questions.z", False),
    ]
    for each in found:
        mine = apply(mine, each.take)
    assert [(row.text, row.owner) for row in elements(mine, "custom.questions")][:2] == [("New?", ""), ("Who?", "Bo")]


# -- labels and texts --------------------------------------------------------------------------------------------------


def test_rows_are_named_read_and_shown_like_those_of_other_tables() -> None:
    session = sitting()
    assert place_label(session, "custom.questions.k1.owner") == "Open questions, Who knew | when?: Owner"
    (row, _) = elements(session.postmortem, "custom.questions")
    assert value_text(session, "custom.questions.k1", row) == "Question: Who knew | when?\nOwner: Kim\nDue: 2026-03-13"
    question = all_questions(session.template)[1]
    assert answer_lines(session, question)[1] == "• Why Friday? It was the 6th. · yes"
    texts = [text for path, text in sentences(session.postmortem) if path.startswith("custom.questions")]
    assert texts == ["Who knew | when?", "Why Friday?\nIt was the 6th."]  # without owners, who are names


# -- from scripts ------------------------------------------------------------------------------------------------------


def test_set_and_add_change_rows_by_their_ids_and_columns() -> None:
    session = sitting()
    done = add_rows(session, "custom.questions", [r"A \| b? | Bo | tomorrow | yes", "C?"])
    assert done.paths == ["custom.questions.r1", "custom.questions.r2"]
    cells = [value_at(session.postmortem, f"custom.questions.r1.{name}") for name in ("text", "due", "done")]
    assert cells == ["A | b?", "2026-03-10", True]
    set_answers(session, [Change("custom.questions.k2.owner", "Di"), Change("custom.questions.k1", is_unset=True),
                          Change("custom.questions.r1.due", is_unset=True)])  # fmt: skip
    assert row_ids(session) == ["k2", "r1", "r2"]
    assert elements(session.postmortem, "custom.questions")[0].owner == "Di"
    assert elements(session.postmortem, "custom.questions")[1].due == ""


def test_what_an_agent_adds_is_marked_until_a_person_changes_it_and_a_person_s_row_is_kept() -> None:
    session = sitting()
    session.agent = Agent("bot")
    add_rows(session, "custom.questions", ["A?"])
    set_answers(session, [Change("custom.questions.r1.owner", "Bo"), Change("custom.questions.k2.owner", "Bo")])
    assert session.postmortem.unseen == {"custom.questions.r1": "bot", "custom.questions.k2.owner": "bot"}
    with pytest.raises(Refused, match="A person wrote"):
        set_answers(session, [Change("custom.questions.k1.owner", "Bo")])
    question = all_questions(session.template)[1]
    assert agent_advice(session.postmortem, question).words == "Rows 2, 3 written by bot."
    assert unseen_labels(session.postmortem, [question]) == {"custom.questions": "Open questions (2 rows)"}
    session.agent = None
    session.enter(question.columns[0].in_row("r1"), "B?")
    session.remove_row("custom.questions", "k2")
    assert session.postmortem.unseen == {}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("custom.questions", "x"), "This is a table. To add rows, run: pmtui add DRAFT custom.questions 'LINE'"),
        (Change("custom.questions", is_unset=True), "To remove a row, unset it by its ID"),
        (Change("custom.questions.k9.owner", "x"), "'k9' isn't the ID of a row in custom.questions."),
        (Change("custom.questions.k1.ownr", "x"), "No such question."),
        (Change("custom.questions.k1.due", "soon"), "Write the date as 2026-03-07"),
        (Change("custom.questions.k1.done", "perhaps"), "Answer yes or no."),
    ],
)
def test_what_set_cannot_change_is_told(change: Change, said: str) -> None:
    session = sitting()
    with pytest.raises(Refused) as caught:
        set_answers(session, [change])
    assert said in str(caught.value)
    assert session.postmortem == record()
