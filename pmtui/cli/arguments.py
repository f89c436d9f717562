"""Arguments that several commands share."""

import argparse

_DRAFT = "path of a draft, or its name in the drafts folder"

SEVERAL = "drafts, or folders of drafts"


def add_draft(parser: argparse.ArgumentParser) -> None:
    """Add the draft that a command is about."""
    parser.add_argument("draft", metavar="DRAFT", help=_DRAFT)


def add_optional_draft(parser: argparse.ArgumentParser) -> None:
    """Add a draft that may be left out."""
    parser.add_argument("draft", nargs="?", metavar="DRAFT", help=_DRAFT)


def add_json(parser: argparse._ActionsContainer) -> None:
    """Add the option that prints data."""
    parser.add_argument("--json", action="store_true", help="print JSON")
