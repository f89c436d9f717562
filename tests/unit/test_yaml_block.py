"""The YAML front matter of the document: stays as the template has it, with answers that YAML reads as they are."""

import json
import re
from typing import Any

import pytest
from hypothesis import given

from pmtui.errors import TemplateError
from pmtui.model.postmortem import Postmortem
from pmtui.template.interview import all_questions
from pmtui.template.parse import parse
from pmtui.template.render import print_document
from pmtui.template.yaml_block import Answer, end_of_block, written
from pmtui.text import visible
from tests.strategies import texts

HEAD = '+++\ntitle = "T"\n+++\n'
RECORD: dict[str, Any] = {
    "incident": {"title": 'Checkout: "500"', "id": "12", "date": "2026-03-07"},
    "document": {"authors": ["Dana", "yes", "A: B"]},
    "custom": {"tags": ["db", "v1.2"], "count": "12"},
    "summary": "One\n\nTwo: # x",
}


def printed(body: str, **record: Any) -> str:
    return print_document(parse(HEAD + body, "t.md"), Postmortem.model_validate(record))


@pytest.mark.parametrize(
    ("line", "answered", "blank"),
    [
        ("layout: post", "layout: post", "layout: post"),
        ("# {{ incident.title }}", '# Checkout: "500"', "# TBD"),
        ("title: {{ incident.title }}", r'title: "Checkout: \"500\""', "title: TBD"),
        ("title:   {{ incident.title }}  # why", r'title:   "Checkout: \"500\""  # why', "title:   TBD  # why"),
        ('title: "PM: {{ incident.title }}"', r'title: "PM: Checkout: \"500\""', 'title: "PM: TBD"'),
        ("title: '{{ incident.title }}'", "title: 'Checkout: \"500\"'", "title: 'TBD'"),
        ("title: PM {{ incident.title }}", r'title: "PM Checkout: \"500\""', "title: PM TBD"),
        ("date: {{ incident.date }}", "date: 2026-03-07", "date: TBD"),
        ("id: {{ incident.id }}", 'id: "12"', "id: TBD"),
        ("count: {{ custom.count : number }}", "count: 12", "count: TBD"),
        ("tags: {{ custom.tags : list }}", 'tags: [db, v1.2]', "tags: []"),
        ("by: [{{ document.authors }}, bob]", 'by: [Dana, "yes", "A: B", bob]', "by: [bob]"),
        ("by: [bob, {{ document.authors }}]", 'by: [bob, Dana, "yes", "A: B"]', "by: [bob]"),
        ("by:\n  - {{ document.authors.* }}", 'by:\n  - Dana\n  - "yes"\n  - "A: B"', "by:"),
        ("text: |\n  {{ summary }}\nx: 1", "text: |\n  One\n\n  Two: # x\nx: 1", "text: |\n  TBD\nx: 1"),
        ("text: {{ summary }}", r'text: "One\n\nTwo: # x"', "text: TBD"),
        ("<!-- optional -->\nid: {{ incident.id }}\nx: 1", 'id: "12"\nx: 1', "x: 1"),
    ],
)  # fmt: skip
def test_a_line_with_its_answers(line: str, answered: str, blank: str) -> None:
    body = f"---\nkept: yes\n{line}\n---\n\n# Title\n"
    assert printed(body, **RECORD) == f"---\nkept: yes\n{answered}\n---\n\n# Title\n"
    assert printed(body) == f"---\nkept: yes\n{blank}\n---\n\n# Title\n"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("---\n{{ incident.id }}: x\n---", [":5:", "part of a key", "after the colon"]),
        ("---\na: [x-{{ incident.id }}]\n---", [":5:", "a whole item", "quotation marks"]),
        ("---\na: [\n  {{ incident.id }},\n]\n---", [":6:", "on a line above", "one line"]),
        ("---\na: [{{ impact.data_loss is yes }}]\n---", [":5:", "checkbox"]),
        ("---\na: {{ incident.titel }}\n---", [":5:", "'incident.title'"]),
        ("---\na: 1\nand words\n---", [":6:", "isn't a line of YAML", "empty line below"]),
        ("---\na: {{ custom.x : number }}\n---\n\n{{ custom.x : date }}", [":8:", "different type"]),
    ],
)
def test_what_would_be_damaged_is_refused(body: str, words: list[str]) -> None:
    with pytest.raises(TemplateError) as caught:
        parse(HEAD + body, "t.md")
    for word in words:
        assert word in f"{caught.value} {caught.value.hint}"


def test_the_line_of_what_is_below_it() -> None:
    with pytest.raises(TemplateError, match=":8:"):
        parse(f"{HEAD}---\na: 1\n---\n\n{{{{ x }}}}", "t.md")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("---\na: 1\n---", 2),
        ("---\n# note\na: 1\n...\n", 3),
        ("---\n\na: 1\n\n---", None),  # two rules
        ("---\n# Heading\n\ntext\n\n---", None),
        ("---\na: 1\n", None),
        ("---\n- a: 1\n---", None),
        ("----\na: 1\n---", None),
        ("---", None),
        ("", None),
    ],
)
def test_front_matter_and_rules(text: str, end: int | None) -> None:
    assert end_of_block(text.split("\n")) == end


def test_what_only_the_front_matter_needs_is_asked_on_the_first_screen_and_once() -> None:
    body = "---\nt: {{ incident.title }}\nk: {{ custom.kind }}\n---\n\n# X\n\n## A\n\n**Name**: {{ incident.title }}\n"
    asked = [(q.path, q.label, q.section) for q in all_questions(parse(HEAD + body, "t.md"))]
    assert asked == [("custom.kind", "Kind", 0), ("incident.title", "Name", 1)]


@given(texts)
def test_any_answer_is_read_back_as_it_is(text: str) -> None:
    line = written(["key: ", Answer(text)])
    value = line.removeprefix("key: ")
    assert "\n" not in line
    if value.startswith('"'):
        assert json.loads(value) == visible(text)
    else:
        assert value == visible(text)
        assert re.fullmatch(r"[^\W\d_][\w ./()+-]*", value)
