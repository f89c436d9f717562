"""Asks why in lines: each answer is asked about in turn."""

from pmtui.causes import changes
from pmtui.causes.questions import first_sentence
from pmtui.causes.tree import Tree
from pmtui.line_by_line.console import Command, Console
from pmtui.line_by_line.questions import announce
from pmtui.line_by_line.tables import OF_ROWS, columns_of, edit_row, row_meant
from pmtui.model.edit import as_one
from pmtui.model.scales import Strand
from pmtui.sitting import cause_words
from pmtui.sitting.session import Session
from pmtui.sitting.spec import Spec
from pmtui.template.asking import Question


def whys(console: Console, session: Session, spec: Spec) -> Command | None:
    """Ask why, of all three questions; return the command that was typed instead, or None where the author goes on."""
    assert spec.question is not None
    announce(console, session, spec)
    console.say("Type what made it so; the next question is about that. Enter alone goes back up, at the top on.")
    console.say(":edit 2 and :remove 2 are for cause 2; its role is among what is asked there.")
    for strand in Strand:
        left = _strand(console, session, spec.question, strand)
        if left is not None:
            return left
    return None


def _strand(console: Console, session: Session, question: Question, strand: Strand) -> Command | None:
    tree = Tree(session.postmortem)
    _show(console, tree, strand)
    deepest = max(tree.walk(strand), key=lambda found: found[0], default=None)
    at = deepest[1].id if deepest is not None and not tree.roots() else ""
    while True:
        tree = Tree(session.postmortem)
        at = at if at in tree.nodes else ""
        console.say(tree.question(at, strand))
        said = cause_words.helping(tree, strand, at, "", "")
        if said:
            console.say(said)
        typed = console.ask()
        if isinstance(typed, Command) and typed.name == "up" or (isinstance(typed, str) and not typed.strip() and at):
            at = tree.parent(at) if at else ""
        elif isinstance(typed, Command):
            left = _command(console, session, question, strand, typed)
            if left is not None:
                return left
        elif not typed.strip():
            return None
        elif session.is_read_only:
            session.refuse()
        else:
            at = _take(session, tree, strand, at, typed)


def _show(console: Console, tree: Tree, strand: Strand) -> None:
    console.say(f"\n{strand.label}")
    for number, (depth, node) in enumerate(tree.walk(strand), 1):
        role = f" ({node.role.label})" if node.role else ""
        console.say(f"{number}. level {depth + 1}: {first_sentence(node.text)}{role}")


def _take(session: Session, tree: Tree, strand: Strand, at: str, typed: str) -> str:
    junction, text = cause_words.joint(typed) if tree.answers(at, strand) else (None, typed.strip())
    node_id = session.make_id()
    edits = changes.adding(tree, node_id, at, strand, text[:1].upper() + text[1:])
    if junction is not None:
        edits.append(changes.saying_joint(at, strand, junction))
    session.apply(as_one(edits), f"causes.tree.{node_id}")
    return node_id


def _command(console: Console, session: Session, question: Question, strand: Strand, typed: Command) -> Command | None:
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
        return edit_row(console, session, question, node.id, [columns[name] for name in cause_words.FIELDS])
    session.apply(as_one(changes.removing(tree, node.id)), f"causes.tree.{node.id}")
    console.say("Removed, with all below it. :undo brings it back.")
    _show(console, Tree(session.postmortem), strand)
    return None
