"""Rules for action items: verb first, bounded, one owner, a due date, some prevention, every cause addressed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from pmtui.actions.coverage import causes_without_action
from pmtui.actions.selection import is_open, is_overdue
from pmtui.advice import Advice
from pmtui.causes.questions import first_sentence
from pmtui.language.classes import Hit
from pmtui.language.finder import find_in_action
from pmtui.language.pattern import WordClass
from pmtui.language.prose import own_words
from pmtui.model.actions import Action
from pmtui.model.scales import ActionStatus, ActionType, Priority
from pmtui.model.views import VIEWS, TimeFrameLimits, horizon_of
from pmtui.parsing.amounts import Estimate
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic

_PAGERDUTY = "PagerDuty, postmortem guide: actionable, specific, bounded"
_WORKBOOK = "Google, SRE Workbook, chapter 10: action items"


def _rule(code: str, title: str, why: str, ask: Advice, most: Level, source: str = _WORKBOOK) -> Rule:
    return Rule(code, Topic.ACTIONS, title, why, source, ask, most)


_THERE = "in the table"

NO_OWNER = _rule("A501", "Action item has no owner", "Work without an owner doesn't get done.",
                 Advice("Who owns it?", "assign an owner", ("action.owner",), _THERE), Level.ERROR)  # fmt: skip
NO_DUE = _rule("A502", "Action item has no due date", "Undated work gets done last, if at all.",
               Advice("When is it due?", "set a date: fri, +2w, end of quarter", ("action.due",), _THERE),
               Level.ERROR)  # fmt: skip
NO_PRIORITY = _rule("A503", "Action item has no priority", "Whoever plans the week has to guess.",
                    Advice("How urgent is it?", "set a priority", ("action.priority",), _THERE),
                    Level.WARNING)  # fmt: skip
NO_TICKET = _rule("A504", "Action item has no ticket", "Work that isn't in the tracker is forgotten after the meeting.",
                  Advice("Where is it tracked?", "link its ticket", ("action.tracker",), _THERE),
                  Level.HINT)  # fmt: skip
NO_VERB = _rule("A505", "Action item doesn't start with a verb", "A topic isn't an action.",
                Advice("What will the owner do?"), Level.HINT, _PAGERDUTY)  # fmt: skip
VAGUE_RULE = _rule("A506", "Vague action item", "No one can tell whether it's done.",
              Advice("What will be true when it's done?"), Level.WARNING, _PAGERDUTY)  # fmt: skip
PEOPLE = _rule("A507", "Action item tries to fix people", "People are as careful as the system lets them be.",
               Advice("What would make it safe by design?"), Level.WARNING)  # fmt: skip
NO_PREVENTION = _rule("A508", "No action prevents or detects it",
                      "A repair alone doesn't stop it from happening again.",
                      Advice("What would prevent the next one, or detect it sooner?"), Level.WARNING)  # fmt: skip
SAME_PRIORITY = _rule("A509", "All action items have the same priority", "If everything is urgent, nothing is.",
                      Advice("If you could do only one, which would it be?"), Level.HINT)  # fmt: skip
UNCOVERED = _rule("A510", "No action addresses this cause", "Left alone, it can cause the next incident.",
                  Advice("Link an action, or add a declined one with the reason."), Level.WARNING)  # fmt: skip
DECLINED_WITHOUT_REASON = _rule("A512", "Declined without a reason", "The next reader will propose it again.",
                  Advice("Why won't you do it?", "give the reason", ("action.decline",), _THERE),
                  Level.ERROR, _PAGERDUTY)  # fmt: skip
OVERDUE = _rule("A513", "Open action item is overdue", "A past due date doesn't tell readers when to expect it.",
                Advice("Is it done? If not, set a new date."), Level.WARNING)  # fmt: skip
OWNERS = _rule("A514", "Action item has several owners", "Each waits for the other.", Advice("Which of them owns it?"),
               Level.WARNING)  # fmt: skip
SHORT = _rule("A515", "Action item is too short", "In three weeks, its owner won't remember what it meant.",
              Advice("What will be done, and where?"), Level.WARNING, _PAGERDUTY)  # fmt: skip
NO_P0 = _rule("A516", "Over 20% of budget, no urgent action",
              "An incident that uses more than 20% of a four-week budget calls for at least one action of the highest "
              "priority.", Advice("Which action comes first?"), Level.WARNING,
              "Google, SRE Workbook: error budget policy")  # fmt: skip
BEFORE = _rule("A517", "Due before the incident", "The date can't be right.", Advice("When is it due?"), Level.ERROR)
TWINS = _rule("A518", "Duplicate action items", "One of them will be forgotten in the tracker.",
              Advice("Remove one, or say how they differ."), Level.WARNING)  # fmt: skip
LATE = _rule("A519", "Urgent, but due late", "The most urgent actions are usually due within 15 to 30 days.",
             Advice("Is it that urgent, or can you do it sooner?"), Level.HINT,
             "Common deadlines: 15 days for the most severe, 30 for the rest, or 4 and 8 weeks")  # fmt: skip
NOT_DONE = _rule("A520", "Marked complete, but actions are open", "Readers see a check mark above open actions.",
                 Advice('Close them, or answer "No" and say what\'s left.'), Level.WARNING)  # fmt: skip
NO_TIME_FRAME = _rule("A521", "Action item has no time frame",
                      "It's printed under short-term, and nobody has decided that.",
                      Advice("When will it be done?", "set a due date, or a time frame",
                             ("action.due", "action.horizon"), _THERE), Level.HINT)  # fmt: skip
RULES = (NO_OWNER, NO_DUE, NO_PRIORITY, NO_TICKET, NO_VERB, VAGUE_RULE, PEOPLE, NO_PREVENTION, SAME_PRIORITY, UNCOVERED,
         DECLINED_WITHOUT_REASON, OVERDUE, OWNERS, SHORT, NO_P0, BEFORE, TWINS, LATE, NOT_DONE,
         NO_TIME_FRAME)  # fmt: skip

_NO_VERB = re.compile(
    r"^(?:\*\*)?(?:the|an?|no|new|better|more|all|every|our|some|missing|lack of|need(?:s)? (?:for|of)|it|there|we|this"
    r"|\w+ (?:is|are|was|were|should|needs?|must)|[\w-]*(?:tion|ment|ness|ity|ing)s?)\b(?! (?:to|off|down|up|into)\b)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r",|;| and | or | & |/| \+ ", re.IGNORECASE)
_VERBS = frozenset(
    ["document", "implement", "bring", "ping", "partition", "position", "mention", "comment", "question", "station"]
    + [
        "ring-fence",
        "experiment",
        "condition",
        "provision",
        "function",
        "supplement",
        "segment",
        "augment",
        "increment",
    ]
    + ["decrement", "complement", "fragment", "string", "swing", "harness", "witness", "process"]
)
"""Verbs that `_NO_VERB` would read as nouns."""

_NOBODY = frozenset(
    ["", "tbd", "tba", "todo", "?", "??", "-", "n/a", "none", "nobody", "everyone", "everybody", "all", "team"]
    + ["unassigned", "anyone", "somebody", "someone"]
)
"""Placeholders that don't name an owner."""

_MANY = 3
"""From this many action items on, one priority for all of them tells nothing; two may well be equally urgent."""

_LEAST_WORDS = 2
"""An action item of one word ("Monitoring") names a topic, not a task; two can ("Rotate keys")."""

_LATEST = 30
"""Days after which an action of the top priority is late. Published deadlines are 15 days for the most severe incidents
and 30 for others, so a longer one contradicts the priority."""

_POLICY = Decimal("0.2")
"""Fraction of the error budget from which one incident demands an action of the top priority (SRE Workbook)."""


@lru_cache(maxsize=4_000)
def _hits(text: str) -> tuple[Hit, ...]:
    return tuple(find_in_action(text))


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield findings about each action item, then about all of them together."""
    actions = [action for action in context.postmortem.actions if action.description.strip()]
    seen: dict[str, str] = {}
    for number, action in enumerate(actions):
        if number % 10 == 9:  # ten action items take some milliseconds
            yield None
        if action.status is ActionStatus.DECLINED:
            if not action.reason.strip():
                yield _found(context, DECLINED_WITHOUT_REASON, action, "reason", "Declined without a reason")
            continue
        yield from _fields(context, action)
        yield from _words(context, action)
        same = " ".join(action.description.lower().split()).strip(" .;!")
        if same in seen:
            yield _found(context, TWINS, action, "description", "Listed twice")
        seen.setdefault(same, action.id)
    if "actions" in context.asked:
        yield from _together(context, [action for action in actions if action.status is not ActionStatus.DECLINED])
    left = [action for action in actions if is_open(action)]
    if left and context.postmortem.follow_up.actions_completed.yes is True:
        words = f"Actions are marked complete, but {len(left)} {'is' if len(left) == 1 else 'are'} still open."
        yield context.found(NOT_DONE, "follow_up.actions_completed", words)
    yield None
    yield from _coverage(context)


def _is_nobody(owner: str) -> bool:
    return owner.strip().lower() in _NOBODY


def _are_several(owner: str) -> bool:
    """Return whether an owner is several: names separated by "and" or a comma; "Trust and Safety" is one team."""
    parts = [part.strip() for part in _SEVERAL.split(owner) if part.strip()]
    if len(parts) < 2 or parts[-1].lower().split()[0] in _PARTS_OF_NAMES:
        return False
    return not (len(parts) == 2 and "," in owner and all(" " not in part for part in parts))


_PARTS_OF_NAMES = frozenset(
    [
        "development",
        "safety",
        "operations",
        "security",
        "engineering",
        "support",
        "infrastructure",
        "compliance",
        "team",
    ]
    + ["reliability", "quality", "data", "platform", "risk", "delivery", "production", "design", "a"]
)
"""Words after "and" in the name of a single team, or after the slash in n/a."""


def _found(context: Context, rule: Rule, action: Action, field: str, what: str, words: str = "") -> Finding:
    """Return a finding; what is wrong comes first, since a list cuts the end, and names the action next to it."""
    name = " ".join(action.description.split())
    name = name if len(name) <= 60 else f"{name[:59]}…"
    named = f": '{name}'"
    found = context.found(rule, f"actions.{action.id}.{field}", f"{what}{named}.", words)
    return replace(found, named=named)


def _fields(context: Context, action: Action) -> Iterator[Finding]:
    needed = context.standing.template.settings.actions_need
    marks = context.postmortem.marks
    gaps = (
        (NO_OWNER, "owner", _is_nobody(action.owner), "No owner"),
        (NO_DUE, "due", action.due is None and is_open(action), "No due date"),
        (NO_PRIORITY, "priority", action.priority is None and "priority" in needed, "No priority"),
    )
    for rule, field, is_gap, what in gaps:
        if is_gap and f"actions.{action.id}.{field}" not in marks:
            yield _found(context, rule, action, field, what)
    if _is_undecided(context, action):
        yield _found(context, NO_TIME_FRAME, action, "horizon", "No time frame, so it's printed under short-term")
    if any(other.tracker.strip() for other in context.postmortem.actions) and not action.tracker.strip():
        yield _found(context, NO_TICKET, action, "tracker", "No ticket, but others have one")
    if _are_several(action.owner):
        yield _found(context, OWNERS, action, "owner", f"Several owners ({action.owner})", action.owner)
    day = context.postmortem.incident.date
    if action.due is not None and day is not None:
        if action.due < day:
            yield _found(context, BEFORE, action, "due", f"Due on {action.due}, before the incident")
        elif action.priority is Priority.URGENT and (action.due - day).days > _LATEST:
            yield _found(context, LATE, action, "due", f"Highest priority, but due on {action.due}")
    if is_overdue(action, context.today):
        level = Level[context.standing.template.settings.overdue.upper()]
        yield replace(_found(context, OVERDUE, action, "due", f"Was due on {action.due}"), level=level)


def _is_undecided(context: Context, action: Action) -> bool:
    """Return whether an action is printed as short-term because it has to be printed somewhere."""
    frames = context.standing.template.settings.time_frames
    limits = TimeFrameLimits(context.postmortem.incident.date, frames)
    path = "actions.short"
    return path in frames.lists and horizon_of(action, limits) is None and VIEWS[path].holds(action, limits)


def _words(context: Context, action: Action) -> Iterator[Finding]:
    text = action.description
    for hit in _hits(text):
        rule = PEOPLE if hit.word_class is WordClass.PEOPLE else VAGUE_RULE
        what = "Tries to fix people" if rule is PEOPLE else "Vague"
        yield _found(context, rule, action, "description", f"{what} ('{hit.words}')", hit.words)
        return
    if len(own_words(text).split()) + text.count("`") // 2 < _LEAST_WORDS:
        yield _found(context, SHORT, action, "description", "Too short to act on")
    elif _NO_VERB.match(text.strip()) and text.split()[0].strip("*").lower() not in _VERBS:
        yield _found(context, NO_VERB, action, "description", "Doesn't start with a verb")


def _together(context: Context, actions: list[Action]) -> Iterator[Finding]:
    if not actions:
        return
    goals = {action.goal for action in actions}
    if None not in goals and not goals & {ActionType.PREVENT, ActionType.DETECT}:
        yield context.found(NO_PREVENTION, "actions", "No action item prevents the next one, or detects it sooner.")
    priorities = {action.priority for action in actions}
    if len(actions) >= _MANY and len(priorities) == 1 and None not in priorities:
        label = context.standing.template.settings.label(actions[0].priority or Priority.HIGH)
        yield context.found(SAME_PRIORITY, "actions", f"All {len(actions)} action items are {label}.")
    budget = context.standing.values.figures["budget_consumed"].number
    share = budget.likely if isinstance(budget, Estimate) else budget
    is_assumed = context.standing.values.basis.impacted.is_assumed
    share = share if share is not None and not is_assumed else Decimal()
    if share > _POLICY and any(priorities) and Priority.URGENT not in priorities:
        top = context.standing.template.settings.label(Priority.URGENT)
        words = f"It used {share * 100:.0f}% of the error budget, but no action is {top}."
        yield context.found(NO_P0, "actions", words)


def _coverage(context: Context) -> Iterator[Finding]:
    for node in causes_without_action(context.postmortem):
        words = first_sentence(node.text)
        yield context.found(UNCOVERED, f"causes.tree.{node.id}", f"No action item addresses '{words}'.", words)
