"""The status of the draft file and what the author can do about it, in lines."""

from collections.abc import Sequence
from pathlib import Path

from pmtui.errors import FileError
from pmtui.model.merging import Difference
from pmtui.plain_ui.console import Command, Console, number_in
from pmtui.session.file_status import FileStatus
from pmtui.session.labels import place_label, value_text
from pmtui.session.opening import save_elsewhere


def about_file(console: Console, keeping: FileStatus) -> tuple[str, Path] | None:
    """Print where the draft is and what is wrong, and do what the author chooses.

    Returns:
        What to open instead: `take over` or `open`, and the file; None to continue.
    """
    for line in keeping.details():
        console.say(line)
    choices = keeping.choices()
    for number, choice in enumerate(choices, 1):
        console.say(f"{number}. {choice.label}")
    typed = console.ask("Number, or Enter to go back: ")
    chosen = None if isinstance(typed, Command) else number_in(typed, len(choices))
    if chosen is None:
        return None
    key = choices[chosen - 1].key
    if key == "take_over":
        return "take over", keeping.keeper.path
    if key == "elsewhere":
        return _elsewhere(console, keeping)
    if key == "conflicts":
        found = keeping.now_in_conflict()
        keeping.resolve(found, _choose(console, keeping, found))
    elif key == "recovered":
        keeping.take_back(_choose(console, keeping, keeping.brought()))
    elif key == "fine":
        keeping.has_news = False
    elif key == "write_over":
        console.say(keeping.write_over() or "Saved.")
    return None


def _choose(console: Console, keeping: FileStatus, found: Sequence[Difference]) -> list[Difference]:
    """Ask for each difference which version to keep; return those for which it's the file's."""
    taken = []
    for difference in found:
        console.say(f"\n{place_label(keeping.session, difference.path)}")
        console.say(f"1. Yours: {value_text(keeping.session, difference.path, difference.mine)}")
        console.say(f"2. The file's: {value_text(keeping.session, difference.path, difference.theirs)}")
        typed = console.ask("1 or 2 (press Enter to keep yours): ")
        if typed == "2":
            taken.append(difference)
    return taken


def _elsewhere(console: Console, keeping: FileStatus) -> tuple[str, Path] | None:
    typed = console.ask("Save as: ")
    if isinstance(typed, Command) or not typed.strip():
        return None
    try:
        return "open", save_elsewhere(keeping.session.draft, typed, arrangement=keeping.keeper.arrangement)
    except FileError as error:
        console.say(str(error))
        return None
