"""How commands print data and messages."""

import json
import sys
from pathlib import Path
from typing import Any

from pmtui.errors import Refused
from pmtui.text import one_line, visible


def print_json(data: Any) -> None:
    """Print data as indented JSON."""
    print(json.dumps(data, indent=2, ensure_ascii=False, default=str))


def say(words: str) -> None:
    """Print a message to stderr, each of its lines under pmtui's name."""
    for line in words.split("\n"):
        print(f"pmtui: {visible(line)}", file=sys.stderr)


def say_refused(error: Refused) -> int:
    """Print each refused change on a line; return the exit code."""
    for refusal in error.refusals:
        say(one_line(str(refusal)))
    say("Nothing was changed.")
    return error.exit_code


def say_done(path: Path, words: str) -> None:
    """Print what was done to a draft; if it's nothing, that."""
    say(f"{words}: {path}" if words else f"Nothing new for {path}.")
