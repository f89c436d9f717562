"""The action editor's messages: an action in full, and what its line asks for other than actions."""

from collections.abc import Callable, Sequence
from datetime import date

from textual.content import Content

from pmtui.actions.selection import is_open, is_overdue
from pmtui.errors import EntryError
from pmtui.keys import KeyMap
from pmtui.model.actions import Action
from pmtui.model.edit import AnyEdit
from pmtui.model.scales import ActionStatus
from pmtui.model.unfinished import Request, request_name
from pmtui.parsing.due_dates import read_due
from pmtui.session import action_edits
from pmtui.text import plural, visible, weekday_date
from pmtui.tui import look
from pmtui.tui.editors.entry_editor import Asking

ApplyToActions = Callable[[list[AnyEdit]], object]
"""Makes the edits one step of the session."""

_MOST_OWNERS = 6
"""This many known owners are named next to the question."""


def asking_owner(chosen: Sequence[Action], known: Sequence[str], do: ApplyToActions) -> Asking:
    """Ask who owns actions; known owners are suggested."""
    names = ", ".join(known[:_MOST_OWNERS])

    def take(text: str) -> str:
        do(action_edits.setting(chosen, "owner", text.strip().removeprefix("@")))
        return ""

    return Asking(
        "Owner",
        "storage-team",
        f"Who owns {these(chosen)}?{names and f' {names}'}",
        take,
        chosen[0].owner,
        request_name(action_edits.ACTIONS, chosen[0].id, Request.OWNER),
        known=known,
    )


def asking_due(chosen: Sequence[Action], today: date, do: ApplyToActions, tell: Callable[[str], None]) -> Asking:
    """Ask until when actions are done; `tell` says how the day was read."""

    def take(text: str) -> str:
        if not text.strip():  # it's easily pressed once too often
            return ""
        try:
            due = None if text.strip() == "-" else read_due(text, today)
        except EntryError as error:
            return str(error)
        do(action_edits.setting(chosen, "due", due.isoformat() if due else None))
        tell(f"Due {weekday_date(due, today.year)}." if due is not None else "No due date.")
        return ""

    return Asking("Due", "fri", f"fri, +2w, end of quarter, 27 March; - for none. For {these(chosen)}.", take,
                  key=request_name(action_edits.ACTIONS, chosen[0].id, Request.DUE))  # fmt: skip


def action_head(action: Action, status: Content, priority: str, today: date, width: int) -> Content:
    """Return the line above an action in full: who, until when, how far it is.

    Args:
        action: the action item.
        status: its status in words, in its color.
        priority: its priority; may be empty.
        today: the day that it is.
        width: the columns of the line.
    """
    due = Content("no due date" if is_open(action) else "")
    if action.due is not None:
        late = (today - action.due).days
        ending = f", {plural(late, 'day')} overdue" if is_overdue(action, today) else ""
        words = f"due {weekday_date(action.due, today.year)}{ending}"
        due = Content.styled(words, look.ERROR if ending else look.QUIET)
    owner = visible(look.clipped(action.owner, width // 3)) or "no owner"
    return Content.assemble(" ", look.beside(owner, due, status, priority, gap=" · "), " ")


def action_body(action: Action, hint: str, time_frame: str, causes: Sequence[str]) -> Content:
    """Return an action in full.

    Args:
        action: the action item.
        hint: what the review says of it; may be empty.
        time_frame: its time frame, and where it's from.
        causes: the causes that it addresses.
    """
    lines = [Content(visible(" ".join(action.description.split())))]
    if action.status is ActionStatus.DECLINED and action.reason.strip():
        lines.append(Content.styled(f"Declined: {visible(action.reason)}", look.QUIET))
    facts = [f"Time frame: {time_frame}", visible(action.tracker)]
    facts += [f"Addresses: {visible('; '.join(causes))}"] if causes else []
    lines.append(Content.styled(" · ".join(fact for fact in facts if fact), look.QUIET))
    if hint:
        lines.append(Content.styled(f"! {visible(hint)}", look.WARN))
    lines += [Content.styled(visible(line), look.QUIET) for line in action.details.splitlines() if line.strip()]
    return Content("\n").join(lines)


def asking_ticket(action: Action, do: ApplyToActions) -> Asking:
    """Ask for an action's ticket."""

    def take(text: str) -> str:
        do(action_edits.setting([action], "tracker", text.strip()))
        return ""

    example = "https://tracker.example/OPS-412"
    return Asking(
        "Ticket",
        example,
        "Link to the ticket, or its ID.",
        take,
        action.tracker,
        request_name(action_edits.ACTIONS, action.id, Request.TICKET),
    )


def asking_reason(chosen: Sequence[Action], do: ApplyToActions, keys: KeyMap) -> Asking:
    """Ask why actions aren't done."""

    def take(text: str) -> str:
        if not text.strip():
            return f"Give a reason for the next person who proposes it, or press {keys.name('entry.cancel')} to cancel."
        do(action_edits.declining(chosen, text))
        return ""

    help_ = f"Why won't you do it? Press {keys.name('action.status')} later to reopen it. For {these(chosen)}."
    return Asking("Declined because", "the vendor ends this product in June", help_, take, chosen[0].reason,
                  request_name(action_edits.ACTIONS, chosen[0].id, Request.REASON))  # fmt: skip


def these(chosen: Sequence[Action]) -> str:
    """Return what actions are called in a sentence."""
    if len(chosen) > 1:
        return f"{len(chosen)} actions"
    words = " ".join(chosen[0].description.split()) or "this action"
    return words if len(words) <= 40 else f"{words[:39]}…"
