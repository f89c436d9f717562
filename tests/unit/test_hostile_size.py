"""A hundred kilobytes of anything, from end to end: pmtui does what was asked or explains why not, quickly."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtui.cli.main import main
from tests.unit.linear.measuring import stopped_after

Run = Callable[..., tuple[int, str, str]]

SOON = 6.0
"""Seconds of work that a command may take on a busy machine. Each of these inputs took more, or never ended."""

RATE = f"~{' ' * 1_000}x"
HEAD = '+++\ntitle = "T"\n+++\n'


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def call(*words: str) -> tuple[int, str, str]:
        with stopped_after(SOON):
            code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def draft(folder: Path, body: str, template: str = "outage") -> Path:
    path = folder / "d.toml"
    path.write_text(f'schema = 1\ntemplate = "{template}"\n{body}\n', encoding="utf-8")
    return path


@pytest.mark.parametrize("rate", [RATE, f"1{' ' * 30_000}-{' ' * 30_000}x", f"1/{' ' * 99_000}1", "1 000" * 20_000])
@pytest.mark.parametrize(
    "words", [("--dir", ".", "list"), ("export", "d.toml", "--out", "-"), ("check", "d.toml"), ("figures", "d.toml")]
)
def test_a_rate_that_is_all_spaces(run: Run, tmp_path: Path, rate: str, words: tuple[str, ...]) -> None:
    draft(tmp_path, f"[impact.traffic]\nrate = {json.dumps(rate)}")
    code, _, err = run(*words)
    assert code in (0, 1), err
    assert "Traceback" not in err


@pytest.mark.parametrize("tier", [f"99.9{' ' * 30_000}x", f"99.9%{' ' * 30_000}:{' ' * 30_000}x", "9" * 100_000])
def test_tiers_of_a_contract(run: Run, tmp_path: Path, tier: str) -> None:
    draft(tmp_path, f"[impact.agreement]\ntiers = [{json.dumps(tier)}]\ntarget = '99.9%'")
    code, _, err = run("figures", "d.toml")
    assert code in (0, 1), err


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\n" * 32_000 + "b", "- a\n" * 25_000, "`" * 100_000, "*a" * 50_000, "[" * 100_000, "<!-- " * 20_000,
        "> " * 50_000, "#" * 99_999 + "x", "a\n" * 50_000, "\u0301" * 100_000, '"' * 100_000, "\u201c" * 100_000,
        "why" + " " * 99_000 + "x", "|" * 100_000, "- " * 50_000, "![](" * 25_000,
    ],
    ids=repr,
)  # fmt: skip
@pytest.mark.parametrize("words", [("export", "d.toml", "--out", "-"), ("check", "d.toml")])
def test_prose_of_a_hundred_kilobytes(run: Run, tmp_path: Path, text: str, words: tuple[str, ...]) -> None:
    quoted = json.dumps(text)
    draft(tmp_path, f"summary = {quoted}")
    code, out, err = run(*words)
    assert code in (0, 1), err
    if words[0] == "export":
        assert len(out) > text.count("a")


@pytest.mark.parametrize(
    "body",
    [
        "`" * 100_000, "`a" * 50_000, "<!-- " * 20_000, "<!--\n" * 20_000, "{{" * 50_000, "{{ a " * 20_000,
        "\\{{" * 30_000,
        "{" * 100_000, "- a\n" * 25_000, "\n" * 100_000, "| a " * 25_000, "> " * 50_000, "{{ " + "a" * 100_000 + " }}",
        "<!-- hint: " + "a " * 50_000, "``` \n" * 20_000, "<div>\n" + "<!-- \n" * 1_500,
        "{{ custom.a : " + "a" * 90_000 + "}}",
    ],
    ids=lambda body: repr(body[:12]),
)  # fmt: skip
def test_a_template_of_a_hundred_kilobytes(run: Run, tmp_path: Path, body: str) -> None:
    (tmp_path / "t.md").write_text(f"{HEAD}# {{{{ incident.title }}}}\n\n{body}\n", encoding="utf-8")
    draft(tmp_path, '[incident]\ntitle = "T"', "./t.md")
    code, _, err = run("export", "d.toml", "--out", "-")
    assert code in (0, 1, 3), err
    assert len(err) < 2_000, "a message is a sentence"


@pytest.mark.parametrize(
    "front", [f'filename = "{"{" * 99_000}"', f"{'a.' * 49_000}a = 1", f"{'a' * 99_000} = 1", "a = " + "[" * 99_000]
)
def test_the_front_matter_of_a_template(run: Run, tmp_path: Path, front: str) -> None:
    (tmp_path / "t.md").write_text(f'+++\ntitle = "T"\n{front}\n+++\n# {{{{ incident.title }}}}\n', encoding="utf-8")
    draft(tmp_path, '[incident]\ntitle = "T"', "./t.md")
    code, _, err = run("export", "d.toml", "--out", "-")
    assert code == 3
    assert err.count("\n") <= 3


@pytest.mark.parametrize(
    "text",
    [
        f"[figures]\nrate = {json.dumps(RATE)}", f"[figures]\nsla_tiers = [{json.dumps('99.9' + ' ' * 9_000 + 'x')}]",
        f"{'a' * 99_000} = 1", f"{'a.' * 49_000}a = 1", f'[keys]\nhelp = "{"ctrl+" * 19_000}x"',
        f'timezone = "{"a/" * 49_000}"',
        f'template = "{"x" * 99_000}"', f'[keys]\n{"a" * 99_000} = "f1"',
        f'[scales]\nseverity = [{json.dumps("a" * 99_000)}]',
    ],
    ids=lambda text: repr(text[:24]),
)  # fmt: skip
@pytest.mark.parametrize("words", [("--dir", ".", "list"), ("export", "d.toml", "--out", "-"), ("config",)])
def test_a_config_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: tuple[str, ...]
) -> None:
    file = tmp_path / "c.toml"
    file.write_text(text + "\n", encoding="utf-8")
    monkeypatch.setenv("PMTUI_CONFIG", str(file))
    draft(tmp_path, '[incident]\ntitle = "T"')
    code, _, _ = run(*words)
    assert code in (0, 1, 2, 3)


@pytest.mark.parametrize(
    "body",
    [f"{'a.' * 49_000}a = 1", f"[{'a.' * 49_000}a]", f"{'a' * 99_000} = 1", f"{'a' * 99_000} {'.' * 40}",
     f"x = {'[' * 50_000}", f"[marks.{'a' * 99_000}]\nkind = 'unknown'",
     f"x = {'{a.' * 40_000}", f'"{"a" * 90_000}".b = 1', f"a = '''{'a.' * 40_000}", "['" + "a" * 90_000],
    ids=lambda body: repr(body[:12]),
)  # fmt: skip
def test_a_draft_with_keys_that_never_end(run: Run, tmp_path: Path, body: str) -> None:
    draft(tmp_path, body)
    code, _, err = run("check", "d.toml")
    assert code == 3
    assert "d.toml" in err


def test_a_key_of_many_parts_is_refused_with_its_line(run: Run, tmp_path: Path) -> None:
    draft(tmp_path, f'summary = """\n{"a." * 40}\n"""\n{"a." * 40}a = 1')
    code, _, err = run("check", "d.toml")
    assert code == 3
    assert ":6:" in err and "more than 32 parts" in err
    draft(tmp_path, f'summary = """\n{"a." * 40}\n"""  # {"b." * 40}')
    assert run("check", "d.toml")[0] in (0, 1)
