"""Asks one question in lines: shows the question and its current answer, and reads the new one."""

import time

from pmtui.figures.compute import FigureState
from pmtui.figures.input_hints import hint_for
from pmtui.figures.inputs import READERS, problem
from pmtui.model.catalog import Question
from pmtui.model.edit import Set
from pmtui.model.kinds import LISTS, Kind
from pmtui.model.paths import value_at
from pmtui.model.scales import Choice
from pmtui.plain_ui.console import Command, Console, command_in, number_in
from pmtui.session.agents import agent_advice
from pmtui.session.glyphs import WORDS
from pmtui.session.machine_zone import zone_to_offer
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion

_ENDING = frozenset({"quit", "next", "back", "open", "help", "go", "file"})
"""Commands that end a text if they are alone on a line; other lines with a colon are part of it."""

_LONG = LISTS - {Kind.PEOPLE} | {Kind.PROSE}


def announce(console: Console, session: Session, question: Question) -> None:
    """Print the question and its current answer."""
    state = f" ({WORDS[session.standing.state(question)]})" if isinstance(question, AskedQuestion) else ""
    console.say(f"\n{question.label}{state}")
    if question.prompt != question.label:
        console.say(question.prompt)
    if question.hint:
        console.say(question.hint)
    if question.example:
        console.say(f"For example: {question.example}")
    mark = session.postmortem.marks.get(question.path)
    if mark is not None:
        console.say(f"Marked: {mark.text}")
    by_agent = agent_advice(session.postmortem, question)
    if by_agent:
        console.tell(by_agent)
    if question.kind is Kind.FIGURE:
        _figure(console, session, question)
    elif question.kind is not Kind.TABLE and session.text(question):
        console.say(f"Now: {_now(session, question)}")
    _how(console, session, question)


def _now(session: Session, question: Question) -> str:
    """Return the current answer as text."""
    typed = question.path in session.postmortem.typed
    value = value_at(session.postmortem, question.path) if question.kind is Kind.CHOICE and not typed else None
    return spoken(session, value) if isinstance(value, Choice) else session.text(question)


def _figure(console: Console, session: Session, question: Question) -> None:
    values = session.standing.values
    figure = values.figure(question.path)
    if figure.state is FigureState.PENDING:
        console.say(f"Not computed yet: {figure.formula}")
    else:
        console.say(f"Now: {values.figure_words(question.path)} ({figure.formula})")


def _how(console: Console, session: Session, question: Question) -> None:
    """Explain how to answer it, if that isn't obvious."""
    options = _options(session, question)
    scale = session.template.settings.options(question.choices) if question.choices is not None else []
    for number, (label, means) in enumerate(options, 1):
        words = spoken(session, scale[number - 1]) if scale else label
        console.say(f"{number}. {words}{f': {means}' if means else ''}")
    if options and question.kind is Kind.CHOICES:
        console.say("Type numbers or names, separated by commas. Type :clear to remove them all.")
    elif options:
        console.say("Type a number or a name.")
    elif question.kind is Kind.ZONE and (zone := zone_to_offer(is_shared=False)):
        console.say(f"This machine's is {zone}.")
    elif question.kind is Kind.YESNO:
        console.say("Type yes or no.")
    elif question.kind is Kind.ANSWER:
        console.say("Type yes or no, then a colon and any details.")
    elif question.kind in _LONG:
        each = "One per line" if question.kind in LISTS else "As many lines as you like"
        console.say(f"{each}. Type a dot on a line by itself to finish.")


def spoken(session: Session, choice: Choice) -> str:
    """Return a choice's label in words, with the document's sign behind them: `Open (⏳)`."""
    label, words = session.template.settings.label(choice), session.template.settings.words(choice)
    return label if words in label else f"{words} ({label})"


def _options(session: Session, question: Question) -> list[tuple[str, str]]:
    if question.choices is None:
        return [(option, "") for option in question.options]
    levels = [session.template.settings.level(choice) for choice in session.template.settings.options(question.choices)]
    return [(level.label, level.means) for level in levels]


def answer(console: Console, session: Session, question: Question) -> Command | None:
    """Read the answer; return the command that was typed instead, or None to continue.

    An empty line leaves the answer unchanged.
    """
    announce(console, session, question)
    while True:
        typed = console.ask()
        if isinstance(typed, Command):
            if typed.name not in ("clear", "more"):
                return typed
            left = _special(console, session, question, typed)
            if left is not None:
                return left
            continue
        if not typed.strip() or (typed.strip() == "." and question.kind in _LONG):
            return None
        if session.is_read_only:
            session.refuse()
            return None
        if question.kind in _LONG:
            return _take_lines(console, session, question, typed)
        session.enter(question, _named(session, question, typed))
        session.close_step()
        wrong = session.problem(question)
        if not wrong:
            _echo(console, session, question, typed)
            return None
        console.say(f"{wrong} Type it again, or press Enter to leave it as is.")


def _special(console: Console, session: Session, question: Question, typed: Command) -> Command | None:
    """Append to the answer or clear it; return the command that ended the added text."""
    if session.is_read_only:
        session.refuse()
    elif typed.name == "more" and question.kind in _LONG:
        before = session.text(question)
        left = _take_lines(console, session, question, f"{before}\n{typed.rest}" if before else typed.rest)
        console.say("Added." if left is not None else "Added. Press Enter to continue.")
        return left
    elif typed.name == "more":
        console.say(":more is for long answers. Type the whole answer instead.")
    else:
        clear(session, question)
        console.say("Cleared. Press Enter to continue.")
    return None


def clear(session: Session, question: Question) -> None:
    """Clear the answer and its state."""
    if question.kind is Kind.FIGURE:
        session.enter(question, "")
    elif question.kind in (Kind.CHOICE, Kind.YESNO):
        session.choose(question, None)
    elif question.kind is Kind.ANSWER:
        session.choose(question, {"yes": None, "details": ""})
    else:
        session.enter(question, "")
    if question.path in session.postmortem.marks:
        session.apply(Set(path=f"marks.{question.path}", value=None), question.path)
    session.close_step()


def _take_lines(console: Console, session: Session, question: Question, first: str) -> Command | None:
    """Read lines up to a dot or a command on its own line; each is in the journal as soon as it's typed.

    Returns:
        The command; None to continue.
    """
    lines = [first]
    taken = 0
    due = 0.0
    try:
        while True:
            if time.monotonic() >= due:
                begin = time.monotonic()
                session.enter(question, "\n".join(lines))
                taken = len(lines)
                due = time.monotonic() + 5 * (time.monotonic() - begin)  # thousands of lines wait for each other
            typed = console.line()
            if typed.strip() == ".":
                return None
            found = command_in(typed)
            if isinstance(found, Command) and found.name in _ENDING and not found.rest:
                return found
            lines.append(typed)
    finally:
        if taken < len(lines):
            session.enter(question, "\n".join(lines))
        session.close_step()


def _named(session: Session, question: Question, typed: str) -> str:
    """Return the label that a number stands for; of several, those that the numbers stand for."""
    options = _options(session, question)
    parts = typed.split(",") if question.kind is Kind.CHOICES else [typed]
    numbers = [number_in(part, len(options)) for part in parts]
    named = (part if n is None else options[n - 1][0] for part, n in zip(parts, numbers, strict=True))
    return ",".join(named)


def _echo(console: Console, session: Session, question: Question, typed: str) -> None:
    """Print how it was read, if that differs from what was typed, and any hint."""
    text = session.text(question)
    if text.strip() != typed.strip():
        console.say(f"Read as: {text}")
    reading = session.interpretation(question, typed)
    if reading is not None and reading.note:
        console.say(reading.note)
    hint = problem(question.path, text) if question.path in READERS else hint_for(question.kind, text)
    if hint:
        console.say(hint)
