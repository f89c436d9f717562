"""Causes: why it happened, why it wasn't caught, and why recovery was slow."""

from typing import Annotated

from pmtui.model.cause_tree import Cause, Tracks
from pmtui.model.ids import Element, Elements
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.text import Line, Prose


class Factor(Element):
    """A contributing factor: something that made the incident possible or worse."""

    factor: Line = ask(
        "What was the factor?",
        "Something about the system or the process, not a person.",
        example="The staging pool has a tenth of production's connections",
        label="Factor",
    )
    how: tuple[Line, ...] = ask(
        "How did it contribute?",
        "One per line.",
        example="The slow query didn't show before production",
        kind=Kind.LIST,
        default=(),
        label="How it contributed",
        blank_ok=True,
    )


class Why(Element):
    """One step of the 5 Whys: a question and its answer."""

    question: Line = ask("Why …?", example="Why did the pool run dry?", label="Why")
    answer: Prose = ask(
        "Because …",
        "Something you could change. If it's a person, ask what made that action likely.",
        example="Each retry opened its own connection",
        kind=Kind.PROSE,
        label="Because",
    )


class Causes(Record):
    """The analysis. There's rarely a single cause, and a cause is never a person."""

    lead_up: Prose = ask(
        "What led up to it?",
        "Changes, load, and earlier warnings from before the first symptom. The timeline has what came after.",
        example="On Monday, the connection limit was lowered to save memory. Traffic grew all week.",
        kind=Kind.PROSE,
        label="Lead-up",
    )
    trigger: Prose = ask(
        "What set it off?",
        "The change or event that turned a weakness into an incident: a deployment, a spike, an expiry.",
        example="At 14:04, the configuration with the new certificate went out to all proxies.",
        kind=Kind.PROSE,
        label="Trigger",
    )
    what_happened: Prose = ask(
        "What went wrong, technically?",
        "Write for a colleague from another team: what failed, why, and which safeguards missed it.",
        example="The new query held its connection while it waited for the cache, so a slow cache drained the pool.",
        kind=Kind.PROSE,
        label="What happened",
    )
    why_happened: Prose = ask(
        "How did the fault reach production?",
        "The change, its review, and its tests.",
        example="The setting is generated, so it didn't appear in the diff under review.",
        kind=Kind.PROSE,
        label="Why it happened",
    )
    immediate: Prose = ask(
        "What directly triggered it?",
        "The technical failure itself, as precisely as you can: the file, the setting, the limit.",
        example="The certificate bundle on the proxy lacked the new intermediate certificate.",
        kind=Kind.PROSE,
        label="Immediate cause",
    )
    contributing: Annotated[tuple[Factor, ...], Elements] = ask(
        "What made it possible, or made it worse?",
        "Two or more. Each one is something you can act on.",
        kind=Kind.TABLE,
        default=(),
        label="Contributing factors",
    )
    root: Prose = ask(
        "What's the root cause?",
        "What you would have to change to prevent this whole class of incident.",
        example="No step of the release process compares the running configuration with the reviewed one.",
        kind=Kind.PROSE,
        label="Root cause",
    )
    whys: Annotated[tuple[Why, ...], Elements] = ask(
        "Why did it happen, and why did that happen?",
        "Start with what users saw. Stop at something your team can change. Five is a guideline, not a rule.",
        kind=Kind.TABLE,
        default=(),
        label="5 Whys",
    )
    tree: Annotated[tuple[Cause, ...], Elements] = ask(
        "What caused it, and what caused that?",
        "Each cause explains the one above it. pmtui fills in the document's causes from this tree.",
        kind=Kind.TABLE,
        default=(),
        label="Causes",
    )
    tops: Tracks = Tracks()
    chain_end: Line = ask(
        "Which cause should the 5 Whys end at?",
        "A cause's ID. Leave blank for the first root cause.",
        label="5 Whys end at",
        blank_ok=True,
    )
    not_caught: Prose = ask(
        "Why wasn't it caught earlier?",
        "Go through the safeguards in order: review, tests, staging, canary, monitoring. What did each see?",
        example="The syntax check runs only on the main file, not on the files it includes.",
        kind=Kind.PROSE,
        label="Why it wasn't caught",
    )
    late_detection: tuple[Line, ...] = ask(
        "What delayed detection?",
        "One reason per line.",
        example="The alert averages over 15 minutes",
        kind=Kind.LIST,
        default=(),
        label="Why detection was delayed",
    )
    slow_recovery: tuple[Line, ...] = ask(
        "What slowed down recovery?",
        "One obstacle per line: tools, access, knowledge, waiting.",
        example="The rollback waits for a full build",
        kind=Kind.LIST,
        default=(),
        label="What slowed recovery",
    )
