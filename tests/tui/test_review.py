"""The review on screen: beside the field, as a count, on its own screen, waived; open questions; never in the way."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from unittest.mock import Mock

import pytest
from textual.app import App

from pmtui.model.edit import Set
from pmtui.model.postmortem import Postmortem
from pmtui.review.claims import reading
from pmtui.review.rules import wording
from pmtui.session.glyphs import counted
from pmtui.session.session import Session
from pmtui.template import lookup
from pmtui.template.interview import all_questions
from pmtui.tui import background_review
from pmtui.tui.background_review import Reviewer
from pmtui.tui.builders import open_place
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.editors.table_editor import RowForm
from pmtui.tui.screens.builder import BuilderScreen
from pmtui.tui.screens.causes import CausesScreen
from pmtui.tui.screens.figures import FiguresScreen
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.screens.preview import PreviewScreen
from pmtui.tui.screens.review import ReviewScreen
from tests.tui.conftest import TODAY, Desk, Open, until

BLAMING = {"summary": "The on-call engineer should have rolled back.", "incident": {"title": "T", "date": "2026-03-07"}}


async def open_review(desk: Desk) -> ReviewScreen:
    await desk.press("ctrl+f")
    await until(lambda: isinstance(desk.app.screen, ReviewScreen) and "Review as" in desk.text())
    screen = desk.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


async def test_findings_are_shown_at_their_field_and_counted(open_app: Open) -> None:
    async with open_app("sre", BLAMING, size=(120, 24)) as desk:
        await desk.go_to("summary")
        await until(lambda: "'should have rolled': counterfactual." in desk.box("summary").message())
        assert "· 1 finding " in desk.text()
        await desk.press("ctrl+a", "backspace")
        desk.session.apply(Set(path="summary", value="The page came late."), "summary")
        await until(lambda: desk.box("summary").message() == "")
        assert "finding" not in desk.text()


async def test_one_key_goes_to_a_finding_and_one_comes_back(open_app: Open) -> None:
    async with open_app("sre", BLAMING) as desk:
        await open_review(desk)
        await until(lambda: "· hint     Summary  'should have rolled': counterfactual." in desk.text())
        row = next(line for line in desk.text().splitlines() if "counterfactual" in line)
        assert row.endswith("L601  ")
        assert "─ · hint  L601 · Summary ─" in desk.text()
        assert "“The on-call engineer should have rolled back.”" in desk.text()
        assert "What happened, and what made sense at the time?" in desk.text()
        await desk.press("enter")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen) and desk.box("summary").has_focus_within)
        screen = await open_review(desk)
        await until(lambda: (entry := screen._current()) is not None and entry.id.startswith("L601 summary"))


async def test_a_finding_about_a_cause_leads_to_the_builder(open_app: Open) -> None:
    record: dict[str, Any] = {
        "causes": {"tree": [{"id": "a", "strand": "happened", "text": "The engineer forgot to set it"}]}
    }
    async with open_app("sre", record) as desk:
        screen = await open_review(desk)
        for _ in range(100):
            if screen._current().id.startswith("K401"):  # type: ignore[union-attr]
                break
            await desk.press("down")
        await desk.press("enter")
        await until(lambda: isinstance(desk.app.screen, CausesScreen) and "engineer forgot" in desk.text())


async def test_waiving_asks_for_a_reason_and_can_be_undone(open_app: Open) -> None:
    async with open_app("sre", BLAMING) as desk:
        await open_review(desk)
        await desk.press("w", "enter")
        await until(lambda: "Say why you accept it" in desk.text())
        assert desk.app.screen.session.postmortem.waived == {}
        await desk.type("their own words")
        await desk.press("enter")
        await until(lambda: "  1 waived" in desk.text())
        record = desk.app.screen.session.postmortem
        assert record.waived == {"L601 summary: should have rolled": "their own words"}
        await desk.press("ctrl+z")
        await until(lambda: "1 waived" not in desk.text())
        await desk.press("escape")
        assert (await desk.saved()).waived == {}


async def test_escape_cancels_the_waiver(open_app: Open) -> None:
    async with open_app("sre", BLAMING) as desk:
        await open_review(desk)
        await desk.press("w", "x", "escape")
        assert isinstance(desk.app.screen, ReviewScreen)
        assert desk.app.screen.session.postmortem.waived == {}


async def test_check_as_final_shows_what_would_count(open_app: Open) -> None:
    async with open_app("sre", BLAMING, size=(120, 24)) as desk:
        screen = await open_review(desk)
        left = counted(screen.session.standing.progress(all_questions(screen.session.template)))
        assert f"Review as Draft   · 1 hint   {left} " in desk.text()
        assert f"{left} · 1 finding " in desk.text()  # the line at the top
        headings = [str(option.prompt) for option, entry in screen._finding_lines() if entry is None]
        assert headings == ["Language (1)", "Completeness"]
        await desk.press("s", "s")
        await until(lambda: "as if Final   ✗ 1 error " in desk.text())
        await desk.press("s")
        await until(lambda: "Review as Draft   · 1 hint " in desk.text())


async def test_open_questions_by_person(open_app: Open) -> None:
    marks = {
        "summary": {"kind": "waiting", "note": "Priya"},
        "impact.regions": {"kind": "unknown", "note": "no metric"},
        "causes.what_happened": {"kind": "waiting", "note": "Priya"},
    }
    async with open_app("sre", {"marks": marks}) as desk:
        await open_review(desk)
        await desk.press("f7")
        await until(lambda: "Open questions  3" in desk.text())
        lines = [line.strip() for line in desk.text().splitlines()]
        assert lines.index("Priya") < lines.index("Unknown")
        assert any(line.startswith("Impact, Geographic Impact (no metric)") for line in lines)
        await desk.press("enter")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen) and desk.box("summary").has_focus_within)


async def test_typing_never_waits_for_the_review(open_app: Open) -> None:
    """It runs in steps and restarts with each change; the app responds to keys between two steps."""
    rows = [{"id": f"e{n}", "at": f"2026-03-07T{n // 60:02}:{n % 60:02}:00Z", "event": f"It {n} failed"}
            for n in range(1200)]  # fmt: skip
    async with open_app("sre", {**BLAMING, "timeline": rows}) as desk:
        reviewer = desk.screen.reviewer
        await until(lambda: reviewer.is_done)
        wording._hits.cache_clear()
        reading.read_claims.cache_clear()
        reviewer._begin()
        steps = 0
        while not reviewer.is_done:
            begin = time.process_time()
            reviewer._go_on()
            steps += time.process_time() - begin < 0.1
        assert steps > 2


async def test_a_change_restarts_the_review(open_app: Open) -> None:
    async with open_app("sre", BLAMING) as desk:
        reviewer: Reviewer = desk.screen.reviewer
        await until(lambda: reviewer.is_done)
        reviewer._begin()
        desk.session.apply(Set(path="summary", value="It was obviously slow."), "summary")
        await until(lambda: {each.code for each in desk.session.review.findings} >= {"L605"})
        assert "L601" not in {each.code for each in desk.session.review.findings}


async def test_an_empty_list_of_open_questions_explains_how_to_mark_one(open_app: Open) -> None:
    async with open_app("outage") as desk:
        await desk.press("ctrl+f", "f7")
        await until(lambda: "No open questions." in desk.text())


async def choose(desk: Desk, entry: str) -> None:
    """Open the review, and press Enter on the first finding whose key begins with a text."""
    screen = await open_review(desk)
    ids = [key for key in screen._entries if key.startswith(entry)]
    assert ids, list(screen._entries)
    screen._go_to_entry(ids[0])
    await desk.press("enter")


async def test_a_finding_about_an_action_leads_to_the_view_that_shows_it(open_app: Open) -> None:
    rows = [{"id": "a1", "description": "Add an alert", "horizon": "immediate", "owner": "Ann"},
            {"id": "a2", "description": "Investigate it", "horizon": "long", "owner": "Ann"}]  # fmt: skip
    async with open_app("outage", {"actions": rows}) as desk:
        await choose(desk, "A502 actions.a2")
        await until(lambda: desk.screen.query(RowForm))
        form = desk.screen.query_one(RowForm)
        assert (form.row_id, form.table.question.path) == ("a2", "actions.long")


@pytest.mark.parametrize(
    ("record", "entry", "path"),
    [
        ({"impact": {"effort": {"review": "soon"}}}, "F308 impact.effort.review", "impact.effort.review"),
        ({"impact": {"earnings": {"per_hour": "lots"}}}, "F308 impact.earnings.per_hour", "impact.earnings.per_hour"),
    ],
)
async def test_a_finding_about_an_input_leads_to_it(
    open_app: Open, record: dict[str, Any], entry: str, path: str
) -> None:
    async with open_app("outage", record) as desk:
        await choose(desk, entry)
        await until(lambda: isinstance(desk.app.screen, FiguresScreen) and desk.app.screen.place)
        box = next(box for box in desk.app.screen.query(FieldBox) if box.has_focus_within)
        assert box.question.path == path
        await desk.press("ctrl+f")
        await until(lambda: isinstance(desk.app.screen, ReviewScreen) and "Review as" in desk.text())
        assert desk.app.screen._current().id.startswith(entry)
        assert len(desk.app.screen_stack) == 3


@pytest.mark.parametrize("path", ["actions.a2.owner", "impact.segments.s1.share"])
async def test_a_place_that_no_section_asks_for_is_in_its_builder(open_app: Open, path: str) -> None:
    rows = [{"id": "a1", "description": "Add an alert"}, {"id": "a2", "description": "Investigate it"}]
    async with open_app("sre", {"actions": rows, "impact": {"segments": [{"id": "s1"}]}}) as desk:
        open_place(desk.screen, desk.session, desk.screen.saver, desk.screen.file_status, path)
        await until(lambda: isinstance(desk.app.screen, BuilderScreen) and desk.app.screen.query(RowForm))
        form = desk.app.screen.query_one(RowForm)  # a query keeps what it finds first, so it's asked again each time
        await until(lambda: [box.question.path for box in form.query(FieldBox) if box.has_focus_within] == [path])


@pytest.mark.parametrize(
    ("template", "at"),
    [
        ("outage", "causes.late_detection"),
        ("outage", "actions.immediate"),
        ("outage", "impact.revenue"),
        ("sre", "impact.budget.slo"),
    ],
)
async def test_a_builder_opens_the_preview_at_its_section(open_app: Open, template: str, at: str) -> None:
    async with open_app(template, {"actions": [{"id": "a1", "description": "Add it", "horizon": "immediate"}]}) as desk:
        await desk.go_to(at)
        section = desk.screen.sections[desk.screen.section].title
        await desk.press("ctrl+g")
        await until(lambda: isinstance(desk.app.screen, BuilderScreen) and desk.app.screen.focused)
        await desk.press("f3")
        preview = desk.app.screen
        assert isinstance(preview, PreviewScreen)
        assert preview.section == section


MOVED: dict[str, Any] = {
    "incident": {"title": "T", "date": "2026-03-07"},
    "summary": "Everything was back at 15:02 after 47 minutes.",
    "timeline": [
        {"id": "a", "at": "2026-03-07T14:15:00Z", "event": "Errors", "milestones": ["started"]},
        {"id": "b", "at": "2026-03-07T15:02:00Z", "event": "Well", "milestones": ["resolved"]},
    ],
}


class Timers:
    """An app whose timers have all run out: their events are on their way, and stopping them changes nothing."""

    def __init__(self) -> None:
        self.due: list[Callable[[], None]] = []

    def set_timer(self, _seconds: float, what: Callable[[], None]) -> Mock:
        self.due.append(what)
        return Mock()


def test_a_step_that_is_under_way_leaves_the_review_of_a_change_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background_review, "_STEP", 0)  # so that it takes more than one
    record = Postmortem.model_validate(MOVED)
    session = Session(record, lookup.load("sre"), "sre", Path("d.toml"), lambda: TODAY, lambda: "n")
    timers = Timers()
    reviewer = Reviewer(cast(App[int], timers), session, lambda: None)
    reviewer.start()
    timers.due.pop()()
    session.apply(Set(path="summary", value="Back."), "summary")
    step, begin = timers.due
    step()
    assert timers.due == [step, begin] and begin == reviewer._begin
    assert not reviewer.is_done


async def test_texts_with_an_old_value_are_shown_at_the_change_and_replaced_by_a_key(open_app: Open) -> None:
    async with open_app("sre", MOVED) as desk:
        await desk.go_to("timeline")
        desk.session.apply(Set(path="timeline.b.at", value="2026-03-07T15:13:00Z"), "timeline.b.at")
        words = "2 texts still say '15:02'. Press Ctrl+F to see them."
        await until(lambda: words in " ".join(desk.text().split()))
        screen = await open_review(desk)
        for key in ("F312 summary: 15:02", "F312 summary: 47 minutes"):
            screen._go_to_entry(key)
            await until(lambda key=key: (entry := screen._current()) is not None and entry.id == key)  # type: ignore[misc]
            await desk.press("r")
        session = screen.session
        await until(lambda: session.postmortem.summary == "Everything was back at 15:13 after 58 minutes.")
        await until(lambda: "F312" not in desk.text())
        session.undo()
        assert session.postmortem.summary == "Everything was back at 15:13 after 47 minutes."
