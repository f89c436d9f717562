"""`pmtui adopt`: an organization's Markdown template, or a finished postmortem, becomes a template."""

import argparse
import sys
from pathlib import Path
from typing import Any

from pmtui import paths
from pmtui.cli.arguments import add_json
from pmtui.cli.launch import run_app, terminal_problem
from pmtui.cli.output import print_json, say
from pmtui.config import ActiveConfig
from pmtui.errors import FileError, TemplateError, UsageError
from pmtui.session.adopting import read_text, target_of, write_template
from pmtui.template.adopt import Adoption, Place, Proposal, adopt
from pmtui.text import plural, visible

_ORIGINAL = 28
_NAME = 34


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="Markdown template of your organization, or a finished postmortem")
    parser.add_argument(
        "-o", "--output", metavar="OUT", help="output file, or - for stdout (default: a name with your templates)"
    )
    parser.add_argument("--force", action="store_true", help="overwrite the file if it exists")
    parser.add_argument(
        "--open", action="store_true", help="decide about each place in the app, then write the template"
    )
    add_json(parser)


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Write the template and list its places, the doubtful first; print it for `-o -`; open the app for `--open`."""
    source = Path(args.file).expanduser()
    if args.open:
        return _open(args, active, source)
    adoption = _adopted(source)
    if args.output == "-" and not args.json:
        sys.stdout.write(adoption.template())
        return 0
    target = None if args.output == "-" else _named_by(args.output) if args.output else target_of(source)
    if target is not None:
        _write(target, adoption, source, is_forced=args.force)
    if args.json:
        print_json(_data(adoption, target))
        return 0
    print("\n".join(_table(adoption)))
    print(target)
    doubtful = len(adoption.doubtful())
    name = target.stem if target is not None and _is_named(target) else str(target)
    if doubtful:
        verb = "needs" if doubtful == 1 else "need"
        say(f"{plural(doubtful, 'place')} {verb} a decision: edit the template, or add --open to decide in the app.")
    say(f"To use it, run: pmtui new --template {name}")
    return 0


def _open(args: argparse.Namespace, active: ActiveConfig, source: Path) -> int:
    """Start the app on the screen that goes through the places of a file.

    Raises:
        UsageError: if there's no proper terminal, or another option would have no effect.
        TemplateError: if the file can't be adopted.
    """
    beside = [name for name in ("output", "force", "json") if getattr(args, name)]
    if beside:
        raise UsageError(f"--open can't be combined with --{beside[0]}.", "The app asks before it writes the template.")
    problem = terminal_problem()
    if problem:
        raise UsageError(problem, "Without --open, pmtui adopt asks nothing.")
    _adopted(source)
    active.ignore_bad_settings()
    return run_app(active.drafts_folder(args.dir), active, None, adopts=source)


def _adopted(source: Path) -> Adoption:
    """Read a file and find its places.

    Raises:
        TemplateError: if it can't be read, pmtui can't take it as a template, or it has no place for an answer.
    """
    text = read_text(source)
    if not text.strip():
        raise TemplateError(f"{source} is empty.", "Name a Markdown template, or a finished postmortem.")
    try:
        adoption = adopt(text)
    except TemplateError as error:
        raise TemplateError(f"{source} can't become a template: {error.message}", error.hint) from error
    if not any(place.proposal.kind != "text" for place in adoption.places):
        raise TemplateError(
            f"{source} has no place for an answer that pmtui can find.",
            "Mark the places, for example with [TODO] after a label, or below a heading.",
        )
    return adoption


def _named_by(output: str) -> Path:
    target = Path(output).expanduser()
    return target if target.suffix == ".md" else target.with_name(f"{target.name}.md")


def _is_named(target: Path) -> bool:
    """Return whether a template is found by its name alone."""
    return target.parent in (paths.project_templates(Path.cwd()), paths.user_templates())


def _write(target: Path, adoption: Adoption, source: Path, *, is_forced: bool) -> None:
    if target.exists() and target.samefile(source):
        raise FileError(f"{target} is the file to adopt.", "Use -o to name another file.")
    if (target.exists() or target.is_symlink()) and not is_forced:
        raise FileError(f"{target} already exists.", "Use --force to overwrite it, or -o to name another file.")
    write_template(target, adoption)


def _in_order(adoption: Adoption) -> list[int]:
    doubtful = adoption.doubtful()
    return [*doubtful, *(index for index in range(len(adoption.places)) if index not in doubtful)]


def _table(adoption: Adoption) -> list[str]:
    """Return a line for each place, the doubtful first."""
    lines = [f"{'line':>5}  {'sure':>4}  {'original':<{_ORIGINAL}}  {'becomes':<{_NAME}}  why"]
    doubtful = set(adoption.doubtful())
    for index in _in_order(adoption):
        place = adoption.places[index]
        proposal = place.proposal
        mark = "?" if index in doubtful else " "
        sure = f"{proposal.confidence:.0%}"
        name = proposal.name or "(text)"
        lines.append(
            f"{mark}{place.line:>4}  {sure:>4}  {_cut(_original(place), _ORIGINAL):<{_ORIGINAL}}  "
            f"{_cut(name, _NAME):<{_NAME}}  {visible(proposal.reason)}{_further(place, adoption.source)}"
        )
    return lines


def _further(place: Place, source: str) -> str:
    """Return how many lines go with a place that aren't in the template: further sample rows, an example."""
    count = sum(max(1, source[start:end].strip("\n").count("\n") + 1) for start, end in place.found.drop)
    return f" {plural(count, 'more line')} like it won't be printed." if count and place.proposal.kind != "text" else ""


def _original(place: Place) -> str:
    """Return a place's text on one line; its label or heading if the place is empty."""
    text = " ".join(visible(place.original).split())
    return text or f"(below or after '{visible(place.context.label)}')"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _data(adoption: Adoption, target: Path | None) -> dict[str, Any]:
    doubtful = set(adoption.doubtful())
    places = [
        {
            "line": place.line,
            "span": list(place.span),
            "original": place.original,
            "headings": list(place.context.headings),
            "label": place.context.label,
            **_said(place.proposal),
            "doubtful": index in doubtful,
            "alternatives": [_said(each) for each in place.alternatives],
        }
        for index in _in_order(adoption)
        for place in [adoption.places[index]]
    ]
    return {"template": str(target) if target else None, "places": places, "text": adoption.template()}


def _said(proposal: Proposal) -> dict[str, Any]:
    return {
        "kind": proposal.kind,
        "name": proposal.name,
        "confidence": proposal.confidence,
        "reason": proposal.reason,
    }
