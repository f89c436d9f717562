"""Around the answers, the document equals the template byte for byte: bullets, empty lines, indents, comments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.postmortem import Postmortem
from pmtui.template.parse import parse
from pmtui.template.render import print_document

HEAD = '+++\ntitle = "T"\n+++\n'
ANSWERED = Postmortem.model_validate({"incident": {"id": "INC-7"}, "document": {"authors": ["Ana", "Bo"]}})


def document(body: str) -> str:
    return print_document(parse(HEAD + body, "t.md"), ANSWERED).strip("\n")


def filled(body: str) -> str:
    return body.replace("{{ incident.id }}", "INC-7").strip("\n")


BLOCKS = [
    "# A",
    "## A ##",
    "##  A {{ incident.id }}",
    "### {{ incident.id }} ###",
    "Title {{ incident.id }}\n===",
    "Title\n---",
    "* a\n* b {{ incident.id }}",
    "+ a\n+ b",
    "-   {{ incident.id }}\n-   b",
    "1) {{ incident.id }}\n2) b",
    "1. a\n1. {{ incident.id }}",
    "7. a\n8. {{ incident.id }}",
    "* {{ incident.id }}\n    * b\n        * {{ incident.id }}",
    " * {{ incident.id }}\n   + b {{ incident.id }}",
    "1. {{ incident.id }}\n    - b\n    - c\n\n      text\n2. d",
    "* a\n\n\n* {{ incident.id }}\n\n  para {{ incident.id }}\n\n      code",
    "- [ ] a\n- [x] {{ incident.id }}",
    "*a* _b_ __c__ ***d*** {{ incident.id }} _e_",
    "**A**: {{ incident.id }}\n**B**: {{ incident.id }}",
    "**A**: {{ incident.id }}  \n**B**: x\\\nC: {{ incident.id }}",
    "a  \nb\\\nc",
    "  indented\n  more",
    "| a | b |\n|:--|--:|\n| {{ incident.id }} | __x__ |",
    "|a|b|\n|-|-|\n|c|d|",
    "a | b\n--|--\nc | d",
    "```bash\n$ {{ incident.id }}\n```",
    "~~~~ text\n```\nx\n```\n~~~~",
    "~~~\n{{ incident.id }}\n~~~",
    "> a\n>\n> - {{ incident.id }}",
    ">a\n> * b",
    "<!-- a comment\n  of two lines -->",
    "<details>\n  <summary>x</summary>\n</details>",
    "    code {% if x %}\n        deeper",
    "***",
    "___",
    "{% include x %} ${y} <%= z %> {x}",
    "[a]: http://a.example",
]


@pytest.mark.parametrize("body", BLOCKS)
def test_each_form_is_printed_as_the_template_has_it(body: str) -> None:
    for whole in (body, f"# T\n\n{body}\n\n\nafter\n", f"text\n\n{body}"):
        assert document(whole) == filled(whole)


@pytest.mark.parametrize(
    "body",
    [
        "# A\ntext {{ incident.id }}\n## B\n\n\n### C\n* {{ incident.id }}\n# D",
        "text {{ incident.id }}:\n* a\n* {{ incident.id }}\n\n\ntext",
        "* a\n\n- b\n\n+ c\n\n1. d\n\n1) e",
        "# A\n| a |\n|---|\n| {{ incident.id }} |\n\n```\nx\n```\n# B",
        "{{ incident.id }}\n<!-- c -->\n{{ incident.id }}\n***\n{{ incident.id }}",
    ],
)
def test_empty_lines_are_the_templates(body: str) -> None:
    assert document(body) == filled(body)


def test_a_repeated_item_keeps_its_bullet_and_its_list_goes_on() -> None:
    assert document("*   {{ document.authors.* }}\n*   x") == "*   Ana\n*   Bo\n*   x"
    assert document("1) {{ document.authors.* }}\n2) x") == "1) Ana\n2) Bo\n3) x"
    assert document("- a\n    + {{ document.authors.* }}\n- b") == "- a\n    + Ana\n    + Bo\n- b"


def test_directives_leave_no_empty_lines() -> None:
    body = "a\n\n<!-- ask: What? -->\n{{ incident.id }}\n\n<!-- optional -->\n## B\n\n{{ summary }}\n\n## C"
    assert document(body) == "a\n\nINC-7\n\n## C"
    assert document("a\n\n<!-- hint: x -->\n\n{{ incident.id }}") == "a\n\nINC-7"
    assert document("## A\n<!-- hint: x -->\n\n{{ incident.id }}") == "## A\n\nINC-7"


@given(st.lists(st.tuples(st.sampled_from(BLOCKS), st.integers(1, 3)), min_size=1, max_size=6))
def test_any_forms_below_each_other_are_unchanged(blocks: list[tuple[str, int]]) -> None:
    body = "".join(block + "\n" * (gap + 1) for block, gap in blocks)
    if any(_is_list(above) and _goes_on(below) for (above, _), (below, _) in zip(blocks, blocks[1:], strict=False)):
        return  # the block below would belong to the list
    assert document(body) == filled(body)


def _is_list(block: str) -> bool:
    return block.lstrip()[:1] in "*+-17" and block[:3] != "***"


def _goes_on(block: str) -> bool:
    return _is_list(block) or block.startswith(" ")
