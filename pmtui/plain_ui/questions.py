"""Asks one question in lines: shows the question and its current answer, and reads the new one."""

import time

from pmtui.figures.compute import FigureState
from pmtui.figures.input_hints import hint_for
from pmtui.figures.inputs import READERS, problem
from pmtui.model.edit import Set
from pmtui.model.kinds import LISTS, Kind
from pmtui.plain_ui.console import Command, Console, command_in, number_in
from pmtui.session.field_spec import FieldSpec
from pmtui.session.glyphs import WORDS
from pmtui.session.session import Session

_ENDING = frozenset({"quit", "next", "back", "open", "help", "go", "file"})
"""Commands that end a text if they are alone on a line; other lines with a colon are part of it."""

_LONG = LISTS - {Kind.PEOPLE} | {Kind.PROSE}


def announce(console: Console, session: Session, spec: FieldSpec) -> None:
    """Print the question and its current answer."""
    question = spec.question
    state = f" ({WORDS[session.standing.state(question)]})" if question is not None else ""
    console.say(f"\n{spec.label}{state}")
    if spec.prompt != spec.label:
        console.say(spec.prompt)
    if spec.hint:
        console.say(spec.hint)
    if spec.example:
        console.say(f"For example: {spec.example}")
    mark = session.postmortem.marks.get(spec.path)
    if mark is not None:
        console.say(f"Marked: {mark.text}")
    if spec.kind is Kind.FIGURE:
        _figure(console, session, spec)
    elif spec.kind is not Kind.TABLE and session.text(spec):
        console.say(f"Now: {session.text(spec)}")
    _how(console, session, spec)


def _figure(console: Console, session: Session, spec: FieldSpec) -> None:
    values = session.standing.values
    figure = values.figure(spec.path)
    if figure.state is FigureState.PENDING:
        console.say(f"Not computed yet: {figure.formula}")
    else:
        console.say(f"Now: {values.figure_words(spec.path)} ({figure.formula})")


def _how(console: Console, session: Session, spec: FieldSpec) -> None:
    """Explain how to answer it, if that isn't obvious."""
    options = _options(session, spec)
    for number, (label, means) in enumerate(options, 1):
        console.say(f"{number}. {label}{f': {means}' if means else ''}")
    if options and spec.kind is Kind.CHOICES:
        console.say("Type numbers or names, separated by commas. Type :clear to remove them all.")
    elif options:
        console.say("Type a number or a name.")
    elif spec.kind is Kind.YESNO:
        console.say("Type yes or no.")
    elif spec.kind is Kind.ANSWER:
        console.say("Type yes or no, then a colon and any details.")
    elif spec.kind in _LONG:
        each = "One per line" if spec.kind in LISTS else "As many lines as you like"
        console.say(f"{each}. Type a dot on a line by itself to finish.")


def _options(session: Session, spec: FieldSpec) -> list[tuple[str, str]]:
    if spec.choices is None:
        return [(option, "") for option in spec.options]
    levels = [session.template.settings.level(choice) for choice in session.template.settings.options(spec.choices)]
    return [(level.label, level.means) for level in levels]


def answer(console: Console, session: Session, spec: FieldSpec) -> Command | None:
    """Read the answer; return the command that was typed instead, or None to continue.

    An empty line leaves the answer unchanged.
    """
    announce(console, session, spec)
    while True:
        typed = console.ask()
        if isinstance(typed, Command):
            if typed.name not in ("clear", "more"):
                return typed
            left = _special(console, session, spec, typed)
            if left is not None:
                return left
            continue
        if not typed.strip() or (typed.strip() == "." and spec.kind in _LONG):
            return None
        if session.is_read_only:
            session.refuse()
            return None
        if spec.kind in _LONG:
            return _take_lines(console, session, spec, typed)
        session.enter(spec, _named(session, spec, typed))
        session.close_step()
        wrong = session.problem(spec)
        if not wrong:
            _echo(console, session, spec, typed)
            return None
        console.say(f"{wrong} Type it again, or press Enter to leave it as is.")


def _special(console: Console, session: Session, spec: FieldSpec, typed: Command) -> Command | None:
    """Append to the answer or clear it; return the command that ended the added text."""
    if session.is_read_only:
        session.refuse()
    elif typed.name == "more" and spec.kind in _LONG:
        before = session.text(spec)
        left = _take_lines(console, session, spec, f"{before}\n{typed.rest}" if before else typed.rest)
        console.say("Added." if left is not None else "Added. Press Enter to continue.")
        return left
    elif typed.name == "more":
        console.say(":more is for long answers. Type the whole answer instead.")
    else:
        clear(session, spec)
        console.say("Cleared. Press Enter to continue.")
    return None


def clear(session: Session, spec: FieldSpec) -> None:
    """Clear the answer and its state."""
    if spec.kind is Kind.FIGURE:
        session.enter(spec, "")
    elif spec.kind in (Kind.CHOICE, Kind.YESNO):
        session.choose(spec, None)
    elif spec.kind is Kind.ANSWER:
        session.choose(spec, {"yes": None, "details": ""})
    else:
        session.enter(spec, "")
    if spec.path in session.postmortem.marks:
        session.apply(Set(path=f"marks.{spec.path}", value=None), spec.path)
    session.close_step()


def _take_lines(console: Console, session: Session, spec: FieldSpec, first: str) -> Command | None:
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
                session.enter(spec, "\n".join(lines))
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
            session.enter(spec, "\n".join(lines))
        session.close_step()


def _named(session: Session, spec: FieldSpec, typed: str) -> str:
    """Return the label that a number stands for; of several, those that the numbers stand for."""
    options = _options(session, spec)
    parts = typed.split(",") if spec.kind is Kind.CHOICES else [typed]
    numbers = [number_in(part, len(options)) for part in parts]
    named = (part if n is None else options[n - 1][0] for part, n in zip(parts, numbers, strict=True))
    return ",".join(named)


def _echo(console: Console, session: Session, spec: FieldSpec, typed: str) -> None:
    """Print how it was read, if that differs from what was typed, and any hint."""
    text = session.text(spec)
    if text.strip() != typed.strip():
        console.say(f"Read as: {text}")
    hint = problem(spec.path, text) if spec.path in READERS else hint_for(spec.kind, text)
    if hint:
        console.say(hint)
