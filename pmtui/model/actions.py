"""What will be different. One list; every table and checklist of action items is a view over it."""

from pmtui.model.ids import Element
from pmtui.model.kinds import Kind, ask
from pmtui.model.scales import ActionStatus, ActionType, Area, Priority, Scope, TimeFrame
from pmtui.model.text import Day, Line, Prose


class Action(Element):
    """One action item."""

    description: Line = ask(
        "What will be done?",
        "Start with a verb and say what will be true when it's done.",
        example="Reject a configuration without the intermediate certificate before it's deployed",
        label="Action",
    )
    owner: Line = ask(
        "Who sees to it?",
        "One person or team.",
        example="Priya Raman",
        label="Owner",
    )
    due: Day | None = ask(
        "By when?",
        "In words or as a date: fri, +2w, end of quarter.",
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
        "Where does it stand?",
        kind=Kind.CHOICE,
        default=ActionStatus.OPEN,
        label="Status",
    )
    goal: ActionType | None = ask(
        "What is it for?",
        "Prevent it, detect it sooner, respond better, mend the process or the documents.",
        kind=Kind.CHOICE,
        default=None,
        label="Goal",
        blank_ok=True,
    )
    horizon: TimeFrame | None = ask(
        "When does it land?",
        "Blank follows from the due date: so many days after the incident, as the template counts.",
        kind=Kind.CHOICE,
        default=None,
        label="Horizon",
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
        "Does it meet this issue, or the whole class?",
        kind=Kind.CHOICE,
        default=None,
        label="Scope",
        blank_ok=True,
    )
    details: Prose = ask(
        "What else should its owner know?",
        kind=Kind.PROSE,
        label="Details",
        blank_ok=True,
    )
    addresses: tuple[Line, ...] = ask(
        "Which causes does it address?",
        "The ids of conditions in the tree of causes; there, A links them.",
        kind=Kind.LIST,
        default=(),
        label="Addresses",
        blank_ok=True,
    )
    tracker: Line = ask(
        "Where is it tracked?",
        "The address of its ticket, or the ticket's name.",
        example="https://tracker.example/OPS-412",
        kind=Kind.LINK,
        label="Ticket",
        blank_ok=True,
    )
    reason: Line = ask(
        "Why is it declined?",
        "What speaks against it, so that nobody proposes it again without knowing.",
        example="The vendor ends this product in June",
        label="Declined because",
        blank_ok=True,
    )
