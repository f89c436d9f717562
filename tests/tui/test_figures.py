"""The impact calculator: inputs at the left, figures at the right, live."""

from typing import Any

from textual.widgets import Static

from pmtui import config
from pmtui.model.edit import Set
from pmtui.model.scales import Degradation, ShareOf
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.screens.figures import INPUTS, FiguresScreen
from pmtui.tui.screens.file_status import FileStatusScreen
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.tables.figure_list import FigureList
from pmtui.tui.tables.segment_table import SegmentTable
from tests.textual_private import notifications
from tests.tui.conftest import Desk, Open, until

RECORD: dict[str, Any] = {
    "incident": {"date": "2026-03-07"},
    "timeline": [
        {"id": "e1", "at": "2026-03-07T14:23:00Z", "event": "Requests fail", "milestones": ["started"]},
        {"id": "e2", "at": "2026-03-07T15:10:00Z", "event": "All well", "milestones": ["resolved"]},
    ],
}


def screen(desk: Desk) -> FiguresScreen:
    assert isinstance(desk.app.screen, FiguresScreen)
    return desk.app.screen


def line(desk: Desk, name: str) -> str:
    """Return a figure's line in the list."""
    return str(screen(desk).query_one(FigureList).get_option(name).prompt)


def explained(desk: Desk) -> str:
    return str(screen(desk).query_one("#explained", Static).content)


def field(desk: Desk, path: str) -> FieldBox:
    return next(box for box in screen(desk).query(FieldBox) if box.question.path == path)


async def calculator(desk: Desk, figure: str = "") -> FiguresScreen:
    """Open the calculator from a figure's field, or from where the cursor is."""
    if figure:
        await desk.go_to(figure)
        desk.box(figure).focus_editor()
        await desk.pilot.pause()
    await desk.press("ctrl+g")
    await until(lambda: isinstance(desk.app.screen, FiguresScreen) and desk.app.focused is not None)
    await desk.pilot.pause()
    return screen(desk)


async def on_figure(desk: Desk, name: str) -> None:
    figures = screen(desk).query_one(FigureList)
    figures.focus()
    figures.go_to(name)
    await desk.pilot.pause()


async def test_an_input_updates_its_figures_immediately_and_is_saved(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        session, saver = desk.session, desk.screen.saver
        await calculator(desk, "figures.budget_consumed")
        assert field(desk, "impact.budget.slo").has_focus_within  # what the figure waits for
        assert "Missing: SLO" in line(desk, "budget_consumed")
        await desk.type("99.9%")
        await until(lambda: "108.8%" in line(desk, "budget_consumed"))
        assert line(desk, "budget").split() == ["✓", "Error", "budget", "43.2", "min"]  # and not its 0.1%
        cards = str(screen(desk).query_one("#cards", Static).content).splitlines()
        assert len(cards) == 3 and cards[0].split()[:4] == ["47", "min", "108.8%", "99.891%"]
        assert session.postmortem.impact.budget.slo == "99.9%"
        await until(lambda: saver.state.is_saved)
        await on_figure(desk, "budget_consumed")
        assert "47 min × 100% (assumed) = 47 of 43.2 min = 108.8%" in explained(desk)
        assert "In the document: Impact." in explained(desk)
        await on_figure(desk, "responder_cost")
        assert "To add it: {{ figures.responder_cost }}" in explained(desk)


async def test_a_bad_input_is_reported_at_its_field_and_the_rest_works(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        await calculator(desk, "figures.budget_consumed")
        await desk.type("101%")
        assert "a percentage below 100%" in field(desk, "impact.budget.slo").message()
        await until(lambda: "◐ Budget consumed        An SLO of" in line(desk, "budget_consumed"))
        assert "47 min" in line(desk, "duration")
        box = field(desk, "impact.traffic.rate")
        box.focus_editor()
        await desk.type("-5/s")
        assert "is negative" in box.message()


async def test_a_figure_is_overridden_with_a_reason_and_the_override_removed(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        session = desk.session
        await calculator(desk)
        await on_figure(desk, "duration")
        await desk.press("enter")
        await desk.type("1 h")
        await desk.press("enter")
        await desk.type("logs lost")
        await desk.press("enter")
        assert session.postmortem.stated["duration"].model_dump() == {"value": "1 h", "reason": "logs lost"}
        await until(lambda: "1 h (override: logs lost" in explained(desk))
        assert "computed: 47 min" in explained(desk)
        assert screen(desk).query_one(FigureList).has_focus
        await desk.press("c")
        assert session.postmortem.stated == {}
        await until(lambda: "✓ Duration" in line(desk, "duration"))
        await desk.press("ctrl+z")
        assert session.postmortem.stated["duration"].value == "1 h"


async def test_a_figure_with_its_own_question_is_overridden_there(open_app: Open) -> None:
    record = {**RECORD, "impact": {"earnings": {"per_hour": "$1,000/h"}}}
    async with open_app("sre", record) as desk:
        session = desk.session
        await calculator(desk)
        await on_figure(desk, "revenue")
        assert "$783" in line(desk, "revenue")
        await desk.press("enter")
        await desk.type("$2,000")
        assert session.postmortem.impact.revenue == "$2,000"
        await desk.press("enter", "x", "escape")
        assert session.postmortem.stated["revenue"].model_dump() == {"value": "", "reason": "x"}
        await desk.press("c")
        assert (session.postmortem.impact.revenue, session.postmortem.stated) == ("", {})


async def test_rows_of_the_timeline_are_edited_at_their_events(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        session = desk.session
        await calculator(desk)
        screen(desk).query_one(SegmentTable).focus()
        await desk.press("enter")
        await desk.type("15%")
        await desk.press("enter", "space", "enter", "down", "down", "space", "escape")
        event = session.postmortem.timeline[0]
        assert (event.failing, event.failing_of, event.effect) == (
            "15%",
            ShareOf.USERS,
            Degradation.DEGRADED_PERFORMANCE,
        )
        await until(lambda: "15% of users" in desk.text())
        await desk.press("d")
        assert len(session.postmortem.timeline) == 2


async def test_a_manual_row_counts_and_its_problem_is_shown(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        session = desk.session
        await calculator(desk)
        screen(desk).query_one(SegmentTable).focus()
        await desk.press("a")
        for text in ("15:00", "14:00", "30%"):
            await desk.type(text)
            await desk.press("enter")
        row = session.postmortem.impact.segments[0]
        assert row.share == "30%"
        said = screen(desk).query_one(".said", Static)
        screen(desk).query_one(SegmentTable).go_to(row.id)
        await until(lambda: "ends before it starts" in str(said.content))
        field(desk, f"impact.segments.{row.id}.end").focus_editor()
        await desk.press("end", *["backspace"] * 5, *"15:30")
        await until(lambda: "30 min" in line(desk, "duration"))
        await desk.press("escape")
        await desk.press("d")
        await until(lambda: session.postmortem.impact.segments == ())
        await until(lambda: "47 min" in line(desk, "duration"))


async def test_f8_goes_to_what_a_figure_needs_and_f4_marks_it(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        session = desk.session
        await calculator(desk)
        field(desk, "impact.budget.slo").focus_editor()
        await desk.press("f8")
        assert field(desk, "impact.audience.total").has_focus_within
        field(desk, "impact.budget.slo").focus_editor()
        await desk.press("f4", "enter")
        await until(lambda: "impact.budget.slo" in session.postmortem.marks)
        await until(lambda: "not applicable" in line(desk, "budget_consumed"))


async def test_the_config_fills_in_blanks_and_inputs_are_saved_to_it(open_app: Open) -> None:
    record = {**RECORD, "impact": {"services": ["checkout"], "budget": {"slo": "99.5%"}}}
    async with open_app("sre", record) as desk:
        session = desk.session
        await calculator(desk)
        await desk.press("ctrl+n")
        assert config.load().services["checkout"]["impact.budget.slo"] == "99.5%"
        field(desk, "impact.budget.slo").focus_editor()
        await desk.press("end", *["backspace"] * 5)
        assert session.postmortem.impact.budget.slo == ""
        await desk.press("ctrl+t")
        assert session.postmortem.impact.budget.slo == "99.5%"
        await until(lambda: "21.8%" in line(desk, "budget_consumed"))


async def test_back_in_the_interview_the_field_shows_what_was_computed(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        below = desk.screen
        await calculator(desk, "figures.budget_consumed")
        await desk.type("99.9%")
        await until(lambda: "108.8%" in line(desk, "budget_consumed"))
        box = next(box for box in below.query(FieldBox) if box.question.path == "figures.budget_consumed")
        assert "108.8%" not in str(getattr(box.editor, "placeholder", "")), "a key draws what the calculator covers"
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        await until(lambda: "108.8%" in str(getattr(box.editor, "placeholder", "")))


async def test_every_input_of_a_figure_is_in_the_calculator(open_app: Open) -> None:
    from pmtui.figures.catalog import FIGURES

    shown = {path for _, paths in INPUTS for path in paths}
    asked_elsewhere = {"impact.data_loss", "impact.users_affected"}
    assert {path for figure in FIGURES.values() for path in figure.inputs} <= shown | asked_elsewhere


async def test_the_calculator_without_color(open_app: Open, monkeypatch: Any) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app("sre", RECORD) as desk:
        await calculator(desk)
        text = desk.text()
        for words in (
            "100% ██",
            "14:23",
            "100% assumed",
            "No failure rate given",
            "SLO",
            "Missing: SLO.",
        ):
            assert words in text, words
        assert "esc Back" in text
        assert "…" not in str(screen(desk).query_one("#cards", Static).content)
    async with open_app("sre", RECORD, size=(140, 40)) as desk:
        desk.session.apply(Set(path="impact.budget.slo", value="99.9%"), "impact.budget.slo")
        await calculator(desk)
        assert "○ Failed requests        Missing: Request rate." in desk.text()
        assert "108.8% of the monthly budget (47 of 43.2 min)" in line(desk, "budget_consumed")
        cards = str(screen(desk).query_one("#cards", Static).content).splitlines()
        assert len(cards) == 5 and "╺┓ ┏━┓┏━┓ ┏━┓" in cards[0]
        assert cards[4].split("   ")[0] == "Duration" and "Budget · 47 of 43.2 min" in cards[4]
        assert "✗ Availability · SLO 99.9%" in cards[4] and "SLA credit: missing: " in cards[4]


async def test_a_row_whose_time_cannot_be_read_does_not_count(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        await calculator(desk)
        screen(desk).query_one(SegmentTable).focus()
        await desk.press("a")
        await until(lambda: "47 min" in line(desk, "duration"))  # a row that says nothing changes nothing
        await desk.type("25:99")
        table = screen(desk).query_one(SegmentTable)
        await desk.press("escape")
        await until(lambda: "25:99" in desk.text())
        assert "47 min" in line(desk, "duration")
        field(desk, "impact.effort.hourly_rate").focus_editor()
        for _ in range(20):
            await desk.press("f8")
            if table.has_focus:
                break
        assert "can't be read" in str(screen(desk).query_one(".said", Static).content)


async def test_a_first_manual_row_can_be_added_to_an_empty_table(open_app: Open) -> None:
    async with open_app("sre", {"incident": {"date": "2026-03-07"}}) as desk:
        session = desk.session
        await calculator(desk)
        screen(desk).query_one(SegmentTable).focus()
        await desk.press("a")
        for text in ("14:00", "14:30", "50%"):
            await desk.type(text)
            await desk.press("enter")
        assert len(session.postmortem.impact.segments) == 1
        await until(lambda: "30 min" in line(desk, "duration"))


async def test_the_list_follows_the_focused_input_and_undo_names_its_change(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        await calculator(desk)
        field(desk, "impact.agreement.target").focus_editor()
        await desk.pilot.pause()
        figures = screen(desk).query_one(FigureList)
        await until(lambda: figures.in_hand() is not None and figures.in_hand().name == "sla_breach")  # type: ignore[union-attr]
        await desk.type("99.9%")
        field(desk, "impact.budget.slo").focus_editor()
        await desk.press("ctrl+z")
        assert notifications(desk.app)
        assert any("Undone: SLA uptime" in str(note.message) for note in notifications(desk.app))
        assert field(desk, "impact.agreement.target").has_focus_within


async def test_saving_inputs_asks_before_it_replaces_and_skips_unusable_ones(open_app: Open) -> None:
    config.user_file().parent.mkdir(parents=True)
    config.user_file().write_text('[figures]\nslo = "99.9%"\n')
    record = {**RECORD, "impact": {"budget": {"slo": "99.5%"}, "traffic": {"rate": "lots"}}}
    async with open_app("sre", record) as desk:
        await calculator(desk)
        await desk.press("ctrl+n")
        assert config.load().organization["impact.budget.slo"] == "99.9%"
        await desk.press("ctrl+n")
        assert config.load().organization["impact.budget.slo"] == "99.5%"
        assert "impact.traffic.rate" not in config.load().organization


async def test_inputs_that_the_document_does_not_need_are_last(open_app: Open) -> None:
    async with open_app("recovery", RECORD) as desk:
        await calculator(desk)
        headings = [str(each.content) for each in screen(desk).query("#inputs > .group").results(Static)]
        assert headings.index("Recovery") < headings.index("Error budget (not in this document)")


async def test_f5_shows_the_file_status_over_the_calculator_too(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        below = desk.screen
        figures = await calculator(desk)
        await desk.press("f5")
        await until(lambda: isinstance(desk.app.screen, FileStatusScreen))
        assert figures.is_current and not below.is_current, "seen behind a dialog, not behind a screen"
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, FiguresScreen))


async def test_f8_goes_to_a_yes_or_no_that_a_figure_waits_for(open_app: Open) -> None:
    async with open_app("recovery", RECORD) as desk:
        await calculator(desk)
        field(desk, "impact.recovery.rpo_target").focus_editor()
        await desk.pilot.pause()
        await desk.press("f8")
        assert field(desk, "impact.data_loss").has_focus_within
