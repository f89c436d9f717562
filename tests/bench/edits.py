"""What one change costs, through session and journal, in a small draft and in a large one."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pmtui.model.edit import AnyEdit, Insert, Move, Remove, Set
from pmtui.model.ids import random_id
from pmtui.model.postmortem import Postmortem
from pmtui.session.session import Session
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from pmtui.storage.draft_store import DraftStore
from pmtui.template import lookup

_DAY = date(2026, 3, 9)

CHANGES: dict[str, Callable[[int], AnyEdit]] = {
    "a key in the summary": lambda n: Set(path="summary", value="text " * 20 + str(n)),
    "a key in the last event": lambda n: Set(path="timeline.last.event", value=f"text {n}"),
    "a new event": lambda n: Insert(path="timeline", index=5, element={"id": f"x{n}", "event": "E"}),
    "an event moved": lambda n: Move(path="timeline", id="last", index=n % 2),
    "an event removed": lambda n: Remove(path="timeline", id=f"x{n}"),
}
"""What is measured, in this order."""


def opened(folder: Path, postmortem: Postmortem) -> tuple[Session, DraftStore]:
    """Return a session with a draft on disk, as the app opens it."""
    path = folder / f"{random_id()}.toml"
    rows = [*postmortem.timeline, {"id": "last", "event": "the last"}]
    draft_folder.create(path, Draft("outage", postmortem.model_validate({**dict(postmortem), "timeline": rows})))
    store = DraftStore(path)
    record, template = store.draft.postmortem, lookup.load("outage")
    return Session(record, template, "outage", path, lambda: _DAY, random_id, store.record), store


def costs(folder: Path, postmortem: Postmortem, runs: int) -> dict[str, float]:
    """Return the median seconds of each change, through session and journal."""
    session, store = opened(folder, postmortem)
    found: dict[str, float] = {}
    for name, make in CHANGES.items():
        times: list[float] = []
        for number in range(runs):
            edit = make(number)
            begin = time.perf_counter()
            session.apply(edit, "x", typing=True)
            times.append(time.perf_counter() - begin)
        found[name] = statistics.median(times)
    store.close()
    return found
