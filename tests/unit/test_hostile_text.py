"""No answer breaks the document: GitHub's own parser finds the same structure whatever was typed."""

import re
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from pmtui.model.catalog import Question, model_questions
from pmtui.model.kinds import LISTS, Kind
from pmtui.model.postmortem import Postmortem
from pmtui.template import lookup
from pmtui.template.blocks import safe_blocks
from pmtui.template.inline import one_line, parser
from pmtui.template.interview import all_questions
from pmtui.template.render import print_document
from tests.strategies import PIECES, texts

MARK = "ZZ"
HOSTILE = [
    f"{MARK} " + f" {MARK} ".join(PIECES).replace("\r\n", "\n"),
    "\n".join(f"{piece} {MARK}" for piece in PIECES),
    f"# {MARK}\n## {MARK}\n{MARK}\n===\n- {MARK}\n- [ ] {MARK}",
    f"```{MARK}\nnever closed",
    f"<!-- {MARK}\nnever closed",
    f"</details></td></table><b>{MARK}",
    f"| {MARK} |\n|---|\n| {MARK} |\n\n[{MARK}]: http://e.example",
    f"{MARK} | \\| ` | ** | [ | ]( | ![ | < | & | ~~ | \\",
    f"\\{MARK}\\",
    f"`{MARK}|`` ` {MARK}\\|`",
    f"{MARK} " + "x|`*_[<&\\\n" * 3_000,
]


class Skeleton(HTMLParser):
    """The structure that the template gives a document: headings and the shape of tables, without those in answers."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text = ""
        self.rows: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch("h[1-6]|thead", tag):
            self.text = ""
        if tag == "table":
            self.rows = []
        if tag == "tr":
            self.rows.append(0)
        if tag in ("td", "th"):
            self.rows[-1] += 1

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "h1":
            self.found.append("h1")
        elif re.fullmatch("h[2-6]", tag) and MARK not in self.text:
            self.found.append(f"{tag} {self.text}")
        elif tag == "thead":
            self.head = self.text.split()[0] if self.text.split() else ""
        elif tag == "table" and self.head != "a" and MARK not in self.head:
            self.found.append(f"table {self.head} {self.rows}")


def skeleton(markdown: str) -> list[str]:
    reader = Skeleton()
    reader.feed(cmarkgfm.github_flavored_markdown_to_html(markdown))
    return reader.found


def filled(text: str, template: str) -> Postmortem:
    """Return a postmortem in which every text says `text`."""
    postmortem = Postmortem.model_validate(_group(text))
    custom = {q.path.removeprefix("custom."): text for q in all_questions(lookup.load(template)) if "custom." in q.path}
    return postmortem.model_copy(update={"custom": custom})


def _value(question: Question, text: str) -> Any:
    if question.choices is not None:
        first = next(iter(question.choices)).value
        return [first] if question.kind is Kind.CHOICES else first
    if question.kind in LISTS:
        return [text, text]
    if question.kind is Kind.TABLE:
        rows = [{column.name: _value(column, text) for column in question.columns} for _ in range(2)]
        return [{"id": f"r{number}", **row} for number, row in enumerate(rows)]
    fixed: dict[Kind, Any] = {
        Kind.DATE: "2026-03-07",
        Kind.DUE: "2026-03-07",
        Kind.DATETIME: "2026-03-07T14:00:00Z",
        Kind.YESNO: True,
        Kind.ZONE: "UTC",
    }
    return fixed.get(question.kind, text)


def _group(text: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for question in model_questions().values():
        if "*" in question.path or question.kind is Kind.ANSWER:
            continue
        node = data
        *groups, name = question.path.split(".")
        for group in groups:
            node = node.setdefault(group, {})
        node[name] = _value(question, text)
    return data


@pytest.mark.parametrize("template", lookup.BUILTIN)
@pytest.mark.parametrize("hostile", range(len(HOSTILE)))
def test_the_structure_stays_whatever_every_field_holds(template: str, hostile: int) -> None:
    text = HOSTILE[hostile]
    if len(text) > 20_000 and template != "outage":
        pytest.skip("once is enough for a long text in every field")
    calm = print_document(lookup.load(template), filled("word", template))
    wild = print_document(lookup.load(template), filled(text, template))
    assert skeleton(wild) == skeleton(calm)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", wild)


@given(texts)
def test_nothing_follows_an_answer_into_it(text: str) -> None:
    """Whatever an answer holds, the heading, the table and the paragraph after it are what they were."""
    lines = safe_blocks(text)
    after = "\n\n<!-- -->\n\n# After\n\n| a | b |\n|---|---|\n| c | d |\n"
    html = cmarkgfm.github_flavored_markdown_to_html("\n".join(lines) + after)
    alone = cmarkgfm.github_flavored_markdown_to_html(after)
    assert html.endswith(alone.lstrip()) or html.endswith(alone.replace("<!-- raw HTML omitted -->", "").lstrip())


@given(texts)
def test_an_answer_in_a_cell_stays_in_its_cell(text: str) -> None:
    html = cmarkgfm.github_flavored_markdown_to_html(f"| a | b |\n|---|---|\n| {one_line(text, 'cell')} | end |\n")
    assert html.count("<td>") == 2
    assert "<td>end</td>" in html
    tokens = (
        MarkdownIt("commonmark").enable("table").parse(f"| a | b |\n|---|---|\n| {one_line(text, 'cell')} | end |\n")
    )
    assert [token.type for token in tokens].count("td_open") == 2


@given(texts)
def test_an_answer_on_a_line_stays_on_its_line(text: str) -> None:
    html = cmarkgfm.github_flavored_markdown_to_html(f"- **Label**: {one_line(text)} end\n- next\n\n# After\n")
    assert html.count("<li>") == 2
    assert html.count("<strong>Label</strong>") == 1
    assert html.rstrip().endswith("<h1>After</h1>")


@given(texts.filter(lambda text: "&" not in text))  # an entity is written as the character that it stands for
def test_writing_an_answer_again_changes_nothing(text: str) -> None:
    once = "\n".join(safe_blocks(text))
    twice = "\n".join(safe_blocks(once.replace("<!-- -->", "")))
    assert re.sub(r"\n{2,}", "\n\n", twice) == re.sub(r"\n{2,}", "\n\n", once) or "<" in once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**bold** and *soft*, `code`, [x](http://e.example)", "**bold** and *soft*, `code`, [x](http://e.example)"),
        ("2 * 3 and snake_case and a ~ b", "2 * 3 and snake_case and a ~ b"),
        ("~1,200 users", "~1,200 users"),
        ("lone ** and `", "lone \\*\\* and \\`"),
        ("a <script> b < 5", "a \\<script> b < 5"),
        ("AT&T &amp; &copy", "AT&T & &copy"),
        ("[/] and [ ]", "\\[/\\] and \\[ \\]"),
        ("ends with \\", "ends with \\\\"),
        ("C:\\new\\x", "C:\\new\\x"),
        ("a\nb", "a<br>b"),
        ("ring\x07 \x1b[31m", "ring\u2407 \u241b\\[31m"),
    ],
)
def test_intended_markdown_stays_and_text_that_breaks_out_is_escaped(text: str, expected: str) -> None:
    assert one_line(text) == expected


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "*a " * 33_000, "<!--" * 25_000, "`" * 100_000, "> " * 50_000, "- " * 5_000]
)
def test_a_text_made_to_be_slow_is_taken_literally(text: str) -> None:
    assert safe_blocks(text)
    assert one_line(text, "cell")


def test_the_parser_for_answers_makes_no_link_definitions() -> None:
    assert "[a]: b" in parser().render("[a]: b")


@pytest.mark.parametrize("depth", [8, 9, 12, 15, 16, 40])
def test_a_list_of_the_greatest_depth_loses_no_line(depth: int) -> None:
    for start in ("", "> > > "):
        text = "\n".join(f"{start}{'  ' * level}- item {level} of it" for level in range(depth))
        written = "\n".join(safe_blocks(text, 3))
        assert all(f"item {level} of it" in written for level in range(depth))
