"""Why it happened, why nobody noticed sooner, why it took so long."""

from typing import Annotated

from pmtui.model.cause_tree import Cause, Tracks
from pmtui.model.ids import Element, Elements
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.text import Line, Prose


class Factor(Element):
    """A condition that helped the incident to happen or made it worse."""

    factor: Line = ask(
        "Which condition?",
        "A state of the system or of the way of working, not a person.",
        example="The staging pool has a tenth of production's connections",
        label="Factor",
    )
    how: tuple[Line, ...] = ask(
        "How did it contribute?",
        "One line for each way.",
        example="The slow query didn't show before production",
        kind=Kind.LIST,
        default=(),
        label="How it contributed",
        blank_ok=True,
    )


class Why(Element):
    """One step of the chain: a question and what answers it."""

    question: Line = ask("Why …?", example="Why did the pool run dry?", label="Why")
    answer: Prose = ask(
        "Because …",
        "A condition that could be otherwise. If it's a person, ask what made that step likely.",
        example="Each retry opened a connection of its own",
        kind=Kind.PROSE,
        label="Because",
    )


class Causes(Record):
    """The analysis. There is rarely one cause, and none of them is a person."""

    what_happened: Prose = ask(
        "What went wrong, technically?",
        "Tell it to a colleague from another team. Which component failed, why, what lay beneath it, and which "
        "safeguards let it through?",
        example="The new query held its connection while it waited for the cache, so a slow cache emptied the pool.",
        kind=Kind.PROSE,
        label="What happened",
    )
    why_happened: Prose = ask(
        "How did it come to be so?",
        "The way by which the fault got into production: the change, its review, its tests.",
        example="The setting is generated, so the diff that was reviewed didn't show it.",
        kind=Kind.PROSE,
        label="Why it happened",
    )
    immediate: Prose = ask(
        "What set it off, directly?",
        "The technical failure itself, as precisely as you know it: file, setting, limit.",
        example="The certificate bundle on the proxy lacked the new intermediate certificate.",
        kind=Kind.PROSE,
        label="Immediate cause",
    )
    contributing: Annotated[tuple[Factor, ...], Elements] = ask(
        "What made it possible, or worse?",
        "Two or more conditions. Each of them is a place where something can be done.",
        kind=Kind.TABLE,
        default=(),
        label="Contributing factors",
    )
    root: Prose = ask(
        "What lies underneath?",
        "The condition in your systems or your process that you would have to change so that this whole class of "
        "incident goes away.",
        example="No step of the release path compares the configuration that runs with the one that was reviewed.",
        kind=Kind.PROSE,
        label="Root cause",
    )
    whys: Annotated[tuple[Why, ...], Elements] = ask(
        "Why? And why that?",
        "Begin with what users felt. Each answer gives the next question; stop where your organisation can change "
        "something. Five is a hint, not a rule.",
        kind=Kind.TABLE,
        default=(),
        label="5 Whys",
    )
    tree: Annotated[tuple[Cause, ...], Elements] = ask(
        "What made it possible, and what made that possible?",
        "Conditions, each of which answers why the one above it was so. The causes in the document follow from them.",
        kind=Kind.TABLE,
        default=(),
        label="Tree of causes",
    )
    tops: Tracks = Tracks()
    chain_end: Line = ask(
        "With which condition do the numbered whys of the document end?",
        "Its id; blank takes the chain to the first root cause.",
        label="Chain",
        blank_ok=True,
    )
    not_caught: Prose = ask(
        "Why wasn't it caught earlier?",
        "Go through the safeguards in order: review, tests, staging, canary, monitoring. What did each one see?",
        example="The syntax check runs on the main file only, not on the files that it includes.",
        kind=Kind.PROSE,
        label="Why it wasn't caught",
    )
    late_detection: tuple[Line, ...] = ask(
        "What delayed its detection?",
        "One line for each reason.",
        example="The alert averages over 15 minutes",
        kind=Kind.LIST,
        default=(),
        label="Why detection was delayed",
    )
    slow_recovery: tuple[Line, ...] = ask(
        "What slowed the recovery?",
        "One line for each obstacle: tools, access, knowledge, waiting.",
        example="The rollback waits for a full build",
        kind=Kind.LIST,
        default=(),
        label="What slowed recovery",
    )
