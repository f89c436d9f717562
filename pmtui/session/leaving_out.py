"""Leaves a question, or all that's under a heading, out of the document, and puts it back."""

from dataclasses import dataclass

from pmtui.errors import EntryError
from pmtui.model.answer_states import AnswerStateKind
from pmtui.model.edit import AnyEdit, Set, as_one
from pmtui.model.left_out import heading_name
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion, Section, all_questions, interview

_NEVER = {"incident.title": "A document always has its title."}
"""Questions that no document can be without, and why."""


@dataclass(frozen=True)
class Part:
    """What can be left out: a question, a group of them, or a section.

    Attributes:
        name: its name in the draft's answer states.
        words: what it's called: `Revenue Impact`, `the group Business Impact`, `the section Impact`.
    """

    name: str
    words: str


@dataclass(frozen=True)
class LeftOut:
    """What a key did.

    Attributes:
        part: what it left out, or put back.
        is_back: it's back in the document.
        wider: what one more press leaves out; None if that restores it.
    """

    part: Part
    is_back: bool
    wider: Part | None = None


def _parts(question: AskedQuestion) -> list[Part]:
    """Return a question with the groups and the section that it's in, from the inside out."""
    headings = question.headings
    return [Part(question.path, question.label), *(_heading(headings[:end]) for end in range(len(headings), 0, -1))]


def _worth_offering(session: Session, question: AskedQuestion) -> list[Part]:
    """Return the parts that differ: a heading over nothing but the question has the same effect as the question."""
    parts = _parts(question)
    found, count = parts[:1], 1
    for end, part in zip(range(len(question.headings), 0, -1), parts[1:], strict=True):
        under = sum(other.headings[:end] == question.headings[:end] for other in all_questions(session.template))
        found += [part] if under > count else []
        count = under
    return found


def section_part(section: Section) -> Part | None:
    """Return a section as what can be left out; None for the first, which has the document's title."""
    return _heading((section.title,)) if section.position else None


def _heading(headings: tuple[str, ...]) -> Part:
    kind = "the section" if len(headings) == 1 else "the group"
    return Part(heading_name(headings), f"{kind} {headings[-1]}")


def leave_out(session: Session, question: AskedQuestion, *, further: bool = False) -> LeftOut:
    """Leave a question out of the document, or put it back.

    Args:
        session: the session.
        question: the question.
        further: it was left out just now: leave out the group it's in instead, then the section, then nothing.

    Raises:
        EntryError: if a document can't be without it.
    """
    if question.path in _NEVER:
        raise EntryError(_NEVER[question.path])
    parts, names = _parts(question), session.standing.values.left_out
    now = [part for part in parts if part.name in names]
    edits: list[AnyEdit] = [Set(path=f"marks.{part.name}", value=None) for part in now]
    offered = _worth_offering(session, question)
    after = parts.index(now[-1]) if now else -1
    wider = [part for part in offered if parts.index(part) > after]
    wanted = wider[0] if wider and (further or not now) else None
    if wanted is not None:
        edits.append(_leaving(wanted))
    session.close_step()
    session.apply(as_one(edits), question.path)
    if wanted is None:
        return LeftOut(now[-1], is_back=True)
    return LeftOut(wanted, False, wider[1] if len(wider) > 1 else None)


def leave_out_section(session: Session, section: Section) -> LeftOut:
    """Leave a section out of the document, or put it back.

    Raises:
        EntryError: if it's the first section.
    """
    part = section_part(section)
    if part is None:
        raise EntryError("The document always begins with this section.")
    return _toggle(session, part, section.questions[0].path if section.questions else "")


def leave_out_group(session: Session, question: AskedQuestion) -> LeftOut:
    """Leave the group that a question is in out of the document, or put it back.

    Raises:
        EntryError: if it's in none.
    """
    if len(question.headings) < 2:
        raise EntryError("This question isn't in a group.")
    return _toggle(session, _heading(question.headings), question.path)


def _toggle(session: Session, part: Part, place: str) -> LeftOut:
    is_back = part.name in session.standing.values.left_out
    edit = Set(path=f"marks.{part.name}", value=None) if is_back else _leaving(part)
    session.close_step()
    session.apply(edit, place or edit.path)
    return LeftOut(part, is_back)


def _leaving(part: Part) -> Set:
    return Set(path=f"marks.{part.name}", value={"kind": AnswerStateKind.LEFT_OUT.value})


def where_left_out(session: Session, question: AskedQuestion) -> str:
    """Return that a question isn't in the document, as text; empty if the author doesn't leave it out."""
    if not session.standing.is_left_out(question):
        return ""
    names = session.standing.values.left_out
    part = next((part for part in _parts(question)[1:] if part.name in names), None)
    return f"Left out of the document, with {part.words}." if part is not None else "Left out of the document."


def left_out_labels(session: Session) -> list[str]:
    """Return what the author leaves out of the document under this template, in the order of the document."""
    names = session.standing.values.left_out
    found: dict[str, None] = {}
    for section in interview(session.template) if names else ():
        whole = section_part(section)
        parts = [[whole]] if whole is not None else []  # a section may ask nothing
        parts += [list(reversed(_parts(question))) for question in section.questions]
        for candidates in parts:
            outermost = next((part for part in candidates if part.name in names), None)
            if outermost is not None:
                found[outermost.words.removeprefix("the ")] = None
    return list(found)
