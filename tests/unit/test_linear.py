"""No text makes pmtui wait: whatever reads what people write takes a time that grows with its length, and no faster.

A fixed sample runs each time. `--linear-seed 7` looks at other runs of characters, `--linear-all` at all there are;
`--linear-runs 40` says how many each parser is given.
"""

import importlib
import inspect
import pkgutil
import random
import time
from collections.abc import Iterator

import pytest

import pmtui
from pmtui.review.reviewer import steps
from pmtui.template import lookup
from pmtui.template.progress import Completeness
from tests.unit.linear.excused import EXCUSED
from tests.unit.linear.inputs import Run, every, some
from tests.unit.linear.measuring import seconds
from tests.unit.linear.parsers import PARSERS, TODAY, caused

SHORT, MIDDLE, LONG = 1_000, 10_000, 100_000
FASTER = 1.5
"""A text that is 100 times as long may take 150 times as long: 1.5 times as long as 100 short ones."""

MOST = 0.2
"""Seconds that any parser may take for 100,000 characters, on a machine that does `_yardstick` in 10 ms."""

IN_STEPS = {name: 3.0 for name in PARSERS if name.startswith("review.reviewer.review")}
"""What works in steps between which keys are heard, none of which takes longer than `STEP`: a test below. The whole
of it finds tens of thousands of things in such a text, each with its sentence."""

STEP = 0.3
"""Seconds that a step of a review may take where the causes have 300,000 characters; busy, it took up to 0.21."""

IN_PIECES = {
    "language.finder.find": 0.6, "language.finder.find_in_prose": 0.6, "causes.hints.names_person": 0.6,
    "causes.hints.about_text": 0.6, "causes.hints.about_node": 1.0,
    "parsing.numbers.counts": 1.0, "parsing.shares.shares": 0.6,
}  # fmt: skip
"""What finds something every second character here, and makes an object of each. Reviews give these 4,000 characters at
a time; the builder of causes gives them one condition."""

REMEMBERED = {"causes.hints.about_node"}
"""What reads a text of up to 16,000 characters once and remembers it for its other questions: beyond that a text takes
several times as long for its length, and only the limit says something."""

COPIES = {
    "causes.derived_fields.filled_in": 3, "causes.mermaid.flowchart": 3,
    "template.render.print_document (a title)": 3, "template.render.print_document (an event)": 3,
    "template.rewrite.in_dialect (prose)": 5, "template.rewrite.in_dialect (an event)": 6,
    "template.render.print_document (causes)": 3, "template.render.print_document (an action item)": 3,
}  # fmt: skip
"""How many times a postmortem has the measured text, if more than once."""

TOO_SMALL = 0.05
"""Seconds below which a ratio says more about the clock than about the parser."""

ROOMS = (
    "model", "parsing", "figures", "template", "causes", "timeline", "actions", "language", "review", "session",
    "storage", "toml", "sources",
)  # fmt: skip
ALONE = ("text", "keys", "config.reading")


def _yardstick() -> float:
    """Return how many times slower than the machine that the limits were set on this one is; at least 1."""
    least = 1.0
    for _ in range(5):
        begin = time.process_time()
        sum(i * i % 7 for i in range(120_000))
        least = min(least, time.process_time() - begin)
    return max(1.0, least / 0.010)


def _most(name: str) -> float:
    """Return how many seconds a parser may take for 100,000 characters."""
    return IN_STEPS.get(name) or IN_PIECES.get(name) or MOST * COPIES.get(name, 1)


def _slow(name: str, run: Run, slower: float) -> str:
    """Return what is wrong with the time that a parser takes for a run; empty if nothing is."""
    parser, most = PARSERS[name], _most(name) * slower
    if seconds(parser, run.of(SHORT), most) >= most:
        return f"{run}: more than {most:.1f} s for {SHORT:,} characters"
    if seconds(parser, run.of(MIDDLE), most) >= most:
        return f"{run}: more than {most:.1f} s for {MIDDLE:,} characters"
    long = seconds(parser, run.of(LONG), 4 * most)
    if name in REMEMBERED and long <= most:
        return ""
    for _ in range(3):
        if long < TOO_SMALL * slower:
            return ""
        many = seconds(parser, run.of(SHORT), 60 * slower, times=LONG // SHORT)
        if long <= most and long <= FASTER * many:
            return ""
        if long <= most and long <= FASTER * seconds(parser, run.of(MIDDLE), 60 * slower, times=LONG // MIDDLE):
            return ""  # a pattern of at most 2,000 characters, an address say, has taken all of the short one
        long = min(long, seconds(parser, run.of(LONG), 4 * most))  # was it the machine?
    if long > most:
        return f"{run}: {long:.2f} s for {LONG:,} characters; {most:.1f} s are allowed"
    return f"{run}: {LONG / SHORT * long / many:.0f} times as long for a text 100 times as long ({long:.2f} s)"


@pytest.mark.parametrize("name", PARSERS)
def test_reading_takes_no_longer_than_the_text_is_long(name: str, request: pytest.FixtureRequest) -> None:
    seed, count = request.config.getoption("--linear-seed"), request.config.getoption("--linear-runs")
    runs: list[Run] = list(every()) if request.config.getoption("--linear-all") else []
    runs = runs or some(count, random.Random(f"{seed} {name}"))
    if slow := [run for run in runs if _slow(name, run, 1.0)]:
        slower = _yardstick()
        assert [problem for run in slow if (problem := _slow(name, run, slower))] == []


@pytest.mark.parametrize("unit", ["should have ", "\n```\n", "1 ", "\u201c"], ids=repr)
def test_no_step_of_a_review_takes_long(unit: str) -> None:
    standing = Completeness(lookup.load("outage"), caused(unit * (LONG // len(unit))))

    def longest() -> float:
        begin, most = time.process_time(), 0.0
        for _ in steps(standing, TODAY):
            now = time.process_time()
            begin, most = now, max(most, now - begin)
        return most

    assert any(longest() < STEP * _yardstick() for _ in range(5)), "and it wasn't the machine"


def _public() -> Iterator[str]:
    """Yield the public functions, and methods, of the pure packages and of sessions that are given a text."""
    modules = [f"pmtui.{name}" for name in ALONE]
    for room in ROOMS:
        package = importlib.import_module(f"pmtui.{room}")
        modules += [found.name for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    for module_name in modules:
        module = importlib.import_module(module_name)
        for name, value in vars(module).items():
            value = inspect.unwrap(value) if callable(value) and not inspect.isclass(value) else value
            if name.startswith("_") or getattr(value, "__module__", "") != module_name:
                continue
            if inspect.isfunction(value):
                yield from _if_given_a_text(f"{module_name}.{name}", value)
            elif inspect.isclass(value):
                for method, function in vars(value).items():
                    function = getattr(function, "__func__", function)
                    if inspect.isfunction(function) and not method.startswith("_"):
                        yield from _if_given_a_text(f"{module_name}.{name}.{method}", function)


def _if_given_a_text(name: str, function: object) -> Iterator[str]:
    assert callable(function)
    parameters = inspect.signature(function).parameters.values()
    if any("str" in str(parameter.annotation) for parameter in parameters):
        yield name.removeprefix(f"{pmtui.__name__}.")


def test_every_function_that_is_given_a_text_is_measured_or_excused() -> None:
    measured = {name.partition(" (")[0] for name in PARSERS}
    public = set(_public())
    forgotten = sorted(public - measured - set(EXCUSED))
    assert forgotten == [], "measure it in tests/unit/linear/parsers.py, or excuse it with its reason in excused.py"
    assert sorted(set(EXCUSED) - public) == [], "excused, and not there"
    assert sorted(set(EXCUSED) & measured) == [], "excused, and measured all the same"


def test_a_quadratic_parser_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    import re

    pattern = re.compile(r"a+b")
    monkeypatch.setitem(PARSERS, "a square", pattern.search)
    monkeypatch.setitem(PARSERS, "a line", re.compile(r"(?<!a)a++b").search)
    assert _slow("a square", Run("a"), 1.0)
    assert not _slow("a line", Run("a"), 1.0)
