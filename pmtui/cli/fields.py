"""`pmtui fields`: every name that a template can use."""

import argparse
from dataclasses import asdict

from pmtui.cli.arguments import add_json
from pmtui.cli.output import print_json, say
from pmtui.config import ActiveConfig
from pmtui.text import did_you_mean


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD", help="only fields with all these words")
    add_json(parser)


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """List the names that a template can use, with kind, question and example; 1 if none has the words."""
    from pmtui.template.field_list import named_fields, search

    fields = named_fields()
    words = " ".join(args.words)
    found = search(fields, words)
    if args.json:
        print_json([asdict(field) for field in found])
    else:
        for field in found:
            print("\t".join([field.name, field.kind or field.group, field.question, field.example]))
    if not found:
        near = did_you_mean(words, [field.name for field in fields])
        say(f"No field has '{words}' in its name or question. {near}".strip())
    return 0 if found else 1
