"""README matches the code: the command line, the template made from a document, the files it names."""

import argparse
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from pmtui.cli.main import COMMANDS, build_parser
from pmtui.model.postmortem import Postmortem
from pmtui.storage.draft_file import from_toml
from pmtui.template import lookup
from pmtui.template.interview import all_questions
from pmtui.template.render import print_document

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    """Return the code block after a comment."""
    found = re.search(rf"<!-- {re.escape(name)} -->\n+```\w*\n(.*?)\n```", README, re.DOTALL)
    assert found is not None, name
    return found[1]


def test_readme_lists_every_command_with_all_its_options() -> None:
    lines = {line.split()[1]: line for line in block("command line").splitlines()[1:-1]}
    lines["open"] = block("command line").splitlines()[0]
    parsers = next(a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction))
    assert set(lines) == set(COMMANDS) == set(parsers.choices)
    for name, parser in parsers.choices.items():
        for action in parser._actions:
            if action.help is argparse.SUPPRESS:  # only for pmtui itself: `serve` starts sessions with it
                continue
            words = [word for word in action.option_strings if word.startswith("--") and word != "--help"]
            words = words or ([str(action.metavar)] if action.metavar and not action.option_strings else [])
            for word in words:
                assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", lines[name]), f"{name} lacks {word}"
        known = {word for action in parser._actions for word in action.option_strings}
        said = set(re.findall(r"--[a-z-]+", lines[name])) - {"--dir"}
        assert said <= known, f"{name} has no {said - known}"


def test_readme_lists_every_template() -> None:
    rows = README.partition("## Templates")[2].partition("\n\n## ")[0].splitlines()
    assert {row.split("`")[1] for row in rows if row.startswith("| `")} == set(lookup.BUILTIN)


def test_readme_lists_every_kind_of_source() -> None:
    from pmtui.sources.registry import KINDS

    rows = re.findall(r"^\| [\w ,]+ \| (`[\w`, ]+`) \| ", README, re.MULTILINE)
    assert sorted(re.findall(r"`(\w+)`", " ".join(rows))) == sorted(KINDS)


def test_the_example_template_prints_the_document_it_was_made_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / ".pmtui" / "templates"
    own.mkdir(parents=True)
    (own / "ours.md").write_text(block("example: template"), encoding="utf-8")
    template = lookup.load("ours")
    asked = {question.path for question in all_questions(template)}
    assert {"incident.severity", "custom.tenants", "figures.duration", "summary", "timeline", "actions"} <= asked
    record = {
        "incident": {"id": "INC-2041", "title": "Checkout answers 500", "severity": "high", "date": "2026-03-07"},
        "custom": {"tenants": "120"},
        "stated": {"duration": {"value": "20 minutes"}},
        "summary": "Half of all checkouts failed.",
        "timeline": [{"id": "a", "at": "2026-03-07T14:32:00Z", "event": "Error rate passes 15%"}],
        "actions": [{"id": "b", "description": "Add a limit", "owner": "Dana Wu", "due": "2026-03-13"}],
    }
    document = print_document(template, Postmortem.model_validate(record))
    assert [line.rstrip(" \\") for line in document.strip().splitlines()] == block("example: before").splitlines()


def test_every_file_that_readme_names_exists() -> None:
    named = set(re.findall(r"\]\(([^)#:]+)(?:#\w+)?\)|(?:srcset|src)=\"([^\"]+)\"|`(tests/[\w./]+)`", README))
    for path in (next(filter(None, found)) for found in named):
        assert (ROOT / path).exists(), path
    for module in re.findall(r"python -m (tests[\w.]*)", README):
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").exists() or (place / "__main__.py").exists(), module


def test_only_table_lines_are_long() -> None:
    outside = [line for line in README.splitlines() if not line.startswith(("|", "  <", "  alt", "    src"))]
    assert [line for line in outside if len(line) > 132] == []


def test_every_code_block_is_closed() -> None:
    assert README.count("```") % 2 == 0
    assert any(token.type == "table_open" for token in MarkdownIt("gfm-like", {"linkify": False}).parse(README))


def test_the_schema_line_matches_a_new_draft() -> None:
    from pmtui.storage.schema import HEAD

    assert f"`{HEAD}`" in README
    assert from_toml(f'{HEAD}\nschema = 1\ntemplate = "sre"\n', "d.toml").head == HEAD
