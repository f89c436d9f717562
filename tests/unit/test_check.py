"""`pmtui check`: one line per rule, what is shown of it, and the formats that code hosts read."""

import json
import re
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from pmtui.cli import annotations
from pmtui.cli.annotations import Annotation, workflow_command
from pmtui.review.catalog import RULES
from pmtui.review.examples import EXAMPLES
from pmtui.review.findings import Level
from pmtui.review.groups import by_rule
from tests.findings_per_draft import of_examples
from tests.unit.test_cli import Run, run  # noqa: F401 - a fixture
from tests.unit.test_review import action, actions, reviewed

DRAFT = """\
schema = 2
template = "sre"
summary = "Obviously, the disk was full. Clearly, that was 50%, or more."
[document]
status = "review"
[waived]
"L605 summary: Clearly" = "a quote"
"""
ACTIONS = [
    f'[[actions]]\nid = "a{n}"\ndescription = "Limit retries of part {n}"\ngoal = "prevent"\n' for n in range(10)
]
DUE = "due = 2020-01-01\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "d.toml"
    path.write_text("\n".join([DRAFT, *ACTIONS, ACTIONS[0].replace("a0", "late") + DUE]), encoding="utf-8")
    return path


def test_a_rule_has_one_line_with_its_count_and_places(run: Run, draft: Path) -> None:  # noqa: F811
    _, out, err = run("check", "d.toml", "--only", "actions")
    lines = out.splitlines()
    at = next(number for number, line in enumerate(lines) if " A502 " in line)
    assert lines[at] == (
        "d.toml:9: actions: A502 warning: Action item has no due date: 10 places. Undated work gets done last, if at "
        "all. When is it due? Set a date: fri, +2w, end of quarter."
    )
    assert lines[at + 1].startswith("    Lines 9 a0.due, 14 a1.due, ")
    assert lines[at + 1].endswith(", and 2 more (--verbose shows each)")
    assert len([line for line in lines if " A502 " in line]) == 1
    assert len([line for line in run("check", "d.toml", "--verbose")[1].splitlines() if " A502 " in line]) == 10
    found = re.match(r"1 draft, (\d+) warnings in (\d+) places", err)
    assert found
    assert int(found[1]) == len([line for line in lines if " warning: " in line])


def test_a_single_finding_says_what_where_why_and_what_next(run: Run, draft: Path) -> None:  # noqa: F811
    out = run("check", "d.toml", "--only", "actions")[1]
    assert (
        "actions.late.due: A513 warning: Was due on 2020-01-01: 'Limit retries of part 0'. A past due date doesn't "
        "tell readers when to expect it. Is it done? If not, set a new date.\n"
    ) in out


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (["--only", "language"], {"L605"}),
        (["--only", "language,actions", "--level", "warning"], {"L605", "A501", "A502", "A503", "A513", "A518"}),
        (["--only", "Language", "--level", "error"], set()),
        (["--only", "figures", "--only", "language"], {"L605"}),
    ],
)
def test_what_is_shown(run: Run, draft: Path, words: list[str], codes: set[str]) -> None:  # noqa: F811
    for form, read in (("text", _of_text), ("json", _of_json), ("sarif", _of_sarif), ("github", _of_github)):
        found = {code for code in read(run("check", "d.toml", *words, "--format", form)[1]) if code != "A504"}
        assert found == codes, form


def _of_text(out: str) -> list[str]:
    return re.findall(r": ([A-Z]\d{3}) (?:hint|warning|error): ", out)


def _of_json(out: str) -> list[str]:
    return [finding["code"] for finding in json.loads(out)[0]["findings"]]


def _of_sarif(out: str) -> list[str]:
    return [result["ruleId"] for result in json.loads(out)["runs"][0]["results"] if "suppressions" not in result]


def _of_github(out: str) -> list[str]:
    return re.findall(r",title=([A-Z]\d{3}) ", out)


def test_what_is_not_shown_does_not_count(run: Run, draft: Path) -> None:  # noqa: F811
    assert run("check", "d.toml", "--fail-on", "warning")[0] == 1
    assert run("check", "d.toml", "--fail-on", "warning", "--only", "timeline", "--level", "error")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only", "cause"], "Did you mean 'causes'?"),
        (["--only", "x"], "Topics: completeness"),
        (["--only", ","], "no topic"),
        (["--json", "--format", "sarif"], "not allowed with"),
    ],
)
def test_invalid_filters_are_refused(run: Run, draft: Path, words: list[str], said: str) -> None:  # noqa: F811
    code, _, err = run("check", "d.toml", *words)
    assert (code, said in err) == (2, True)


def test_json_has_every_finding_and_the_rules(run: Run, draft: Path) -> None:  # noqa: F811
    data = json.loads(run("check", "d.toml", "--json")[1])[0]
    rule = next(each for each in data["rules"] if each["code"] == "A502")
    assert (rule["count"], rule["level"], rule["lines"][:2]) == (10, "warning", [9, 14])
    assert len([each for each in data["findings"] if each["code"] == "A502"]) == 10


def test_sarif_has_what_its_schema_requires(run: Run, draft: Path, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "no. 1, ü.toml").write_text("schema = 2\ntemplate = 3 4\n", encoding="utf-8")
    code, out, _ = run("check", "d.toml", "no. 1, ü.toml", "--format", "sarif")
    assert code == 3
    log = json.loads(out)
    _check_object("sarifLog", log)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (only,) = log["runs"]
    rules = only["tool"]["driver"]["rules"]
    assert only["tool"]["driver"]["name"] == "pmtui"
    assert len({rule["id"] for rule in rules}) == len(rules) > 3
    for rule in rules:
        assert all(rule[name]["text"] for name in ("shortDescription", "fullDescription", "help"))
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
    for result in only["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("note", "warning", "error")
        assert result["message"]["text"]
        _check_location(result["locations"], "d.toml")
        assert all(re.fullmatch(r"[0-9a-f]{64}", value) for value in result["partialFingerprints"].values())
    waived = [result["suppressions"] for result in only["results"] if "suppressions" in result]
    assert waived == [[{"kind": "inSource", "justification": "a quote"}]]
    (told,) = only["invocations"]
    assert told["executionSuccessful"] is False
    (note,) = told["toolExecutionNotifications"]
    _check_location(note["locations"], "no.%201%2C%20%C3%BC.toml")
    assert note["locations"][0]["physicalLocation"]["region"]["startLine"] == 2


_LEVELS = {"none", "note", "warning", "error"}
_SARIF: dict[str, tuple[set[str], dict[str, Any]]] = {
    "sarifLog": ({"version", "runs"}, {"$schema": str, "version": {"2.1.0"}, "runs": ["run"]}),
    "run": ({"tool", "results"}, {"tool": "tool", "columnKind": {"utf16CodeUnits", "unicodeCodePoints"},
                                  "invocations": ["invocation"], "results": ["result"]}),
    "tool": ({"driver"}, {"driver": "toolComponent"}),
    "toolComponent": ({"name"}, {"name": str, "version": str, "rules": ["reportingDescriptor"]}),
    "reportingDescriptor": ({"id"}, {"id": str, "shortDescription": "multiformatMessageString",
                                     "fullDescription": "multiformatMessageString", "help": "multiformatMessageString",
                                     "defaultConfiguration": "reportingConfiguration", "properties": "propertyBag"}),
    "multiformatMessageString": ({"text"}, {"text": str}),
    "reportingConfiguration": (set(), {"level": _LEVELS}),
    "propertyBag": (set(), {"tags": [str]}),
    "invocation": ({"executionSuccessful"}, {"executionSuccessful": bool,
                                             "toolExecutionNotifications": ["notification"]}),
    "notification": ({"message"}, {"level": _LEVELS, "message": "message", "locations": ["location"]}),
    "result": ({"message"}, {"ruleId": str, "ruleIndex": int, "level": _LEVELS, "message": "message",
                             "locations": ["location"], "partialFingerprints": dict, "suppressions": ["suppression"]}),
    "message": ({"text"}, {"text": str}),
    "location": (set(), {"physicalLocation": "physicalLocation", "logicalLocations": ["logicalLocation"]}),
    "physicalLocation": ({"artifactLocation"}, {"artifactLocation": "artifactLocation", "region": "region"}),
    "artifactLocation": ({"uri"}, {"uri": str}),
    "region": ({"startLine"}, {"startLine": int}),
    "logicalLocation": (set(), {"fullyQualifiedName": str}),
    "suppression": ({"kind"}, {"kind": {"inSource", "external"}, "justification": str}),
}  # fmt: skip
"""The objects of SARIF 2.1.0 (OASIS, section 3) that pmtui writes: the members that each must have, and all that pmtui
writes, with their type, their object, or the values that are allowed."""


def _check_object(name: str, written: Any) -> None:
    required, members = _SARIF[name]
    assert isinstance(written, dict), name
    assert required <= written.keys() <= members.keys(), name
    for member, value in written.items():
        _check_value(f"{name}.{member}", members[member], value)


def _check_value(place: str, wanted: Any, value: Any) -> None:
    if isinstance(wanted, list):
        assert isinstance(value, list), place
        for each in value:
            _check_value(place, wanted[0], each)
    elif isinstance(wanted, set):
        assert value in wanted, place
    elif isinstance(wanted, str):
        _check_object(wanted, value)
    else:
        assert type(value) is wanted, place
        assert value != "", place


def _check_location(locations: list[dict[str, Any]], uri: str) -> None:
    (place,) = (each["physicalLocation"] for each in locations)
    assert place["artifactLocation"]["uri"] == uri
    assert isinstance(place["region"]["startLine"], int)
    assert place["region"]["startLine"] >= 1


def test_github_gets_a_command_for_each_place(run: Run, draft: Path, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "bad.toml").write_text("schema = 2\ntemplate = 3 4\n", encoding="utf-8")
    lines = run("check", "d.toml", "bad.toml", "--format", "github")[1].splitlines()
    assert all(
        re.match(r"::(?:notice|warning|error) file=(?:d|bad)\.toml,line=\d+,title=[^:,]+::.", line) for line in lines
    )
    assert len([line for line in lines if "title=A502 " in line]) == 10
    assert any(line.startswith("::error file=bad.toml,line=2,title=Draft can't be read::") for line in lines)


def test_github_commands_are_escaped_as_documented() -> None:
    found = reviewed(actions(action(owner=""))).findings
    finding = next(each for each in found if each.code == "A501")
    line = workflow_command(Annotation(Path("a:b,c%\r\n.toml"), 3, "50%: a,\r\nb", finding))
    assert line == "::error file=a%3Ab%2Cc%25%0D%0A.toml,line=3,title=A501 Action item has no owner::50%25: a,%0D%0Ab"


def test_levels_have_their_names_in_each_format() -> None:
    assert {level: (annotations._COMMANDS[level], annotations._LEVELS[level]) for level in Level} == {
        Level.HINT: ("notice", "note"), Level.WARNING: ("warning", "warning"), Level.ERROR: ("error", "error"),
    }  # fmt: skip


def test_groups_name_what_their_fields_share() -> None:
    rows = [action(id=f"a{n}", description=f"Limit part {n}", owner="", due=None) for n in range(2)]
    groups = {group.rule.code: group for group in by_rule(reviewed(actions(*rows)).findings)}
    assert (groups["A501"].path, len(groups["A501"].findings), groups["A501"].level) == ("actions", 2, Level.ERROR)
    single = by_rule(groups["A501"].findings[:1])[0]
    assert single.path == "actions.a0.owner"
    assert groups["C101"].path == ""


def test_a_complete_draft_has_few_lines() -> None:
    counts = sorted(map(len, of_examples().values()))
    assert len(counts) == 35
    assert median(counts) <= 4
    assert counts[-1] <= 6


def test_explain_shows_an_example_and_the_source(run: Run) -> None:  # noqa: F811
    out = run("check", "--explain", "A506")[1]
    assert "Flagged: Improve alerting (#123)\nBetter:  Page when" in out
    assert "\nSource: PagerDuty" in out
    assert "[conventions] overdue" in run("check", "--explain", "A513")[1]


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_an_example(code: str) -> None:
    example = EXAMPLES[code]
    assert "" not in example
    assert example.flagged != example.better
    assert max(map(len, example)) <= 90
