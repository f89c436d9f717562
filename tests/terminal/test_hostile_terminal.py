"""Text from elsewhere holds what a terminal obeys; on a real terminal, none of it arrives as that.

Every source of text gets its own kind of sequence: what sets the clipboard, what moves the cursor, the
C1 forms of both, DEL, and what reverses the reading order. Then every screen and every command is checked, byte
by byte. The text that was around it has to arrive, or nothing would have been shown.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from filelock import FileLock

from pmtui.cli import main as cli
from pmtui.storage import journal
from pmtui.storage.lock import lock_path
from tests.terminal.conftest import KEYS, LONGEST, Start, Terminal
from tests.unit.test_hostile_text import _group

OWN = re.compile(rb"\x1b(?:\[[<>?=]?[\d;]*\$?[A-Za-ln-~]|\[[\d;:]*m|[78=>])")
"""The sequences that Textual, readline and argparse themselves send; no other may begin with ESC."""

_FORBIDDEN = {
    "an escape sequence of the hostile text": rb"\x1b\[1337;7z|\x1b\][^\x1b\x07]*|\x1b[^\[78=>]",
    "C1": rb"\xc2[\x80-\x9f]",
    "DEL": rb"\x7f",
    "a reordering character": rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]",
    "another control character": rb"[\x00-\x06\x07\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]",
    "a carriage return alone": rb"\r(?![\r\n])",
}


def evil(tag: str, *, one_file_name: bool = False) -> str:
    """Return a text that a terminal would obey, with a tag to know it by; as a file's name it has no slash."""
    return f"{tag}\x1b]52;c;cHduZWQ=\x07\x1b[1337;7z\x9b1337;7z\x9d52;c;eA\x9c\x7f\u202etxt\u2066.\u2069\x08\r{tag}"


TOML_ESCAPES = {ord(c): f"\\u{ord(c):04X}" for c in "\x1b\x07\x9b\x9d\x9c\x7f\u202e\u2066\u2069\x08\r"}


def look(raw: bytes, where: str) -> None:
    """Hold what was sent to a terminal against what may be."""
    raw = re.sub(rb"\x1b\]22;[a-z-]*\x07", b"", raw)  # Textual's own: the shape of the mouse's pointer
    for what, pattern in _FORBIDDEN.items():
        found = re.search(pattern, raw)
        around = raw[max(0, found.start() - 60) : found.end() + 30] if found else b""
        assert found is None, f"{what} at {where}: {around!r}"
    left = OWN.sub(b"", raw)
    assert b"\x1b" not in left, (
        f"a sequence that isn't the app's at {where}: {re.findall(rb'.{0,20}.{30}', left)[:3]!r}"
    )


TEMPLATE = """+++
title = {title}
description = {description}
filename = {pattern}
severity = [{severity}, "b", "c", "d"]
status = {{ draft = {status}, review = "Reviewed", final = "Done" }}
+++
# {heading}: {{{{ incident.title }}}}

**Severity:** {{{{ incident.severity }}}} **Status:** {{{{ document.status }}}}

## {section}

<!-- ask: {ask} -->
<!-- hint: {hint} -->
<!-- example: {example} -->
{{{{ summary }}}}

## Timeline

| Time | Event |
|------|-------|
| {{{{ timeline.*.at : time }}}} | {{{{ timeline.*.event }}}} |

## Causes and actions

{{{{ causes.root }}}}

- {{{{ actions.*.description }}}} {{{{ actions.*.owner }}}}
"""


def _q(text: str) -> str:
    return '"' + text.translate(TOML_ESCAPES) + '"'


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Fill a folder, as a cloned repository would be, with text of this kind; return the environment that goes with it.

    One draft is open elsewhere, by someone with a hostile name, on a machine with one.
    """
    templates = tmp_path / ".pmtui" / "templates"
    templates.mkdir(parents=True)
    names = ["title", "description", "pattern", "severity", "status", "heading", "section", "ask", "hint", "example"]
    parts = {name: _q(evil(f"T{name}")) for name in names[:5]} | {name: evil(f"T{name}") for name in names[5:]}
    (templates / "evil.md").write_text(TEMPLATE.format(**parts).replace("\r", ""))
    (templates / f"{evil('TNAME')}.md").write_text(TEMPLATE.format(**parts).replace("\r", ""))
    (templates / "broken.md").write_text(f"+++\n{_q(evil('TKEY'))} = 1\ntitle = 'x'\n+++\n")
    (tmp_path / ".pmtui" / "config.toml").write_text(
        f"author = {_q(evil('CAUTHOR'))}\ntheme = {_q(evil('CTHEME'))}\n"
        f"[services.{_q(evil('CSERVICE'))}]\nslo = {_q(evil('CSLO'))}\n[figures]\nslo = '99.9%'\n"
        f'[scales]\nseverity = [{_q(evil("CSEV"))}, "b", "c", "d"]\n'
        f"action_status = {{ open = {_q(evil('COPEN'))} }}\n"
    )
    group = _group(evil("DRAFT")) | {"custom": {evil("DCUSTOM"): evil("DCUSTOM")}}
    group["marks"] = {"summary": {"kind": "waiting", "note": evil("DWHO")}}
    text = tomli_w.dumps({"schema": 1, "template": "evil", **group})
    (tmp_path / "draft.toml").write_text(text)
    (tmp_path / "open.toml").write_text(text.replace('"evil"', '"outage"'))
    (tmp_path / f"{evil('FNAME')}.toml").write_text('schema = 1\ntemplate = "sre"\n')
    (tmp_path / f"{evil('FBAD')}.toml").write_text(
        f"schema = 1\ntemplate = 'sre'\n[incident]\n{_q(evil('DKEY'))} = 1\n"
    )
    (tmp_path / "unknown.toml").write_text(f"schema = 1\ntemplate = {_q(evil('DTEMPLATE'))}\n")
    (tmp_path / "conflict.toml").write_text(text)
    theirs = f"# {evil('Otitle')}\n\n**{evil('Olabel')}:** [{evil('Oplace')}]\n"
    (tmp_path / "theirs.md").write_text(theirs, "utf-8", "surrogatepass")
    (tmp_path / f"{evil('ILOG')}.csv").write_text(
        f"Time ({evil('IZONE')}),Event,Who\n2026-03-09 10:00,{evil('IEVENT')},{evil('IWHO')}\n".replace("\r", "")
    )
    (tmp_path / "NEW\nLINE.toml").write_text('schema = 1\ntemplate = "sre"\n')
    env = {
        name: evil(f"E{name}") for name in ("USER", "LOGNAME", "EDITOR", "VISUAL", "TERM_PROGRAM", "COLORTERM", "TZ")
    }
    home = tmp_path / evil("EHOME")
    home.mkdir()
    env |= {"HOME": str(home), "PMTUI_DIR": str(tmp_path)}
    env |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    busy = tmp_path / "open.toml"
    since = datetime(2026, 3, 9, tzinfo=UTC).isoformat()
    who = {"user": evil("JUSER"), "host": evil("JHOST"), "process": 1, "since": since}
    data = journal.line(journal=1, digest="x", **who) + journal.line(base=busy.read_text())
    journal.beside(busy).write_bytes(data)
    with FileLock(lock_path(busy)):
        yield env


RAW = {**KEYS, "f5": "\x1b[15~", "ctrl+p": "\x10", "ctrl+e": "\x05", "end": "\x1b[F"}


def walk(terminal: Terminal, *steps: str) -> None:
    """Press keys, one after the other, and wait for each until the screen rests."""
    for step in steps:
        terminal.child.send(RAW.get(step, step))
        terminal.rests()
        if not terminal.child.isalive():
            raise AssertionError(f"it ended at {step}: {terminal.text()}")


def ends(terminal: Terminal, where: str, *tags: str) -> None:
    """End the program; look at all that it has sent."""
    terminal.press("ctrl+q")
    terminal.read_all()
    look(terminal.raw, where)
    for tag in tags:
        assert tag.encode() in terminal.raw, f"{tag} was never shown at {where}"


@pytest.mark.parametrize("no_color", ["", evil("ENO_COLOR")])
def test_the_home_screen_and_the_screens_that_it_opens(start: Start, hostile: dict[str, str], no_color: str) -> None:
    terminal = start(size=(140, 40), **hostile, NO_COLOR=no_color)
    terminal.sees("In progress")
    walk(terminal, "f1", "escape", "n", "tab", "down", "down", "down", "down", "down", "down", "down", "up", "escape")
    walk(terminal, "o", "no such draft", "enter", "escape", "ctrl+p", "DRAFT", "escape", "down", "enter")
    ends(terminal, "home", "FNAME", "FBAD", "Ttitle", "Tdescription", "TNAME", "CTHEME")


def test_every_screen_of_a_draft(start: Start, hostile: dict[str, str]) -> None:
    terminal = start("draft.toml", size=(140, 45), **hostile)
    terminal.sees("DRAFT")
    walk(terminal, "f7")
    terminal.sees("Task")  # a busy machine may draw no frame of it between two keys
    walk(terminal, *["f7"] * 3, "f4", "escape", "f2", "DRAFT", "escape", "f1", "escape", "f3", "f7", "escape")
    walk(terminal, "f6", "f6", "f6", "ctrl+f", "f7", "f7", "down", "down", "s", "w", "escape", "escape")
    walk(terminal, "ctrl+g", "down", "enter", "escape", "escape", "f5", "escape", "f9", "f6", "escape", "escape")
    paste = f"\x1b[200~14:32 {evil('PASTE').replace(chr(27), '')} x\n14:33 y\x1b[201~"
    walk(terminal, "f10", "f7", "f7", "end", "up", "p", paste, "down", "e", "escape", "escape", "ctrl+z", "ctrl+y")
    ends(terminal, "a draft", "DRAFT", "Tsection", "Task", "Thint", "CSEV", "Tstatus")


@pytest.mark.parametrize("template", ["outage", "five-whys"])
def test_every_section_and_builder_of_the_built_in_templates(
    start: Start, hostile: dict[str, str], tmp_path: Path, template: str
) -> None:
    path = tmp_path / "b.toml"
    path.write_text((tmp_path / "draft.toml").read_text().replace('"evil"', f'"{template}"'))
    terminal = start("b.toml", size=(120, 40), **hostile)
    sections = int(re.findall(r" 1/(\d+) ", terminal.until(lambda text: re.search(r" 1/\d+ ", text) is not None))[0])
    tools = 0
    for number in range(1, sections + 1):
        screen = terminal.sees(f" {number}/{sections} ")
        if re.search(rf" {number}/{sections} .*(?:Incident|Cause|Action)", screen):  # a tool of each kind
            walk(terminal, "ctrl+g", "escape")
            tools += 1
        walk(terminal, "f7")
    assert tools >= 3
    ends(terminal, template, "DRAFT")


def test_a_draft_that_someone_else_has_open(start: Start, hostile: dict[str, str]) -> None:
    terminal = start("open.toml", size=(160, 40), **hostile)
    terminal.sees("Read only")
    walk(terminal, "f5", "escape", "x")
    ends(terminal, "a draft that is open", "JUSER", "JHOST")


def test_changes_that_others_make_while_the_draft_is_open(
    start: Start, hostile: dict[str, str], tmp_path: Path
) -> None:
    terminal = start("conflict.toml", size=(160, 40), **hostile)
    terminal.sees("DRAFT")
    path = tmp_path / "conflict.toml"
    path.write_text(f"schema = 1\ntemplate = 'sre'\n{_q(evil('OUTSIDE'))} = 1\n")
    terminal.until(lambda text: "can't read it" in text)
    walk(terminal, "f5", "escape")
    ends(terminal, "a file that was changed", "OUTSIDE")


COMMANDS = [
    (["list"], ["FNAME", "FBAD", "DKEY", "NEW␊LINE"]),
    (["list", "--json"], ["FNAME"]),
    (["--dir", evil("ADIR"), "list"], ["ADIR"]),
    (["check", "."], ["FNAME", "DKEY"]),
    (["check", "draft.toml", "--json"], ["DRAFT"]),
    (["check", "--explain", evil("ACODE")], ["ACODE"]),
    (["actions"], ["DRAFT", "COPEN", "DKEY"]),
    (["actions", "--format", "csv"], ["DRAFT"]),
    (["actions", "--format", "md"], ["DRAFT"]),
    (["figures", "draft.toml"], []),
    (["figures", "draft.toml", "--json"], []),
    (["export", "draft.toml", "-o", "-"], ["DRAFT", "Theading", "Tsection"]),
    (["export", "draft.toml", "--force"], []),
    (["export", "draft.toml", "-o", f"{evil('AOUT')}.md"], ["AOUT"]),
    (["export", "draft.toml", "--strict"], []),
    (["export", "unknown.toml"], ["DTEMPLATE"]),
    (["export", evil("ADRAFT")], ["ADRAFT"]),
    (["export", "draft.toml", "--template", evil("ATEMPLATE")], ["ATEMPLATE"]),
    (["templates"], ["TNAME", "Tdescription", "TKEY"]),
    (["templates", "evil"], ["Ttitle", "Tsection"]),
    (["templates", "evil", "--json"], []),
    (["questions", "evil"], ["Tsection", "Task"]),
    (["config"], ["CAUTHOR", "CSEV"]),
    (["config", "--json"], []),
    (["config", "--path"], ["EHOME"]),
    (["new", f"{evil('ANEW')}.toml", "--no-open", "--set", f"incident.title={evil('ASET')}"], ["ANEW"]),
    (["new", "n.toml", "--no-open", "--set", f"{evil('APATH')}=x"], ["APATH"]),
    (["new", "draft.toml", "--no-open"], []),
    (["restore", "draft.toml"], []),
    (["restore", evil("ARESTORE")], ["ARESTORE"]),
    (["schema"], []),
    ([evil("ANYTHING")], ["ANYTHING"]),
    ([f"--{evil('AOPTION')}"], ["AOPTION"]),
    (["serve", evil("ASERVE")], ["ASERVE"]),
    (["completion", evil("ASHELL")], ["ASHELL"]),
    (["import", "draft.toml", f"{evil('ILOG')}.csv", "--dry-run", "--all-times"], ["ILOG", "IEVENT", "IWHO", "IZONE"]),
    (["import", "draft.toml", f"{evil('ILOG')}.csv", "--dry-run", "--all-times", "--json"], ["IEVENT"]),
    (["import", "draft.toml", evil("IFILE")], ["IFILE"]),
    (["set", "draft.toml", f"{evil('SPATH')}=x", f"incident.severity={evil('SVALUE')}"], ["SPATH", "SVALUE"]),
    (["set", "draft.toml", f"summary=@{evil('SFILE')}", "--mark", f"summary={evil('SMARK')}"], ["SFILE"]),
    (["add", "draft.toml", "events", f"14:32 {evil('AEVENT')}"], ["AEVENT"]),
    (["add", "draft.toml", evil("ATABLE"), f"25:99 {evil('ALINE')}"], ["ATABLE"]),
    (["questions", "draft.toml", "--open"], []),
    (["fields", evil("AFIELD")], ["AFIELD"]),
    (["adopt", evil("AADOPT")], ["AADOPT"]),
    (["adopt", "theirs.md", "-o", f"{evil('AADOPTED')}.md", "--force"], ["AADOPTED", "Oplace"]),
    (["mcp", evil("AMCP")], ["AMCP"]),
    (["import", "draft.toml", f"{evil('ILOG')}.csv", "--zone", evil("AZONE")], ["AZONE"]),
]


def test_no_command_is_forgotten() -> None:
    tested = {word for words, _ in COMMANDS for word in words if word in cli.COMMANDS}
    assert tested == set(cli.COMMANDS) - {"open", "interview"}, "those two have tests of their own"


@pytest.mark.parametrize(("words", "tags"), COMMANDS, ids=lambda value: " ".join(value)[:24].encode().hex()[:12])
def test_every_command(start: Start, hostile: dict[str, str], words: list[str], tags: list[str]) -> None:
    terminal = start(*words, size=(200, 50), **hostile)
    terminal.read_all()
    look(terminal.raw, " ".join(words))
    for tag in tags:
        assert tag.encode() in terminal.raw, f"{tag} was never shown: {terminal.raw!r}"


def test_the_plain_interview(start: Start, hostile: dict[str, str]) -> None:
    terminal = start("interview", "draft.toml", "--plain", size=(120, 50), **hostile)
    terminal.sees(">")
    for line in (
        ":help",
        ":go",
        ":go 2",
        ":show",
        ":review",
        ":file",
        "",
        ":open",
        f":{evil('LINE')[:4]}",
        ":na",
        ":quit",
    ):
        terminal.child.send(f"{line}\r")
        terminal.rests()
    terminal.read_all()
    raw = re.sub(rb"\r", b"", terminal.raw)  # readline goes back to the line's beginning to draw it
    look(raw, "the interview in lines")
    for tag in ("DRAFT", "Tsection"):
        assert tag.encode() in raw


@pytest.mark.parametrize(
    ("words", "to_stdout"),
    [(["list"], True), (["check", "."], False), (["export", "-o", "-", "draft.toml"], True), (["templates"], True),
     ([evil("ANYTHING")], False)],
)  # fmt: skip
def test_a_pipe_gets_the_raw_text_and_messages_stay_visible(
    hostile: dict[str, str], tmp_path: Path, words: list[str], to_stdout: bool
) -> None:
    done = subprocess.run([sys.executable, "-m", "pmtui", *words], cwd=tmp_path, capture_output=True, check=False,
                          env={**os.environ, **hostile}, timeout=LONGEST)  # fmt: skip
    look(done.stderr, " ".join(words))
    if to_stdout:
        assert "\u202e".encode() in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        "\u05e9\u05dc\u05d5\u05dd \u0639\u0631\u0628\u064a",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "na\u200bme \u200f\u200e",
    ],
)
def test_joiners_and_right_to_left_letters_are_unchanged(start: Start, tmp_path: Path, text: str) -> None:
    data: dict[str, Any] = {"schema": 1, "template": "sre", "incident": {"title": text}}
    (tmp_path / "d.toml").write_text(tomli_w.dumps(data))
    terminal = start("list", PMTUI_DIR=str(tmp_path))
    terminal.read_all()
    assert text.encode() in terminal.raw
    terminal = start("d.toml")
    terminal.sees("Incident")
    terminal.rests()
    assert text.split()[0].encode() in terminal.raw
