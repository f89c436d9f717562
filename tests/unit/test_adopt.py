"""An organization's Markdown becomes a template: its places, what they mean, and the text around them."""

import json
import re
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmtui.cli.main import main
from pmtui.errors import EntryError, TemplateError
from pmtui.model.postmortem import Postmortem
from pmtui.paths import builtin_templates
from pmtui.storage import draft_folder
from pmtui.template.adopt import Adoption, Place, Proposal, adopt
from pmtui.template.parse import parse
from pmtui.template.problems import problems
from pmtui.template.render import print_document

TEMPLATE = """\
# Incident Postmortem: [Title]

**Date:** YYYY-MM-DD
**Severity:** SEV1 | SEV2 | SEV3
**Reports lost:** [number]

## Summary

_Two sentences that a customer understands._

## Timeline

| Time (UTC) | What happened |
|---|---|
| HH:MM | [event] |
| HH:MM | [event] |

## Action items

### Detection

- [ ] [Action 1]
- [ ] [Action 2]
"""


def names(adoption: Adoption) -> list[str]:
    """Return what becomes of each place."""
    return [place.proposal.name for place in adoption.places]


def test_places_get_fields_and_the_text_around_them_stays() -> None:
    adoption = adopt(TEMPLATE)
    assert names(adoption) == [
        "incident.title",
        "incident.date",
        "incident.severity",
        "custom.reports_lost",
        "summary",
        "timeline.*.time",
        "timeline.*.event",
        "actions.detect.*.description",
    ]
    assert (
        adoption.template()
        == """\
+++
title = "Incident Postmortem"
description = "Made by pmtui adopt."
severity = ["SEV1", "SEV2", "SEV3"]
timezone = "UTC"
+++
# Incident Postmortem: {{ incident.title }}

**Date:** {{ incident.date }}
**Severity:** {{ incident.severity }}
<!-- ask: Reports lost? -->
**Reports lost:** {{ custom.reports_lost }}

## Summary

<!-- hint: Two sentences that a customer understands. -->
{{ summary }}

## Timeline

| Time (UTC) | What happened |
|---|---|
| {{ timeline.*.time }} | {{ timeline.*.event }} |

## Action items

### Detection

- [{{ actions.detect.*.status is done }}] {{ actions.detect.*.description }}
"""
    )


def test_a_decision_changes_one_place_and_no_other() -> None:
    adoption = adopt(TEMPLATE)
    decided = adoption.with_decision(3, Proposal("custom", "custom.tenants : number"))
    assert "{{ custom.tenants : number }}" in decided.template()
    assert "[number]" in adoption.with_decision(3, Proposal("text")).template()
    assert 3 not in decided.doubtful()
    with pytest.raises(EntryError, match="Did you mean"):
        adoption.with_decision(3, Proposal("field", "incident.titel"))


def test_a_table_that_is_none_of_pmtui_s_lists_becomes_a_custom_list() -> None:
    head = "## Risks\n\n| # | Risk | Odds | ID | Review date |\n|---|---|---|---|---|\n"
    row = "| 1 | [risk] | low / high | [x] | YYYY-MM-DD |\n"
    adoption = adopt(f"{head}{row}{row}\n## Risks\n\n| Copy | Schema |\n|---|---|\n\n**Risks:** [text]\n")
    assert names(adoption) == [
        "custom.risks.*.number",
        "custom.risks.*.risk",
        "custom.risks.*.odds : choice(low, high)",
        "custom.risks.*.row_id",
        "custom.risks.*.review_date : date",
        "custom.risks_2.*.copy",
        "custom.risks_2.*.schema",
        "custom.risks_risks",
    ]
    cells = " | ".join(f"{{{{ {name} }}}}" for name in names(adoption)[:5])
    assert f"{head}| {cells} |\n\n## Risks" in adoption.template()
    as_field = adoption.with_decision(1, Proposal("field", "actions.*.description"))
    assert not any("custom.risks." in name for name in names(as_field))
    as_text = adoption.with_decision(3, Proposal("text"))
    assert "| [x] | {{ custom.risks.*.review_date : date }} |" in as_text.template()


def test_a_text_that_is_too_long_is_refused() -> None:
    assert adopt("x\n" * 999).source
    with pytest.raises(TemplateError, match="1,001 lines"):
        adopt("x\n" * 1_000)


PIECES = st.sampled_from([
    "# ", "## ", "- ", "* [ ] ", "1. ", "| a | b |", "|---|---|", "\n", "\n\n", "**Status:** ", "[TODO]", "<date>",
    "_Why?_", "{{ x }}", "{{", "}}", "\\", "`", "```", "<!-- ask -->", "<!-- why? -->", "<!--", "---", "+++", "Impact",
    "Action items", "> ", "    ", "a: b", "HH:MM", "___", " | ", "é", "<div>", "\t", "{summary}", "<!-- end -->",
    "<!-- each timeline -->", "Why?",
])  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_what_is_adopted_is_accepted_and_keeps_the_text_around_the_places(text: str) -> None:
    try:
        adoption = adopt(text)
    except TemplateError:
        return
    found = problems(adoption.template(), "t.md")
    assert found == [] or "no placeholder" in str(found[0])
    position = 0
    for piece in adoption.pieces:
        if piece.is_own:
            own = piece.text.replace("\\{{", "{{")
            position = adoption.source.index(own, position) + len(own)


KINDS = [
    "# Postmortem: <title>", "## Impact", "## What went well?", "## Action items", "Summary\n-------",
    "### Other things ###", "## Notes\n\n    indented code\n        deeper", " indented\n more",
    "**Status:** [Draft]  \n**Owner:** \n**ID:** <id>\\\n**Lead:**  ", "* Ticket: [ID](url)\n* x",
    "+ **Date**: YYYY-MM-DD\n    + [ ] x", "> **Severity:** `<SEV1 | SEV2>`\n>\n> - quoted", "1) [TBD]\n1) TODO",
    "| Field | Value |\n|:--|--:|\n| **Owner** | ______ |\n| __ID__ | \\<id> |",
    "| Time | Event |\n|-|-|\n| HH:MM | [what] |",
    "- [ ] [task] (@[owner], due [date])\n- [ ] [task] (@[owner], due [date])",
    "\\[incident id\\] &nbsp;x&lt;y \\*z\\*", "```yaml\nid: {{ id }}\n```", "~~~\n[summary]\n~~~",
    "<details>\n  <summary>x</summary>\n</details>", "<!-- a\n  b -->",
    "text <!-- a comment that\n  ends here --> and text",
    "${{ a.b }} {{ c }} Cost: $[cost] {% raw %}{{{ c }}}{% endraw %} <%= d %>", "***",
    "**Owner:** [name]\n| a | b |\n|---|---|\n| c | d |", "Cost: $[x] and \\$[sum] {{< toc >}} {{% note %}}",
    "<table>\n<tr><th>Owner</th><td>[name]</td></tr>\n</table>", "_Describe the root cause._", "a  \nb\\\nc ~~d~~",
    "[a]: http://a.example", "[^1]: A note on [what]",
]  # fmt: skip
EMPTY = Postmortem()
FILLED = draft_folder.load(builtin_templates() / "examples" / "outage.toml").postmortem


def bare(text: str) -> str:
    """Return a text without the blanks at the end of its lines, which end nothing but a line."""
    return re.sub(r"[ \t]+(?=\n)", "", text)


@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=6).map("\n\n".join))
@example("\n\n".join(["---\ntitle: '[title]'\nowner: \ntags: [a, b]\n---", *KINDS]))
def test_the_document_has_the_originals_text_around_the_answers(text: str) -> None:
    adoption = adopt(f"{text}\n")
    assert not any(place.proposal.reason.startswith("The document") for place in adoption.places)
    template = parse(adoption.template(), "t.md")
    document, at = bare(print_document(template, FILLED)), 0
    for piece in adoption.pieces:
        own = bare(re.sub(r"\\(?=\{\{|\$$)", "", piece.text)).strip() if piece.is_own else ""
        assert own in document[at:]
        at = document.index(own, at) + len(own)
    lines, at = bare(print_document(template, EMPTY)).split("\n"), 0
    for number, line in enumerate(bare(f"{text}\n").split("\n"), 1):
        if line and not any(is_of(place, number, text) for place in adoption.places):
            assert line in lines[at:]
            at = lines.index(line, at) + 1


def is_of(place: Place, number: int, text: str) -> bool:
    """Return whether a line has a part of a place, or goes with it."""
    spans = [place.span, *place.found.drop, *([place.found.box] if place.found.box else [])]
    return any(text.count("\n", 0, start) < number <= text.count("\n", 0, end) + 1 for start, end in spans)


def test_the_command_writes_the_template_and_lists_the_doubtful_places_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".pmtui" / "templates").mkdir(parents=True)
    (tmp_path / "Their form.md").write_text(TEMPLATE)
    assert main(["adopt", "Their form.md"]) == 0
    target = tmp_path / ".pmtui" / "templates" / "Their-form.md"
    printed = capsys.readouterr()
    assert printed.out.splitlines()[1].startswith("?   5   75%  [number]")
    assert printed.out.splitlines()[-1] == str(target)
    assert "1 place needs a decision" in printed.err
    assert "pmtui new --template Their-form" in printed.err
    assert main(["templates", "Their-form", "--check"]) == 0
    first = target.read_text()
    assert main(["adopt", "Their form.md"]) == 3, "it overwrites nothing unasked"
    assert main(["adopt", "Their form.md", "--force"]) == 0
    assert target.read_text() == first
    capsys.readouterr()
    assert main(["adopt", "Their form.md", "-o", "-", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["template"], data["text"], data["places"][0]["doubtful"]) == (None, first, True)
    assert main(["adopt", "Their form.md", "-o", "-"]) == 0
    assert capsys.readouterr().out == first


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"\0\1", "isn't a text file"),
        (b"\xff\xfe caf\xe9", "isn't UTF-8"),
        (b"Some prose, and that's all.\n", "no place for an answer"),
        (b"x" * 1_000_001, "larger than 1 MB"),
        (b"[a]\n" * 1_001, "1,002 lines"),
    ],
)
def test_a_file_that_is_no_template_gets_one_sentence(
    content: bytes, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_bytes(content)
    assert main(["adopt", str(tmp_path / "a.md"), "-o", str(tmp_path / "b.md")]) == 3
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert not (tmp_path / "b.md").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [([], "interactive terminal"), (["--json"], "--json"), (["-o", "b.md"], "--output"), (["--force"], "--force")],
)
def test_the_app_needs_a_terminal_and_no_other_option(
    options: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text(TEMPLATE)
    assert main(["adopt", str(tmp_path / "a.md"), "--open", *options]) == 2
    assert message in capsys.readouterr().err


def test_a_source_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEMPLATE)
    assert main(["adopt", str(tmp_path / "a.md"), "-o", str(tmp_path / "a.md"), "--force"]) == 3
    assert (tmp_path / "a.md").read_text() == TEMPLATE


BLANKS = """\
## Impact

On ____ at ____ UTC the service was down for ____ minutes.

| Audience | Message |
|---|---|
| | |

**What went well?**

-

## What made recovery slow?

N/A

### Follow-ups

- [ ] Detect:
- [ ] Prevent:

{{< toc >}}
"""


def test_blanks_of_many_kinds_are_places_and_the_rest_stays() -> None:
    adoption = adopt(BLANKS)
    body = adoption.body
    assert "{{ figures.duration }} minutes." in body
    assert "| {{ custom.impact.*.audience }} | {{ custom.impact.*.message }} |" in body
    assert "- {{ lessons.went_well.* }}" in body
    assert "- {{ causes.slow_recovery.* }}" in body
    assert "- [ ] Detect: {{ actions.detect.*.description }}" in body or "is done }}] Detect: {{ actions.detect" in body
    assert "\n\\{{< toc >}}" in body


FORMS = """\
## 2.1 Abstract

<At most 150 words.>

## Root cause

TBD

## Sign-off

| Role | Name | Date | Signature |
|---|---|---|---|
| Head of operations | | | |

## Why it happened

1. Why did it fail?
2. Why? ___
   - Because: ___
3. Why?

## Follow-ups

- [ ] OPS-123 — description (owner), due YYYY-MM-DD

## Facts

<table>
<tr><th>Severity</th><td>Click here to enter text</td></tr>
</table>
"""


def test_forms_of_many_kinds_are_places() -> None:
    adoption = adopt(FORMS)
    assert "{{ summary }}" in adoption.body
    assert "{{ causes.root }}" in adoption.body
    cells = [place.proposal.name.partition(" ")[0] for place in adoption.places if place.line == 13]
    assert cells == [f"custom.head_of_operations_{name}" for name in ("name", "date", "signature")]
    assert "\n1. {{ causes.whys.*.question }} {{ causes.whys.*.answer }}\n\n" in adoption.body
    row = "{{ actions.*.tracker }} — {{ actions.*.description }} ({{ actions.*.owner }}), due {{ actions.*.due }}"
    assert row in adoption.body
    html = adoption.places[-1]
    assert (html.original, html.proposal.kind) == ("Click here to enter text", "text")
    assert "HTML" in html.proposal.reason


def test_questions_below_a_heading_are_its_instructions() -> None:
    adoption = adopt("## How did we find out?\n\nWere alerts in place? How long did it take?\n\n## Cause\n\n[x]\n")
    assert adoption.places[0].original == "Were alerts in place? How long did it take?"
    assert adoption.places[0].proposal.name.startswith("detection.")


def test_a_column_of_a_timeline_is_what_happened() -> None:
    adoption = adopt("## Timeline\n\n| Time | Who | What | Mood |\n|---|---|---|---|\n| | | | |\n")
    names = ["timeline.*.time", "timeline.*.source", "timeline.*.event", ""]
    assert [place.proposal.name for place in adoption.places] == names


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("## 5 Whys\n\n- Why a? x\n- Why b? y\n", 1),
        ("## Questions\n\n1. Why a?\n2. Why b?\n3. Why c?\n", 1),
        ("## Questions\n\n1. Why a?\n2. Why b?\n", 0),
        ("## Notes on whys\n\n- Who? y\n- Why a? x\n", 0),
    ],
)
def test_questions_that_begin_with_why_are_the_whys(text: str, count: int) -> None:
    names = [place.proposal.name for place in adopt(text).places]
    assert names.count("causes.whys.*.answer") == count


def test_a_label_above_a_list_of_labels_has_no_answer_of_its_own() -> None:
    adoption = adopt("## Impact\n\n**Service impact:**\n- **Services:** [x]\n- **Regions:** [y]\n\n**Cost:**\n\n[z]\n")
    assert [place.original for place in adoption.places] == ["[x]", "[y]", "[z]"]


@pytest.mark.parametrize("piece", ["[", "**", "_a ", "| ", "- [ ] a\n", "<a ", "{{", "a: ", "#\n"])
def test_no_text_keeps_adopt_busy_for_longer_than_its_length_warrants(piece: str) -> None:
    def seconds(length: int) -> float:
        text = "# Postmortem\n\n" + (piece * length)[:length]
        start = process_time()
        with suppress(TemplateError):
            adopt(text)
        return process_time() - start

    seconds(100)
    assert seconds(2_000) < 10 * seconds(500) + 0.2
    assert seconds(60_000) < 5
