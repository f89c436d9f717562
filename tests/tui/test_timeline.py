"""The timeline editor: typed, marked, moved, pasted, undone, and never a step behind the keys."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual import events

from pmtui.model.edit import Set
from pmtui.tui.editors.entry_line import EntryLine
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.editors.table_editor import RowForm
from pmtui.tui.editors.timeline_editor import TimelineEditor
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.screens.paste import PasteScreen
from pmtui.tui.tables.event_table import EventTable
from tests.textual_private import notifications
from tests.tui.conftest import Desk, Open, until

DAY = {"incident": {"date": "2025-10-25"}}
THREE = [
    {"id": name, "at": f"2025-10-25T14:{minute}:00Z", "event": f"event {name}"}
    for name, minute in (("a", "00"), ("b", "10"), ("c", "20"))
]


def rows(desk: Desk) -> list[tuple[str, str]]:
    return [
        (event.at.astimezone(UTC).strftime("%d %H:%M") if event.at else "?", event.event)
        for event in desk.record.timeline
    ]


def ids(desk: Desk) -> str:
    return "".join(event.id for event in desk.record.timeline)


def notified(desk: Desk) -> str:
    return " ".join(note.message for note in notifications(desk.app))


async def at_table(desk: Desk, *keys: str) -> EventTable:
    """Go to the table's first row, and press keys there."""
    await desk.go_to("timeline")
    await desk.press("up", "home", *keys)
    return desk.screen.query_one(EventTable)


async def test_events_are_typed_with_nothing_but_their_text_and_enter(open_app: Open) -> None:
    async with open_app("outage", DAY) as desk:
        await desk.go_to("timeline")
        for number in range(4):
            await desk.type(f"14:{number}0 no {number}")
            await desk.press("enter")
        assert rows(desk) == [(f"25 14:{n}0", f"no {n}") for n in range(4)]
        assert isinstance(desk.app.focused, EntryLine)


async def test_an_event_is_sorted_in_with_its_action(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        await desk.go_to("timeline")
        for text in ("14:05 between | rolled back", "~14:30-14:40 about", "? nobody knows when", "no time"):
            await desk.type(text)
            await desk.press("enter")
        found = desk.record.timeline
        assert [event.event for event in found] == [
            "event a", "between", "event b", "event c", "about", "nobody knows when", "no time",
        ]  # fmt: skip
        assert found[1].action == "rolled back"
        assert (found[4].approximate, found[4].until is not None) == (True, True)
        assert desk.record.marks[f"timeline.{found[5].id}.at"].kind == "unknown"
        while desk.session.undo():
            pass
        assert ids(desk) == "abc"
        assert desk.record.typed == {}


async def test_the_text_of_the_entry_line_is_saved_like_any_answer(open_app: Open) -> None:
    async with open_app("outage", DAY) as desk:
        await desk.go_to("timeline")
        await desk.type("14:32 Dep")
        assert (await desk.saved()).typed == {"timeline": "14:32 Dep"}
        path = desk.path
    async with open_app(path=path) as desk:
        await desk.go_to("timeline")
        assert desk.screen.query_one(EntryLine).value == "14:32 Dep"
        await desk.press("end")
        await desk.type("loy")
        await desk.press("enter")
        assert (desk.record.timeline[0].event, desk.record.typed) == ("Deploy", {})
        await desk.press("ctrl+z")
        assert (desk.record.timeline, desk.record.typed) == ((), {"timeline": "14:32 Deploy"})
        await until(lambda: desk.screen.query_one(EntryLine).value == "14:32 Deploy")


async def test_the_interpretation_is_shown_and_one_key_tries_another(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        await desk.go_to("timeline")
        await desk.type("02:10 restart")
        await until(lambda: "Sun, Oct 26, 2025 02:10 UTC. Past midnight" in desk.text())
        await desk.press("ctrl+r")
        await until(lambda: "Sat, Oct 25, 2025 02:10 UTC." in desk.text())
        await desk.press("enter")
        assert rows(desk)[0] == ("25 02:10", "restart")


async def test_an_impossible_time_is_refused_and_the_text_kept(open_app: Open) -> None:
    async with open_app("outage", DAY) as desk:
        await desk.go_to("timeline")
        await desk.type("25:61 Deploy")
        await desk.press("enter")
        assert "25:61 isn't a valid time." in desk.text()
        assert desk.screen.query_one(EntryLine).value == "25:61 Deploy"
        assert desk.record.timeline == ()


async def test_the_first_event_gives_the_incident_its_day(open_app: Open) -> None:
    async with open_app("outage") as desk:
        await desk.go_to("timeline")
        await desk.type("14:32 Deploy")
        assert "What day? Press Enter to answer, or start with it: 2026-03-07 14:32." in desk.text()
        await desk.press("enter", "enter")  # an answer that says nothing: it has no date yet
        assert (desk.record.timeline[0].at, desk.record.incident.date) == (None, None)
        assert desk.record.typed == {f"timeline.{desk.record.timeline[0].id}.at": "14:32"}
        await desk.type("14:36 Page")
        assert "14:36 waits for the incident's date, or start with one: 2026-03-07 14:36." in desk.text()
        await desk.press("enter")  # the question isn't asked for each of them
        await desk.type("2025-10-24 14:40 Alert")
        await desk.press("enter")
        assert str(desk.record.incident.date) == "2025-10-24"
        await until(lambda: "2 events now have the incident's date, 2025-10-24." in notified(desk))
        assert rows(desk) == [("24 14:32", "Deploy"), ("24 14:36", "Page"), ("24 14:40", "Alert")]


async def test_the_line_asks_for_the_day_of_the_first_event(open_app: Open) -> None:
    async with open_app("outage") as desk:
        await desk.go_to("timeline")
        await desk.type("14:32 Deploy")
        await desk.press("enter")
        assert "What day? 2026-03-07, today, yesterday" in " ".join(desk.text().split())
        assert "14:32 on what day? That's the incident's date; leave blank for none yet." in desk.text()
        line = desk.screen.query_one(EntryLine)
        await desk.press("escape")
        assert (line.value, line.has_focus, desk.record.timeline) == ("14:32 Deploy", True, ())
        await desk.press("enter")
        await desk.type("someday")
        await desk.press("enter")
        assert "Write the date as" in desk.text()
        await desk.press("escape")
        assert line.value == "14:32 Deploy"
        await desk.press("enter")
        assert " someday  Right: restore" in desk.text()
        await desk.press("right")
        assert line.value == "someday"
        await desk.press("ctrl+u")
        await desk.type("yesterday")
        await desk.press("enter")
        assert str(desk.record.incident.date) == "2026-03-08"
        assert rows(desk) == [("08 14:32", "Deploy")]
        assert (line.value, line.has_focus, desk.record.typed) == ("", True, {})
        await desk.press("ctrl+z")
        assert (desk.record.timeline, desk.record.incident.date, line.value) == ((), None, "14:32 Deploy")


@pytest.mark.parametrize(("template", "has_place"), [("outage", False), ("corrective", True)])
async def test_what_was_done_is_offered_if_the_document_has_a_place_for_it(
    open_app: Open, template: str, has_place: bool
) -> None:
    async with open_app(template, DAY) as desk:
        await desk.go_to("timeline")
        assert ("14:32 what happened | what was done" in desk.text()) is has_place
        assert "14:32 what happened" in desk.text()
        await desk.type("14:32 Deploy | rolled back")
        assert ("Your document has no place for what was done." in " ".join(desk.text().split())) is not has_place
        await desk.press("enter")
        assert desk.record.timeline[0].action == "rolled back"


async def test_keys_on_the_timeline_never_land_in_the_field_above(open_app: Open) -> None:
    async with open_app("outage", DAY) as desk:
        position = (await desk.go_to("timeline")).question.section
        line = desk.screen.query_one(EntryLine)
        await desk.press("up", "up")  # there's no row to go to
        assert line.has_focus
        for way in (["f6", "f7"], ["f7", "f6"], ["f2", "enter"]):
            for key in [*way, *"14:00 a"]:  # as fast as a terminal can send them
                character = key if len(key) == 1 else None
                desk.app.post_message(events.Key({" ": "space", ":": "colon"}.get(key, key), character))
            await until(lambda: [line.value for line in desk.screen.query(EntryLine)] == ["14:00 a"])
            assert desk.screen.section == position
            await desk.press("ctrl+u")
        await desk.type("14:00 a")
        await desk.press("enter", "up", "up", "up", "S")
        assert (desk.record.timeline[0].milestones, desk.record.incident.timezone) == (("started",), "UTC")
        assert "incident.timezone" not in desk.record.typed


async def test_the_line_says_that_enter_added_nothing(open_app: Open) -> None:
    async with open_app("outage") as desk:
        await desk.go_to("timeline")
        await desk.type("+5 First alert")
        assert "Not added" not in desk.text()
        await desk.press("enter")
        assert desk.record.timeline == ()
        assert "Not added: +5 counts from the previous event, and none has a time yet." in " ".join(desk.text().split())
        await desk.type(", second")
        assert "Not added" not in desk.text()


async def test_events_get_their_day_when_the_date_is_left_and_one_undo_clears_it(open_app: Open) -> None:
    waiting = [{"id": "a", "event": "Deploy"}, {"id": "b", "event": "Alert"}]
    typed = {"timeline.a.at": "23:58", "timeline.b.at": "00:40"}
    async with open_app("outage", {"timeline": waiting, "typed": typed}) as desk:
        await desk.go_to("incident.date")
        await desk.type("2025-10-24")
        assert str(desk.record.incident.date) == "2025-10-24"
        assert desk.record.typed == typed  # the author may still be typing
        await desk.press("enter")
        await until(lambda: desk.record.typed == {})
        assert rows(desk) == [("24 23:58", "Deploy"), ("25 00:40", "Alert")]
        await until(lambda: "2 events now have" in notified(desk))
        await desk.press("ctrl+z")
        await until(lambda: desk.record.typed == typed)
        await desk.go_to("incident.title")
        assert desk.record.typed == typed
        assert str(desk.record.incident.date) == "2025-10-24"


@pytest.mark.parametrize(("zone", "name"), [("America/Los_Angeles", "PT"), ("Asia/Singapore", "SGT")])
async def test_a_zone_s_own_name_is_typed_without_harm(open_app: Open, zone: str, name: str) -> None:
    async with open_app("outage", {"incident": {"date": "2025-10-24", "timezone": zone}}) as desk:
        await desk.go_to("timeline")
        await desk.type(f"14:40 {name} pager")
        await desk.press("enter")
        (event,) = desk.record.timeline
        assert (event.event, event.at) == ("pager", datetime(2025, 10, 24, 14, 40, tzinfo=ZoneInfo(zone)))


async def test_capitals_mark_milestones_and_the_figures_follow(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        await at_table(desk, "S", "down", "D", "down", "R")
        assert [event.milestones for event in desk.record.timeline] == [("started",), ("detected",), ("resolved",)]
        await until(lambda: "detect 10 min  ack –" in desk.text())
        await desk.press("up", "percent_sign")
        await desk.type("15")
        await desk.press("enter")
        assert desk.record.timeline[1].failing == "15%"
        await desk.press("N")
        assert desk.record.timeline[1].milestones == ()


async def test_rows_are_removed_copied_and_joined(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        for keys, expected in (
            (["d"], "bc"),
            (["space", "space", "d"], "c"),
            (["c"], "arbc"),
            (["alt+down"], "abc"),
            (["j"], "ac"),
            (["down", "j"], "ab"),
            (["space", "down", "space", "j"], "abc"),
            (["space", "space", "j"], "ac"),
            (["S", "down", "D", "up", "j"], "abc"),
        ):
            await at_table(desk, *keys)
            assert ids(desk).replace("r1", "r") == expected, keys
            if expected != "abc":
                await desk.press("ctrl+z")
                assert ids(desk) == "abc", keys
            await desk.go_to("summary")  # nothing is selected in the next table


async def test_joining_keeps_all_words_and_splitting_parts_them_again(open_app: Open) -> None:
    timeline = [{**THREE[0], "details": ["one"]}, {**THREE[1], "details": ["two"], "milestones": ["detected"]}]
    async with open_app("outage", {**DAY, "timeline": timeline}) as desk:
        await at_table(desk, "j")
        (joined,) = desk.record.timeline
        assert (joined.event, joined.details, joined.milestones) == ("event a\nevent b", ("one", "two"), ("detected",))
        await desk.press("x")
        assert [event.event for event in desk.record.timeline] == ["event a", "event b"]


async def test_times_are_shifted_and_sorted_in_one_step(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        await at_table(desk, "o")
        await desk.type("+15m")
        await desk.press("enter")
        assert [time for time, _ in rows(desk)] == ["25 14:15", "25 14:10", "25 14:20"]
        await until(lambda: "Earlier than the row above" in desk.screen.query_one(TimelineEditor).hint("b"))
        await desk.press("t")
        assert ids(desk) == "bac"
        await desk.press("ctrl+z", "ctrl+z")
        assert ids(desk) == "abc"
        await desk.press("o")
        await desk.type("soon")
        await desk.press("enter")
        await until(lambda: "Enter a length of time" in desk.text())
        desk.screen.query_one(TimelineEditor).show()  # as when typing rests, or the review has something to say
        await desk.pilot.pause()
        assert "Enter a length of time" in desk.text()
        await desk.press("1")
        assert "Enter a length of time" not in desk.text()
        await desk.press("escape")
        assert isinstance(desk.app.focused, EventTable)


async def test_all_events_are_shifted_together(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        await at_table(desk, "ctrl+a", "o")
        assert "Shift these 3 events by" in desk.text()
        await desk.type("-1h")
        await desk.press("enter")
        assert [time for time, _ in rows(desk)] == ["25 13:00", "25 13:10", "25 13:20"]
        await desk.press("asterisk")
        assert desk.screen.query_one(EventTable).selected == set()


async def test_events_of_the_same_time_are_moved_and_others_not(open_app: Open) -> None:
    twins = [THREE[0], {**THREE[1], "at": THREE[0]["at"]}, THREE[2]]
    async with open_app("outage", {**DAY, "timeline": twins}) as desk:
        await at_table(desk, "alt+down")
        assert ids(desk) == "bac"
        await desk.press("alt+down")
        assert ids(desk) == "bac"


async def test_any_cell_is_edited_with_enter_or_a_second_click(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        await at_table(desk, "down", "enter")  # the text first: neither the time nor the end is in the way
        await until(lambda: desk.screen.query(RowForm))
        await desk.press("end")
        await desk.type(" changed")
        await desk.press("escape")
        assert desk.record.timeline[1].event == "event b changed"
        table = desk.screen.query_one(EventTable)
        assert (desk.app.focused, table.current()) == (table, "b")
        first = desk.record.timeline[0].id
        await desk.pilot.click(table, offset=(20, table.head))
        await until(lambda: table.current() == first)
        assert not desk.screen.query(RowForm)
        await desk.pilot.click(table, offset=(20, table.head))
        await until(lambda: desk.screen.query(RowForm))
        assert desk.screen.query_one(RowForm).row_id == first


async def test_a_time_in_a_row_is_read_and_doubted_as_in_the_entry_line(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        await at_table(desk, "down", "left", "left", "enter")
        await until(lambda: desk.screen.query(RowForm))
        await desk.press("end", "ctrl+u")
        await desk.type("01:30")
        assert rows(desk)[1] == ("26 01:30", "event b")
        words = " ".join(desk.text().replace("█", "").replace("▌", "").split())
        assert "Past midnight: read as the next day. Ctrl+R: Sat, Oct 25, 2025 01:30 UTC instead." in words
        await desk.press("ctrl+r")
        assert rows(desk)[1] == ("25 01:30", "event b")
        for text, at in (("15:10 PST", "25 22:10"), ("+5", "25 14:05"), ("25 Oct 15:10", "25 15:10")):
            await desk.press("end", "ctrl+u")
            await desk.type(text)
            assert rows(desk)[1] == (at, "event b")
            for box in desk.screen.query(FieldBox):
                box.show()
            assert desk.screen.focused is not None and getattr(desk.screen.focused, "value", "") == text
        assert "Sat, Oct 25, 2025 15:10 UTC." in desk.text()
        await desk.press("down")
        await until(lambda: "Sat, Oct 25, 2025 15:10 UTC." not in desk.text())


async def test_what_was_typed_beside_a_row_s_time_goes_when_it_s_deleted(open_app: Open) -> None:
    ended = {**THREE[2], "until": "2025-10-25T14:50:00Z", "approximate": True}
    async with open_app("outage", {**DAY, "timeline": [*THREE[:2], ended]}) as desk:
        await at_table(desk, "down", "left", "left", "enter")
        await until(lambda: desk.screen.query(RowForm))
        await desk.press("end", "ctrl+u")
        await desk.type("~14:10-14:20")
        event = desk.record.timeline[1]
        assert (event.approximate, event.until) == (True, datetime(2025, 10, 25, 14, 20, tzinfo=UTC))
        await desk.press(*["backspace"] * 6)
        assert (desk.record.timeline[1].approximate, desk.record.timeline[1].until) == (True, None)
        await desk.press("home", "delete")
        assert (rows(desk)[1], desk.record.timeline[1].approximate) == (("25 14:10", "event b"), None)
        await desk.press("escape", "down", "left", "left", "enter", "end", "ctrl+u")
        await desk.type("14:30")  # what has its own fields, and wasn't typed here, is left alone
        assert (rows(desk)[2][0], desk.record.timeline[2].approximate) == ("25 14:30", True)
        assert desk.record.timeline[2].until == datetime(2025, 10, 25, 14, 50, tzinfo=UTC)


async def test_learned_later_is_shown(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        await at_table(desk, "l")
        await desk.type("16:00")
        await desk.press("enter")
        assert desk.record.timeline[0].is_learned_later
        assert "(learned later)" in desk.text()


async def test_the_zone_shown_changes_no_instant(open_app: Open) -> None:
    record = {"incident": {"date": "2025-10-25", "timezone": "Europe/Berlin"}, "timeline": THREE}
    async with open_app("outage", record) as desk:
        await at_table(desk)
        assert "Oct 25 16:00" in desk.text()
        before = desk.record
        await desk.press("z")
        assert "Oct 25 14:00" in desk.text()
        assert "─ 14:00 UTC " in desk.text()  # there's no room for the table's head
        assert desk.record == before


async def test_the_cursor_stays_on_its_event(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        table = await at_table(desk, "down")
        session = desk.session
        session.move_row("timeline", "c", 0)
        await until(lambda: ids(desk) == "cab")
        assert table.current() == "b"
        session.remove_row("timeline", "b")
        desk.screen.settle()
        assert (ids(desk), table.current()) == ("ca", "a")  # the last one left, where it was the last


async def test_a_digit_in_the_table_begins_an_entry(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        await at_table(desk)
        await desk.type("14:30 next")
        await desk.press("enter")
        assert rows(desk)[-1] == ("25 14:30", "next")
        await desk.type("half ")
        await desk.press("up")
        await desk.type("2")
        assert desk.screen.query_one(EntryLine).value == "half 2"


async def paste(desk: Desk, text: str) -> None:
    entry = desk.screen.query_one(EntryLine)
    entry.post_message(events.Paste(text))
    await desk.pilot.pause()


async def test_pasted_lines_are_checked_corrected_and_added_in_one_step(open_app: Open) -> None:
    async with open_app("outage", DAY) as desk:
        await desk.go_to("timeline")
        await paste(desk, "- 14:32 Deploy\n- 14:38 Alert\nnobody was told\n```\n14:38:01 ERROR\n```\n- 00:10 All well")
        await until(lambda: isinstance(desk.app.screen, PasteScreen))
        await until(lambda: "3 events from 7 lines, 2 to check" in desk.text())
        lines = desk.text().splitlines()
        assert "nobody was told" in lines[1]  # lines that need a check come first
        assert lines[1].startswith("▌") and any(line.startswith("─ Line 3 ─") for line in lines)
        await desk.press("e", "enter")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        assert rows(desk) == [
            ("25 14:32", "Deploy"), ("25 14:38", "Alert"), ("?", "nobody was told"), ("26 00:10", "All well"),
        ]  # fmt: skip
        assert desk.record.timeline[2].details == ("14:38:01 ERROR",)
        await desk.press("ctrl+z")
        assert desk.record.timeline == ()


async def test_a_pasted_time_is_reinterpreted_and_nothing_is_added_on_escape(open_app: Open) -> None:
    async with open_app("outage", DAY) as desk:
        await desk.go_to("timeline")
        await paste(desk, "03/04/2026 10:00 Deploy\n03/04/2026 11:00 Alert")
        await until(lambda: isinstance(desk.app.screen, PasteScreen))
        await desk.press("r")
        await desk.press("x")
        await desk.press("enter")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        assert len(desk.record.timeline) == 1
        await paste(desk, "All times in JST\n14:00 a\n15:00 b")
        await until(lambda: isinstance(desk.app.screen, PasteScreen))
        await desk.press("down")
        assert "14:00 JST is 05:00 UTC, the draft's time." in desk.text()
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        assert len(desk.record.timeline) == 1


async def test_what_a_paste_leaves_out_is_asked_and_keys_correct_many_lines(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    async with open_app("outage", {"incident": {"timezone": "Europe/Berlin"}}) as desk:
        await desk.go_to("timeline")
        await paste(desk, "- 14:32 Deploy\n- 14:38 Alert\nnobody was told\n- 15:10 All well")
        await until(lambda: isinstance(desk.app.screen, PasteScreen))
        assert "what day was the first?" in desk.text()
        await desk.press("t")
        await desk.type("never")
        await desk.press("enter")
        assert "Write the date as" in desk.text()
        await desk.press("escape")
        assert isinstance(desk.app.screen, PasteScreen)  # Esc has only left the line
        await desk.press("t")
        await desk.type("2025-10-25")
        await desk.press("enter")
        assert "which one is it?" in desk.text()
        assert "14:32 zone?" in desk.text()
        await desk.press("2")
        assert "20:32  Deploy" in desk.text()
        await desk.press("end", "l")
        assert "3 selected" in desk.text()
        await desk.press("plus")
        await desk.press("up", "plus")  # the detail has no time
        await until(lambda: "No time to change here" in notified(desk))
        await desk.press("end", "space", "minus", "ctrl+z", "enter")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        assert [row[0] for row in rows(desk)] == ["26 18:32", "26 18:38", "26 19:10"]
        assert str(desk.record.incident.date) == "2025-10-26"
        await desk.press("ctrl+z")
        assert desk.record.timeline == ()


async def test_a_long_paste_is_read_beside_the_screen(open_app: Open) -> None:
    async with open_app("outage", DAY) as desk:
        await desk.go_to("timeline")
        await paste(desk, "\n".join(f"14:{n // 60 % 60:02}:{n % 60:02} event {n}" for n in range(1_100)))
        await until(lambda: isinstance(desk.app.screen, PasteScreen))
        screen = desk.app.screen
        assert isinstance(screen, PasteScreen)
        await until(lambda: screen.preview is not None)
        await until(lambda: "1100 events from 1100 lines" in desk.text())
        await desk.press("end", "x", "enter")
        await until(lambda: len(desk.record.timeline) == 1_099)


async def test_after_a_paste_the_cursor_is_on_its_last_event(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        await desk.go_to("timeline")
        await paste(desk, "14:05 one\n14:06 two")
        await until(lambda: isinstance(desk.app.screen, PasteScreen))
        await desk.press("enter")
        await until(lambda: len(desk.record.timeline) == 5)
        await desk.type("+1 three")
        await desk.press("enter")
        assert ("25 14:07", "three") in rows(desk)


async def test_a_zone_half_typed_is_kept_and_nothing_breaks(open_app: Open) -> None:
    async with open_app("outage", {"incident": {"timezone": "Europe/Berlin"}}) as desk:
        await desk.go_to("incident.timezone")
        await desk.type("x")
        assert desk.record.incident.timezone == "Europe/Berlin"
        assert "incident.timezone" in desk.record.typed
        await desk.press("backspace")
        assert desk.record.typed == {}


async def test_a_large_paste_is_one_step_too(open_app: Open) -> None:
    async with open_app("outage", DAY) as desk:
        await desk.go_to("timeline")
        await paste(desk, "\n".join(f"{n // 60:02}:{n % 60:02} event {n}" for n in range(600)))
        await until(lambda: isinstance(desk.app.screen, PasteScreen))
        await desk.press("enter")
        await until(lambda: len(desk.record.timeline) == 600)
        await desk.press("ctrl+z")
        assert desk.record.timeline == ()


async def test_it_is_drawn_at_any_size(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}, size=(10, 4)) as desk:
        await at_table(desk, "S", "right", "right", "right", "right", "right")
        for width, height in ((8, 5), (20, 8), (40, 12), (60, 20), (250, 60), (120, 125)):
            await desk.pilot.resize_terminal(width, height)
            await desk.press("left", "down")
        assert desk.app.is_running
        assert desk.app.return_code is None


async def test_hostile_text_is_drawn_unchanged(open_app: Open) -> None:
    hostile: list[dict[str, Any]] = [
        {"id": "a", "at": "2025-10-25T14:00:00Z", "event": "[/] [red]x[/] | \u202e 🔥 שלום", "action": "a\nb"},
        {"id": "b", "event": "x" * 500, "details": ["y"], "source": "[bold]"},
    ]
    async with open_app("outage", {**DAY, "timeline": hostile}) as desk:
        await at_table(desk)
        for width, height in ((80, 24), (140, 40)):
            await desk.pilot.resize_terminal(width, height)
            assert "[/] [red]x[/]" in desk.text()
            widths = {len(line) for line in desk.text().splitlines()}
            assert max(widths) <= width + 2


async def test_keys_that_come_together_act_in_order(open_app: Open) -> None:
    async with open_app("outage", DAY) as desk:
        await desk.go_to("timeline")
        for key in [*"14:00 a", "enter", *"14:10 b", "enter", "up", "up", "S", "down", "R"]:
            character = key if len(key) == 1 else None
            desk.app.post_message(events.Key({" ": "space", ":": "colon"}.get(key, key), character))
        await until(lambda: [e.milestones for e in desk.record.timeline] == [("started",), ("resolved",)])
        assert [event for _, event in rows(desk)] == ["a", "b"]


async def test_an_event_takes_several_milestones_and_a_letter_again_clears_one(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        await at_table(desk, "D", "S")
        assert desk.record.timeline[0].milestones == ("started", "detected")
        await until(lambda: "detect 0 min" in desk.text())
        assert "SD" in desk.text()
        await desk.press("D")
        assert desk.record.timeline[0].milestones == ("started",)
        await until(lambda: "detect –" in desk.text())
        await desk.press("D", "N")
        assert desk.record.timeline[0].milestones == ()
        await desk.press("ctrl+z")
        assert desk.record.timeline[0].milestones == ("started", "detected")


async def test_a_milestone_letter_typed_in_the_entry_line_adds_no_event(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        await desk.go_to("timeline")
        desk.screen.query_one(TimelineEditor).focus_first()
        await desk.press("R")
        assert "R marks a milestone in the table. Press Up to go there." in desk.text()
        await desk.press("enter")
        assert len(desk.record.timeline) == 3
        await desk.type(" is down")
        await desk.press("enter")
        assert "R is down" in [event.event for event in desk.record.timeline]


async def test_a_guessed_year_is_noted_after_enter_and_shown_in_its_row(open_app: Open) -> None:
    async with open_app("outage", {}) as desk:
        await desk.go_to("timeline")
        reading = desk.screen.query_one(TimelineEditor).query_one(".reading")
        await desk.type("Dec 16 12:43 caches miss")
        words = str(reading.render())
        await desk.press("enter")
        at = desk.record.timeline[0].at
        assert at is not None
        assert f"No year given: read as {at.year}." in words
        assert f"Dec 16, {at.year + 1} 12:43 UTC instead" in words
        assert f"read as {at.year}. Press Ctrl+Z to undo." in str(reading.render())
        assert f"Dec 16, {at.year} 12:43" in "\n".join(desk.text().splitlines()[:12])
        await desk.type("x")
        assert "read as" not in str(reading.render())
        assert desk.record.incident.date is None


async def test_the_legend_names_every_milestone_letter(open_app: Open) -> None:
    marks = ("started", "detected", "resolved")
    timeline = [{**event, "milestones": [mark]} for event, mark in zip(THREE, marks, strict=True)]
    legend = "S start D detect A ack I cause F fix M mitigate R resolve C close"
    async with open_app("outage", {**DAY, "timeline": timeline}) as desk:
        for width, height in ((80, 24), (100, 30), (140, 40)):
            await desk.pilot.resize_terminal(width, height)
            await at_table(desk)
            await until(lambda: legend in " ".join(desk.text().split()))
            assert ("% failing" in desk.text()) is (width == 140)
            await desk.press("escape")  # the line is about the entry again
            await until(lambda: "Or 2:32pm, +5, ~14:00, 14:00-14:20, ?" in desk.text())
            assert "S start" not in desk.text()


async def test_what_the_timeline_lacks_is_told_where_it_moves_nothing(open_app: Open) -> None:
    async with open_app("outage", {**DAY, "timeline": THREE}) as desk:
        await desk.go_to("timeline")
        table = desk.screen.query_one(EventTable)
        place = table.region
        desk.screen.query_one(TimelineEditor).take_note("No event is marked. " + "Mark one, as soon as you can. " * 3)
        note = "No event is marked. Mark one, as soon as you can.   Up: table"
        await until(lambda: note in desk.text())
        assert table.region == place
        await desk.type("1")
        await until(lambda: "No event is marked" not in desk.text())


LONG = " ".join(f"word{number:03}" for number in range(31)) + " ends"
"""An event of 252 characters."""


async def test_the_whole_text_of_the_selected_event_is_on_screen(open_app: Open) -> None:
    long = {**THREE[1], "event": LONG, "source": "chat", "milestones": ["detected", "acknowledged"]}
    async with open_app("outage", {**DAY, "timeline": [THREE[0], long, THREE[2]]}) as desk:
        await at_table(desk, "down")
        table = desk.screen.query_one(EventTable)
        for width, height in ((80, 24), (100, 30), (140, 40)):
            await desk.pilot.resize_terminal(width, height)
            await until(lambda: whole(desk))
            top = table.region
            assert "14:10 UTC  D detected  A acknowledged  · chat" in desk.text()
            await desk.press("down")
            await until(lambda: "word000" not in desk.text().split("14:20 UTC")[-1])
            assert table.region == top  # nothing moves
            await desk.press("up")


def whole(desk: Desk) -> bool:
    """Return whether the event's whole text is on screen."""
    panel = desk.screen.query_one(".event")
    lines = desk.text().splitlines()[panel.region.y : panel.region.bottom]
    words = " ".join(line[panel.region.x : panel.region.right] for line in lines)
    return LONG in " ".join(words.split())


async def test_what_has_no_room_is_named_above_the_event(open_app: Open) -> None:
    crowded = {
        **THREE[0], "event": LONG, "action": "rolled back", "details": ["one", "two"], "source": "s" * 60,
        "failing": "40%",
    }  # fmt: skip
    async with open_app("outage", {**DAY, "timeline": [crowded, *THREE[1:]]}) as desk:
        await at_table(desk)
        await until(lambda: "Enter: what was done, 2 details, source" in desk.text())
        assert "14:00 UTC  40% failing" in desk.text()
        await desk.press("down")
        await until(lambda: "Enter: " not in desk.text())


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_marking_an_event_moves_and_asks_nothing(open_app: Open, size: tuple[int, int]) -> None:
    timeline = [{**THREE[0], "milestones": ["started"]}, *THREE[1:]]
    async with open_app("outage", {**DAY, "timeline": timeline}, size=size) as desk:
        table = await at_table(desk, "down")
        places = [node.region for node in (table, *desk.screen.query(".event, .figures, .entry, .reading"))]
        for keys in ("R", "M", "RR", "N", "C"):
            await desk.press(*keys)
            desk.screen.settle()
            await desk.pilot.pause()
            now = [node.region for node in (table, *desk.screen.query(".event, .figures, .entry, .reading"))]
            assert (now, table.current(), table.has_focus) == (places, "b", True)
        assert desk.screen.query_one(TimelineEditor)._asking is None
        assert desk.record.timeline[1].milestones == ("closed",)


async def test_the_table_shows_only_columns_that_hold_something(open_app: Open) -> None:
    async with open_app("corrective", {**DAY, "timeline": THREE}, size=(200, 50)) as desk:
        table = await at_table(desk)
        assert [column.name for column in table.columns()] == ["at", "milestones", "event"]
        desk.session.apply(Set(path="timeline.a.action", value="rolled back"), "timeline.a")
        desk.session.apply(Set(path="timeline.b.failing", value="40%"), "timeline.b")
        assert [column.name for column in table.columns()] == ["at", "milestones", "event", "action", "failing"]
        await desk.pilot.resize_terminal(80, 24)
        await until(lambda: [column.name for column in table.columns()] == ["at", "milestones", "event", "failing"])
        event = next(column for column in table.columns() if column.name == "event")
        assert event.width >= 54
