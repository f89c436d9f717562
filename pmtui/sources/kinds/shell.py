"""The history of a shell: bash, zsh, fish, the output of `history` and `fc`, and atuin."""

import re
from collections.abc import Iterator
from typing import Any

from pmtui.sources.reading import Reading
from pmtui.sources.records import SourceRecord, TextSource
from pmtui.sources.words import code, masked

_BASH = re.compile(r"#(\d{9,11})\s*$")
_ZSH = re.compile(r": ?(\d{9,11}):(\d{1,9});(.*)")
_FISH = re.compile(r"- cmd: (.*)")
_FISH_WHEN = re.compile(r"\s+when:\s*(\d{9,11})\s*$")
_LISTED = re.compile(r"\s*\d{1,7}\*?\s+(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:?\d\d)?)\s+(\S.*)")
_ATUIN = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[+-]\d\d:?\d\d)?)\t(.*)")
_TOOK = re.compile(r"[\d.]+(?:ns|us|µs|ms|s|m|h)[\d.hms]{0,20}")
"""How long a command took, which atuin may write after it."""

_LOOKS = frozenset(
    """
    ls ll la l cd pwd pushd popd clear history exit logout cat bat less more tail head grep egrep fgrep rg ag ps
    top htop man info which type whoami id w who uptime date df du free echo printf vim vi nvim nano emacs view
    code sort uniq wc cut tr column jq yq awk true false fg bg jobs alias unalias tree stat file find locate fc
    reset watch tig k9s journalctl dmesg ss netstat lsof ping dig nslookup host traceroute mtr iostat vmstat sar
    diff
    """.split()  # noqa: SIM905 - a list would take a line for each
)
_LOOKS_WITH = {
    "kubectl": r"get|describe|logs?|top|explain|version|cluster-info|api-resources|events|diff|auth can-i|"
    r"rollout (?:status|history)|config (?:view|get-contexts|current-context)",
    "oc": r"get|describe|logs?|status|whoami",
    "git": r"status|log|diff|show|blame|branch$|fetch|remote -v|reflog|stash list",
    "docker": r"ps|logs|images|inspect|stats|top|version|info|compose (?:ps|logs)",
    "podman": r"ps|logs|images|inspect|stats|top",
    "systemctl": r"status|list-\S+|is-\S+|show|cat",
    "service": r"\S+ status",
    "helm": r"list|ls|status|history|get|diff|search|show",
    "terraform": r"plan|show|state (?:list|show)|output|version|validate",
    "sed": r"(?!.*(?:^|\s)-\w*i)",
    "env": r"$",
    "export": r"-p$|$",
    "crontab": r"-l",
}  # fmt: skip
_WRAPPERS = re.compile(
    r"^(?:(?:sudo(?: -\w+(?: [a-z_][\w-]*(?= ))?)?|time|nohup|command|builtin|exec|"
    r"watch(?: -\S+(?: \d+)?)*|\w+=\S*) +)+"
)
_PARTS = re.compile(r"&&|\|\|?|;|\n|&(?!>|\d)")
_QUOTED = re.compile(r"'[^']*'|\"(?:[^\"\\]|\\.)*+\"")
_WRITES = re.compile(r"(?<![\d&<>-])>>?(?!\s*/dev/null|&)")


def _only_looks(command: str) -> bool:
    """Return whether a command changes nothing: each of its parts only shows something."""
    bare = _QUOTED.sub("''", command)
    if _WRITES.search(bare):
        return False
    parts = [part.strip() for part in _PARTS.split(bare)]
    return all(_looks(part) for part in parts if part)


def _looks(part: str) -> bool:
    words = _WRAPPERS.sub("", part).split()
    if not words:
        return True
    name, rest = words[0].rpartition("/")[2], " ".join(words[1:])
    if name in _LOOKS:
        return True
    if name not in _LOOKS_WITH:
        return False
    verb = re.sub(r"^(?:(?:-n|--namespace|--context|--kubeconfig|-C|-f)[ =]\S+ |--?[\w-]+(?:=\S+)? )+", "", rest)
    return re.match(rf"(?:{_LOOKS_WITH[name]})(?!\w)" if verb else r"$", verb) is not None or (
        name == "sed" and re.search(r"(?:^|\s)-\w*i", rest) is None
    )


def _command(reading: Reading, at: Any, command: str, until: Any = None) -> SourceRecord:
    command = command.strip()
    text = code(masked(command))
    why = "no text" if not command else "no time" if at is None else "only looks" if _only_looks(command) else ""
    return reading.event(at, text, until=until, noise=why)


def _recognizes(lines: list[str]) -> bool:
    some = lines[:50]
    if some[0].startswith("- cmd: "):
        return True
    if any(_BASH.match(line) for line in some):
        return not any(line.startswith("commit ") for line in some)
    return any(sum(1 for line in some if form.match(line)) * 2 > len(some) for form in (_LISTED, _ATUIN)) or any(
        _ZSH.match(line) for line in some
    )


def _read(lines: Iterator[str], reading: Reading) -> Iterator[SourceRecord]:
    at: Any = None
    until: Any = None
    command: list[str] = []
    goes_on = is_bash = False
    for line in lines:
        if goes_on:
            command.append(line.removesuffix("\\"))
            goes_on = line.endswith("\\")
            continue
        zsh, fish, bash = _ZSH.match(line), _FISH.match(line), _BASH.match(line)
        listed = _LISTED.match(line) or _ATUIN.match(line)
        if not (zsh or fish or bash or listed):
            when = _FISH_WHEN.match(line)
            if when:
                at = when[1]
            elif is_bash and at is not None:
                command.append(line)
            elif line.strip() and not line.startswith((" ", "\t")):
                yield from _ended(reading, at, command, until)
                at, until, command = None, None, [line]
            continue
        yield from _ended(reading, at, command, until)
        at, until, command = None, None, []
        if zsh:
            at, command = zsh[1], [zsh[3].removesuffix("\\")]
            until = int(zsh[1]) + int(zsh[2]) if int(zsh[2]) else None
            goes_on = line.endswith("\\")
        elif fish:
            command = [re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], fish[1])]
        elif bash:
            at, is_bash = bash[1], True
        elif listed:
            text, _, took = listed[2].rstrip().rpartition("\t")
            at, command = listed[1], [text if text and _TOOK.fullmatch(took.strip()) else listed[2]]
    yield from _ended(reading, at, command, until)


def _ended(reading: Reading, at: Any, command: list[str], until: Any) -> Iterator[SourceRecord]:
    if command:
        yield _command(reading, at, "\n".join(command), until)


SOURCES = (TextSource("shell", _recognizes, _read),)
