"""Action items: one list. Every table and checklist of action items is a view of it."""

from pmtui.model.ids import Element
from pmtui.model.kinds import Kind, ask
from pmtui.model.scales import ActionStatus, ActionType, Area, Priority, Scope, TimeFrame
from pmtui.model.text import Day, Line, Prose


class Action(Element):
    """One action item."""

    description: Line = ask(
        "What will be done?",
        "Start with a verb, and say what will be true when it's done.",
        example="Reject configurations without the intermediate certificate before they're deployed",
        label="Action",
    )
    owner: Line = ask(
        "Who owns it?",
        "One person or team.",
        example="Priya Raman",
        label="Owner",
    )
    due: Day | None = ask(
        "When is it due?",
        "A date, or words such as fri, +2w, or end of quarter.",
        example="2026-03-27",
        kind=Kind.DUE,
        default=None,
        label="Due date",
    )
    priority: Priority | None = ask(
        "How urgent is it?",
        "If everything is urgent, nothing is.",
        kind=Kind.CHOICE,
        default=None,
        label="Priority",
    )
    status: ActionStatus = ask(
        "What's its status?",
        kind=Kind.CHOICE,
        default=ActionStatus.OPEN,
        label="Status",
    )
    goal: ActionType | None = ask(
        "What type of action is it?",
        "Prevent, detect, respond, or fix a process or document.",
        kind=Kind.CHOICE,
        default=None,
        label="Type",
        blank_ok=True,
    )
    horizon: TimeFrame | None = ask(
        "What's the time frame?",
        "Leave blank to derive it from the due date.",
        kind=Kind.CHOICE,
        default=None,
        label="Time frame",
        blank_ok=True,
    )
    area: Area | None = ask(
        "What does it change?",
        kind=Kind.CHOICE,
        default=None,
        label="Area",
        blank_ok=True,
    )
    scope: Scope | None = ask(
        "Does it prevent this exact issue, or the whole class?",
        kind=Kind.CHOICE,
        default=None,
        label="Scope",
        blank_ok=True,
    )
    details: Prose = ask(
        "What else should the owner know?",
        kind=Kind.PROSE,
        label="Details",
        blank_ok=True,
    )
    addresses: tuple[Line, ...] = ask(
        "Which causes does it address?",
        "IDs of causes. You can link them in the causes builder.",
        kind=Kind.LIST,
        default=(),
        label="Addresses",
        blank_ok=True,
    )
    tracker: Line = ask(
        "Where is it tracked?",
        "A ticket's URL or ID.",
        example="https://tracker.example/OPS-412",
        kind=Kind.LINK,
        label="Ticket",
        blank_ok=True,
    )
    reason: Line = ask(
        "Why won't you do it?",
        "Record the reason for the next person who proposes it.",
        example="The vendor is discontinuing this product in June",
        label="Declined because",
        blank_ok=True,
    )
