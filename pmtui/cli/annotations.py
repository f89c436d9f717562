"""Findings as code hosts read them: SARIF 2.1.0, and GitHub's workflow commands."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pmtui import __version__
from pmtui.review.catalog import RULES
from pmtui.review.findings import Finding, Level, Rule


@dataclass(frozen=True)
class Annotation:
    """A finding at its line, or a file that can't be read.

    Attributes:
        path: the draft's file.
        line: the line, from 1.
        words: what is wrong, why it matters, and what to do next.
        finding: the finding; None for a file that can't be read.
    """

    path: Path
    line: int
    words: str
    finding: Finding | None = None


# -- GitHub ------------------------------------------------------------------------------------------------------------

_COMMANDS = {Level.HINT: "notice", Level.WARNING: "warning", Level.ERROR: "error"}


def workflow_command(each: Annotation) -> str:
    """Return a workflow command, which GitHub shows in a pull request at the line."""
    command = _COMMANDS[each.finding.level] if each.finding is not None else "error"
    title = f"{each.finding.code} {each.finding.rule.title}" if each.finding is not None else "Draft can't be read"
    properties = {"file": each.path.as_posix(), "line": str(each.line), "title": title}
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {written}::{_data(each.words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# -- SARIF -------------------------------------------------------------------------------------------------------------

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Level.HINT: "note", Level.WARNING: "warning", Level.ERROR: "error"}


def sarif(annotations: Iterable[Annotation]) -> str:
    """Return a SARIF log with one run; a waived finding is a suppressed result with its reason."""
    listed = list(annotations)
    found = [(each, each.finding) for each in listed if each.finding is not None]
    codes = sorted({finding.code for _, finding in found})
    unreadable = [each for each in listed if each.finding is None]
    run = {
        "tool": {"driver": {"name": "pmtui", "version": __version__, "rules": [_rule(RULES[code]) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not unreadable,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": each.words}, "locations": _locations(each)}
                    for each in unreadable
                ],
            }
        ],
        "results": [_result(each, finding, codes) for each, finding in found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.ask} Source: {rule.source}."},
        "defaultConfiguration": {"level": _LEVELS[rule.most]},
        "properties": {"tags": [rule.topic.value]},
    }


def _result(each: Annotation, finding: Finding, codes: Sequence[str]) -> dict[str, Any]:
    result = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.level],
        "message": {"text": each.words},
        "locations": _locations(each, finding.path),
        "partialFingerprints": {"pmtuiKey/v1": sha256(finding.key.encode("utf-8", "replace")).hexdigest()},
    }
    if finding.waived:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.waived}]
    return result


def _locations(each: Annotation, field: str = "") -> list[dict[str, Any]]:
    physical = {"artifactLocation": {"uri": _uri(each.path)}, "region": {"startLine": each.line}}
    logical = {"logicalLocations": [{"fullyQualifiedName": field}]} if field else {}
    return [{"physicalLocation": physical, **logical}]


def _uri(path: Path) -> str:
    """Return a path as a URI: relative to the current folder, as code hosts expect it, if it was given that way."""
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))
