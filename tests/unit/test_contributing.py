"""CONTRIBUTING's six things, done in a copy of the code: a field, a figure, a template, a rule, an editor, a source."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
_STEP = re.compile(
    r"<!-- (?:put into (?P<into>\S+), before: (?P<before>.+?)|new file (?P<new>\S+)|run) -->\n+"
    r"```\w+\n(?P<lines>.*?)```",
    re.DOTALL,
)
"""Lines to put into a file, a new file, or a command."""


LOOK = """
import json
from datetime import date
from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.review.prose import sentences
from pmtui.review.reviewer import review
from pmtui.template import lookup
from pmtui.template.interview import all_questions
from pmtui.template.progress import Completeness
from pmtui.template.render import print_document
from pmtui.tui.editors.registry import EDITORS
template = lookup.load("short")
postmortem = Postmortem.model_validate({
    "incident": {"title": "T", "team": "storage", "date": "2026-03-07"},
    "timeline": [
        {"id": "a", "at": "2026-03-07T10:00:00Z", "event": "x", "milestones": ["started"]},
        {"id": "b", "at": "2026-03-09T11:00:00Z", "event": "y", "milestones": ["resolved"]},
    ],
})
found = review(Completeness(template, postmortem), date(2026, 3, 20), Status.FINAL)
print(json.dumps({
    "asked": [[question.prompt for question in all_questions(lookup.load(name))] for name in ("short", "corrective")],
    "prose": [path for path, _ in sentences(postmortem)],
    "document": print_document(template, postmortem),
    "found": [each.code for each in found.findings],
    "editor": EDITORS[Kind.ZONE].__name__,
}))
"""

TESTS = ["golden/test_examples.py", "unit/test_catalog.py", "unit/test_causes.py", "unit/test_drafts.py",
         "unit/test_figures.py", "unit/test_printed_zones.py", "unit/test_readme.py",
         "unit/test_review.py", "unit/test_sources.py"]  # fmt: skip
"""Tests that fail if one of the six things is added only in part."""

ADDED = (
    "uptime_kuma or short or corrective or F313 or days_open or has_its_case or every_kind or every_question"
    " or every_template"
)
"""The cases of these tests that are about the six things."""


def run(checkout: Path, *words: str, folder: Path | None = None) -> str:
    """Return what Python prints in the copy.

    Raises:
        AssertionError: if it fails.
    """
    env = {**os.environ, "PYTHONPATH": str(checkout), "PYTHONDONTWRITEBYTECODE": ""}  # compiled once for all commands
    command = [sys.executable, *words]
    done = subprocess.run(command, cwd=folder or checkout, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _do(step: re.Match[str], copy: Path) -> None:
    if step["new"]:
        (copy / step["new"]).write_text(step["lines"], encoding="utf-8")
    elif step["into"]:
        path = copy / step["into"]
        source = path.read_text(encoding="utf-8")
        found = re.search(rf"^ *{re.escape(step['before'])}", source, re.MULTILINE)
        assert found is not None, f"{step['into']} has no line that starts with {step['before']!r}"
        path.write_text(source[: found.start()] + step["lines"] + source[found.start() :], encoding="utf-8")
    else:
        script = re.fullmatch(r"python - <<'END'\n(.*)END\n", step["lines"], re.DOTALL)
        run(copy, *(["-c", script[1]] if script else step["lines"].split()[1:]))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the code with everything that CONTRIBUTING adds to it."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("pmtui", "templates", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, copy)
    for step in _STEP.finditer(TEXT):
        _do(step, copy)
    return copy


def test_the_six_things_work(checkout: Path) -> None:
    seen = json.loads(run(checkout, "-c", LOOK))
    assert all("Which team owns the service?" in asked for asked in seen["asked"])
    assert "incident.title" in seen["prose"] and "incident.team" not in seen["prose"]
    assert "**Team**: storage" in seen["document"]
    assert "**Days open**: 2" in seen["document"]
    assert "F313" in seen["found"]
    assert seen["editor"] == "ZoneEditor"


def test_the_command_line_has_them_too(checkout: Path, tmp_path: Path) -> None:
    def pmtui(*words: str) -> str:
        return run(checkout, "-m", "pmtui", *words, folder=tmp_path)

    assert "short" in pmtui("templates")
    assert "Which team owns the service?" in pmtui("schema")
    assert "Impact of more than a day" in pmtui("check", "--explain", "F313")
    assert "incident.team" in pmtui("questions", "short")


def test_the_tests_of_what_was_added_pass(checkout: Path) -> None:
    tests = [str(Path("tests", name)) for name in TESTS]
    quick = ["--assert=plain", "-p", "no:cacheprovider"]  # to rewrite each assert takes longer than the tests
    printed = run(checkout, "-m", "pytest", "-vv", *quick, "-k", ADDED, *tests)
    complete = [f"test_an_example_is_complete[{name}]" for name in ("short", "corrective")]
    source = "test_a_sample_of_each_kind_becomes_its_events[uptime_kuma-0]"
    for case in (*complete, source, "test_days_open_counts_whole_days", "[F313]", "test_readme_lists_every_template"):
        assert case in printed


def test_the_guide_takes_the_next_free_code() -> None:
    from pmtui.review.catalog import RULES

    assert max(int(code[1:]) for code in RULES if code.startswith("F")) + 1 == 313


def _several() -> list[str]:
    """Return the paths that the guide abbreviates, as in `tests/unit/test_{keys,advice}.py`."""
    found = re.findall(r"`(\w+/[\w./-]+)\{([\w,]+)\}([\w.]+)`", TEXT)
    return [f"{start}{each}{end}" for start, several, end in found for each in several.split(",")]


def test_every_unit_test_is_in_the_table_of_packages() -> None:
    named = {*re.findall(r"`(tests/unit/test_\w+\.py)`", TEXT), *_several()}
    existing = {str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "unit").glob("test_*.py")}
    assert existing - named == set()


def test_every_path_in_the_guide_exists() -> None:
    named = [name for name in re.findall(r"`(\w+/[\w./-]+)`", TEXT) if not name.endswith("/short.md")] + _several()
    assert [name for name in named if not any((place / name).exists() for place in (ROOT, ROOT / "pmtui"))] == []
