"""Printing: the grammar of the template, form by form."""

from typing import Any

import pytest

from pmtui.errors import TemplateError
from pmtui.model.postmortem import Postmortem
from pmtui.template import lookup
from pmtui.template.blocks import fenced, hang, safe_blocks
from pmtui.template.inline import at_line_start, is_busy, one_line
from pmtui.template.parse import parse
from pmtui.template.render import print_document

HEAD = '+++\ntitle = "T"\nseverity = ["P1", "P2"]\naction_status = { done = "✅" }\n+++\n'


def printed(body: str, **record: Any) -> str:
    return print_document(parse(HEAD + body, "t.md"), Postmortem.model_validate(record)).rstrip("\n")


def two_events(**more: Any) -> list[dict[str, Any]]:
    return [
        {"id": "a", "event": "one", "at": "2026-03-07T23:58:00Z", **more},
        {"id": "b", "event": "two", "at": "2026-03-08T00:04:30Z", "details": ["d1", "d2"]},
    ]


def test_a_field_in_running_text() -> None:
    assert printed("By {{ document.authors }}.", document={"authors": ["A", "B"]}) == "By A, B."


def test_unanswered_questions_print_tbd() -> None:
    assert printed("# {{ incident.title }}\n\n- {{ summary }}") == "# TBD\n\n- TBD"


def test_a_row_for_each_element_with_the_date_where_it_changes() -> None:
    body = "| T | E |\n|---|---|\n| {{ timeline.*.time }} | {{ timeline.*.event }} |"
    text = printed(body, timeline=two_events(), incident={"date": "2026-03-07"})
    assert text == "| T | E |\n|---|---|\n| 23:58 | one |\n| 2026-03-08 00:04:30 | two |"


def test_a_table_without_rows_shows_one_open_row() -> None:
    body = "| T | E |\n|---|---|\n| {{ timeline.*.time }} | {{ timeline.*.event }} |"
    assert printed(body) == "| T | E |\n|---|---|\n| TBD | |"


def test_times_are_in_the_incidents_zone() -> None:
    text = printed("- {{ timeline.*.time }}", timeline=two_events()[:1], incident={"timezone": "Asia/Kolkata"})
    assert text == "- 05:28"


def test_items_with_their_sub_items() -> None:
    body = "1. **{{ timeline.*.event }}**\n   <!-- optional -->\n   - {{ timeline.*.details.* }}"
    assert printed(body, timeline=two_events()) == "1. **one**\n2. **two**\n   - d1\n   - d2"


def test_blocks_repeated_together() -> None:
    body = "<!-- each timeline -->\n**{{ timeline.*.event }}**\n\n- {{ timeline.*.details.* }}\n<!-- end -->\n\nEnd"
    text = printed(body, timeline=two_events())
    assert text == "**one**\n\n- TBD\n\n**two**\n\n- d1\n- d2\n\nEnd"


def test_a_list_outside_a_repeated_block_covers_all_elements() -> None:
    assert printed("- {{ timeline.*.details.* }}", timeline=two_events()) == "- d1\n- d2"


BY_DAY = (
    "<!-- each timeline by day -->\n### {{ timeline.day }}\n\n"
    "- {{ timeline.*.number }} {{ timeline.*.time }} {{ timeline.*.event }}\n<!-- end -->"
)


def test_events_are_grouped_by_the_days_of_the_documents_zone() -> None:
    first, second = "### 2026-03-07\n\n- 1 23:58 one", "### 2026-03-08\n\n- 2 00:04:30 two"
    undated = {"id": "c", "event": "three"}
    assert printed(BY_DAY, timeline=two_events()) == f"{first}\n\n{second}"
    later = {"timeline": two_events(), "incident": {"timezone": "Etc/GMT-1"}}
    assert printed(BY_DAY, **later) == "### 2026-03-08\n\n- 1 00:58 one\n- 2 01:04:30 two"
    assert printed(BY_DAY, timeline=[*two_events(), undated]).startswith(f"{first}\n\n{second}\n- 3")
    assert printed(BY_DAY) == "TBD"
    row = BY_DAY.replace("- {{", "- {{ timeline.day }} {{")
    assert "\n\n- 2026-03-08 2 00:04:30 two" in printed(row, timeline=two_events())
    assert printed("Days: {{ timeline.day : joined }}", timeline=two_events()) == "Days: 2026-03-07, 2026-03-08"


def test_the_number_of_an_element() -> None:
    assert printed("- Nr {{ timeline.*.number }}", timeline=two_events()) == "- Nr 1\n- Nr 2"


@pytest.mark.parametrize(
    ("setting", "end"), [("", ""), ('hard_break = "backslash"\n', "\\"), ('hard_break = "spaces"\n', "  ")]
)
def test_label_lines_have_the_hard_breaks_of_the_template_or_its_settings(setting: str, end: str) -> None:
    body = "**A**: {{ incident.id }}\n**B**: {{ incident.title }}\nplain\n\n"
    body += "- **C**: {{ incident.id }}\n  {{ incident.date }}"
    text = print_document(
        parse(f'+++\ntitle = "T"\n{setting}+++\n{body}', "t.md"),
        Postmortem.model_validate({"incident": {"id": "x", "title": "y", "date": "2026-03-07"}}),
    )
    assert text == f"**A**: x{end}\n**B**: y{end}\nplain\n\n- **C**: x{end}\n  2026-03-07\n"


def test_static_paragraphs_are_unchanged() -> None:
    assert printed("one\ntwo\n\n> three") == "one\ntwo\n\n> three"


@pytest.mark.parametrize(
    ("box", "record", "expected"),
    [
        ("impact.data_loss.yes", {"impact": {"data_loss": {"yes": True}}}, "[x]"),
        ("impact.data_loss.yes", {"impact": {"data_loss": {"yes": False}}}, "[ ]"),
        ("impact.data_loss.yes", {}, "[ ]"),
        ("detection.source is monitoring", {"detection": {"source": "monitoring"}}, "[x]"),
        ("detection.source is monitoring", {"detection": {"source": "internal"}}, "[ ]"),
    ],
)
def test_checkboxes(box: str, record: dict[str, Any], expected: str) -> None:
    assert printed(f"- [{{{{ {box} }}}}] Label", **record) == f"- {expected} Label"


def test_brackets_elsewhere_are_brackets() -> None:
    assert printed("See [{{ incident.id }}].", incident={"id": "7"}) == "See [7]."


def test_optional_lines_items_tables_sections_and_labels() -> None:
    body = (
        "Kept\n<!-- optional -->\n**A**: {{ incident.id }}\n\n- x\n<!-- optional -->\n- {{ incident.id }}\n\n"
        "<!-- optional -->\n| A |\n|---|\n| {{ timeline.*.event }} |\n\n<!-- optional -->\n**Label:**\n\n"
        "- {{ impact.could_not.* }}\n\n<!-- optional -->\n## Gone\n\ntext\n\n{{ summary }}\n\n---\n\n## Stays\n"
    )
    assert printed(body) == "Kept\n\n- x\n\n## Stays"
    full = printed(body, incident={"id": "7"}, timeline=two_events(), impact={"could_not": ["pay"]}, summary="S")
    for part in ("**A**: 7", "- 7", "| one |", "**Label:**\n\n- pay", "## Gone\n\ntext\n\nS\n\n---"):
        assert part in full


def test_a_rule_ends_a_group_so_that_an_optional_one_takes_nothing_with_it() -> None:
    assert printed("## A\n\n<!-- optional -->\n### B\n\n{{ summary }}\n\n---\n\nfoot") == "## A\n\n---\n\nfoot"


def test_answer_states_are_printed_in_place_of_the_answer() -> None:
    marks = {
        "incident.id": {"kind": "unknown", "note": "a|b"},
        "incident.title": {"kind": "not_applicable"},
        "timeline": {"kind": "waiting", "note": "Kim"},
    }
    text = printed("| {{ incident.id }} |\n|---|\n| {{ incident.title }} |\n\n- {{ timeline.*.event }}", marks=marks)
    assert text == "| _Unknown: a\\|b_ |\n|---|\n| _Not applicable_ |\n\n- _Waiting for Kim_"


def test_an_answer_that_does_not_apply_drops_an_optional_line() -> None:
    body = "<!-- optional -->\n{{ incident.id }}\n"
    assert printed(body, marks={"incident.id": {"kind": "not_applicable"}}) == ""
    assert "Waiting for Kim" in printed(body, marks={"incident.id": {"kind": "waiting", "note": "Kim"}})


@pytest.mark.parametrize(
    ("field", "record", "expected"),
    [
        ("incident.severity", {"incident": {"severity": "critical"}}, "P1"),
        ("incident.severity", {"incident": {"severity": "low"}}, "P2"),  # the scale is shorter
        ("incident.date", {"incident": {"date": "2026-03-07"}}, "2026-03-07"),
        ("impact.failed_requests", {"impact": {"failed_requests": "1234567"}}, "1,234,567"),
        ("impact.failed_requests", {"impact": {"failed_requests": "~1.2M"}}, "~1.2M"),
        ("impact.error_rate.peak", {"impact": {"error_rate": {"peak": "38"}}}, "38%"),
        ("impact.recovery.rto_target : duration", {"impact": {"recovery": {"rto_target": "90min"}}}, "1 h 30 min"),
        ("impact.data_loss", {"impact": {"data_loss": {"yes": True, "details": "3 rows"}}}, "Yes: 3 rows"),
        ("impact.data_loss", {"impact": {"data_loss": {"yes": False}}}, "No"),
        ("impact.degradation", {"impact": {"degradation": "partial_outage"}}, "Partial outage"),
        ("custom.x : yesno", {"custom": {"x": False}}, "No"),
        ("custom.x : list", {"custom": {"x": ["a", "b"]}}, "a, b"),
        ("custom.x : date", {"custom": {"x": "2026-03-07"}}, "2026-03-07"),
        ("figures.duration", {"stated": {"duration": {"value": "an hour"}}}, "an hour"),
    ],
)
def test_values_are_printed_as_text(field: str, record: dict[str, Any], expected: str) -> None:
    assert printed(f"Value: {{{{ {field} }}}}", **record) == f"Value: {expected}"


LASTED_47 = {
    "timeline": [
        {"id": "a", "at": "2026-03-07T14:23:00Z", "milestones": ["started"], "failing": "15%"},
        {"id": "b", "at": "2026-03-07T15:10:00Z", "milestones": ["resolved"]},
    ],
    "impact": {
        "budget": {"slo": "99.9%", "window_days": "28"},
        "audience": {"total": "8,000", "named": "tenants"},
        "earnings": {"per_hour": "$1,000-10,000/h"},
    },
}


@pytest.mark.parametrize(
    ("field", "more", "expected"),
    [
        ("figures.duration", {}, "47 min"),
        ("figures.duration", {"stated": {"duration": {"value": "47 minutes"}}}, "47 minutes"),
        (
            "figures.duration",
            {"stated": {"duration": {"value": "an hour", "reason": "logs lost"}}},
            "an hour (override: logs lost; computed: 47 min)",
        ),
        ("figures.budget_consumed", {}, "17.5% of the monthly budget (7.1 of 40.3 min)"),
        ("figures.budget_consumed : percent", {}, "17.5%"),
        ("figures.users_affected", {}, "~1,200 (15% of 8,000 tenants)"),
        ("figures.users_affected : number", {}, "~1,200"),
        ("impact.users_affected", {}, "~1,200 (15% of 8,000 tenants)"),  # by its older name, the same
        ("figures.revenue", {}, "$118 to $1,175 (likely $646)"),
        ("figures.time_to_acknowledge", {"marks": {"figures.time_to_acknowledge": {"kind": "not_applicable"}}},
         "_Not applicable_"),
    ],
)  # fmt: skip
def test_figures_are_printed_as_text(field: str, more: dict[str, Any], expected: str) -> None:
    assert printed(f"Value: {{{{ {field} }}}}", **{**LASTED_47, **more}) == f"Value: {expected}"


def test_an_answer_that_disagrees_with_its_figure_is_printed_with_both() -> None:
    impact = {**LASTED_47["impact"], "users_affected": "300"}  # type: ignore[dict-item]
    text = printed("{{ figures.users_affected }}", **{**LASTED_47, "impact": impact})
    assert text == "300 (override; computed: ~1,200 (15% of 8,000 tenants))"
    impact["users_affected"] = "about 1,180 tenants"
    assert printed("{{ figures.users_affected }}", **{**LASTED_47, "impact": impact}) == "about 1,180 tenants"


def test_two_braces_can_be_written() -> None:
    assert printed("Use \\{{ x }} here") == "Use {{ x }} here"


def test_prose_keeps_its_markdown_and_its_headings_go_below() -> None:
    text = printed(
        "## S\n\n### T\n\n{{ summary }}", summary="# Big\n\n**bold** and `code`\n\n- a\n  - b\n\n```\n# no\n```"
    )
    assert text == "## S\n\n### T\n\n#### Big\n\n**bold** and `code`\n\n- a\n  - b\n\n```text\n# no\n```"


def test_prose_in_an_item_is_indented() -> None:
    assert printed("- **A**: {{ summary }}\n- next", summary="one\n\n- two") == "- **A**: one\n\n  - two\n- next"


def test_two_lists_in_a_row_stay_two() -> None:
    text = printed("{{ summary }}\n\n- {{ impact.could_not.* }}", summary="- a", impact={"could_not": ["b"]})
    assert text == "- a\n\n<!-- -->\n\n- b"


def test_a_fence_is_longer_than_any_in_it() -> None:
    text = printed("```\n{{ summary }}\n```", summary="```\nx\n````")
    assert text == "`````\n```\nx\n````\n`````"


def test_a_version_number_or_emphasis_begins_no_block() -> None:
    assert printed("1. **Why?** {{ summary }}", summary="5.8.0 reads keys") == "1. **Why?** 5.8.0 reads keys"
    assert printed("- **A**: {{ summary }}", summary="*soft* words") == "- **A**: *soft* words"


def test_a_drawing_in_a_fence_keeps_its_indent() -> None:
    drawing = "```text\nA ->\n" + " " * 40 + "B\n```"
    assert printed("{{ summary }}", summary=drawing) == drawing


def test_a_link_is_not_a_checkbox() -> None:
    text = printed("- [{{ incident.id }}](https://x.example)", incident={"id": "INC-7"})
    assert text == "- [INC-7](https://x.example)"


def test_a_checkbox_for_a_value_can_be_anywhere() -> None:
    body = "| Done |\n|---|\n| [{{ actions.*.status is done }}] |"
    assert printed(body, actions=[{"id": "a", "status": "done"}]).endswith("| [x] |")


def test_a_line_below_a_fence_in_an_item_does_not_open_it() -> None:
    text = printed("- {{ summary }}\n  **ID**: {{ incident.id }}", summary="a\n\n```\nx\n```", incident={"id": "7"})
    assert text.endswith("  ```\n\n  **ID**: 7")


def test_a_table_without_outer_pipes_stays_so_where_that_is_safe() -> None:
    body = "A | B\n---|---\n{{ timeline.*.event }} | {{ timeline.*.details : joined }}"
    assert printed(body, timeline=[{"id": "a", "event": "y", "details": ["x"]}]) == "A | B\n---|---\ny | x"
    for event in ("- y", "1. y", "# y"):
        framed = f"| A | B |\n| ---|--- |\n| {event} | x |"
        assert printed(body, timeline=[{"id": "a", "event": event, "details": ["x"]}]) == framed
    assert printed(body, timeline=[{"id": "a", "event": "y"}]) == "| A | B |\n| ---|--- |\n| y | |"
    turned = "A | B\n---|---\n{{ timeline.*.details : joined }} | {{ timeline.*.event }}"
    assert printed(turned, timeline=[{"id": "a", "event": "y"}]) == "| A | B |\n| ---|--- |\n| | y |"


@pytest.mark.parametrize(("answer", "gap"), [("a", ""), ("a\n\nb", "\n"), ("- a", "\n"), ("> a", "\n")])
def test_a_table_right_below_a_line_stays_there_unless_the_answer_could_take_it_in(answer: str, gap: str) -> None:
    text = printed("## A\n\n{{ summary }}\n| a |\n|---|\n| b |", summary=answer)
    assert text.endswith(f"{answer.strip().splitlines()[-1]}\n{gap}| a |\n|---|\n| b |")


def test_a_table_and_a_comment_in_a_quote() -> None:
    assert printed("> | a |\n> |---|\n> | b |\n>\n> <!-- c -->") == "> | a |\n> |---|\n> | b |\n>\n> <!-- c -->"


def test_an_item_that_begins_with_a_fence_stays_an_item() -> None:
    assert printed("- ```\n  x\n  ```") == "- ```\n  x\n  ```"


def test_answers_inside_the_templates_own_code_and_addresses() -> None:
    assert printed("`host={{ incident.title }}`", incident={"title": "a*b`c"}) == "`host=a*b'c`"
    assert printed("[x](https://j/{{ incident.id }})", incident={"id": "A 1)"}) == "[x](https://j/A%201%29)"


def test_a_bare_address_stays_whole() -> None:
    for address in ("https://h.example/~user/f", "https://h.example/a?b[0]=1&c=*", "https://h.example/_a_"):
        assert address in printed("See {{ incident.title }}", incident={"title": address})


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("https://h.example/a.", "<https://h.example/a>."),
        ("(https://h.example/a(b)), c", "(<https://h.example/a(b)>), c"),
        ("**https://h.example** [https://h.example](https://h.example)",
         "**<https://h.example>** [https://h.example](https://h.example)"),
        ("`https://h.example` <https://h.example>", "`https://h.example` <https://h.example>"),
        ("https://h.example/*a*", "https://h.example/*a*"),
    ],
)  # fmt: skip
def test_an_address_is_a_link_for_every_reader(answer: str, text: str) -> None:
    assert printed("See {{ incident.title }}", incident={"title": answer}) == f"See {text}"
    assert printed("<{{ incident.id }}>", incident={"id": "https://h.example"}) == "<https://h.example>"
    assert printed("[{{ incident.id }}](x)", incident={"id": "https://h.example"}) == "[https://h.example](x)"


def test_numbers_of_a_list_begin_where_the_template_says() -> None:
    assert printed("3) {{ impact.could_not.* }}", impact={"could_not": ["a", "b"]}) == "3) a\n4) b"


def test_numbers_that_are_not_amounts_stay() -> None:
    assert printed("{{ custom.x : number }}", custom={"x": "007"}) == "007"
    assert printed("{{ custom.x : number }}", custom={"x": "1" * 40}) == "1" * 40


def test_a_list_without_elements_leaves_no_open_bold() -> None:
    assert printed("1. **{{ causes.contributing.*.factor }}**: {{ causes.contributing.*.how }}") == "1. **TBD**"


def test_an_action_is_printed_with_its_ticket_or_its_reason_for_declining() -> None:
    rows = [
        {"id": "a", "description": "Mend it", "tracker": "https://tracker.example/browse/OPS-412?x=1"},
        {
            "id": "b",
            "description": "Buy another",
            "status": "declined",
            "reason": "the | product ends",
            "tracker": "OPS-7",
        },
    ]
    document = print_document(lookup.load("sre"), Postmortem.model_validate({"actions": rows}))
    assert "| Mend it ([OPS-412](https://tracker.example/browse/OPS-412?x=1)) |" in document
    assert "| Buy another (OPS-7) |" in document
    assert "Declined: the \\| product ends |" in document


# -- milestones in the timeline ----------------------------------------------------------------------------------------

SHOWN = HEAD.replace('title = "T"\n', 'title = "T"\ntimeline_milestones = true\n')
MARKED = [
    {
        "id": "a",
        "event": "Alert\nfires | twice",
        "at": "2026-03-07T14:24:00Z",
        "milestones": ["acknowledged", "detected"],
    },
    {"id": "b", "event": "Nothing new"},
    {"id": "c", "event": "- back", "milestones": ["mitigated"]},
    {"id": "d", "milestones": ["resolved"]},
]


def shown(body: str, head: str = SHOWN) -> str:
    return print_document(parse(head + body, "t.md"), Postmortem.model_validate({"timeline": MARKED})).rstrip("\n")


def test_timeline_rows_begin_with_their_milestones_if_the_template_asks() -> None:
    body = "| E |\n|---|\n| {{ timeline.*.event }} |"
    rows = ["| **Detected, acknowledged**: Alert<br>fires \\| twice |", "| Nothing new |", "| **Mitigated**: - back |"]
    assert shown(body).splitlines()[2:] == [*rows, "| **Resolved**: TBD |"]
    assert "Detected" not in shown(body, HEAD)


@pytest.mark.parametrize(
    ("body", "first", "third"),
    [
        ("- {{ timeline.*.event }}", "- **Detected, acknowledged**: Alert", "- **Mitigated**:"),
        ("- **{{ timeline.*.event }}**", "- **Detected, acknowledged: Alert<br>", "- **Mitigated: - back**"),
        ("- `{{ timeline.*.event }}`", "- `Detected, acknowledged: Alert fires", "- `Mitigated: - back`"),
        ("```\n{{ timeline.*.event }}\n```", "Detected, acknowledged: Alert", "Mitigated: - back"),
        ("- {{ timeline.*.event }} ({{ timeline.*.milestones }})", "- Alert<br>", "- - back (Mitigated)"),
    ],
)
def test_milestones_are_escaped_where_they_are_printed(body: str, first: str, third: str) -> None:
    lines = shown(body).splitlines()
    assert any(line.startswith(first) for line in lines)
    assert any(line.startswith(third) or line.replace("\\-", "-").startswith(third) for line in lines)
    assert not any("****" in line for line in lines)


def test_a_templates_milestone_labels_are_used_and_escaped() -> None:
    head = SHOWN.replace("+++\n", '+++\nmilestone = { detected = "First *page* | ack", acknowledged = "On it" }\n', 1)
    text = shown("| E |\n|---|\n| {{ timeline.*.event }} |", head)
    assert "| **First \\*page\\* \\| ack, On it**: Alert" in text


def test_milestones_have_their_own_placeholder_and_its_older_name() -> None:
    for name in ("milestones", "milestone"):
        lines = [line.rstrip() for line in shown(f"- {{{{ timeline.*.{name} }}}}").splitlines()]
        assert lines == ["- Detected, acknowledged", "-", "- Mitigated", "- Resolved"]
        box = f"- [{{{{ timeline.*.{name} is acknowledged }}}}] {{{{ timeline.*.event }}}}"
        assert [line[:5] for line in shown(box, HEAD).splitlines() if line.startswith("- [")] == [
            "- [x]", "- [ ]", "- [ ]", "- [ ]"
        ]  # fmt: skip


def test_a_setting_that_is_not_true_or_false_is_refused() -> None:
    with pytest.raises(TemplateError, match="timeline_milestones = true"):
        parse(SHOWN.replace("timeline_milestones = true", 'timeline_milestones = "yes"'), "t.md")


# -- escaping, place by place ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "cell"),
    [
        ("plain (text), 5% $3", "plain (text), 5% $3", "plain (text), 5% $3"),
        ("a|b", "a|b", "a\\|b"), ("**bold** and `code`", "**bold** and `code`", "**bold** and `code`"),
        ("*open", "\\*open", "\\*open"), ("2 * 3", "2 * 3", "2 * 3"),
        ("snake_case_name", "snake_case_name", "snake_case_name"),
        ("_x", "\\_x", "\\_x"), ("a <b> c", "a \\<b> c", "a \\<b> c"), ("a < b", "a < b", "a < b"),
        ("&amp;", "&", "&"), ("\\&amp;", "&amp;amp;", "&amp;amp;"),
        ("AT&T", "AT&T", "AT&T"), ("[x]", "\\[x\\]", "\\[x\\]"),
        ("[a](https://x.example)",) + ("[a](https://x.example)",) * 2,
        ("`a|b`", "`a|b`", "`a\\|b`"), ("~home", "~home", "~home"), ("a~~b", "a\\~\\~b", "a\\~\\~b"),
        ("<https://x.example/a>",) + ("<https://x.example/a>",) * 2, ("one\ntwo", "one<br>two", "one<br>two"),
        ("a<br/>b", "a<br>b", "a<br>b"),
        ("![alt](i.png \"T\")",) + ("![alt](i.png \"T\")",) * 2, ("``a`b``", "``a`b``", "``a`b``"),
        ("` `` `", "``` `` ```", "``` `` ```"), ("C:\\temp", "C:\\temp", "C:\\temp"), ("end\\", "end\\\\", "end\\\\"),
    ],
)  # fmt: skip
def test_an_answer_is_safe_in_a_line_and_in_a_cell(text: str, line: str, cell: str) -> None:
    assert one_line(text) == line
    assert one_line(text, "cell") == cell


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# x", "\\# x"), ("#x", "#x"), ("####### x", "####### x"), ("- x", "\\- x"), ("-x", "-x"),
        ("> x", "\\> x"), ("1. x", "1\\. x"),
        ("1.x", "1.x"), ("1234567890. x", "1234567890. x"), ("===", "\\==="), ("= x", "= x"), ("---", "\\---"),
        ("* * *", "\\* * *"),
        ("--", "\\--"), ("|-|", "\\|-|"), ("| x", "| x"), ("~~~", "\\~~~"), ("  x", "x"), ("", ""), (":", "\\:"),
    ],
)  # fmt: skip
def test_a_line_of_an_answer_begins_no_block(text: str, line: str) -> None:
    assert at_line_start(text) == line


@pytest.mark.parametrize(
    ("text", "busy"),
    [
        ("[" * 400, False), ("[" * 401, True), ("<" * 400, False), ("<" * 401, True), ("*" * 6000, False),
        ("*" * 6001, True), ("a\n" * 1500, False), ("a\n" * 1501, True), ("a" * 100_000, False),
        ("*" * 5996 + "\n", False), ("*" * 5997 + "\n", True),
    ],
    ids=range(11),
)  # fmt: skip
def test_more_signs_than_in_any_answer_are_printed_literally(text: str, busy: bool) -> None:
    assert is_busy(text) is busy


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", ["a", "b"]), ("a\n\nb", ["a", "", "b"]), ("# A\n## B", ["### A", "", "#### B"]),
        ("- a\n- b", ["- a", "- b"]), ("- a\n\n- b", ["- a", "", "- b"]), ("1. a\n2. b", ["1. a", "2. b"]),
        ("3) a", ["3. a"]), ("- a\n\n1. b", ["- a", "", "1. b"]),
        ("- a\n\n* b", ["- a", "", "<!-- -->", "", "- b"]), ("> q\n> r", ["> q", "> r"]),
        ("---", ["---"]), ("- [x] done\n- [ ] not", ["- [x] done", "- [ ] not"]), ("- a\n  - b", ["- a", "  - b"]),
        ("| a | b |\n|:-:|--:|\n| 1 | 2 |", ["| a | b |", "| :---: | ---: |", "| 1 | 2 |"]),
        ("| a |\n|:--|\n", ["| a |", "| :--- |"]), ("~~~py\nx\n~~~", ["```py", "x", "```"]),
        ("    code", ["```text", "code", "```"]), ("<div>\n\nx", ["\\<div>", "", "x"]), ("", []), (" \n ", []),
        ("# T #", ["### T"]), ("- a\n\n  b", ["- a", "", "  b"]), ("-", ["-"]), ("# a b\n", ["### a b"]),
    ],
)  # fmt: skip
def test_an_answer_of_several_blocks(text: str, lines: list[str]) -> None:
    assert safe_blocks(text, 2) == lines


@pytest.mark.parametrize(("level", "heading"), [(0, "# A"), (1, "## A"), (5, "###### A"), (6, "###### A")])
def test_headings_of_an_answer_go_below_the_one_around_it(level: int, heading: str) -> None:
    assert safe_blocks("# A", level) == [heading]
    assert safe_blocks("### A", 2) == ["### A"]


def test_a_fence_and_a_hanging_list() -> None:
    assert fenced(["x"], "py ") == ["```py", "x", "```"]
    assert fenced(["````"]) == ["`````", "````", "`````"]
    assert hang("- ", []) == ["-"]
    assert hang("10. ", ["a", "", "b"]) == ["10. a", "", "    b"]


# -- values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "record", "text"),
    [
        ("timeline.*.time", {"timeline": two_events(), "incident": {"date": "2026-03-07"}}, "23:58"),
        ("timeline.*.time", {"timeline": two_events(), "incident": {"date": "2026-03-06"}}, "2026-03-07 23:58"),
        ("timeline.*.time", {"timeline": two_events()}, "23:58"),
        ("timeline.*.time", {"timeline": two_events(until="2026-03-07T23:59:00Z")}, "23:58–23:59"),
        ("timeline.*.time", {"timeline": two_events(until="2026-03-08T00:01:00Z", approximate=True)},
         "~23:58–2026-03-08 00:01"),
        ("timeline.*.time", {"timeline": [{"id": "a", "event": "E"}], "typed": {"timeline.a.at": " 14:05 "}}, "14:05"),
        ("timeline.*.utc", {"timeline": two_events()}, "23:58 UTC"),
        ("figures.started", {"timeline": two_events(milestones=["started"])}, "2026-03-07 23:58 UTC"),
        ("figures.started : date", {"timeline": two_events(milestones=["started"])}, "2026-03-07"),
        ("figures.started : time", {"timeline": two_events(milestones=["started"])}, "23:58"),
        ("figures.started : time", {"timeline": two_events(milestones=["started"]),
                                       "incident": {"date": "2026-03-08"}}, "2026-03-07 23:58"),
        ("figures.started : zoned", {"timeline": two_events(milestones=["started"]),
                                        "incident": {"timezone": "Asia/Tokyo", "date": "2026-03-08"}}, "08:58 JST"),
        ("figures.started : zoned", {"timeline": two_events(milestones=["started"], at="2026-10-25T00:30:00Z"),
                                "incident": {"timezone": "Europe/Berlin"}}, "02:30 CEST"),
        ("figures.started", {"timeline": two_events(milestones=["started"], at="2026-10-25T00:30:00Z"),
                                "incident": {"timezone": "Europe/Berlin"}}, "2026-10-25 02:30 CEST"),
        ("figures.mitigated", {"timeline": two_events(milestones=["mitigated"], until="2026-03-07T23:59:00Z")},
         "2026-03-07 23:59 UTC"),
        ("figures.detected", {"timeline": two_events(milestones=["acknowledged"])}, "TBD"),
        ("figures.acknowledged : time", {"timeline": two_events(milestones=["acknowledged"])}, "23:58"),
        ("document.authors", {"document": {"authors": ["Lee, Ann", "Bo"]}}, "Lee, Ann; Bo"),
        ("incident.tags", {"incident": {"tags": ["checkout", "certificates"]}}, "checkout, certificates"),
        ("review.attendees", {"review": {"attendees": ["Ann", "Bo"]}}, "Ann, Bo"),
        ("review.recording", {"review": {"recording": "https://meet.example/1"}}, "<https://meet.example/1>"),
        ("lessons.lucky.*", {"lessons": {"lucky": ["It was noon"]}}, "It was noon"),
        ("lessons.surprises.*", {"lessons": {"surprises": ["It was green"]}}, "It was green"),
        ("causes.lead_up", {"causes": {"lead_up": "Traffic grew."}}, "Traffic grew."),
        ("causes.trigger", {"causes": {"trigger": "A deployment."}}, "A deployment."),
        ("document.authors", {"document": {"authors": [" Ann ", " "]}}, "Ann"),
        ("impact.data_loss", {"impact": {"data_loss": {"details": "3 rows"}}}, "3 rows"),
        ("custom.x : percent", {"custom": {"x": "12.5"}}, "12.5%"),
        ("custom.x : percent", {"custom": {"x": "~12"}}, "~12"),
        ("custom.x : percent", {"custom": {"x": "1.2.3"}}, "1.2.3"),
        ("custom.x : number", {"custom": {"x": "0.1234567"}}, "0.123457"),
        ("custom.x : number", {"custom": {"x": "1234.5"}}, "1,234.5"),
        ("custom.x : number", {"custom": {"x": "soon"}}, "soon"),
        ("custom.x : duration", {"custom": {"x": "90 min"}}, "90 min"),
        ("custom.x : yesno", {"custom": {"x": True}}, "Yes"),
        ("custom.x : choice(a, b)", {"custom": {"x": "b"}}, "b"),
    ],
)  # fmt: skip
def test_values_in_the_document_s_form(field: str, record: dict[str, Any], text: str) -> None:
    assert printed(f"- {{{{ {field} }}}}", **record).split("\n")[0] == f"- {text}"


@pytest.mark.parametrize(
    ("tracker", "text"),
    [
        ("OPS-1", "Do it (OPS-1)"), ("https://t.example/a/OPS-1/", "Do it ([OPS-1](https://t.example/a/OPS-1/))"),
        ("https://t.example/a/1#c2", "Do it ([1](https://t.example/a/1#c2))"),
        ("https://t.example/?q", "Do it ([ticket](https://t.example/?q))"), ("  ", "Do it"),
        ("https://t.example/a(b)", "Do it (<https://t.example/a(b)>)"),
    ],
)  # fmt: skip
def test_a_ticket_is_a_link_named_by_its_last_part(tracker: str, text: str) -> None:
    rows = [{"id": "a", "description": "Do it", "tracker": tracker}]
    assert printed("- {{ actions.*.description }}", actions=rows) == f"- {text}"


@pytest.mark.parametrize(
    ("status", "reason", "text"),
    [("declined", "Too late", "Declined: Too late"), ("declined", " ", "Declined"), ("open", "Too late", "Open"),
     ("done", "", "✅")],
)  # fmt: skip
def test_only_a_declined_action_has_its_reason(status: str, reason: str, text: str) -> None:
    rows = [{"id": "a", "description": "x", "status": status, "reason": reason}]
    assert printed("- {{ actions.*.status }}", actions=rows) == f"- {text}"
