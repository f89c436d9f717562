"""Which headings of a template begin a screen of the interview."""

import pytest

from pmtui.model.postmortem import Postmortem
from pmtui.template.interview import interview
from pmtui.template.parse import parse
from pmtui.template.render import print_document, print_section
from pmtui.template.screens import MOST_QUESTIONS
from pmtui.template.tree import Template, causes_shown
from pmtui.template.values import Values


def template(body: str, settings: str = "") -> Template:
    return parse(f'+++\ntitle = "X"\n{settings}+++\n{body}', "x")


def asking(name: str, count: int) -> str:
    return "".join(f"- {{{{ custom.{name}_{n} }}}}\n" for n in range(count))


def titles(body: str, settings: str = "") -> list[str]:
    return [f"{each.title} {len(each.questions)}" for each in interview(template(body, settings))]


AT_THREE = f"# T\n\n{{{{ summary }}}}\n\n### A\n\n{asking('a', 2)}\n### B\n\n{asking('b', 2)}"
AT_ONE = f"# A\n\n{asking('a', 2)}\n# B\n\n{asking('b', 2)}"
NESTED = f"# T\n\n## A\n\n### C\n\n{asking('c', 2)}\n### D\n\n{asking('d', 2)}\n## B\n\n{asking('b', 1)}"


@pytest.mark.parametrize(
    ("body", "settings", "expected"),
    [
        (AT_THREE, "", ["Incident 1", "A 2", "B 2"]),
        (AT_THREE, "screens = 2\n", ["Incident 5"]),
        (AT_ONE, "", ["Incident 2", "B 2"]),
        (AT_ONE, "screens = 3\n", ["Incident 4"]),
        (NESTED, "", ["Incident 0", "A 4", "B 1"]),
        (NESTED, "screens = 3\n", ["Incident 0", "A 2", "D 2", "B 1"]),
        (NESTED, "screens = 1\n", ["Incident 5"]),
    ],
)
def test_the_level_of_the_sections_is_that_of_the_template_or_its_setting(
    body: str, settings: str, expected: list[str]
) -> None:
    assert titles(body, settings) == expected


def test_only_a_screen_with_too_many_questions_is_parted_at_its_subheadings() -> None:
    body = "# T\n\n## A\n\n{}\n### C\n\n{}\n\n## B\n\n{{{{ summary }}}}\n"
    fits = body.format(asking("a", MOST_QUESTIONS - 2), asking("c", 2))
    assert titles(fits) == ["Incident 0", f"A {MOST_QUESTIONS}", "B 1"]
    too_many = body.format(asking("a", MOST_QUESTIONS - 1), asking("c", 2))
    assert titles(too_many) == ["Incident 0", f"A {MOST_QUESTIONS - 1}", "C 2", "B 1"]
    assert titles(too_many, "screens = 2\n") == ["Incident 0", f"A {MOST_QUESTIONS + 1}", "B 1"]
    twice = body.format(asking("a", MOST_QUESTIONS), asking("a", 2))  # asked once
    assert titles(twice) == ["Incident 0", f"A {MOST_QUESTIONS}", "B 1"]


def test_a_part_of_a_section_keeps_the_headings_above_it_and_prints_alone() -> None:
    parted = template(NESTED, "screens = 3\n")
    d = interview(parted)[2]
    assert {question.headings for question in d.questions} == {("A", "D")}
    assert {question.group for question in d.questions} == {""}
    marks = {"section.A / D": {"kind": "left_out"}}
    for postmortem, count in ((Postmortem(), 1), (Postmortem.model_validate({"marks": marks}), 0)):
        values = Values(postmortem, parted.settings, causes_shown(parted))
        assert print_section(parted, values, 2).count("### D") == count
        assert print_document(parted, postmortem).count("### D") == count
