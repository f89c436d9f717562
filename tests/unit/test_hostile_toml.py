"""Any bytes in a draft's file: it's opened whole, or refused with a sentence and left unchanged."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtui.cli.main import main
from pmtui.errors import DraftError
from pmtui.model.catalog import model_questions
from pmtui.model.kinds import Kind
from pmtui.paths import builtin_templates
from pmtui.storage.draft_store import DraftStore

EXAMPLE = (builtin_templates() / "examples" / "outage.toml").read_bytes()

INVALID: dict[str, str | bytes] = {
    "key without value": "a =",
    "value without key": "= 1",
    "bare word": "a = word",
    "two on a line": "a = 1 b = 2",
    "key twice": "a = 1\na = 2",
    "table twice": "[a]\n[a]",
    "table over key": "a = 1\n[a]",
    "table over array of tables": "[[a]]\n[a]",
    "array of tables over array": "a = []\n[[a]]",
    "dotted key into a value": "a = 1\na.b = 2",
    "inline table grown": "a = {}\na.b = 1",
    "inline table with newline": "a = {\nb = 1 }",
    "inline table with comma at the end": "a = { b = 1, }",
    "unclosed string": 'a = "text',
    "unclosed multiline": 'a = """text',
    "newline in string": 'a = "te\nxt"',
    "bad escape": 'a = "\\q"',
    "bad unicode escape": 'a = "\\uD800"',
    "unclosed array": "a = [1, 2",
    "array without commas": "a = [1 2]",
    "unclosed table": "[a",
    "empty table name": "[]",
    "leading zero": "a = 01",
    "double underscore": "a = 1__0",
    "float without digits": "a = 1.",
    "hex in capitals": "a = 0X1",
    "month 13": "a = 2026-13-01",
    "day 30 of February": "a = 2026-02-30",
    "hour 25": "a = 25:00:00",
    "offset without minutes": "a = 2026-01-01T00:00:00+01",
    "control character": "a = 1 # \x01",
    "control character in string": 'a = "\x07"',
    "carriage return alone": "a = 1\rb = 2",
    "no-break space": "a\u00a0= 1",
    "byte order mark inside": "a = 1\n\ufeffb = 2",
    "no utf-8": b"a = '\xff'",
    "utf-16": "a = 1".encode("utf-16"),
    "nothing but zeros": b"\x00" * 4096,
    "deep arrays": "a = " + "[" * 100_000,
    "deep inline tables": "a = " + "{b=" * 50_000,
    "deep tables": "[" + "a." * 50_000 + "a]",
    "huge number": "a = 1" + "0" * 100_000,
    "git conflict": "<<<<<<< ours\na = 1\n=======\na = 2\n>>>>>>> theirs",
}

WRONG: dict[Kind, list[str]] = {
    Kind.TABLE: [
        '"text"',
        "1",
        "[1]",
        '["text"]',
        "[[]]",
        "{}",
        "[{ id = 1 }]",
        '[{ id = "A b" }]',
        '[{ what = "x" }]',
    ],
    Kind.DATE: ['"yesterday"', "[]", "14:00:00", "true"],
    Kind.DUE: ['"fri"', "[]", "14:00:00", "true"],
    Kind.DATETIME: ["2026-01-01T10:00:00", "[]", '"soon"'],
    Kind.YESNO: ["[]", '"perhaps"', "2026-01-01"],
    Kind.LIST: ["1", "[1]", "[[]]", "{}"],
    Kind.LINE: ["[]", "{}", "2026-01-01", "inf"],
    Kind.CHOICE: ['"none of them"', "[]", "1"],
}


def refused(run: Callable[[], int], path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the one sentence that an unreadable draft is refused with."""
    before = path.read_bytes()
    assert run() == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"pmtui: {path}")
    assert said.err.count("\n") == 1
    assert len(said.err) < 600
    assert "Traceback" not in said.err
    assert path.read_bytes() == before
    with pytest.raises(DraftError):
        DraftStore(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    return said.err


def exporting(path: Path) -> Callable[[], int]:
    return lambda: main(["export", str(path), "-o", "-"])


@pytest.mark.parametrize("name", INVALID)
def test_text_that_is_not_toml_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    text = INVALID[name]
    path = tmp_path / "d.toml"
    path.write_bytes((b'schema = 1\ntemplate = "outage"\n' if isinstance(text, str) else b"") + _bytes(text))
    said = refused(exporting(path), path, capsys)
    is_deep_or_bytes = name.startswith(("deep", "huge", "no utf", "utf", "nothing", "no-break"))
    assert re.search(r":\d+: ", said) or is_deep_or_bytes


def _bytes(text: str | bytes) -> bytes:
    return text.encode("utf-8") if isinstance(text, str) else text


@pytest.mark.parametrize(
    "path", [path for path, question in model_questions().items() if "*" not in path and question.kind in WRONG]
)
def test_an_answer_of_the_wrong_type_is_refused_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    draft = tmp_path / "d.toml"
    for wrong in WRONG[model_questions()[path].kind]:
        if model_questions()[path].choices is None and model_questions()[path].kind is Kind.CHOICE:
            continue
        draft.write_text(f'schema = 1\ntemplate = "outage"\n{path} = {wrong}\n')
        said = refused(exporting(draft), draft, capsys)
        assert ":3: " in said
        assert path.rsplit(".", 1)[-1] in said


def test_cut_anywhere_it_is_opened_whole_or_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "d.toml"
    for cut in range(0, len(EXAMPLE), len(EXAMPLE) // 60):
        _opened_or_refused(path, EXAMPLE[:cut], capsys)


def test_with_any_bits_flipped_it_is_opened_whole_or_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = random.Random(1)
    path = tmp_path / "d.toml"
    for _ in range(120):
        data = bytearray(EXAMPLE)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        _opened_or_refused(path, bytes(data), capsys)


def _opened_or_refused(path: Path, data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(data)
    code = exporting(path)()
    assert path.read_bytes() == data
    if code == 0:
        capsys.readouterr()
    else:
        refused(lambda: code, path, capsys)
