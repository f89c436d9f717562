"""Reading a template: what is refused, with file, line and the nearest known name."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import TemplateError
from pmtui.model.postmortem import Postmortem
from pmtui.template.fields import known_paths
from pmtui.template.filename import document_name
from pmtui.template.interview import all_questions, interview
from pmtui.template.omissions import left_out
from pmtui.template.open_questions import open_questions, print_open_questions
from pmtui.template.parse import parse
from pmtui.template.problems import problems, remarks
from pmtui.template.progress import Completeness
from pmtui.template.render import print_document
from pmtui.template.tree import Template

HEAD = '+++\ntitle = "T"\n+++\n'


def read(body: str, head: str = HEAD) -> Template:
    return parse(head + body, "t.md")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{{ incident.titel }}", [":4:", "'incident.titel'", "'incident.title'"]),
        ("a\n\n{{ timelin.*.event }}", [":6:", "'timeline.*.event'"]),
        ("{{ timeline.*.evnt }}", ["'timeline.*.event'"]),
        ("{{ figures.durration }}", ["'figures.duration'"]),
        ("{{ actions.imediate.*.owner }}", ["'actions.immediate.*.owner'"]),
        ("{{ incident.date : dat }}", ["Unknown format 'dat'", "'date'"]),
        ("{{ incident.date : }}", ["colon", "Formats"]),
        ("{{ custom.x : numbr }}", ["Unknown type 'numbr'", "'number'"]),
        ("{{ custom.x : choice() }}", ["Unknown type"]),
        ("{{ custom.X }}", ["isn't a valid name for a question"]),
        ("{{ custom.x : number }}\n\n{{ custom.x : date }}", [":6:", "a different type"]),
        ("{{ timeline }}", ["'timeline' is a table", "timeline.*.at"]),
        ("{{ summary.* }}", ["isn't a list"]),
        ("{{ impact }}", ["Unknown field 'impact'"]),
        ("- [{{ detection.source is montoring }}] x", ["'montoring'", "'monitoring'"]),
        ("{{ incident.title", [":4:", "never closed"]),
        ("a { summary } b", [":4:", "'{ summary }'", "one brace", "Write {{ summary }}"]),
        ("| {timeline.*.event} |\n|---|", [":4:", "one brace"]),
        ("{{ timeline.*.event }} {{ actions.*.owner }}", ["two lists", "'timeline'", "'actions'"]),
        ("<!-- each timeline -->\n{{ actions.*.owner }}\n<!-- end -->", [":5:", "two lists"]),
        ("<!-- each timelin -->\nx\n<!-- end -->", [":4:", "'timeline'"]),
        ("<!-- each actions by day -->\nx\n<!-- end -->", [":4:", "only the timeline", "each timeline by day"]),
        ("## {{ timeline.day }}", [":4:", "each timeline by day"]),
        ("- {{ timeline.day }} {{ timeline.*.event }}", [":4:", "two lists"]),
        ("<!-- each timeline -->\nx\n", [":4:", "no 'end'"]),
        ("<!-- each -->\nx\n<!-- end -->", ["name of a list"]),
        ("x\n<!-- end -->", [":5:", "has no 'each'"]),
        ("<!-- each timeline -->\n<!-- each actions -->\n<!-- end -->", ["inside another"]),
        ("<!-- optonal -->\n{{ summary }}", [":4:", "'optonal'", "'optional'"]),
        ("<!-- aks: What? -->\n{{ summary }}", [":4:", "'aks:'", "'ask'"]),
        ("| a | b |\n|---|---|\n| c | {{ summary }} | d |", [":6:", "more cells"]),
        ("<!-- hnt: say more -->\n{{ summary }}", ["'hint'"]),
        ("<div>\n{{ summary }}\n</div>", [":5:", "HTML"]),
        ("<!-- note --> {{ summary }}", [":4:", "HTML"]),
        ("<!-- ask: What? --> {{ summary }}", [":4:", "line by itself"]),
        ("<!-- hint: forgot\n{{ summary }}\n\n<!-- x -->", [":4:", "runs into"]),
        ("<!-- hint: forgot\n\nend", [":4:", "isn't closed"]),
        ("<!-- Optional -->\n{{ summary }}", ["'Optional'", "'optional'"]),
        ("- a\n<!-- each timeline -->\n- {{ timeline.*.event }}\n<!-- end -->", [":5:", "middle of a list"]),
        ("## {{ timeline.*.event }}", [":4:", "each timeline"]),
        ("| {{ timeline.*.event }} |\n|---|\n| x |", [":4:", "each timeline"]),
        ("{{ incident.severity is high }}", ["checkbox"]),
        ("- [{{ custom.x is zzz }}] A\n\n{{ custom.x : choice(a, b) }}", ["a different type"]),
        ("{{ figures.deadline }}", [":4:", "no deadline"]),
        ("{{ title | upper }}", [":4:", "Unknown field", "another tool", "\\{{"]),
        ("{{#each actions}}", [":4:", "another tool"]),
        ("Run ${{ secrets.KEY }}", [":4:", "another tool"]),
        ("a ${{ incident.title }}", [":4:", "another tool", "$\\{{", "\\${{"]),
        ("x\n\n```yaml\nrun: {{ .Title }}\n```", [":7:", "another tool"]),
        ("a {{{ summary }}} b", [":4:", "two braces on each side", "Write {{ summary }}", "\\{{{"]),
        ("- {{ custom.q.* }}", [":4:", "names no column", "{{ custom.q.*.text }}", "{{ custom.q : list }}"]),
        ("- {{ custom.q.*.a.* }}", ["names no column"]),
        ("- {{ custom.q.*.id }}", ["names no column"]),
        ("- {{ custom.q.*.model_dump }}", ["names no column"]),
        ("- {{ custom.*.text }}", ["isn't a valid name for a question"]),
        ("- {{ custom.q.*.a : list }}", ["a cell, which can't be a list"]),
        ("- {{ custom.q.*.number : text }}", ["the row's number"]),
        ("- {{ custom.q.*.a : numbr }}", ["Unknown type 'numbr'", "'number'"]),
        ("- {{ custom.q.*.a : text }}\n- {{ custom.q.*.a : date }}", [":5:", "a different type"]),
        ("- {{ custom.q }}\n- {{ custom.q.*.a }}", [":5:", "'custom.q' is a list here, and one answer where"]),
        ("- {{ custom.q.*.number }}\n- {{ custom.q : list }}", [":5:", "is one answer here, and a list where"]),
        ("<!-- each custom.q -->\n{{ custom.r.*.a }}\n<!-- end -->", [":4:", "names a column of 'custom.q'"]),
        ("## {{ custom.q.*.a }}", [":4:", "each custom.q"]),
        ("- {{ custom.q.*.a }} {{ custom.r.*.a }}", [":4:", "two lists"]),
    ],
)
def test_invalid_templates_are_refused(body: str, words: list[str]) -> None:
    with pytest.raises(TemplateError) as caught:
        read(body)
    for word in ["t.md", *words]:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        "Owner: <!-- {{ name }} --> x <!-- {{{ y }}} -->\n",
        "| A |\n|---|\n| b <!-- {{ summary }} --> |\n",
        "- a <!-- [{{ summary }}] -->\n",
        "a <!-- b\nc {{ summary }}\n--> d {# e #} <!--{{ x\n}}-->\n",
        "- a <!-- b\n  [{{ summary }}]\n  {{ x --> d\n- <!--\n  {{ y }} -->\n",
        "{% if severity %}a{% endif %} {# note #}\n",
    ],
)
def test_comments_and_other_languages_are_printed_as_they_are(body: str) -> None:
    template = read(body)
    assert not all_questions(template)
    assert print_document(template, Postmortem()) == body


def test_dollar_signs_and_comments_leave_the_answers_around_them_alone() -> None:
    template = read("a <!-- b\n{{ x }} --> \\${{ summary }}\\\n{{ summary }} $\\{{ y }} $ {{ summary }}\n")
    written = "a <!-- b\n{{ x }} --> $Mine\\\nMine ${{ y }} $ Mine\n"
    assert print_document(template, Postmortem(summary="Mine")) == written


def test_a_comment_in_code_is_code() -> None:
    fence = read("```html\n<!-- {{ summary }} -->\n```\n")
    assert print_document(fence, Postmortem(summary="Mine")) == "```html\n<!-- Mine -->\n```\n"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("{{ summary }}", []),
        ("# Only words", [1]),
        ("x\n\n```markdown\n# {{ incident.title }}\n```", [6]),
        ("x\n\n> ~~~~\n> # {{ incident.title }}\n> ~~~~", [6]),
        ("```sh\n# {{ summary }}\n```", []),
        ("```\n{{ summary }}\n```", []),
        ("```\n# Only words\n```\n\n{{ summary }}", []),
    ],
)
def test_a_template_that_can_be_used_but_asks_too_little_has_a_remark(body: str, lines: list[int]) -> None:
    assert [line for line, _ in remarks(read(body))] == lines


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\nlayout: x\n---\n\n# Our review\n\n{{ summary }}\n", "Our review"),
        ("---\nlayout: x\n---\n\n# {{ incident.title }}\n\n{{ summary }}\n", "ours"),
    ],
)
def test_a_file_that_starts_with_its_front_matter_needs_no_settings(text: str, title: str) -> None:
    template = parse(text, "docs/ours.md")
    assert template.settings.title == title
    assert print_document(template, Postmortem(summary="A b")) == text.replace("{{ summary }}", "A b").replace(
        "{{ incident.title }}", "TBD"
    )
    with pytest.raises(TemplateError, match=r"ours.md:5: Unknown field 'sumary'"):
        parse("---\na: b\n---\n\n{{ sumary }}", "ours.md")
    assert [str(each)[:10] for each in problems("---\na: {{ x }}\n---\n\n{{ sumary }}", "ours.md")] == [
        "ours.md:2:", "ours.md:5:",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "| A | B |\n|---|---|\n| {{ actions.*.description }} | {{ actions.*.tracker }} |\n",
        "<!-- each actions -->\n### {{ actions.*.description }}\n\n- Ticket: {{ actions.*.tracker }}\n<!-- end -->\n",
    ],
)
def test_a_ticket_with_its_own_place_is_printed_once(body: str) -> None:
    postmortem = Postmortem.model_validate({"actions": [{"id": "a", "description": "Fix it", "tracker": "OPS-7"}]})
    assert print_document(read(body), postmortem).count("OPS-7") == 1
    alone = body.replace("{{ actions.*.tracker }}", "x")
    assert print_document(read(alone), postmortem).count("OPS-7") == 1


@pytest.mark.parametrize(
    "body",
    [
        "a \\{ summary } b",
        "```\n{ summary }\n```",
        "a { b } c",
        "\\{{ summary }}",
        "`GET /x/{summary}` ``{ summary }``",
    ],
)
def test_braces_that_are_not_a_placeholder_are_text(body: str) -> None:
    assert not all_questions(read(body))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Hello", [":1:", "+++"]),
        ("+++\ntitle = 'x'\n", ["isn't closed"]),
        ("+++\ntitle = \n+++\n", ["TOML"]),
        ("+++\ntitel = 'x'\n+++\n", [":2:", "'titel'", "'title'"]),
        ("+++\ntitle = 'x'\nstatus = { draf = 'D' }\n+++\n", ["'status' has no step 'draf'", "'draft'"]),
        ("+++\ntitle = 'x'\nfollow_up_days = 0\n+++\n", ["'follow_up_days'", "follow_up_days = 30"]),
        (
            "+++\ntitle = 'x'\nseverity = 'P1'\n+++\n",
            [":3:", "'severity'", "must be a list of labels", "severity = ["],
        ),
        ("+++\ntitle = 'x'\nseverity = [1, 2]\n+++\n", ["'severity'", "must be a list of labels"]),
        ("+++\ntitle = 'x'\npriority = ['1', '2', '3', '4', '5', '6']\n+++\n", ["'priority'", "6 labels for"]),
        ("+++\ntitle = 'x'\nseverity = ['a', ' ']\n+++\n", ["'severity'", "has an empty label"]),
        ("+++\ntitle = 'x'\nhorizon_days = [30, 7]\n+++\n", ["'horizon_days'", "the smaller first"]),
        ("+++\ntitle = 'x'\nhorizon_days = [7]\n+++\n", ["'horizon_days'", "[7, 30]"]),
        ("+++\ntitle = 'x'\nfilename = '{nope}.md'\n+++\n", ["'{nope}'", "{date}, {id}, {slug}, {template}"]),
        ("+++\ntitle = 'x'\nfollow_up_days = true\n+++\n", ["'follow_up_days'", "valid integer"]),
        ("+++\ntitle = 3\n+++\n", ["'title'", "valid string", 'title = "']),
        ("+++\ndescription = 'x'\n+++\n", ["'title'", "is missing"]),
    ],
)
def test_invalid_front_matter_is_refused(text: str, words: list[str]) -> None:
    with pytest.raises(TemplateError) as caught:
        parse(text, "t.md")
    for word in ["t.md", *words]:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (HEAD + "{{ summary }}", []),
        (HEAD + "{{ sumary }} {{ x }}\n\n| {{ incident.titel }} |\n|---|\n\n<!-- optonal -->\n{{ a", [4, 6, 9, 10]),
        (HEAD + "<!-- each timelin -->\n{{ sumary }}\n<!-- end -->", [5, 4]),
        (HEAD + "# Only words", []),
        ("# No settings\n{{ sumary }}", [1]),
        ('+++\ntitel = "T"\n+++\n{{ sumary }}', [2]),
        (HEAD + "{{ x }}\n\n" * 60, list(range(4, 104, 2))),
    ],
)
def test_all_problems_are_found_with_their_lines(text: str, lines: list[int | None]) -> None:
    found = [re.match(r"t\.md:(\d+)?", str(problem)) for problem in problems(text, "t.md")]
    assert sorted(int(each[1]) if each and each[1] else 0 for each in found) == sorted(line or 0 for line in lines)


def test_comments_that_are_not_directives_stay() -> None:
    body = "<!-- Written by the platform team. -->\n\n<!-- see: the wiki -->\n\nEnd.\n"
    assert print_document(read(body), Postmortem()) == body


def test_text_above_a_block_becomes_guidance_of_the_question_below() -> None:
    words = "<!-- ask: Mine? -->\n"
    for body in (
        "| E |\n|---|\n| {{ timeline.*.event }} |",
        "```\n{{ summary }}\n```",
        "## Part\n\n{{ summary }}",
        "<!-- each timeline -->\n{{ timeline.*.event }}\n<!-- end -->",
    ):
        assert [question.prompt for question in all_questions(read(words + body))] == ["Mine?"]


def test_code_at_the_start_of_a_line_is_not_a_fence() -> None:
    template = read("```code``` here\n\n<!-- ask: Mine? -->\n{{ summary }}")
    assert all_questions(template)[0].prompt == "Mine?"


def test_directives_inside_a_fence_are_text() -> None:
    body = "```\n<!-- optional -->\n```\n"
    assert print_document(read(body), Postmortem()) == body


def test_sections_groups_and_questions_are_in_document_order() -> None:
    template = read(
        "# P: {{ incident.title }}\n\n**When**: {{ incident.date }}\n\n## Impact\n\n### Users\n\n"
        "<!-- ask: Who? -->\n<!-- hint: All of them. -->\n<!-- example: 12 -->\n"
        "- **Count**: {{ impact.users_affected }}\n"
        "<!-- optional -->\n- **Where**: {{ impact.regions }}\n\n## Timeline\n\n| When | What |\n|---|---|\n"
        "| {{ timeline.*.time }} | {{ timeline.*.event }} |\n\n## End\n\n{{ impact.users_affected }}\n"
    )
    found = [
        (screen.title, [(q.path, q.label, q.group, q.required) for q in screen.questions])
        for screen in interview(template)
    ]
    assert found == [
        ("Incident", [("incident.title", "Title", "", True), ("incident.date", "When", "", True)]),
        (
            "Impact",
            [
                ("impact.users_affected", "Count", "Users", True),
                ("impact.regions", "Where", "Users", False),
            ],
        ),
        ("Timeline", [("timeline", "Timeline", "", True)]),
        ("End", []),  # it's asked already
    ]
    who = interview(template)[1].questions[0]
    assert (who.prompt, who.hint, who.example) == ("Who?", "All of them.", "12")
    assert [column.name for column in interview(template)[2].questions[0].columns] == [
        "at",
        "event",
        "milestones",
        "failing",
    ]


def test_a_figure_asks_for_the_inputs_it_needs() -> None:
    paths = [question.path for question in all_questions(read("{{ figures.budget }}\n"))]
    assert paths == ["impact.budget.slo", "impact.budget.window_days", "figures.budget"]


@given(st.sampled_from(known_paths()))
def test_every_path_can_be_asked_and_printed(path: str) -> None:
    template = read(f"- {{{{ {path} }}}}\n", HEAD.replace("+++\n", "+++\ndeadline_business_days = 3\n", 1))
    assert len(all_questions(template)) >= (0 if path.endswith((".number", ".verdict", ".utc")) else 1)
    assert print_document(template, Postmortem())


@given(st.text(max_size=200))
def test_no_text_makes_a_traceback(body: str) -> None:
    try:
        template = read(body)
    except TemplateError:
        return
    assert print_document(template, Postmortem()).endswith("\n")


@pytest.mark.parametrize(
    ("first", "second", "required"),
    [
        ("<!-- optional -->\n{{ summary }}", "{{ summary }}", True),
        ("{{ summary }}", "<!-- optional -->\n{{ summary }}", True),
        ("<!-- optional -->\n{{ summary }}", "<!-- optional -->\n{{ summary }}", False),
        ("<!-- optional -->\n## A\n\n{{ summary }}", "## B\n\n{{ summary }}", True),
    ],
)  # fmt: skip
def test_a_question_that_is_required_anywhere_is_required(first: str, second: str, required: bool) -> None:
    (question,) = all_questions(read(f"{first}\n\n{second}\n"))
    assert question.required is required


@pytest.mark.parametrize(
    ("body", "label", "group"),
    [
        ("**Where**: {{ incident.id }}", "Where", ""), ("- **Where**: {{ incident.id }}", "Where", ""),
        ("{{ incident.id }}", "Incident ID", ""), ("## A\n\n### B\n\n{{ summary }}", "B", "B"),
        ("## A\n\n**Told**:\n\n{{ summary }}", "Told", ""),
        ("| Name | Day |\n|---|---|\n| Lead | {{ incident.date }} |", "Lead: Day", ""),
        ("## A\n\n- [{{ impact.data_loss.yes }}] Lost", "Data loss", ""),
        ("{{ custom.how_many }}", "How many", ""), ("**Length**: {{ figures.duration }}", "Length", ""),
        ("{{ figures.duration }}", "Duration", ""), ("### Soon\n\n- {{ actions.short.*.description }}", "Soon", "Soon"),
    ],
)  # fmt: skip
def test_a_question_is_called_what_the_document_calls_its_answer(body: str, label: str, group: str) -> None:
    question = all_questions(read(body))[-1]
    assert (question.label, question.group) == (label, group)


@pytest.mark.parametrize(
    ("lines", "characters", "is_refused"),
    [(1996, 0, False), (1997, 0, True), (0, 200_000, False), (0, 200_001, True)],
)
def test_a_template_has_a_limit(lines: int, characters: int, is_refused: bool) -> None:
    text = f"{HEAD}{'x' * (characters - len(HEAD))}" if characters else f"{HEAD}" + "\n" * lines
    if not is_refused:
        parse(text, "t.md")
        return
    with pytest.raises(TemplateError, match="at most 2,000 lines and 200,000 characters"):
        parse(text, "t.md")


@pytest.mark.parametrize(
    ("key", "inside", "outside"),
    [
        ("deadline_business_days", ("1", "365"), ("0", "366", "1.5", "true")),
        ("follow_up_days", ("1", "3650"), ("0", "3651")),
        ("horizon_days", ("[0, 1]", "[7, 31]"), ("[-1, 1]", "[1, 1]", "[2, 1]", "[1]")),
        ("severity", ('["a", "b", "c", "d"]', '[{label = "a", means = "b"}]'), ('["a", "b", "c", "d", "e"]', "3")),
        ("actions_need", ('["owner", "status"]', "[]"), ('["cost"]',)),
        ("timezone", ('"UTC"', '""', '"Europe/Berlin"'), ('"Mars"',)),
        ("filename", ('"{date}-{id}.md"', f'"{"x" * 200}"'), ('"{day}.md"', f'"{"x" * 201}"')),
        ("timeline_milestones", ("true", "false"), ("1", '"yes"')),
        ("mandatory", ('["high"]', "[]"), ('["worst"]',)),
    ],
)  # fmt: skip
def test_the_limits_of_the_front_matter(key: str, inside: tuple[str, ...], outside: tuple[str, ...]) -> None:
    for value in inside:
        read("x", f'+++\ntitle = "T"\n{key} = {value}\n+++\n')
    for value in outside:
        with pytest.raises(TemplateError, match=f":3: '{key}' in the front matter"):
            read("x", f'+++\ntitle = "T"\n{key} = {value}\n+++\n')


@pytest.mark.parametrize(
    ("pattern", "title", "name"),
    [
        ("{date}-{slug}.md", "Login fails", "2026-03-07-login-fails.md"), ("{slug}", "", "postmortem.md"),
        ("{template}/{slug}", "x", "t-x.md"), ("{slug}.md", "x" * 61, "x" * 60 + ".md"),
        ("x" * 100 + ".md", "", "x" * 100 + ".md"),
        ("x" * 101 + ".md", "", "x" * 100 + ".md"),
        ("{id}--{slug}.md", "x", "x.md"), ("post mortem.md", "", "post-mortem.md"),
    ],
)  # fmt: skip
def test_the_name_of_the_document(pattern: str, title: str, name: str) -> None:
    template = read("x", f'+++\ntitle = "T"\nfilename = "{pattern}"\n+++\n')
    record = Postmortem.model_validate({"incident": {"title": title, "date": "2026-03-07"}})
    assert document_name(template, record) == name


def left(body: str, **record: Any) -> list[str]:
    return [each.words for each in left_out(Completeness(read(body), Postmortem.model_validate(record)))]


@pytest.mark.parametrize(
    ("body", "record", "words"),
    [
        ("{{ summary }}", {"summary": "S"}, []), ("x", {"summary": "S"}, ["Summary"]), ("x", {"summary": " "}, []),
        ("x", {"custom": {"how_many": "5"}}, ["How many"]),
        ("{{ custom.how_many }}", {"custom": {"how_many": "5"}}, []),
        ("x", {"timeline": [{"id": "a"}, {"id": "b"}]}, ["Timeline (2 rows)"]),
        ("- {{ timeline.*.event }}", {"timeline": [{"id": "a", "action": "x", "until": "2026-03-07T14:00:00Z"}]},
         ["Timeline: Action taken"]),
        ("- {{ timeline.*.event }}", {"timeline": [{"id": "a", "action": " "}]}, []),
        ("- {{ actions.short.*.description }}", {"actions": [{"id": "a", "horizon": "long"}, {"id": "b"}]},
         ["Action items without a heading in this template"]),
        ("- {{ actions.*.description }}", {"actions": [{"id": "a", "horizon": "long", "owner": "Ann"}]},
         ["Action items: Owner"]),
        ("x", {"impact": {"revenue": "$5"}}, ["Revenue"]), ("{{ figures.revenue }}", {"impact": {"revenue": "$5"}}, []),
        ("x", {"impact": {"budget": {"slo": "99%"}}}, []),
        ("x", {"impact": {"data_loss": {"yes": True}}}, ["Data loss"]),
        ("- [{{ impact.data_loss.yes }}] x", {"impact": {"data_loss": {"yes": True}}}, []),
    ],
)  # fmt: skip
def test_what_a_template_leaves_out_of_the_answers(body: str, record: dict[str, Any], words: list[str]) -> None:
    assert left(body, **record) == words


def test_open_questions_are_listed_by_person() -> None:
    template = read(
        "## A\n\n{{ summary }}\n\n**Id**: {{ incident.id }}\n\n"
        "## B\n\n- {{ timeline.*.event }}\n\n{{ impact.regions }}\n"
    )
    marks = {
        "incident.id": {"kind": "unknown", "note": "no ticket"}, "summary": {"kind": "waiting", "note": ""},
        "timeline.e2.event": {"kind": "waiting", "note": "Kim"}, "timeline.e1.event": {"kind": "not_applicable"},
        "impact.regions": {"kind": "waiting", "note": "Kim"}, "timeline.gone.event": {"kind": "waiting", "note": "Kim"},
        "detection.description": {"kind": "unknown"},
    }  # fmt: skip
    record = Postmortem.model_validate({"timeline": [{"id": "e1"}, {"id": "e2"}], "marks": marks})
    found = open_questions(Completeness(template, record))
    assert [(each.who, each.section, each.label, each.note) for each in found] == [
        ("Kim", "B", "Regions", ""), ("Kim", "B", "Timeline, row 2: Event", ""),
        ("Waiting, no name given", "A", "Summary", ""), ("Unknown", "A", "Id", "no ticket"),
    ]  # fmt: skip
    text = print_open_questions(Completeness(template, record))
    assert text.startswith("## Open questions\n\n**Kim**\n\n- B, Regions: ")
    assert text.count("**") == 6
    assert text.endswith(" (no ticket)\n")
    assert print_open_questions(Completeness(template, Postmortem())) == ""
