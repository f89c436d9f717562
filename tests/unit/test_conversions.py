"""Templates of well-known shapes, converted by hand: byte for byte the same around the answers.

Each is written here with `[[original|field]]` in the place of an answer: the organization's document has the first, the
template made from it the second.
"""

import re
from pathlib import Path

import pytest

from pmtui.model.postmortem import Postmortem
from pmtui.template.interview import all_questions, interview
from pmtui.template.parse import parse
from pmtui.template.problems import problems, remarks
from pmtui.template.render import print_document

_PLACE = re.compile(r"\[\[([^|]*)\|([^\]]*(?:\][^\]]+)*)\]\]")

FIVE_PARTS = """---
layout: incident
title: [[DNS answers were stale|{{ incident.title }}]]
tags: [[[dns, cache]|{{ incident.tags }}]]
---

<!-- Keep this header: the archive reads it. -->

# [[DNS answers were stale|{{ incident.title }}]]

| Field         | Entry |
|---------------|-------|
| **Severity**  | [[SEV2|{{ incident.severity }}]] |
| **Commander** | [[Ana, Bo|{{ response.responders.*.name : joined }}]] |
| **Ticket**    | [[OPS-7|{{ references.ticket }}]] <!-- {{ jira }} --> |

## Leadup

[[The cache was moved on Monday.|{{ causes.lead_up }}]]

## Trigger

[[A node was restarted.|{{ causes.trigger }}]]

## Where we got lucky

* [[It was noon.|{{ lessons.lucky.* }}]]

***

_Recording_: [[<https://meet.example/1>|{{ review.recording }}]]  
_Attendees_: [[Ana, Cy|{{ review.attendees }}]]
"""  # noqa: W291

AT_LEVEL_ONE = """Incident review
===============

Title: [[Checkout failed|{{ incident.title }}]]

# What happened?

[[The pool ran dry.|{{ summary }}]]


# What surprised us??

1) [[It was green.|{{ lessons.surprises.* }}]]

# Times

+ Detected:     [[14:24|{{ figures.detected : time }}]]
+ Acknowledged: [[14:28|{{ figures.acknowledged : time }}]]
+ Mitigated:    [[15:00|{{ figures.mitigated : time }}]]

# Who was told

| Question | Answer |
|:--|--:|
| Was legal informed? | [[Yes|{{ custom.legal : yesno }}]] |
| Tickets / calls | [[12|{{ custom.tickets : number }}]] / [[3|{{ custom.calls : number }}]] |

# Open questions

| Question | By |
|:--|--:|
| [[Why Friday?|{{ custom.questions.*.text }}]] | [[2026-03-13|{{ custom.questions.*.due : date }}]] |
"""

WITH_HTML = """# Review of [[INC-7|{{ incident.id }}]]

<details>
<summary>How to write this</summary>

Run `make {target}`; <kbd>F7</kbd> saves.

</details>

### Timeline (UTC)

| When  | What  | Ticket |
| ----- | ----- | :----: |
| [[14:24|{{ timeline.*.time }}]] | [[Alert fires|{{ timeline.*.event }}]] | {% ticket %} |

### Follow-ups

| What | Owner | Ticket |
|---|---|---|
| [[Add a limit|{{ actions.*.description }}]] | [[Ana|{{ actions.*.owner }}]] | [[OPS-9|{{ actions.*.tracker }}]] |

```sh
grep [[INC-7|{{ incident.id }}]] log  # ${HOME}
```

> [!NOTE]
> We ask how, not who.
"""

ANSWERS = {
    "incident": {"id": "INC-7", "title": "DNS answers were stale", "severity": "high", "tags": ["dns", "cache"],
                 "date": "2026-03-07"},
    "summary": "The pool ran dry.",
    "response": {"responders": [{"id": "a", "name": "Ana"}, {"id": "b", "name": "Bo"}]},
    "references": {"ticket": "OPS-7"},
    "causes": {"lead_up": "The cache was moved on Monday.", "trigger": "A node was restarted."},
    "lessons": {"lucky": ["It was noon."], "surprises": ["It was green."]},
    "review": {"recording": "https://meet.example/1", "attendees": ["Ana", "Cy"]},
    "timeline": [{"id": "e", "at": "2026-03-07T14:24:00Z", "event": "Alert fires"}],
    "actions": [{"id": "x", "description": "Add a limit", "owner": "Ana", "tracker": "OPS-9"}],
    "custom": {"legal": True, "tickets": "12", "calls": "3",
               "questions": [{"text": "Why Friday?", "due": "2026-03-13"}]},
}  # fmt: skip
MARKED = [
    {"id": "d", "at": "2026-03-07T14:24:00Z", "event": "A", "milestones": ["detected"]},
    {"id": "k", "at": "2026-03-07T14:28:00Z", "event": "B", "milestones": ["acknowledged"]},
    {"id": "m", "at": "2026-03-07T15:00:00Z", "event": "C", "milestones": ["mitigated"]},
]
SETTINGS = '+++\ntitle = "Ours"\ntimezone = "UTC"\nseverity = ["SEV1", "SEV2", "SEV3"]\n+++\n'


@pytest.mark.parametrize(
    ("written", "answers", "titles"),
    [
        (FIVE_PARTS, {}, ["Incident", "Leadup", "Trigger", "Where we got lucky"]),
        (AT_LEVEL_ONE, {"timeline": MARKED, "incident": {"title": "Checkout failed", "date": "2026-03-07"}},
         ["Incident", "What happened?", "What surprised us??", "Times", "Who was told", "Open questions"]),
        (WITH_HTML, {}, ["Incident", "Timeline (UTC)", "Follow-ups"]),
    ],
)  # fmt: skip
def test_a_converted_template_prints_the_original_around_the_answers(
    written: str, answers: dict[str, object], titles: list[str]
) -> None:
    original, body = _PLACE.sub(r"\1", written), _PLACE.sub(r"\2", written)
    template = parse(SETTINGS + body, "ours.md")
    assert print_document(template, Postmortem.model_validate(ANSWERS | answers)) == original
    assert (problems(SETTINGS + body, "ours.md"), remarks(template)) == ([], [])
    assert [section.title for section in interview(template)] == titles
    prompts = [question.prompt for question in all_questions(template)]
    assert len(set(prompts)) == len(prompts)
    assert not any("??" in prompt or "**" in prompt for prompt in prompts)
    blank = print_document(template, Postmortem())
    assert len(blank.splitlines()) == len(body.splitlines())


def test_the_readme_s_template_prints_itself_around_the_answers() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    source = readme.split("<!-- example: template -->\n\n```markdown\n", 1)[1].split("```\n", 1)[0]
    body = re.sub(r"<!-- ask:.*\n", "", source.split("+++\n", 2)[2])
    filled = {
        "incident.id": "INC-7", "incident.title": "DNS answers were stale", "incident.severity": "S2",
        "custom.tenants : number": "12", "figures.duration": "36 min", "summary": "The pool ran dry.",
        "incident.timezone": "UTC", "timeline.*.time": "14:24", "timeline.*.event": "Alert fires",
        "actions.*.status is done": "x", "actions.*.description": "Add a limit", "actions.*.owner": "Ana",
        "actions.*.due": "2026-03-20",
    }  # fmt: skip
    expected = re.sub(r"\{\{ (.*?) \}\}", lambda match: filled[match[1]], body)
    event = {"id": "e", "at": "2026-03-07T14:24:00Z", "event": "Alert fires"}
    action = {"id": "x", "description": "Add a limit", "owner": "Ana", "due": "2026-03-20", "status": "done"}
    answers = ANSWERS | {"timeline": [event], "actions": [action], "custom": {"tenants": "12"}}
    answers["stated"] = {"duration": {"value": "36 min"}}
    printed = print_document(parse(source, "ours.md"), Postmortem.model_validate(answers))
    assert printed == expected
