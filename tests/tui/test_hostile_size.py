"""A draft made to keep the app busy: home lists it like any other."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from pmtui.tui.app import PmtuiApp
from pmtui.tui.screens.interview import InterviewScreen
from tests.tui.conftest import TODAY, Desk, Open, until

MOST = 6.0
"""Seconds of work to start and to list, on a busy machine; on one draft of a kilobyte it took 12 s."""


@pytest.mark.parametrize("rate", [f"~{' ' * 1_000}x", f"1{' ' * 30_000}-{' ' * 30_000}x"])
async def test_home_lists_a_draft_whose_rate_is_all_spaces(tmp_path: Path, rate: str) -> None:
    head = 'schema = 1\ntemplate = "outage"\n[incident]\ntitle = "Spaces"\n'
    (tmp_path / "d.toml").write_text(f"{head}[impact.traffic]\nrate = {json.dumps(rate)}\n", encoding="utf-8")
    app = PmtuiApp(tmp_path, None, day=TODAY)
    begin = time.process_time()
    async with app.run_test(size=(80, 24)):
        await until(lambda: all(worker.is_finished for worker in app.workers))
        assert time.process_time() - begin < MOST


LONGEST = 5.0
"""Seconds of work for opening a screen, on a busy machine; all of them take less than 2 s with such a text."""

COUNT = 100_000
HOSTILE = {
    "one word": "x" * COUNT,
    "words": ("word " * (COUNT // 5)).strip(),
    "tabs": "a" + "\t" * COUNT + "z",
    "wide": "\u6f22" * (COUNT // 3),  # as many bytes as the others
}
texts = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


class Watch:
    """Says what has taken too much work since it was last asked."""

    def __init__(self) -> None:
        self.begin = time.process_time()

    def lap(self, what: str) -> None:
        """Fail where the work since the last lap was too much."""
        now = time.process_time()
        assert now - self.begin < LONGEST, f"{what} took {now - self.begin:.1f} s of work"
        self.begin = time.process_time()


async def _press(desk: Desk, watch: Watch, *keys: str) -> None:
    for key in keys:
        await desk.press(key)
        await until(lambda: all(worker.is_finished for worker in desk.app.workers))
        watch.lap(key)


@texts
async def test_home_lists_a_title_of_any_length(tmp_path: Path, text: str) -> None:
    head = 'schema = 2\ntemplate = "outage"\n[incident]\n'
    (tmp_path / "d.toml").write_text(f"{head}title = {json.dumps(text)}\n", encoding="utf-8")
    app, watch = PmtuiApp(tmp_path, None, day=TODAY), Watch()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: all(worker.is_finished for worker in app.workers))
        await pilot.pause()
        watch.lap("home")


@pytest.mark.parametrize(
    ("text", "size"),
    [*((text, (80, 24)) for text in HOSTILE.values()), (HOSTILE["wide"], (140, 40))],
    ids=[*HOSTILE, "wide, on a wide screen"],
)
async def test_a_title_of_any_length_is_opened_and_edited(open_app: Open, text: str, size: tuple[int, int]) -> None:
    watch = Watch()
    async with open_app("outage", {"incident": {"title": text}}, size=size) as desk:
        watch.lap("opening")
        await desk.go_to("incident.title")
        watch.lap("going there")
        await _press(desk, watch, "end", "a", "home", "b", "delete")
        assert desk.record.incident.title == f"b{text[1:]}a"
        await _press(desk, watch, "f3", "escape", "f9", "escape", "ctrl+f", "escape", "f2", "f2")
        assert desk.record.incident.title == f"b{text[1:]}a"


def _event(text: str) -> dict[str, Any]:
    return {"timeline": [{"id": "e1", "at": "2026-03-09T10:00:00+00:00", "event": text}]}


def _cause(text: str) -> dict[str, Any]:
    return {"causes": {"tree": [{"id": "c1", "text": text, "strand": "happened"}]}}


def _action(text: str) -> dict[str, Any]:
    return {"actions": [{"id": "a1", "description": text}]}


@texts
@pytest.mark.parametrize(
    ("template", "record", "path", "keys"),
    [
        ("outage", _event, "timeline", ("up", "enter", "down", "escape", "ctrl+g", "escape", "f3", "escape")),
        ("sre", _cause, "causes.tree", ("ctrl+g", "down", "up", "enter", "escape")),
        ("sre", _action, "actions", ("ctrl+g", "down", "enter", "escape")),
    ],
    ids=["timeline", "causes", "actions"],
)
async def test_a_row_of_any_length_is_shown(
    open_app: Open, template: str, record: Callable[[str], dict[str, Any]], path: str, keys: tuple[str, ...], text: str
) -> None:
    watch = Watch()
    async with open_app(template, {"incident": {"date": "2026-03-09"}, **record(text)}) as desk:
        watch.lap("opening")
        place = next(
            question.path
            for section in desk.screen.sections
            for question in section.questions
            if question.base.startswith(path)
        )
        await desk.go_to(place)
        watch.lap("going there")
        await _press(desk, watch, *keys)
        screen = next(each for each in desk.app.screen_stack if isinstance(each, InterviewScreen))
        assert json.dumps(text) in json.dumps(screen.session.postmortem.model_dump(mode="json"))


PROSE = {**HOSTILE, "newlines": "\n" * 32_000 + "z"}


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE)
async def test_prose_of_any_length_is_edited(open_app: Open, text: str) -> None:
    watch = Watch()
    async with open_app("outage", {"summary": text}) as desk:
        watch.lap("opening")
        box = await desk.go_to("summary")
        watch.lap("going there")
        await _press(desk, watch, "a", "end", "b", "f3", "escape", "f9", "escape")
        assert box.query_one(TextArea).text.replace("a", "", 1).replace("b", "", 1)
        assert len(desk.record.summary) == len(text) + 2


async def test_a_click_into_a_line_with_tabs_puts_the_cursor_where_it_is_drawn(open_app: Open) -> None:
    async with open_app("outage", {"incident": {"title": "ab\tcd\t\u6f22ef"}}) as desk:
        line = (await desk.go_to("incident.title")).query_one(Input)
        columns = [0, 1, 2, 3, 4, 5, 6, 6, 7, 8]
        assert [line._cell_offset_to_index(column) for column in range(10)] == columns
        assert [line._position_to_cell(position) for position in range(10)] == [0, 1, 2, 3, 4, 5, 6, 8, 9, 10]


def _move(desk: Desk, *, to_end: bool) -> None:
    """Move the cursor to the start or the end of what is edited; no key does so in a text of many lines."""
    field = desk.app.focused
    if isinstance(field, TextArea):
        field.move_cursor(field.document.end if to_end else (0, 0))
    elif isinstance(field, Input):
        field.cursor_position = len(field.value) if to_end else 0


@pytest.mark.parametrize(
    ("kind", "text"),
    [*(("text", text) for text in HOSTILE.values()), ("prose", next(iter(HOSTILE.values())))],
    ids=[*HOSTILE, "prose"],
)
async def test_an_answer_that_only_this_template_asks_for_is_edited(
    open_app: Open, tmp_path: Path, kind: str, text: str
) -> None:
    template = tmp_path / "own.md"
    template.write_text(f'+++\ntitle = "T"\n+++\n# {{{{ incident.title }}}}\n\n## Own\n\n{{{{ custom.x : {kind} }}}}\n')
    watch = Watch()
    async with open_app(str(template), {"custom": {"x": text}}) as desk:
        watch.lap("opening")
        await desk.go_to("custom.x")
        watch.lap("going there")
        _move(desk, to_end=True)
        await _press(desk, watch, "b")
        _move(desk, to_end=False)
        await _press(desk, watch, "a", "f3", "escape", "f9", "escape", "ctrl+f", "escape")
        assert desk.record.custom["x"] == f"a{text}b"


async def test_a_few_tabs_are_aligned_and_many_are_cut_to_a_window(open_app: Open) -> None:
    async with open_app("outage", {"summary": "ab\tc\n" + "\t" * 2_000 + "end"}) as desk:
        await desk.go_to("summary")
        await until(lambda: "ab  c" in desk.text())
        _move(desk, to_end=True)
        await until(lambda: "end" in desk.text())
