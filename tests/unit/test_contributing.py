"""CONTRIBUTING's five things, done as it says to a copy of the house: a question, figure, template, rule, editor."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
_PUT = re.compile(r"<!-- put into (\S+), before: (.+?) -->\n+```python\n(.*?)```", re.DOTALL)
_NEW = re.compile(r"<!-- new file (\S+) -->\n+```markdown\n(.*?)```", re.DOTALL)

LOOK = """
import json, sys
from pmtui.figures.catalog import FIGURES
from pmtui.model.catalog import leaves
from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.review.catalog import RULES
from pmtui.review.reviewer import review
from pmtui.template import lookup
from pmtui.template.interview import all_questions
from pmtui.template.render import print_document
from pmtui.template.progress import Completeness
from pmtui.tui.editors.registry import EDITORS
from datetime import date
template = lookup.load("short")
record = Postmortem.model_validate({
    "incident": {"title": "T", "team": "storage", "date": "2026-03-07"},
    "timeline": [
        {"id": "a", "at": "2026-03-07T10:00:00Z", "event": "x", "milestones": ["started"]},
        {"id": "b", "at": "2026-03-09T11:00:00Z", "event": "y", "milestones": ["resolved"]},
    ],
})
found = review(Completeness(template, record), date(2026, 3, 20), Status.FINAL)
print(json.dumps({
    "asked": [question.prompt for question in all_questions(template)],
    "document": print_document(template, record),
    "found": [each.code for each in found.findings],
    "editor": EDITORS[Kind.ZONE].__name__,
}))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the house with all that CONTRIBUTING puts into it."""
    copy = tmp_path_factory.mktemp("house")
    for name in ("pmtui", "templates"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in _NEW.findall(TEXT):
        (copy / name).write_text(text, encoding="utf-8")
    for name, before, lines in _PUT.findall(TEXT):
        path = copy / name
        source = path.read_text(encoding="utf-8")
        found = re.search(rf"^ *{re.escape(before)}", source, re.MULTILINE)
        assert found is not None, f"{name} has no line that begins with {before!r}"
        path.write_text(source[: found.start()] + lines + source[found.start() :], encoding="utf-8")
    return copy


def test_all_five_do_what_they_are_for(house: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(house)},
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert "Which team has the service?" in seen["asked"]
    assert "**Team**: storage" in seen["document"]
    assert "**Days open**: 2" in seen["document"]
    assert "F309" in seen["found"]
    assert seen["editor"] == "ZoneEditor"


def test_the_command_line_has_them_too(house: Path, tmp_path: Path) -> None:
    def run(*words: str) -> str:
        words = (sys.executable, "-m", "pmtui", *words)
        env = {"PYTHONPATH": str(house), "HOME": str(tmp_path)}
        return subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True, env=env).stdout

    assert "short" in run("templates")
    assert "Which team has the service?" in run("schema")
    assert "An impact of more than a day" in run("check", "--explain", "F309")
    assert "incident.team" in run("questions", "short")
