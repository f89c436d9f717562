"""Asks why in lines: each answer becomes the next question."""

from dataclasses import dataclass, replace

from pmtui.causes import tree_edits
from pmtui.causes.gates import expression
from pmtui.causes.questions import capitalized, first_sentence
from pmtui.causes.tree import Tree
from pmtui.model.catalog import Question
from pmtui.model.edit import apply, as_one
from pmtui.model.scales import WhyTrack
from pmtui.plain_ui.console import Command, Console
from pmtui.plain_ui.questions import announce
from pmtui.plain_ui.tables import OF_ROWS, edit_row, row_meant
from pmtui.session import cause_messages
from pmtui.session.entry_lines import columns_of, question_for_causes
from pmtui.session.session import Session


def whys(console: Console, session: Session, question: Question) -> Command | None:
    """Ask why on all three tracks; return the command that was typed instead, or None to continue."""
    announce(console, session, question)
    console.say(
        "Type the cause; the next question asks about it. Press Enter to go back up or, at the top, to continue."
    )
    console.say(
        'To add another cause to a question, start it with "and" (all were needed) or "or" (any one was enough).'
    )
    console.say("Type :edit 2 to edit cause 2 and its role, or :remove 2 to remove it.")
    for strand in WhyTrack:
        left = _strand(console, session, question, strand)
        if left is not None:
            return left
    return None


def _strand(console: Console, session: Session, question: Question, strand: WhyTrack) -> Command | None:
    tree = Tree(session.postmortem)
    _show(console, tree, strand)
    joined: _Joined | None = None
    at = question_for_causes(tree, strand)
    while True:
        tree = Tree(session.postmortem)
        at = at if at in tree.nodes else ""
        console.say(tree.question(at, strand))
        said = cause_messages.helping(tree, strand, at, "", "")
        if said:
            console.tell(said)
        typed = console.ask()
        if isinstance(typed, Command) and typed.name == "up" or (isinstance(typed, str) and not typed.strip() and at):
            at = tree.asked(tree.parent(at)) if at else ""
        elif isinstance(typed, Command) and typed.name == "other":
            if joined is None or joined.revision != session.revision or session.undo() is None:
                console.say("You haven't just added a cause with 'and' or 'or' that can be read another way.")
            else:
                joined = _join(console, session, joined)
                at = joined.node_id
        elif isinstance(typed, Command):
            left = _command(console, session, question, strand, typed)
            if left is not None:
                return left
        elif not typed.strip():
            return None
        elif session.is_read_only:
            session.refuse()
        else:
            joined = _take(console, session, tree, strand, at, typed)
            at = joined.node_id


@dataclass(frozen=True)
class _Joined:
    """An answer that was added, and its possible interpretations, the next one to try first."""

    node_id: str
    at: str
    strand: WhyTrack
    text: str
    ways: list[tree_edits.Joining]
    revision: int


def _show(console: Console, tree: Tree, strand: WhyTrack) -> None:
    console.say(f"\n{strand.label}")
    for number, (depth, node) in enumerate(tree.walk(strand), 1):
        role = f" ({node.role.label})" if node.role else ""
        words = f"group: {expression(tree, node.id, strand)}" if tree.is_group(node.id) else first_sentence(node.text)
        console.say(f"{number}. level {depth + 1}: {words}{role}")
    for node_id in ("", *(node.id for _, node in tree.walk(strand) if not tree.is_group(node.id))):
        if tree.junction(node_id, strand) is not None:
            console.say(f"Combined: {expression(tree, node_id, strand)}")


def _take(console: Console, session: Session, tree: Tree, strand: WhyTrack, at: str, typed: str) -> _Joined:
    said, text = cause_messages.joint(typed) if tree.answers(at, strand) else (None, typed.strip())
    ways = tree_edits.ways(tree, at, strand, said)
    return _join(console, session, _Joined("", at, strand, capitalized(text), ways, 0))


def _join(console: Console, session: Session, answer: _Joined) -> _Joined:
    """Add an answer in its first interpretation, and print how it was understood."""
    tree = Tree(session.postmortem)
    ids = session.make_id(), session.make_id()
    made = [tree_edits.joined(tree, ids, answer.at, answer.strand, answer.text, way) for way in answer.ways]
    other = Tree(apply(session.postmortem, as_one(made[1]))) if len(made) > 1 else None
    session.apply(as_one(made[0]), f"causes.tree.{ids[0]}")
    words = cause_messages.understood(Tree(session.postmortem), answer.at, answer.strand, other, "Type :other for")
    if words:
        console.say(" ".join(words))
    return replace(answer, node_id=ids[0], ways=[*answer.ways[1:], answer.ways[0]], revision=session.revision)


def _command(
    console: Console, session: Session, question: Question, strand: WhyTrack, typed: Command
) -> Command | None:
    if typed.name not in OF_ROWS:
        return typed
    tree = Tree(session.postmortem)
    nodes = [node for _, node in tree.walk(strand)]
    index = row_meant(console, session, typed, len(nodes), "cause")
    if index is None:
        return None
    node = nodes[index]
    if typed.name == "edit":
        columns = {column.name: column for column in columns_of(question)}
        names = cause_messages.OF_GROUPS if tree.is_group(node.id) else cause_messages.FIELDS
        return edit_row(console, session, question, node.id, [columns[name] for name in names])
    session.apply(as_one(tree_edits.removing(tree, node.id)), f"causes.tree.{node.id}")
    console.say("Removed, with everything under it. Type :undo to restore it.")
    words = cause_messages.rejoined(tree, Tree(session.postmortem), strand)
    if words:
        console.say(words)
    _show(console, Tree(session.postmortem), strand)
    return None
