"""Lines of a log that are passed over without being parsed: only those that parsing finds to be noise, too."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from pydantic_core import from_json

from pmtui.sources import intake, reading, skimming, sorting
from pmtui.sources.files import FilePiece
from pmtui.sources.intake import Imported, read_pieces
from pmtui.sources.kinds import journald, jsonl
from pmtui.sources.records import JsonSource
from pmtui.sources.registry import source_of_json
from pmtui.sources.skimming import Skim
from tests.unit.test_import_files import reading as reading_of_march

LEARNED: list[tuple[dict[str, Any], str, str]] = [
    ({"time": "2026-03-07T10:00:00Z", "level": "info", "msg": "Answered in 12 ms", "n": 12}, "info", "error"),
    ({"level": 30, "time": 1772877600000, "req": {"id": 1, "tags": ["a", -1.5e3], "in": {"x": None}}, "msg": "é\t"},
     "30", "50"),
    ({"ts": 1772877600.25, "log.level": "INFO", "log": {"level": 1, "at": "x"}, "message": "\\\n☃"}, "INFO", "FATAL"),
    ({"level": None, "log": {"level": "warn"}, "severity": "x", "time": "2026-03-07", "event": "e", "ok": True},
     "warn", "panic"),
    ({"level": "debug", "tags": [1, "b", None, False], "timestamp": "2026-03-07T10:00:00Z", "message": "", "type": "t"},
     "debug", "crit"),
    ({"__REALTIME_TIMESTAMP": "1772877600000000", "PRIORITY": "6", "MESSAGE": [72, 105]}, "6", "3"),
]  # fmt: skip
"""Objects, and their levels: one that is noise, and one that isn't."""

STYLES: list[dict[str, Any]] = [
    {}, {"separators": (",", ":")}, {"separators": (" ,", " : ")}, {"ensure_ascii": False},
]  # fmt: skip


def source_of(value: Any) -> JsonSource:
    source = source_of_json(value)
    assert source is not None
    assert source.kind in ("jsonl", "journald")
    return source


def skim_that_knows(value: dict[str, Any], line: bytes) -> tuple[Skim, Counter[str]]:
    passed: Counter[str] = Counter()
    skim = Skim(lambda why, count: passed.update({why: count}))
    glance = source_of(value).glance
    told = glance(value) if glance else None
    assert told is not None
    skim.learn(line, value, told)
    return skim, passed


def is_noise(line: bytes, like: dict[str, Any]) -> bool:
    """Return whether a line is an object of the same kind, and noise by its level."""
    try:
        value = from_json(line)
    except ValueError:
        return False
    if not isinstance(value, dict) or intake._shape(value) != intake._shape(like):
        return False
    glance = source_of(value).glance
    return glance is not None and glance(value) is not None


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("value", "low", "high"), LEARNED)
def test_lines_like_one_that_is_noise_are_passed_over(
    value: dict[str, Any], low: str, high: str, style: dict[str, Any]
) -> None:
    text = json.dumps(value, **style)
    line = text.encode()
    skim, passed = skim_that_knows(value, line)
    others = line.replace(b"2026-03-07", b"2031-12-24").replace(b"17728776", b"17728999") + b" \r\n"
    data = line + b"\n" + others + text.replace(low, high).encode() + b"\n" + line + b"\n"
    assert skim.end_of_noise(data, 0) == len(line) + 1 + len(others)
    assert passed == {"below error": 2}
    assert skim.end_of_noise(line, 0) == 0  # may be cut off


@pytest.mark.parametrize("style", STYLES[:2])
@pytest.mark.parametrize(("value", "low", "high"), LEARNED)
def test_what_is_passed_over_would_have_been_noise_when_parsed(
    value: dict[str, Any], low: str, high: str, style: dict[str, Any]
) -> None:
    line = json.dumps(value, **style).encode()
    skim, _ = skim_that_knows(value, line)
    over = 0
    for at in range(len(line) + 1):
        for put in (b"", b'"', b"\\", b"\\ud800", b"\\u00e9", b"{", b"}", b"[]", b",", b"0", b".", b"-", b"e1", b"\x01",
                    b" ", b"null", b"\x7f"):  # fmt: skip
            for other in (line[:at] + put + line[at:], line[:at] + put + line[at + 1 :]):
                if skim.end_of_noise(other + b"\n", 0):
                    over += 1
                    assert is_noise(other, value), other
    assert over > 100  # many are changed within a text


def read(blocks: list[bytes]) -> Imported:
    return read_pieces([FilePiece("app.jsonl", "", lambda: iter(blocks))], reading_of_march())


def outcome(found: Imported) -> tuple[list[tuple[str, str]], list[str], Counter[str]]:
    return [(each.text, each.noise) for each in found.records], found.notices, found.counted


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return the lines of a log; noise is only counted from its fourth line on."""
    for module in (reading, sorting):
        monkeypatch.setattr(module, "MOST_NOISE", 3)
    found = [
        json.dumps(value | ({"msg": f"é {number}"} if "msg" in value else {}), ensure_ascii=False).encode()
        for number in range(40)
        for value, _, _ in LEARNED
    ]
    found[50] = b'{"time": "2026-03-07T10:00:00Z", "level": "error", "msg": "Queue is full", "n": 12}'
    found[60] = b'{"time": "2026-03-07T10:00:00Z", "level": "info", "msg": "Queue is full" "n": 12}'
    found[70] = b'{"time": "2026-03-07T10:00:00Z", "level": "info", "msg": "Que'
    found[80] = b"    at main.py:12"
    return found


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
@pytest.mark.parametrize("size", [64, 1000, 1 << 20])
def test_passing_lines_over_changes_nothing(
    log: list[bytes], size: int, ending: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_HEAD", 2000)
    data = ending.join(log)
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    parsed: list[bytes] = []

    def parse(line: bytes, parse: Callable[[bytes], Any] = intake._object) -> Any:
        parsed.append(line)
        return parse(line)

    monkeypatch.setattr(intake, "_object", parse)
    found = outcome(read(blocks))
    assert len(parsed) < len(log) / 2
    monkeypatch.setattr(Skim, "end_of_noise", lambda self, lines, begin: begin)
    assert outcome(read(blocks)) == found
    assert "app.jsonl: 3 lines that aren't JSON left out." in found[1]
    assert ("Queue is full", "") in found[0]


def test_lines_that_are_not_utf8_are_parsed(log: list[bytes]) -> None:
    data = b"\n".join([*log, log[0].replace("é".encode(), b"\xe9"), b""])
    assert "app.jsonl: 4 lines that aren't JSON left out." in read([data]).notices


def test_only_some_forms_of_lines_are_learned_and_none_if_few_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"level": "info", "time": "2026-03-07", "msg": "a", f"key{n}": n}).encode() for n in range(30)]
    passed: Counter[str] = Counter()
    skim = Skim(lambda why, count: passed.update({why: count}))

    def learn(line: bytes) -> None:
        value = from_json(line)
        told = jsonl.SOURCES[0].glance(value) if isinstance(jsonl.SOURCES[0], JsonSource) else None  # type: ignore[misc]
        assert told is not None
        skim.learn(line, value, told)

    for line in lines:
        learn(line)
    assert [bool(skim.end_of_noise(line + b"\n", 0)) for line in lines] == [True] * 24 + [False] * 6
    monkeypatch.setattr(skimming, "_TRIED", 54)
    for line in [lines[-1]] * 24:
        learn(line)
    assert skim.end_of_noise(lines[0] + b"\n", 0)
    learn(lines[-1])
    assert not skim.end_of_noise(lines[0] + b"\n", 0)


def test_a_journal_entry_about_a_unit_is_never_passed_over() -> None:
    source = journald.SOURCES[0]
    assert isinstance(source, JsonSource)
    assert source.glance is not None
    assert source.glance({"PRIORITY": "6", "MESSAGE_ID": "39f53479d3a045ac8e11786248231fbf"}) is None
    assert source.glance({"PRIORITY": "3"}) is None
    assert source.glance({"PRIORITY": "4"}) is not None
