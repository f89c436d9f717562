"""The five examples, printed: byte for byte, with every heading, label, column and checkbox of the references.

For each template: its example's document, the document of a postmortem without answers, and what it asks for.

`python -m tests.golden.test_examples` rewrites the expected files; read the diff before you commit it.
"""

import re
from pathlib import Path

import pytest

from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Severity, Status
from pmtui.paths import builtin_templates
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft, to_toml
from pmtui.template import lookup
from pmtui.template.interview import all_questions, interview
from pmtui.template.line_printer import PLACEHOLDER
from pmtui.template.progress import Completeness, State
from pmtui.template.render import print_document

HERE = Path(__file__).parent
TEMPLATES = lookup.BUILTIN


def example(name: str) -> Draft:
    return draft_folder.load(builtin_templates() / "examples" / f"{name}.toml")


def document(name: str, under: str = "") -> str:
    return print_document(lookup.load(under or name), example(name).postmortem)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_document_is_as_expected(name: str) -> None:
    expected = (HERE / "expected" / f"{name}.md").read_bytes()
    assert document(name).encode() == expected
    assert document(name).encode() == expected  # the second time too


def blank(name: str) -> str:
    """Return the document of a postmortem in which nothing is answered yet."""
    return print_document(lookup.load(name), Postmortem())


def questions(name: str) -> str:
    """Return what a template asks for, a line for each question: where, what, and how it's called."""
    lines = []
    for section in interview(lookup.load(name)):
        lines.append(f"{section.position}. {section.title}")
        for each in section.questions:
            columns = ", ".join(f"{column.name}{'*' * (column.name in each.printed)}" for column in each.columns)
            what = [each.path, each.kind, "required" if each.required else "optional", each.group, each.label, columns]
            lines.append(f"   {' | '.join(what).rstrip(' |')}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_document_without_answers_is_as_expected(name: str) -> None:
    assert blank(name) == (HERE / "expected" / f"{name}.blank.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_questions_are_as_expected(name: str) -> None:
    assert questions(name) == (HERE / "expected" / f"{name}.questions.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_heading_label_and_column_of_the_reference_is_there_in_order(name: str) -> None:
    text = document(name)
    position = 0
    for wanted in (HERE / "references" / f"{name}.txt").read_text().splitlines():
        start = f"\n{wanted}" if wanted.startswith(("#", "|")) else wanted
        found = f"\n{text}".find(start if not wanted.startswith("- [") else wanted[5:], max(0, position - 1))
        assert found >= 0, f"{wanted!r} is missing, or stands too early"
        position = found


@pytest.mark.parametrize("name", TEMPLATES)
def test_an_example_is_complete(name: str) -> None:
    draft = example(name)
    assert draft.template == name
    assert Completeness(lookup.load(name), draft.postmortem).missing() == []
    assert draft.postmortem.document.status is Status.FINAL
    text = document(name)
    assert PLACEHOLDER not in text
    assert "{{" not in text


@pytest.mark.parametrize("name", TEMPLATES)
def test_an_example_is_written_as_pmtui_writes(name: str) -> None:
    path = builtin_templates() / "examples" / f"{name}.toml"
    assert to_toml(draft_folder.load(path)) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("under", TEMPLATES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_an_answer_given_once_appears_wherever_it_is_asked_for(name: str, under: str) -> None:
    draft = example(name)
    template = lookup.load(under)
    standing = Completeness(template, draft.postmortem)
    text = document(name, under)
    plain = re.sub(r"\\(?=[^\w\s])|<br>", "", text)
    for question in all_questions(template):
        if standing.state(question) is State.ANSWERED and question.kind in ("line", "people", "link"):
            value = standing.raw(question)
            for part in value if isinstance(value, tuple) else (value,):
                assert re.sub(r"\\(?=[^\w\s])", "", part) in plain, question.path
    for action in draft.postmortem.actions:
        assert action.description in plain or action.description.replace("**", "") in plain


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("recovery", ["P1", "P2", "P3", "P4"]),
        ("outage", ["Critical", "High", "Medium", "Low"]),
        ("corrective", ["P0", "P1", "P2", "P2"]),
        ("five-whys", ["Critical", "High", "Medium", "Low"]),
        ("sre", ["SEV-1", "SEV-2", "SEV-3", "SEV-4"]),
    ],
)
def test_severities_match_the_references(name: str, labels: list[str]) -> None:
    settings = lookup.load(name).settings
    assert [settings.label(severity) for severity in Severity] == labels


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("recovery", ["Draft", "Under Review", "Final"]),
        ("outage", ["Draft", "Under Review", "Approved"]),
        ("corrective", ["Draft", "Draft", "Final"]),
        ("five-whys", ["Draft", "Under Review", "Published"]),
        ("sre", ["Draft", "Under Review", "Final"]),
    ],
)
def test_statuses_match_the_references(name: str, labels: list[str]) -> None:
    settings = lookup.load(name).settings
    assert [settings.label(status) for status in Status] == labels


def test_conventions_match_the_references() -> None:
    recovery = lookup.load("recovery").settings
    assert recovery.deadline_business_days == 3
    assert recovery.mandatory == (Severity.CRITICAL, Severity.HIGH)
    assert recovery.filename == "{date}-{slug}.md"
    for name in ("outage", "five-whys", "sre"):
        assert lookup.load(name).settings.follow_up_days == 30
    for name in TEMPLATES:
        assert {"owner", "due"} <= set(lookup.load(name).settings.actions_need)


def test_the_examples_include_a_midnight_and_a_clock_change() -> None:
    spans = {name: [event.at for event in example(name).postmortem.timeline if event.at] for name in TEMPLATES}
    assert any(times[0].date() != times[-1].date() for times in spans.values())
    assert any(len({time.utcoffset() for time in times}) > 1 for times in spans.values())


if __name__ == "__main__":
    (HERE / "expected").mkdir(exist_ok=True)
    for each in TEMPLATES:
        (HERE / "expected" / f"{each}.md").write_text(document(each), encoding="utf-8")
        (HERE / "expected" / f"{each}.blank.md").write_text(blank(each), encoding="utf-8")
        (HERE / "expected" / f"{each}.questions.txt").write_text(questions(each), encoding="utf-8")
