"""Documents in other dialects: what each reader makes of them is what GitHub makes of the default.

The readers are the real ones. Those of Python come with the extra `dev`; the test for MDX runs where the environment
variable MARKDOWN_TOOLS names a folder in which npm has installed @mdx-js/mdx, remark-gfm, react, react-dom,
markdownlint-cli2 and prettier.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from pmtui import config
from pmtui.cli.main import main
from pmtui.errors import ConfigError, TemplateError
from pmtui.model.postmortem import Postmortem
from pmtui.paths import builtin_templates
from pmtui.session.templates import in_dialect as template_in
from pmtui.session.templates import load_template
from pmtui.storage import draft_folder
from pmtui.template import lookup, rewrite
from pmtui.template.dialects import CHOICES, DIALECTS, Dialect
from pmtui.template.parse import parse
from pmtui.template.render import print_document
from pmtui.template.rewrite import in_dialect
from pmtui.template.settings import Settings
from tests.markdown_structure import structure

HARD = r"""
# Title {with} braces & <tags {#own}

**Label**: a\
**Other**: b  
third `code {x} <y>` and ``two ` ticks\
over lines`` end \< lt \| pipe \~tilde\~ {a} {.note}

Text before
- one
  more of one
  - two
    1. three
       - four

         para in four

       ```text
       fence {in} <list> \
       <!-- kept --> <br>
       ```
  - [x] done
  - [ ] open
- second

  loose para

* other list

1) paren
2) second

   with para
10) ten
    - sub

> quote\
> line
> - list
>   - nested
> - b

| A | B |
|---|:-:|
| a \| b<br>c | `x \| y` {z} |
|  | <https://example.com/a{b}> |

#5 isn't a heading. 5 < 6 and <5 too, a<b.

import this isn't
export nothing

!!! note isn't an admonition

<!-- a comment
over lines -->

- a

<!-- -->

- b

Line with <!-- inline --> comment, <https://example.com>, [one](<http://x.y/a b>) and [two](https://x.y/{q}).

- item
  | A | B |
  |---|---|
  | 1 | 2 |

Setext *head*
=============

    indented {code}

Last `unclosed and {brace}
"""
"""What one reader or another makes something else of."""


def github(markdown: str) -> list[str]:
    html = cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE)
    return structure(html)


def example(name: str) -> Postmortem:
    return draft_folder.load(builtin_templates() / "examples" / f"{name}.toml").postmortem


def documents(dialect: str) -> list[str]:
    """Return the built-in templates' examples in a dialect, and the hard document."""
    templates = {name: template_in(lookup.load(name), dialect) for name in lookup.BUILTIN}  # type: ignore[arg-type]
    printed = [print_document(template, example(name)) for name, template in templates.items()]
    return [*printed, in_dialect(HARD, DIALECTS[dialect])]


@pytest.fixture(scope="module")
def wanted() -> list[list[str]]:
    """The structure of each document, as GitHub shows it."""
    return [github(document) for document in documents("github")]


def python_reader(*extensions: str) -> Callable[[str], list[str]]:
    markdown = pytest.importorskip("markdown")
    pytest.importorskip("pymdownx")
    basic = ["attr_list", "md_in_html", "admonition", "toc", "pymdownx.tasklist", "pymdownx.tilde"]
    return lambda text: structure(markdown.markdown(text, extensions=[*basic, *extensions]))


def test_mkdocs_shows_what_github_shows(wanted: list[list[str]]) -> None:
    read = python_reader("tables", "pymdownx.superfences")
    assert [read(document) for document in documents("mkdocs")] == wanted
    assert [read(document) for document in documents("github")] != wanted


def test_backstage_shows_what_github_shows(wanted: list[list[str]]) -> None:
    pytest.importorskip("mdx_truly_sane_lists")
    read = python_reader("pymdownx.extra", "mdx_truly_sane_lists")
    assert [read(document) for document in documents("backstage")] == wanted
    assert [read(document) for document in documents("mkdocs")] != wanted


def test_a_plain_python_markdown_nests_lists_and_breaks_lines() -> None:
    markdown = pytest.importorskip("markdown")
    text = in_dialect("**A**: a\\\n**B**: b\n\n1. one\n   - two\n     - three\n\nend\n- list\n", DIALECTS["mkdocs"])
    shown = structure(markdown.markdown(text))
    assert shown == [
        ": A: a ⏎ B: b",
        "ol/li: one",
        "ol/li/ul/li: two",
        "ol/li/ul/li/ul/li: three",
        ": end",
        "ul/li: list",
    ]


def test_commonmark_and_gitlab_show_what_github_shows(wanted: list[list[str]]) -> None:
    assert documents("gitlab") == documents("github")
    assert [github(document) for document in documents("commonmark")] == wanted


MDX = """
import {evaluate} from "@mdx-js/mdx";
import * as runtime from "react/jsx-runtime";
import {renderToStaticMarkup} from "react-dom/server";
import {createElement} from "react";
import gfm from "remark-gfm";
import fs from "fs";
const pages = [];
for (const text of JSON.parse(fs.readFileSync(0, "utf8"))) {
  const page = await evaluate(text, {...runtime, remarkPlugins: [gfm]});
  pages.push(renderToStaticMarkup(createElement(page.default)));
}
console.log(JSON.stringify(pages));
"""


def test_docusaurus_shows_what_github_shows(wanted: list[list[str]], tmp_path: Path) -> None:
    tools = Path(os.environ.get("MARKDOWN_TOOLS", tmp_path))
    if not (tools / "node_modules" / "@mdx-js" / "mdx").is_dir() or shutil.which("node") is None:
        pytest.skip("MARKDOWN_TOOLS names no folder with @mdx-js/mdx")
    result = subprocess.run(
        ["node", "--input-type=module", "-e", MDX.replace("readFileSync(0", "readFileSync('/dev/stdin'")],
        cwd=tools, input=json.dumps(documents("docusaurus")), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert [structure(page) for page in json.loads(result.stdout)] == wanted


def test_what_docusaurus_would_read_as_code_is_text() -> None:
    text = in_dialect("a {b} <5 `{c}` <br> <https://x.y>\n\n<!-- d */ -->\n", DIALECTS["docusaurus"])
    assert text == "a \\{b\\} &lt;5 `{c}` <br /> [https://x.y](https://x.y)\n\n{/* d * / */}\n"


LINES = (
    "", "text", "  text", "    far in", "\tfar in", "# h", "- item", "2. item", "> quote", "===", "---", "| a | b |",
    "|---|---|", "a | b", "- | -", "```", "<p>", "<!-- c", "-->", "***", ": x",
)  # fmt: skip


def test_paragraphs_are_the_parsers_with_and_without_the_short_way() -> None:
    def blocks() -> list[list[tuple[str, object]]]:
        documents = ["\n".join(lines) for lines in product(("", "text", "- item"), LINES, LINES)]
        parsed = map(rewrite._PARSER.parse, documents)
        return [[(token.type, token.map) for token in tokens if token.type != "inline"] for tokens in parsed]

    short = blocks()
    rewrite._PARSER.block.ruler.disable("quiet_paragraph")
    try:
        assert short == blocks()
    finally:
        rewrite._PARSER.block.ruler.enable("quiet_paragraph")


def test_code_stays_as_it_is() -> None:
    code = "```\n- a\n  - b <br> <!-- c --> {d}\\\ne\n```\n"
    for dialect in DIALECTS.values():
        assert in_dialect(code, dialect) == code
        assert in_dialect("a `<!-- b --> {c}\\` d\n", dialect) == "a `<!-- b --> {c}\\` d\n"


def test_the_front_matter_of_the_document_stays_as_it_is() -> None:
    text = "---\ntags: [a]\nnote: '{b} <!-- c -->'\n---\n\n- a\n  - b\n"
    assert in_dialect(text, DIALECTS["mkdocs"]) == text.replace("  - b", "    - b")


TABLE = "| A | Long |\n|---|--:|\n| a<br>b |  |\n"


@pytest.mark.parametrize(
    ("choice", "before", "after"),
    [
        ({"hard_break": "spaces"}, "a\\\nb\n", "a  \nb\n"),
        ({"list_indent": 4}, "- a\n  - b\n\n    c\n", "- a\n    - b\n\n        c\n"),
        ({"list_indent": 3}, "10. a\n    - b\n", "10. a\n    - b\n"),  # what is below must be as far as the content
        ({"bullet": "*"}, "- a\n  + b\n\n1. c\n", "* a\n  * b\n\n1. c\n"),
        ({"bullet": "*"}, "- a\n\n+ b\n", "* a\n\n<!-- -->\n\n* b\n"),
        ({"cell_break": "; "}, TABLE, TABLE.replace("<br>", "; ")),
        ({"cell_break": "<br />"}, "a<br>b\n", "a<br>b\n"),
        ({"comments": "mdx"}, "a <!-- b -->\n\n<!-- c -->\n", "a {/* b */}\n\n{/* c */}\n"),
        ({"rule_row": "spaced"}, TABLE, TABLE.replace("|---|--:|", "| --- | --: |")),
        ({"rule_row": "tight"}, "| A | B |\n| --- | :-: |\n", "| A | B |\n|---|:-:|\n"),
        ({"table_padding": "compact"}, TABLE, TABLE.replace("|  |", "| |")),
        ({"table_padding": "aligned"}, TABLE, "| A      | Long |\n| ------ | ---: |\n| a<br>b |      |\n"),
        ({"line_wrap": 40}, f"{'word ' * 8}- end\n", f"{'word ' * 7}word -\nend\n"),
        ({"line_wrap": 40}, f"a  \n{'x' * 39} y\n- {'x' * 37} y\n", f"a  \n{'x' * 39}\ny\n- {'x' * 37}\n  y\n"),
    ],
)
def test_each_choice_alone(choice: dict[str, Any], before: str, after: str) -> None:
    settings = Settings.model_validate({"title": "T", **choice})
    assert in_dialect(before, settings.markdown) == after
    assert in_dialect(before, Settings(title="T").markdown) == before


def test_every_choice_can_be_set_in_a_template_and_in_the_config() -> None:
    assert set(CHOICES) == set(Dialect.__dataclass_fields__) - {"name", "title", "reader"}
    assert {"dialect", *CHOICES} <= set(Settings.model_fields) & set(config.CONVENTIONS)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('dialect = "mkdoc"', "'dialect' in the front matter isn't valid"),
        ("list_indent = 1", "'list_indent' in the front matter isn't valid"),
        ("list_indent = 5", "'list_indent' in the front matter isn't valid"),
        ("line_wrap = 39", "'line_wrap' in the front matter isn't valid"),
        ('bullet = "x"', "'bullet' in the front matter isn't valid"),
    ],
)
def test_a_choice_that_there_is_not_is_refused(line: str, words: str) -> None:
    with pytest.raises(TemplateError, match=words):
        parse(f'+++\ntitle = "T"\n{line}\n+++\na\n', "t.md")


LISTED = "- a\n  - b {{ incident.id }}\n"


def test_the_command_line_comes_before_the_config_and_that_before_the_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = tmp_path / "config.toml"
    monkeypatch.setenv("PMTUI_CONFIG", str(settings))
    (tmp_path / "t.md").write_text(f'+++\ntitle = "T"\ndialect = "mkdocs"\nbullet = "*"\n+++\n{LISTED}')
    (tmp_path / "d.toml").write_text('schema = 2\ntemplate = "./t.md"\n\n[incident]\nid = "X"\n')

    def exported(*options: str) -> str:
        capsys.readouterr()
        assert main(["export", "d.toml", "-o", "-", *options]) == 0
        return capsys.readouterr().out

    assert exported() == "* a\n    * b X\n"
    settings.write_text("[conventions]\nbullet = '+'\n")
    assert exported() == "+ a\n    + b X\n"
    settings.write_text("[conventions]\ndialect = 'backstage'\nlist_indent = 3\n")
    assert exported() == "- a\n   - b X\n"  # a dialect sets aside what the template chose for another
    assert exported("--dialect", "mkdocs") == "- a\n    - b X\n"
    assert exported("--dialect", "github") == "- a\n  - b X\n"
    settings.write_text("[conventions]\ndialect = 'mkdoc'\n")
    with pytest.raises(ConfigError, match=r"'dialect' in \[conventions\] isn't valid"):
        load_template("./t.md", config.ActiveConfig())


def test_lines_that_break_on_github_break_in_every_dialect() -> None:
    text = '+++\ntitle = "T"\nhard_break = "backslash"\n+++\n**A**: {{ incident.id }}\n**B**: b\n'
    for name, dialect in DIALECTS.items():
        printed = print_document(template_in(parse(text, "t.md"), name), Postmortem())  # type: ignore[arg-type]
        end = "  " if dialect.reader == "python" else "\\"
        assert printed == f"**A**: TBD{end}\n**B**: b\n"


PRINTED_AS_IS = {"MD013", "MD024"}
"""What markdownlint finds in the examples all the same: long lines, and two sections of the corrective template's form
that are called Metrics."""


def npm(command: str, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a program that npm has installed in the folder MARKDOWN_TOOLS; skip the test without it."""
    program = Path(os.environ.get("MARKDOWN_TOOLS", folder)) / "node_modules" / ".bin" / command
    if not program.exists():
        pytest.skip(f"MARKDOWN_TOOLS names no folder with {command}")
    return subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    """The documents in the default dialect, as files: with the examples' answers, and without any."""
    blank = [print_document(lookup.load(name), Postmortem()) for name in lookup.BUILTIN]
    found = [tmp_path / f"{number}.md" for number in range(2 * len(blank))]
    for page, text in zip(found, [*documents("github")[:-1], *blank], strict=True):
        page.write_text(text)
    return found


def test_markdownlint_finds_nothing(pages: list[Path]) -> None:
    result = npm("markdownlint-cli2", pages[0].parent, *(page.name for page in pages))
    assert set(re.findall(r" (MD\d+)/", result.stderr)) == PRINTED_AS_IS


def test_prettier_changes_nothing_of_substance(pages: list[Path]) -> None:
    before = [github(page.read_text()) for page in pages]
    assert npm("prettier", pages[0].parent, "--write", *(page.name for page in pages)).returncode == 0
    assert [github(page.read_text()) for page in pages] == before


def test_mdformat_changes_nothing_of_substance(pages: list[Path]) -> None:
    mdformat = pytest.importorskip("mdformat")
    pytest.importorskip("mdformat_gfm")
    for page in pages:
        assert github(mdformat.text(page.read_text(), extensions={"gfm"})) == github(page.read_text())
