"""A draft that can't be opened names the line of what is wrong, in any spelling of TOML; TOML 1.1 is named as that."""

import json
import random
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from pmtui.config import reading
from pmtui.errors import ConfigError, DraftError, TemplateError
from pmtui.paths import builtin_templates
from pmtui.storage.draft_file import from_toml
from pmtui.template.lookup import BUILTIN
from pmtui.template.parse import parse
from pmtui.toml.lines import _Scanner, line_of, newer

Data = dict[str, Any]
Path_ = tuple[str | int, ...]

MARK = time(1, 2, 3)
"""A time of day is nowhere an answer: it damages whatever it stands for, and is found again in the text."""


def leaves(data: Any, at: Path_ = ()) -> Iterator[Path_]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*at, key))
    elif isinstance(data, list) and data:
        for index, value in enumerate(data):
            yield from leaves(value, (*at, index))
    else:
        yield at


def put(data: Any, at: Path_, value: Any) -> None:
    for step in at[:-1]:
        data = data[step]
    data[at[-1]] = value


def key(name: str, quote: bool = False) -> str:
    bare = name.replace("-", "").replace("_", "").isalnum() and name.isascii()
    return name if bare and not quote else json.dumps(name)


def one(value: Any, *, split: bool = False) -> str:
    """Write a value on one line; arrays over several with `split`, with what misleads in their comments."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key(name)} = {one(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list) and split:
        return "[ # ] = [x]\n" + "".join(f"  # a = '''\n  {one(item)}, # ]\n" for item in value) + "]"
    if isinstance(value, list):
        return "[" + ", ".join(one(item) for item in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F") if isinstance(value, str) else str(value)


def headers(data: Data) -> str:
    return tomli_w.dumps(data, multiline_strings=True)


def inline(data: Data) -> str:
    return "".join(f"{key(name)} = {one(value)}\n" for name, value in data.items())


def dotted(data: Data, at: str = "", quote: bool = False) -> str:
    lines = ""
    for name, value in data.items():
        path = f"{at}{' . ' if at else ''}{key(name, quote)}"
        lines += (
            dotted(value, path, quote) if isinstance(value, dict) and value else f"{path} = {one(value, split=True)}\n"
        )
    return lines


def quoted(data: Data) -> str:
    return dotted(data, quote=True)


def tables(data: Data, at: tuple[str, ...] = (), *, whole: bool = False) -> str:
    """Write headers only for tables that have keys, and arrays of tables in their longest form."""
    own = {name: value for name, value in data.items() if not _is_table(value) and not _is_array_of_tables(value)}
    head = "[ " + " . ".join(map(key, at)) + " ] # [x]\n" if at and (own or not data) and not whole else ""
    text = head + "".join(f"\t{key(name)}={one(value)}  # x = 1\n" for name, value in own.items())
    for name, value in data.items():
        path = (*at, name)
        if _is_table(value):
            text += tables(value, path)
        elif _is_array_of_tables(value):
            for item in value:
                text += "[[" + ".".join(map(key, path)) + "]]\n" + tables(item, path, whole=True)
    return text


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _is_array_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def windows(data: Data) -> str:
    return headers(data).replace("\n", "\r\n")


SPELLINGS: list[Callable[[Data], str]] = [headers, inline, dotted, quoted, tables, windows]


@pytest.mark.parametrize("spelling", SPELLINGS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("template", BUILTIN)
def test_every_value_is_found_on_its_line(template: str, spelling: Callable[[Data], str]) -> None:
    """Put a distinct number in place of every answer, and look for each."""
    data = _example(template)
    places = list(leaves(data))
    for number, at in enumerate(places):
        put(data, at, 900_000 + number)
    written = spelling(data)
    lines = {
        number: line for line, text in enumerate(written.split("\n"), 1) for number in re.findall(r"\b9\d{5}\b", text)
    }
    found = _Scanner(written).lines
    for number, at in enumerate(places):
        assert found[at] == lines[str(900_000 + number)], f"{at} in\n{written}"


@pytest.mark.parametrize("template", BUILTIN)
def test_a_damaged_value_is_refused_with_its_line(template: str) -> None:
    """Damage the answers of an example, one at a time, in one spelling after the other."""
    places = [at for at in leaves(_example(template)) if at[0] not in ("schema", "template")]
    for number, at in enumerate(places[::7]):
        data = _example(template)
        put(data, at, MARK)
        written = SPELLINGS[number % len(SPELLINGS)](data)
        expected = written.partition("01:02:03")[0].count("\n") + 1
        with pytest.raises(DraftError) as refused:
            from_toml(written, "d.toml")
        assert f"d.toml:{expected}: " in str(refused.value), f"{at} in\n{written}"
        assert str(at[-1] if isinstance(at[-1], str) else at[-2]) in str(refused.value)
        assert "\n" not in str(refused.value)


def _example(template: str) -> Data:
    return tomllib.loads((builtin_templates() / "examples" / f"{template}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("spelling", SPELLINGS, ids=lambda each: each.__name__)
def test_an_unknown_key_is_found_on_its_line_and_named_in_one_line(spelling: Callable[[Data], str]) -> None:
    dice = random.Random(1)
    places = list(dict.fromkeys(at[:-1] for at in leaves(_example("outage")) if isinstance(at[-1], str)))
    for at in places[::9]:
        if at[:1] in (("custom",), ("marks",), ("stated",), ("typed",), ("summaries",)):
            continue
        data = _example("outage")
        name = "no\n\x1b[31m\u202e" + "".join(dice.choice("ab \t.=[]#'\"\\") for _ in range(6))
        put(data, (*at, name), MARK)
        written = spelling(data)
        expected = written.replace("\r\n", "\n").partition("01:02:03")[0].count("\n") + 1
        with pytest.raises(DraftError) as refused:
            from_toml(written, "d.toml")
        assert f"d.toml:{expected}: unknown field 'no␊␛[31m�" in str(refused.value), written
        assert not set("\n\x1b\u202e") & set(str(refused.value))


@pytest.mark.parametrize(
    ("text", "location", "line"),
    [
        ("a.b.c = 1\n", ["a", "b", "c"], 1),
        ("a.b.c = 1\n", ["a", "b", "d"], 1),
        ("x = 1\n", ["a"], None),
        ("[a.b]\n[a.c]\nd = 1\n", ["a", "c", "d"], 3),
        ("[[a]]\n[[a.b]]\n[[a.b]]\nc = 1\n[[a]]\n[[a.b]]\nc = 2\n", ["a", 1, "b", 0, "c"], 7),
        ("[[a]]\n[[a.b]]\n[[a.b]]\nc = 1\n[[a]]\n[[a.b]]\nc = 2\n", ["a", 0, "b", 1, "c"], 4),
        ("[[a]]\n[a.b.c]\nd = 1\n[[a]]\n[a.b.c]\nd = 1\n", ["a", 1, "b", "c", "d"], 6),
        ('a = """\nb = 1\n[c]\n"""\nb = 2\n', ["b"], 5),
        ("a = '''\nb = 1\n''''\nb = 2\n", ["b"], 4),
        ('a = """x\\\n\\"""\n"""""\nb = 2\n', ["b"], 4),
        ("a = [\n 1, # ]\n [2,\n 3],\n]\n", ["a", 1, 1], 4),
        ("\"a.b\" . 'c d' = 1\n", ["a.b", "c d"], 1),
        ('"\\u0061" = 1\n', ["a"], 1),
        ("a = {b = {c = [1, {d = 2}]}}\nb = 1\n", ["a", "b", "c", 1, "d"], 1),
        ("# x = 1\nx = 2\n", ["x"], 2),
        ("a = 2026-03-07 14:32:00\nb = 1\n", ["b"], 2),
    ],
)
def test_the_line_of_a_value(text: str, location: list[str | int], line: int | None) -> None:
    tomllib.loads(text)
    assert line_of(text, location) == line


NEWER = [
    ("a = {\n b = 1 }", 1, "an inline table over several lines", "as a [table]"),
    ("x = 1\na = { b = 1,\n c = 2 }", 2, "an inline table over several lines", ""),
    ("a = { b = 1 # why\n}", 1, "an inline table over several lines", ""),
    ("a = { b = 1, }", 1, "a comma after the last entry of an inline table", "Remove the comma."),
    ("a = [\n { b = 1 },\n { b = 1, },\n]", 3, "a comma after the last entry", ""),
    ('a = "\\e[31m"', 1, "the escape \\e", "\\u001B"),
    ('a = """\n\n\\x41"""', 3, "the escape \\x41", "\\u0041"),
    ('"\\e" = 1', 1, "the escape \\e", ""),
    ("a = 14:32", 1, "a time without seconds", "14:32:00"),
    ("a = 1\nb = 2026-03-07T14:32Z", 2, "a time without seconds", "14:32:00"),
    ("b = [2026-03-07 14:32+01:00]", 1, "a time without seconds", "14:32:00"),
]

NOT_NEWER = ["a = {", "a = { b = 1,, }", "a = { , }", 'a = "\\q"', 'a = "\\x4"', "a = 14:3", "a = [1 2]\nb = 14:32",
             "a = '\\e' 1", 'a = "\\\\e" 1', "a = { b = }", "=\na = 14:32"]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "what", "instead"), NEWER)
def test_toml_1_1_is_refused_with_the_reason(text: str, line: int, what: str, instead: str, tmp_path: Path) -> None:
    head = 'schema = 1\ntemplate = "sre"\n'
    for ending in ("\n", "\r\n"):
        with pytest.raises(DraftError) as refused:
            from_toml(f"{head}{text}\n".replace("\n", ending), "d.toml")
        said = str(refused.value)
        assert f"d.toml:{line + 2}: " in said and what in said and instead in said
        assert "requires TOML 1.1, but pmtui reads TOML 1.0." in said
    config = tmp_path / "config.toml"
    config.write_text(text)
    with pytest.raises(ConfigError, match=f":{line}: .* requires TOML 1.1"):
        reading.read(config)
    with pytest.raises(TemplateError, match=f":{line + 1}: .* requires TOML 1.1"):
        parse(f"+++\n{text}\n+++\n# x\n", "x.md")


@pytest.mark.parametrize("text", NOT_NEWER)
def test_invalid_toml_is_not_reported_as_a_newer_version(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as error:
        tomllib.loads(text)
    assert newer(text, error.value) is None


@pytest.mark.parametrize(
    "part", ["[", "{", "a={", "[a", "a.", '"', '"""', "'''", "\\", "#", "\n", "a=[", '"""\\', "=", "a=1\n"]
)
def test_a_text_made_to_be_slow_or_deep_is_still_read(part: str) -> None:
    from time import process_time

    for text in (part * 20_000, "a = " + part * 20_000):
        begun = process_time()
        line_of(text, ["a", "b"])
        assert process_time() - begun < 2
