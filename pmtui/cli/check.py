"""Reviews drafts from the command line: `pmtui check`, for CI and pre-commit."""

import argparse
import json
import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pmtui.advice import Advice
from pmtui.cli.annotations import Annotation, sarif, workflow_command
from pmtui.cli.arguments import SEVERAL
from pmtui.cli.drafts import drafts_in
from pmtui.config import ActiveConfig
from pmtui.errors import PmtuiError, UsageError, at_line
from pmtui.model.scales import Status
from pmtui.model.signed_digests import TEMPLATE
from pmtui.review.catalog import RULES
from pmtui.review.examples import EXAMPLES
from pmtui.review.findings import Finding, Level, ReviewResult, Rule, Topic
from pmtui.review.groups import FindingGroup, by_rule
from pmtui.review.reviewer import review
from pmtui.review.rules.actions import OVERDUE
from pmtui.review.rules.completeness import PARTLY_ANSWERED
from pmtui.review.rules.timeline import NO_TIME
from pmtui.session.templates import load_template
from pmtui.storage.draft_file import from_toml
from pmtui.storage.field_lines import FieldLines
from pmtui.storage.safe_files import read_text
from pmtui.template.progress import Completeness
from pmtui.text import brief, did_you_mean, plural, visible


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
    levels = [level.label for level in Level]
    parser.add_argument("drafts", nargs="*", metavar="DRAFT", help=SEVERAL)
    parser.add_argument("--template", metavar="T", help="check against this template, not the draft's")
    parser.add_argument("--status", choices=["draft", "review", "final"], help="check as if the drafts had this status")
    parser.add_argument("--only", metavar="TOPICS", action="append", help=f"only these topics: {','.join(Topic)}")
    parser.add_argument("--level", choices=levels, default="hint", help="only findings at or above this level")
    parser.add_argument(
        "--fail-on",
        choices=levels,
        default="error",
        help="exit with 1 on findings at or above this level (default: error)",
    )
    parser.add_argument("--verbose", action="store_true", help="print every finding, not one line per rule")
    formats = parser.add_mutually_exclusive_group()
    formats.add_argument(
        "--format", choices=["text", "json", "sarif", "github"], default="text", help="output format (default: text)"
    )
    formats.add_argument("--json", action="store_const", dest="format", const="json", help="the same as --format json")
    parser.add_argument("--explain", metavar="CODE", help="explain a rule, with examples; 'all' lists every rule")


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Print the findings of drafts; return 3 if one can't be read, 1 for findings at the level or above, or 0."""
    if args.explain:
        return _explain(args.explain)
    topics, shown = _topics(args.only), Level[args.level.upper()]
    if not args.drafts:
        raise UsageError("No drafts given.", "Name drafts or folders, for example: pmtui check postmortems/")
    status = Status(args.status) if args.status else None
    checked = [
        _filtered(_checked(path, args.template, status, active), topics, shown)
        for path in drafts_in(args.drafts, active.drafts_folder(args.dir))
    ]
    if args.format == "json":
        print(json.dumps([_data(each) for each in checked], indent=2, ensure_ascii=False))
    elif args.format == "sarif":
        print(sarif(note for each in checked for note in _annotations(each, with_waived=True)))
    elif args.format == "github":
        for note in (note for each in checked for note in _annotations(each)):
            print(visible(workflow_command(note)))
    else:
        _print(checked, is_verbose=args.verbose)
    if any(each.problem for each in checked):
        return 3
    least = Level[args.fail_on.upper()]
    return 1 if any((each.review.worst() or 0) >= least for each in checked) else 0


def _topics(given: list[str] | None) -> frozenset[Topic]:
    """Return the topics that are asked for: all of them if none is named.

    Raises:
        UsageError: for a name that isn't a topic's.
    """
    names = [name.strip().lower() for words in given or [] for name in words.split(",") if name.strip()]
    for name in names:
        if name not in list(Topic):
            hint = did_you_mean(name, list(Topic)) or f"Topics: {', '.join(Topic)}."
            raise UsageError(f"Topic not found: '{name}'.", hint)
    if given and not names:
        raise UsageError("--only names no topic.", f"Topics: {', '.join(Topic)}.")
    return frozenset(map(Topic, names)) or frozenset(Topic)


def _filtered(checked: _Checked, topics: Collection[Topic], least: Level) -> _Checked:
    """Return what was checked with only the findings that were asked for."""
    kept = (
        tuple(finding for finding in listed if finding.rule.topic in topics and finding.level >= least)
        for listed in (checked.review.findings, checked.review.waived)
    )
    return replace(checked, review=ReviewResult(*kept))


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


def _print(checked: list[_Checked], *, is_verbose: bool) -> None:
    groups = [(each, group) for each in checked for group in _groups(each, is_verbose=is_verbose)]
    for each in checked:
        if each.problem:
            print(visible(_with_file(each)), file=sys.stderr)
    for each, group in groups:
        print(visible(_line(each, group)))
        if len(group.findings) > 1:
            print(visible(f"    {_places(each, group)}"))
    waived = sum(len(each.review.waived) for each in checked)
    parts = [plural(len(checked), "draft")]
    for level in sorted(Level, reverse=True):
        listed = [group for _, group in groups if group.level is level]
        places = sum(len(group.findings) for group in listed)
        where = f" in {plural(places, 'place')}" if places > len(listed) else ""
        parts += [f"{plural(len(listed), level.label)}{where}"] if listed else []
    parts += [f"{waived} waived"] if waived else []
    damaged = sum(bool(each.problem) for each in checked)
    parts += [f"{damaged} unreadable"] if damaged else []
    print(", ".join(parts if len(parts) > 1 else [*parts, "no findings"]), file=sys.stderr)


def _with_file(each: _Checked) -> str:
    """Return why a file can't be read, with its name."""
    names_file = each.problem.startswith((f"{each.path}:", f"{each.path} "))
    return each.problem if names_file else f"{each.path}: {each.problem}"


def _groups(each: _Checked, *, is_verbose: bool) -> list[FindingGroup]:
    findings = each.review.findings
    return [FindingGroup((finding,)) for finding in findings] if is_verbose else by_rule(findings)


def _line(each: _Checked, group: FindingGroup) -> str:
    """Return a group on one line: where it begins, what is wrong and how often, why it matters, and what to do."""
    first = group.findings[0]
    count = len(group.findings)
    wrong = f"{group.rule.title}: {count} places." if count > 1 else first.message
    path = group.path if count > 1 else first.path
    place = at_line(each.path, min(map(each.line, group.findings)))
    ask = first.ask if count == 1 else group.rule.ask
    return (
        f"{place}: {f'{path}: ' if path else ''}{group.rule.code} {group.level.label}: {_told(group.rule, wrong, ask)}"
    )


def _told(rule: Rule, wrong: str, ask: Advice) -> str:
    return " ".join(f"{wrong} {rule.why} {ask}".split())


_MOST_PLACES = 8
"""Places below a line; they fit on one or two lines of a terminal, and more of them aren't read."""


def _places(each: _Checked, group: FindingGroup) -> str:
    """Return where a group's findings are: lines, fields, and the words that they're about, if there are any."""
    placed = sorted((each.line(finding), number) for number, finding in enumerate(group.findings))
    named = []
    for line, number in placed[:_MOST_PLACES]:
        finding = group.findings[number]
        words = " ".join(finding.words.split())
        is_wording = finding.rule.topic is Topic.LANGUAGE
        field = finding.path.removeprefix(group.path).removeprefix(".")
        named.append(f"{line} {field}".rstrip() + (f" '{brief(words, 40)}'" if is_wording and words else ""))
    more = len(placed) - len(named)
    return "Lines " + ", ".join(named) + (f", and {more} more (--verbose shows each)" if more else "")


def _annotations(each: _Checked, *, with_waived: bool = False) -> Iterator[Annotation]:
    """Yield what code hosts show at its line: every finding, or that the file can't be read."""
    if each.problem:
        line = re.match(rf"{re.escape(str(each.path))}:(\d+):", each.problem)
        yield Annotation(each.path, int(line[1]) if line else 1, each.problem)
    for finding in (*each.review.findings, *(each.review.waived if with_waived else ())):
        words = _told(finding.rule, finding.message, finding.ask)
        yield Annotation(each.path, each.line(finding), words, finding)


def _data(each: _Checked) -> dict[str, Any]:
    if each.problem:
        return {"draft": str(each.path), "problem": each.problem}
    return {
        "draft": str(each.path),
        "findings": [_finding_data(each, finding) for finding in each.review.findings],
        "rules": [_group_data(each, group) for group in by_rule(each.review.findings)],
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


def _group_data(each: _Checked, group: FindingGroup) -> dict[str, Any]:
    return {
        "code": group.rule.code,
        "level": group.level.label,
        "topic": group.rule.topic.value,
        "title": group.rule.title,
        "count": len(group.findings),
        "lines": sorted({each.line(finding) for finding in group.findings}),
        "why": group.rule.why,
        "ask": str(group.rule.ask),
        "source": group.rule.source,
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
    levels = "set by [conventions] overdue in the config (default: warning)" if found is OVERDUE else levels
    print(f"{found.code} {found.title} ({found.topic.value})\n\n{found.why}\n")
    example = EXAMPLES.get(found.code)
    if example is not None:
        print(f"Flagged: {example.flagged}\nBetter:  {example.better}\n")
    print(f"Advice: {found.ask}\nSource: {found.source}\nLevel: {levels}.")
    return 0


_WORDS = {Status.DRAFT: "draft", Status.REVIEW: "document under review", Status.FINAL: "final one"}
