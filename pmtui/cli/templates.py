"""`pmtui templates`: the list of templates, or one of them."""

import argparse
import sys
from typing import Any

from pmtui.cli.arguments import add_json
from pmtui.cli.output import print_json
from pmtui.config import ActiveConfig
from pmtui.errors import PmtuiError
from pmtui.session.templates import default_template, load_template
from pmtui.template import lookup
from pmtui.template.problems import problems, remarks
from pmtui.text import visible


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("template", nargs="?", metavar="T", help="template to print")
    parser.add_argument("--check", action="store_true", help="list everything that is wrong with it, with its line")
    add_json(parser)


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """List the templates, or print or check one."""
    if args.check:
        return _check(args.template, active, as_json=args.json)
    if args.template:
        source = lookup.read_source(args.template)
        if args.json:
            template = load_template(args.template, active)
            said = {"name": args.template, **template.settings.model_dump(mode="json")}
            print_json({**said, "findings": _template_findings(args.template, active), "source": source})
        else:
            sys.stdout.write(source)
            for words in _template_findings(args.template, active):
                print(visible(words), file=sys.stderr)
        return 0
    rows = [_template_row(name, active) for name in lookup.names()]
    if args.json:
        print_json(rows)
        return 0
    width = max(len(row["name"]) for row in rows)
    usual = default_template(active)
    for row in rows:
        default = " (default)" if row["name"] == usual else ""
        print(f"{row['name']:<{width}}  {row['description']}{default}")
    for words in (words for row in rows for words in row["findings"]):
        print(visible(words), file=sys.stderr)
    return 0


def _check(name: str | None, active: ActiveConfig, *, as_json: bool) -> int:
    """Print all problems of a template, or of every template of the user; return 1 if there are any."""
    names = [name] if name else lookup.names()
    found: list[str] = []
    for each in names:
        found += [str(problem) for problem in problems(lookup.read_source(each), each)]
        found += _template_findings(each, active)
    if as_json:
        print_json(found)
    elif found:
        print("\n".join(map(visible, found)))
    else:
        print("No problems found.")
    return 1 if found else 0


def _template_row(name: str, active: ActiveConfig) -> dict[str, Any]:
    try:
        settings = load_template(name, active).settings
    except PmtuiError as error:
        return {"name": name, "title": "", "description": f"can't be used: {error}", "findings": []}
    findings = _template_findings(name, active)
    return {"name": name, "title": settings.title, "description": settings.description, "findings": findings}


def _template_findings(name: str, active: ActiveConfig) -> list[str]:
    """Return the problems, with their lines, of a template that can be used anyway."""
    from pmtui.review.rules.printed_zones import (
        misnamed,  # imported where used: printing and listing don't need the review
    )

    try:
        template = load_template(name, active)
    except PmtuiError:  # it's printed as is, so that its author can fix it
        return []
    return [f"{name}:{line}: {words}" for line, words in sorted([*remarks(template), *misnamed(template)])]
