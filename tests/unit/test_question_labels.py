"""What a template's questions are called: by the nearest label, table head, or heading, and no two alike."""

import pytest

from pmtui.template.interview import all_questions
from pmtui.template.lookup import BUILTIN, load
from pmtui.template.parse import parse


def prompts(body: str) -> list[str]:
    return [question.prompt for question in all_questions(parse(f'+++\ntitle = "X"\n+++\n# T\n\n{body}', "x"))]


FORM = "| Field | Value |\n|---|---|\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{FORM}| **What broke?** | {{{{ custom.a }}}} |", ["What broke?"]),
        (f"{FORM}| [Runbook](https://x.example) | {{{{ custom.a }}}} |", ["Runbook?"]),
        (f"{FORM}| <b>Team</b> | {{{{ custom.a }}}}, backup: {{{{ custom.b }}}} |", ["Team?", "Team: backup?"]),
        ("| A | B | C | D |\n|---|---|---|---|\n| Team | {{ custom.a }} | Lead | {{ custom.b }} |",
         ["Team: B?", "Lead: D?"]),
        ("| Who | When |\n|---|---|\n| {{ custom.a }} | {{ custom.b : date }} |", ["Who?", "When?"]),
        ("## 1. Was it a `deploy`??\n\n{{ custom.a : prose }}", ["Was it a deploy?"]),
        ("## A\n\n### Customers\n\n> {{ custom.a }}", ["Customers?"]),
        ("_Anything else_ (optional)\n\n{{ custom.a : prose }}", ["Anything else (optional)?"]),
        ("1. **Legal informed?** {{ custom.a : yesno }}\n2. *PR told:* {{ custom.b : yesno }}",
         ["Legal informed?", "PR told?"]),
        ("- [{{ custom.a : yesno }}] Page <!-- must --> updated\n- [{{ custom.b : yesno }}] Mail sent.",
         ["Page updated?", "Mail sent?"]),
        ("- How many tickets? {{ custom.a }} and how many calls? {{ custom.b }}",
         ["How many tickets?", "How many calls?"]),
        ("**max_connections:** {{ custom.a }}", ["max_connections?"]),
        ("{{ custom.last_resort }}", ["Last resort?"]),
    ],
)  # fmt: skip
def test_a_question_has_the_words_nearest_to_it(body: str, expected: list[str]) -> None:
    assert prompts(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## A\n\nNotes: {{ custom.a }}\n\n## B\n\nNotes: {{ custom.b }}", ["A: Notes?", "B: Notes?"]),
        ("## A\n\nNotes: {{ custom.a }}\n\nNotes: {{ custom.b }}", ["Notes: A?", "Notes: B?"]),
        ("- Normal: {{ impact.error_rate.normal }}\n- Usual: {{ impact.latency.normal }}",
         ["What's normal? (Error rate)", "What's normal? (Latency)"]),
        ("<!-- ask: Who? -->\n- {{ custom.a }}\n<!-- ask: Who? -->\n- {{ custom.b }}", ["Who?", "Who?"]),
    ],
)  # fmt: skip
def test_no_two_questions_have_the_same_words_unless_the_template_says_so(body: str, expected: list[str]) -> None:
    assert prompts(body) == expected


@pytest.mark.parametrize("name", BUILTIN)
def test_a_built_in_template_asks_nothing_in_the_same_words_twice(name: str) -> None:
    asked = [question.prompt for question in all_questions(load(name))]
    assert len(set(asked)) == len(asked)
