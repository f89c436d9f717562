"""What an agent wrote, on screen: beside its field, on the finish screen, and until it's checked."""

from typing import Any

from pmtui.tui.screens.finish import FinishScreen
from tests.tui.conftest import Open, until

RECORD: dict[str, Any] = {
    "incident": {"title": "Login fails", "date": "2026-03-07"},
    "summary": "It was slow.",
    "timeline": [{"id": "a1", "at": "2026-03-07T14:00:00Z", "event": "Deployment begins"},
                 {"id": "a2", "at": "2026-03-07T14:05:00Z", "event": "Alert fires"}],
    "unseen": {"summary": "claude\x1b[31m", "timeline.a2": "claude"},
}  # fmt: skip


async def test_it_is_shown_beside_the_field_and_before_the_export_until_it_is_checked(open_app: Open) -> None:
    async with open_app("outage", RECORD, size=(100, 40)) as desk:
        await desk.go_to("summary")
        await until(lambda: "Written by claude" in desk.text() and "Press Ctrl+N" in desk.text())
        await desk.press("f9")
        await until(lambda: isinstance(desk.app.screen, FinishScreen) and "By agents" in desk.text())
        assert "(1 row)" in desk.text()
        await desk.press("escape")
        await desk.go_to("timeline")
        await until(lambda: "Row 2 written by claude." in desk.text())
        await desk.press("ctrl+n")
        assert set(desk.record.unseen) == {"summary"}
        await desk.go_to("summary")
        await desk.type("!")
        assert desk.record.unseen == {} and "Written by" not in desk.text()
        await desk.press("ctrl+z")
        assert set(desk.record.unseen) == {"summary"}
