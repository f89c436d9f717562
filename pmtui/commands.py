"""What each command of the command line does."""

import argparse
import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pmtui import config, paths
from pmtui.errors import EditError, FileError, OpenQuestions, PmtuiError, UsageError
from pmtui.model.postmortem import Postmortem
from pmtui.opening import find_draft, run_app, terminal_problem
from pmtui.storage import draft_folder, exported_documents, journal
from pmtui.storage.draft_file import Draft
from pmtui.storage.safe_files import refuse_draft_as_target
from pmtui.template import lookup
from pmtui.template.filename import document_name
from pmtui.template.interview import Question, all_questions, interview
from pmtui.template.open_questions import appended
from pmtui.template.progress import Completeness
from pmtui.template.render import print_document
from pmtui.template.tree import Template
from pmtui.text import did_you_mean, one_line, visible


def _folder(args: argparse.Namespace) -> Path:
    return config.drafts_folder(args.dir)


def _print_json(data: Any) -> None:
    print(json.dumps(data, indent=2, ensure_ascii=False, default=str))


def new(args: argparse.Namespace) -> int:
    """Make a draft, print its path, and open it where there's a terminal."""
    from pmtui.session.defaults import filled  # imported where used: an export edits nothing

    draft = _example(args.example) if args.example else Draft(args.template or lookup.default(), Postmortem())
    template = lookup.load(draft.template)
    postmortem = draft.postmortem
    for assignment in args.set:
        postmortem = _assign(postmortem, template, assignment)
    postmortem = postmortem if args.example else filled(postmortem, config.active_config())
    today = date.today()
    folder = _folder(args)
    path = (
        Path(args.file).expanduser() if args.file else draft_folder.free_path(folder, today, postmortem.incident.title)
    )
    if not path.name:
        raise UsageError(f"{path} is a folder.", "Name a file in it.")
    if path.suffix != paths.DRAFT_SUFFIX:
        path = path.with_name(path.name + paths.DRAFT_SUFFIX)
    name = draft.template if draft.template in lookup.names() else str(lookup.locate(draft.template).resolve())
    draft_folder.create(path, Draft(name, postmortem))
    print(path, flush=True)
    has_terminal = not terminal_problem()
    return 0 if args.no_open or not has_terminal else run_app(folder, path)


def _example(name: str) -> Draft:
    path = paths.builtin_templates() / "examples" / f"{name}{paths.DRAFT_SUFFIX}"
    if name not in lookup.BUILTIN or not path.is_file():
        hint = did_you_mean(name, lookup.BUILTIN) or f"There are: {', '.join(lookup.BUILTIN)}."
        raise UsageError(f"There is no example '{name}'.", hint)
    return draft_folder.load(path)


def _assign(postmortem: Postmortem, template: Template, assignment: str) -> Postmortem:
    from pmtui.model.edit import apply  # imported where used: an export edits nothing
    from pmtui.parsing.moments import EntryError
    from pmtui.template.input_parsing import InputParser, enter

    path, equals, text = assignment.partition("=")
    if not equals:
        raise UsageError(f"--set {assignment}: there's no '='.", "Write, say: --set incident.title='Login fails'")
    entering = InputParser.of(postmortem, template.settings, date.today())
    try:
        question = _settable(path, template)
        choices = question.leaf.choices if question.leaf else None
        value = entering.read(question.kind, text, choices, question.options)
        return apply(postmortem, enter(postmortem, question.path, value))
    except (EntryError, EditError) as error:
        raise UsageError(f"--set {path}: {error}") from error


def _settable(path: str, template: Template) -> Question:
    from pmtui.model.catalog import leaves
    from pmtui.model.kinds import Kind

    questions = {question.path: question for question in all_questions(template)}
    if path in questions and questions[path].kind not in (Kind.TABLE, Kind.FIGURE):
        return questions[path]
    leaf = leaves().get(path)
    if leaf is not None and leaf.kind is Kind.TABLE:
        raise UsageError(f"--set {path}: that is a table.", "Fill it in the app, or in the draft's file.")
    if leaf is None or "*" in path:
        known = [name for name, found in leaves().items() if "*" not in name and found.kind is not Kind.TABLE]
        hint = (
            did_you_mean(path, [*known, *questions]) or f"pmtui questions {template.name} lists what can be answered."
        )
        raise UsageError(f"--set {path}: there is no such question.", hint)
    return Question(path, leaf.kind, leaf.label, leaf.title, "", "", required=False, section=0, group="", leaf=leaf)


def list_drafts(args: argparse.Namespace) -> int:
    """List the drafts in the folder."""
    folder = _folder(args)
    entries = draft_folder.entries(folder) if os.path.lexists(folder) else []
    if args.json:
        _print_json([_entry_data(entry) for entry in entries])
        return 0
    for entry in entries:
        data = _entry_data(entry)
        if entry.draft is None:
            words = ["damaged", entry.problem]
        else:
            words = [str(data[key] or "-") for key in ("status", "progress", "severity", "id", "title")]
        cells = [str(entry.path), *words]
        print("\t".join(map(one_line, cells) if sys.stdout.isatty() else cells))  # a script gets the path as it is
    if not entries:
        print(f"There are no drafts in {folder}. 'pmtui new' makes one.", file=sys.stderr)
    return 0


def _entry_data(entry: draft_folder.Entry) -> dict[str, Any]:
    common = {"path": str(entry.path), "modified": entry.modified.isoformat(timespec="seconds")}
    if entry.draft is None:
        return {**common, "problem": entry.problem}
    incident = entry.draft.postmortem.incident
    return {
        **common,
        "title": incident.title,
        "id": incident.id,
        "severity": incident.severity,
        "status": entry.draft.postmortem.document.status,
        "template": entry.draft.template,
        "progress": _progress(entry.draft),
    }


def _progress(draft: Draft) -> str | None:
    try:
        template = lookup.load(draft.template)
    except PmtuiError:
        return None
    return f"{Completeness(template, draft.postmortem).progress(all_questions(template)).percent}%"


def export(args: argparse.Namespace) -> int:
    """Write a draft's document."""
    path = find_draft(args.draft, _folder(args))
    draft = draft_folder.load(path)
    template = lookup.load(args.template or draft.template)
    standing = Completeness(template, draft.postmortem)
    missing = standing.missing()
    if args.strict and missing:
        for gap in missing:
            print(f"{path}: {gap.section}: {gap.question.label}: {gap.what}", file=sys.stderr)
        raise OpenQuestions(f"{path} isn't complete: {len(missing)} questions are open.", "Answer or mark them.")
    document = appended(print_document(template, draft.postmortem), standing)
    if args.output == "-":
        sys.stdout.write(document)
        return 0
    target = Path(args.output).expanduser() if args.output else path.parent / document_name(template, draft.postmortem)
    if target.is_dir():
        target = target / document_name(template, draft.postmortem)
    refuse_draft_as_target(target, path)
    change = exported_documents.changed(target, draft=draft.id)
    if (target.exists() or target.is_symlink()) and not args.force:
        raise _taken(target, document, change, draft.id)
    kept = exported_documents.write(target, document, datetime.now(UTC), draft=draft.id)
    print(target)
    if kept is not None:
        was = f"It was {change.words}. " if change else ""
        print(f"{was}What was there is kept: {kept}", file=sys.stderr)
    if missing:
        print(f"{len(missing)} questions are open; the document shows them as open.", file=sys.stderr)
    if journal.beside(path).exists():
        print(f"{path} is open, or was left without saving: its journal may hold more.", file=sys.stderr)
    return 0


def _taken(target: Path, document: str, change: exported_documents.Change | None, draft: str) -> FileError:
    """Return what is said if another file stands where a document would be written."""
    if target.is_symlink():
        leads = f"{target} is a link to {target.resolve()}."
        return FileError(leads, "Add --force to write there; what is there is kept as a copy. -o names another.")
    if change is not None:
        words = "Add --force to write over it; a copy of it is kept. -o names another."
        return FileError(f"{target} was {change.words}.", words)
    if exported_documents.is_of_another(target, draft):
        words = "Name another file with -o; --force writes over it, and keeps a copy."
        return FileError(f"{target} is the document of another draft.", words)
    is_other = not exported_documents.is_ours(target) and target.read_bytes() != document.encode("utf-8")
    more = " (a copy of it is kept)" if is_other else ""
    return FileError(f"{target} exists already.", f"Add --force to write over it{more}, or -o to name another.")


def templates(args: argparse.Namespace) -> int:
    """List the templates, or print one."""
    if args.template:
        source = lookup.read_source(args.template)
        if args.json:
            template = lookup.load(args.template)
            said = {"name": args.template, **template.settings.model_dump(mode="json")}
            _print_json({**said, "findings": _template_findings(args.template), "source": source})
        else:
            sys.stdout.write(source)
            for words in _template_findings(args.template):
                print(visible(words), file=sys.stderr)
        return 0
    rows = [_template_row(name) for name in lookup.names()]
    if args.json:
        _print_json(rows)
        return 0
    width = max(len(row["name"]) for row in rows)
    usual = lookup.default()
    for row in rows:
        default = " (default)" if row["name"] == usual else ""
        print(f"{row['name']:<{width}}  {row['description']}{default}")
    for words in (words for row in rows for words in row["findings"]):
        print(visible(words), file=sys.stderr)
    return 0


def _template_row(name: str) -> dict[str, Any]:
    try:
        settings = lookup.load(name).settings
    except PmtuiError as error:
        return {"name": name, "title": "", "description": f"can't be used: {error}", "findings": []}
    findings = _template_findings(name)
    return {"name": name, "title": settings.title, "description": settings.description, "findings": findings}


def _template_findings(name: str) -> list[str]:
    """Return what is off in a template that can be used all the same, each with its line."""
    from pmtui.review.rules.printed_zones import (
        misnamed,  # imported where used: printing and listing don't need the review
    )

    try:
        template = lookup.load(name)
    except PmtuiError:  # it's printed as it stands, so that it can be mended
        return []
    return [f"{name}, line {line}: {words}" for line, words in misnamed(template)]


def questions(args: argparse.Namespace) -> int:
    """List a template's questions in the order of the interview."""
    template = lookup.load(args.template)
    rows = [_question_row(screen.title, question) for screen in interview(template) for question in screen.questions]
    if args.json:
        _print_json(rows)
        return 0
    for row in rows:
        need = "required" if row["required"] else "optional"
        print("\t".join([row["section"], row["group"], row["path"], row["kind"], need, row["prompt"]]))
    return 0


def _question_row(section: str, question: Question) -> dict[str, Any]:
    row: dict[str, Any] = {
        "section": section,
        "group": question.group,
        "path": question.path,
        "kind": question.kind.value,
        "required": question.required,
        "label": question.label,
        "prompt": question.prompt,
        "hint": question.hint,
        "example": question.example,
    }
    if question.columns:
        row["columns"] = [column.name for column in question.columns]
    return row


def schema(args: argparse.Namespace) -> int:
    """Print the JSON Schema of a draft."""
    from pmtui.storage.schema import json_schema

    _print_json(json_schema())
    return 0
