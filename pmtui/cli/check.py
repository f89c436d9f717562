"""Reviews drafts from the command line: `pmtui check`, for CI and pre-commit."""

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pmtui.cli.arguments import SEVERAL, add_json
from pmtui.cli.drafts import drafts_in
from pmtui.config import ActiveConfig
from pmtui.errors import PmtuiError, UsageError, at_line
from pmtui.model.scales import Status
from pmtui.model.signed_digests import TEMPLATE
from pmtui.review.catalog import RULES
from pmtui.review.findings import Finding, Level, ReviewResult
from pmtui.review.reviewer import review
from pmtui.review.rules.completeness import PARTLY_ANSWERED
from pmtui.review.rules.timeline import NO_TIME
from pmtui.session.templates import load_template
from pmtui.storage.draft_file import from_toml
from pmtui.storage.field_lines import FieldLines
from pmtui.storage.safe_files import read_text
from pmtui.template.progress import Completeness
from pmtui.text import did_you_mean, plural, visible


@dataclass(frozen=True)
class _Checked:
    """One file: what the review found in it, or why it couldn't be read."""

    path: Path
    review: ReviewResult = ReviewResult()
    lines: FieldLines | None = None
    problem: str = ""

    def line(self, finding: Finding) -> int:
        """Return the line, from 1, of a finding's field in the file."""
        if self.lines is None:
            return 1
        is_about_typed = finding.rule in (PARTLY_ANSWERED, NO_TIME)
        return self.lines.typed_line(finding.path) if is_about_typed else self.lines.line(finding.path)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("drafts", nargs="*", metavar="DRAFT", help=SEVERAL)
    parser.add_argument("--template", metavar="T", help="check against this template, not the draft's")
    parser.add_argument("--status", choices=["draft", "review", "final"], help="check as if the drafts had this status")
    parser.add_argument(
        "--fail-on",
        choices=["hint", "warning", "error"],
        default="error",
        help="exit with 1 on findings at or above this level (default: error)",
    )
    add_json(parser)
    parser.add_argument("--explain", metavar="CODE", help="explain a rule and cite its source; 'all' lists every rule")


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Print the findings of drafts; return 3 if one can't be read, 1 for findings at the level or above, or 0."""
    if args.explain:
        return _explain(args.explain)
    if not args.drafts:
        raise UsageError("No drafts given.", "Name drafts or folders, for example: pmtui check postmortems/")
    status = Status(args.status) if args.status else None
    checked = [
        _checked(path, args.template, status, active) for path in drafts_in(args.drafts, active.drafts_folder(args.dir))
    ]
    if args.json:
        print(json.dumps([_data(each) for each in checked], indent=2, ensure_ascii=False))
    else:
        _print(checked)
    if any(each.problem for each in checked):
        return 3
    least = Level[args.fail_on.upper()]
    return 1 if any((each.review.worst() or 0) >= least for each in checked) else 0


def _checked(path: Path, template_name: str | None, status: Status | None, active: ActiveConfig) -> _Checked:
    try:
        text = read_text(path)
        draft = from_toml(text, str(path))
        template = load_template(template_name or draft.template, active)
    except PmtuiError as error:
        return _Checked(path, problem=str(error))
    record = draft.postmortem
    if template_name:  # checking against another template doesn't count as a change
        record = record.model_copy(update={"signed": {k: v for k, v in record.signed.items() if k != TEMPLATE}})
    lines = FieldLines(text, draft.postmortem)
    return _Checked(path, review(Completeness(template, record), date.today(), status), lines)


def _print(checked: list[_Checked]) -> None:
    for each in checked:
        if each.problem:
            names_file = each.problem.startswith((f"{each.path}:", f"{each.path} "))
            print(visible(each.problem if names_file else f"{each.path}: {each.problem}"), file=sys.stderr)
        for finding in each.review.findings:
            print(visible(_line(each, finding)))
    findings = [finding for each in checked for finding in each.review.findings]
    waived = sum(len(each.review.waived) for each in checked)
    parts = [plural(len(checked), "draft")]
    for level in sorted(Level, reverse=True):
        count = sum(finding.level is level for finding in findings)
        parts += [plural(count, level.label)] if count else []
    parts += [f"{waived} waived"] if waived else []
    damaged = sum(bool(each.problem) for each in checked)
    parts += [f"{damaged} unreadable"] if damaged else []
    print(", ".join(parts if len(parts) > 1 else [*parts, "no findings"]), file=sys.stderr)


def _line(each: _Checked, finding: Finding) -> str:
    ask = "" if finding.message.endswith("?") else str(finding.ask)
    message = " ".join(f"{finding.message} {ask}".split())
    place = at_line(each.path, each.line(finding))
    return f"{place}: {finding.path}: {finding.code} {finding.level.label}: {message}"


def _data(each: _Checked) -> dict[str, Any]:
    if each.problem:
        return {"draft": str(each.path), "problem": each.problem}
    return {
        "draft": str(each.path),
        "findings": [_finding_data(each, finding) for finding in each.review.findings],
        "waived": [{**_finding_data(each, finding), "reason": finding.waived} for finding in each.review.waived],
    }


def _finding_data(each: _Checked, finding: Finding) -> dict[str, str | int]:
    return {
        "code": finding.code,
        "level": finding.level.label,
        "topic": finding.rule.topic.value,
        "path": finding.path,
        "line": each.line(finding),
        "words": finding.words,
        "message": finding.message,
        "ask": str(finding.ask),
        "why": finding.rule.why,
        "source": finding.rule.source,
        "key": finding.key,
    }


def _explain(code: str) -> int:
    """Print what a rule is about; for `all`, the code and title of every rule."""
    if code.lower() == "all":
        for rule in RULES.values():
            print(f"{rule.code}  {rule.title}")
        return 0
    found = RULES.get(code.upper())
    if found is None:
        hint = did_you_mean(code.upper(), RULES) or "Run 'pmtui check --explain all' to list them."
        raise UsageError(f"Rule not found: '{code}'.", hint)
    levels = ", ".join(f"{found.level(status).label} in a {_WORDS[status]}" for status in Status)
    print(f"{found.code} {found.title} ({found.topic.value})")
    print(f"\n{found.why}\n\nAdvice: {found.ask}\nSource: {found.source}\nLevel: {levels}.")
    return 0


_WORDS = {Status.DRAFT: "draft", Status.REVIEW: "document under review", Status.FINAL: "final one"}
