"""A line shows nothing that only belongs to a blank answer, joins a list in place, and prints a ticket once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import TemplateError
from pmtui.model.postmortem import Postmortem
from pmtui.template.blanks import without_blanks
from pmtui.template.parse import parse
from pmtui.template.render import print_document

HEAD = '+++\ntitle = "T"\n+++\n'
URL = "https://t.example/OPS-4"
RECORD: dict[str, Any] = {
    "actions": [
        {"id": "a", "description": "Mend", "tracker": URL, "status": "declined", "reason": "too old"},
        {"id": "b", "description": "Buy"},
    ],
    "response": {
        "responders": [
            {"id": "x", "name": "Ana", "role": "IC"},
            {"id": "y", "name": "Bo"},
            {"id": "z", "name": "Ana"},
        ]
    },
}


def printed(body: str, **record: Any) -> str:
    return print_document(parse(HEAD + body, "t.md"), Postmortem.model_validate(record)).rstrip("\n")


def row(line: str) -> str:
    """Return a template's line for an action item, D for its description and T for its ticket."""
    return line.replace("D", "{{ actions.*.description }}").replace("T", "{{ actions.*.tracker }}")


@pytest.mark.parametrize(
    ("line", "full", "blank"),
    [
        ("D [T](T)", f"Mend [{URL}]({URL})", "Buy"),
        ("D ([ticket](T))", f"Mend ([ticket]({URL}))", "Buy (ticket)"),
        ("[D](T) x", f"[Mend]({URL}) x", "Buy x"),
        ("D **<T>**", f"Mend **<{URL}>**", "Buy"),
        ("D `T`", f"Mend `{URL}`", "Buy"),
        ("D [T]", f"Mend [<{URL}>]", "Buy"),
        ("D (plus T hours)", f"Mend (plus <{URL}> hours)", "Buy"),
        ("D, T", f"Mend, <{URL}>", "Buy"),
        ("D - T", f"Mend - <{URL}>", "Buy"),
        ("T - D", f"<{URL}> - Mend", "Buy"),
        ("T: D.", f"<{URL}>: Mend.", "Buy."),
        ("D: T", f"Mend: <{URL}>", "Buy"),
        ("a, T, D", f"a, <{URL}>, Mend", "a, Buy"),
        ("(T, D)", f"(<{URL}>, Mend)", "(Buy)"),
        ("See: T", f"See: <{URL}>", "See:"),
        ("D T.", f"Mend <{URL}>.", "Buy."),
        ("D (T) [x](http://e.example)", f"Mend (<{URL}>) [x](http://e.example)", "Buy [x](http://e.example)"),
        ("D () T", f"Mend () <{URL}>", "Buy ()"),
    ],
)
def test_a_blank_answer_leaves_no_marks(line: str, full: str, blank: str) -> None:
    assert printed(f"- {row(line)}", **RECORD) == f"- {full}\n- {blank}"
    table = f"| A |\n|---|\n| {row(line)} |"
    assert printed(table, **RECORD) == f"| A |\n|---|\n| {full} |\n| {blank} |"


def test_a_list_without_elements_leaves_no_open_bracket() -> None:
    assert printed(f"- x {row('[T](T)')}") == "- x TBD"


def test_a_ticket_and_a_reason_with_a_place_are_printed_once() -> None:
    one = {"actions": RECORD["actions"][:1]}
    status, reason = "{{ actions.*.status }}", "{{ actions.*.reason }}"
    assert printed(f"| A | B |\n|---|---|\n| {row('D')} | {row('T')} |", **one).endswith(f"| Mend | <{URL}> |")
    assert printed(f"- {row('D')}\n  - Ticket: {row('T')}", **one) == f"- Mend\n  - Ticket: <{URL}>"
    assert printed(f"- {row('D')}", **one) == f"- Mend ([OPS-4]({URL}))"
    assert printed(f"- {status} ({reason})", **one) == "- Declined (too old)"
    assert printed(f"- {status}", **one) == "- Declined: too old"


NAMES = "{{ response.responders.*.name : joined }}"


@pytest.mark.parametrize(
    ("body", "full", "blank"),
    [
        (f"By {NAMES}.", "By Ana, Bo.", "By TBD."),
        (f"# By {NAMES}", "# By Ana, Bo", "# By TBD"),
        (f"| Team | {NAMES} |\n|---|---|", "| Team | Ana, Bo |\n|---|---|", "| Team | TBD |\n|---|---|"),
        (f"| A |\n|---|\n| {NAMES} |", "| A |\n|---|\n| Ana, Bo |", "| A |\n|---|\n| TBD |"),
        (f"---\na: [{NAMES}]\n---", "---\na: [Ana, Bo]\n---", "---\na: []\n---"),
        (
            f"- {{{{ response.responders.*.role }}}}: {NAMES}",
            "- IC: Ana, Bo\n- TBD: Ana, Bo\n- TBD: Ana, Bo",
            "- TBD",
        ),
    ],
)
def test_a_joined_list_repeats_nothing(body: str, full: str, blank: str) -> None:
    assert printed(body, **RECORD) == full
    assert printed(body) == blank


@pytest.mark.parametrize("field", ["summary : joined", "incident.id:joined"])
def test_a_field_that_is_no_list_has_nothing_to_join(field: str) -> None:
    with pytest.raises(TemplateError, match="nothing to join"):
        parse(f"{HEAD}{{{{ {field} }}}}", "t.md")


@given(
    st.lists(st.sampled_from(["[", "]", "(", ")", "**", ",", " - ", "a", "<", ">", "|", "?"]), max_size=20), st.data()
)
def test_answers_stay_and_a_line_without_blanks_is_unchanged(parts: list[str], data: st.DataObject) -> None:
    spans, text, answers = [], "", []
    for part in parts:
        text += part
        if data.draw(st.booleans()):
            answer = data.draw(st.sampled_from(["", "[X](y)", "(Z"]))
            spans.append((len(text), len(text) + len(answer)))
            text += answer
            answers.append(answer)
    line = without_blanks(text, spans)
    position = 0
    for answer in filter(None, answers):
        position = line.index(answer, position) + len(answer)
    if all(answers):
        assert line == text
