"""Links of a cause: the events that show it, the action items that address it."""

from collections.abc import Callable

from textual.app import App

from pmtui.causes.questions import first_sentence
from pmtui.causes.tree_edits import NODES
from pmtui.model.cause_tree import EVENT
from pmtui.model.edit import AnyEdit, Set
from pmtui.model.paths import value_at
from pmtui.session.session import Session
from pmtui.tui.binding import key_name
from pmtui.tui.screens.checklist import PickScreen

Do = Callable[[list[AnyEdit], str], object]
"""Makes edits one step, and keeps the cursor on a cause."""


def pick_evidence(app: App[int], session: Session, node_id: str, do: Do) -> None:
    """Ask which events of the timeline show a cause."""
    events = session.postmortem.timeline
    if not events:
        words = f"No events in the timeline yet. Press {key_name(app, 'causes.edit')} to add a link or note instead."
        app.notify(words, timeout=4, markup=False)
        return
    node = value_at(session.postmortem, f"{NODES}.{node_id}")
    values = session.standing.values
    times = values.event_times(values.zone)
    entries = [(event.id, f"{times.get(event.id, '?'):>5} {event.event}") for event in events]
    chosen = {line.removeprefix(EVENT) for line in node.evidence if line.startswith(EVENT)}

    def taken(found: set[str] | None) -> None:
        if found is not None and found != chosen:
            others = [line for line in node.evidence if not line.startswith(EVENT)]
            picked = [f"{EVENT}{event.id}" for event in events if event.id in found]
            do([Set(path=f"{NODES}.{node_id}.evidence", value=[*picked, *others])], node_id)

    app.push_screen(
        PickScreen(f"Which events are evidence for it? {first_sentence(node.text)}", entries, chosen), taken
    )


def pick_actions(app: App[int], session: Session, node_id: str, do: Do) -> None:
    """Ask which action items address a cause."""
    actions = session.postmortem.actions
    if not actions:
        app.notify("No action items yet.", timeout=4, markup=False)
        return
    node = value_at(session.postmortem, f"{NODES}.{node_id}")
    entries = [(action.id, action.description) for action in actions]
    chosen = {action.id for action in actions if node_id in action.addresses}

    def taken(found: set[str] | None) -> None:
        edits: list[AnyEdit] = []
        for action in actions if found is not None and found != chosen else ():
            kept = [each for each in action.addresses if each != node_id]
            new = [*kept, node_id] if action.id in (found or ()) else kept
            if tuple(new) != action.addresses:
                edits.append(Set(path=f"actions.{action.id}.addresses", value=new))
        do(edits, node_id)

    app.push_screen(PickScreen(f"Which action items address it? {first_sentence(node.text)}", entries, chosen), taken)
