"""What reaches the terminal's clipboard from the preview: the bytes of OSC 52, read on a real pseudo-terminal."""

import base64
import re
from pathlib import Path

from pmtui.model.postmortem import Postmortem
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from pmtui.template import lookup
from pmtui.template.render import print_document
from tests.terminal.conftest import Start, Terminal

WORDS = "Half of all **checkouts** failed."


def copied(terminal: Terminal) -> list[str]:
    """Return what the program has put on the clipboard so far."""
    found = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)", terminal.raw)
    return [base64.b64decode(each).decode("utf-8") for each in found]


def mouse(terminal: Terminal, button: str, column: int, row: int, end: str = "M") -> None:
    """Press, move or release the mouse, in the encoding of terminals (SGR)."""
    terminal.child.send(f"\x1b[<{button};{column};{row}{end}")


def test_the_preview_copies_the_document_a_section_and_what_is_selected(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    record = Postmortem.model_validate({"incident": {"title": "Checkout fails"}, "summary": WORDS})
    draft_folder.create(path, Draft("sre", record))
    state = tmp_path / "state"
    terminal = start(path.name, XDG_STATE_HOME=str(state))
    terminal.sees("1/14")
    terminal.press("f7")
    terminal.sees("2/14")
    terminal.press("f3")
    terminal.sees("Half of all checkouts failed.")
    terminal.rests()
    terminal.child.send("\x03")  # nothing is selected
    terminal.child.send("C")
    terminal.until(lambda _: len(copied(terminal)) == 1)
    assert WORDS in copied(terminal)[0]
    assert copied(terminal)[0].startswith("## ")
    assert copied(terminal)[0].count("\n## ") == 0
    terminal.child.send("c")
    terminal.until(lambda _: len(copied(terminal)) == 2)
    document = print_document(lookup.load("sre"), record)
    assert copied(terminal)[1].startswith(document.split("## ")[0])
    assert WORDS in copied(terminal)[1]
    file = state / "pmtui" / "copied.md"
    terminal.until(lambda _: file.read_text(encoding="utf-8") == copied(terminal)[1])  # it's written afterwards
    assert file.stat().st_mode & 0o077 == 0
    terminal.rests()
    screen = terminal.text()
    row = next(number for number, line in enumerate(screen.split("\n"), 1) if "Half of all checkouts" in line)
    column = screen.split("\n")[row - 1].index("Half") + 1
    mouse(terminal, "0", column, row)
    mouse(terminal, "32", column + 10, row)
    mouse(terminal, "32", column + len("Half of all checkouts"), row)
    mouse(terminal, "0", column + len("Half of all checkouts"), row, "m")
    terminal.rests()
    terminal.child.send("\x03")
    terminal.until(lambda _: len(copied(terminal)) == 3)
    assert copied(terminal)[2].startswith("Half of all checkouts")
    assert "*" not in copied(terminal)[2]
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    assert "" not in copied(terminal)


def test_an_empty_selection_leaves_the_clipboard_unchanged(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    draft_folder.create(path, Draft("sre", Postmortem.model_validate({"incident": {"title": "T"}})))
    terminal = start(path.name)
    terminal.sees("1/14")
    for section in range(1, 5):
        terminal.child.send("\x03\x18")  # copy and cut, in a line, a text, a table
        terminal.press("f7")
        terminal.sees(f"{section + 1}/14")
    terminal.press("f3")
    terminal.sees("s Markdown")
    for row in range(2, 20):
        mouse(terminal, "0", 3, row)
        mouse(terminal, "0", 3, row, "m")
        terminal.child.send("\x03")
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    assert "" not in copied(terminal)
