"""What a question of the interview is built with, and what the organization reminds of at it."""

from textual.screen import Screen
from textual.widget import Widget

from pmtui.causes.tree import Tree
from pmtui.keys import KeyMap
from pmtui.model.catalog import Question
from pmtui.model.scales import WhyTrack
from pmtui.session.file_status import FileStatus
from pmtui.session.session import Session
from pmtui.text import plural
from pmtui.tui.autosave import Saver
from pmtui.tui.editors.field_box import FieldBox


def open_builder(
    screen: Screen[None], session: Session, saver: Saver, file_status: FileStatus, question: Question | None
) -> None:
    """Open the tool for a question: the causes builder, all action items, or the impact calculator at its figure."""
    path = question.path if question is not None else ""
    if path.startswith("causes."):
        open_causes(screen, session, saver, file_status, path)
    elif path.split(".")[0] == "actions":
        _open_actions(screen, session, saver, file_status)
    else:
        _open_figures(screen, session, saver, file_status, path)


def open_place(screen: Screen[None], session: Session, saver: Saver, file_status: FileStatus, path: str) -> None:
    """Open the tool that edits a place, such as `actions.a1.owner`; do nothing if none does."""
    kind = path.split(".")[0]
    if path.startswith("causes.tree."):
        open_causes(screen, session, saver, file_status, node_id=path.split(".")[2])
    elif kind == "actions":
        _open_actions(screen, session, saver, file_status, path)
    elif kind in ("impact", "figures"):
        _open_figures(screen, session, saver, file_status, path)


def _open_actions(
    screen: Screen[None], session: Session, saver: Saver, file_status: FileStatus, begin_at: str = ""
) -> None:
    from pmtui.tui.screens.actions import ActionsScreen

    screen.app.push_screen(ActionsScreen(session, saver, file_status, begin_at))


def _open_figures(screen: Screen[None], session: Session, saver: Saver, file_status: FileStatus, begin_at: str) -> None:
    from pmtui.tui.screens.figures import FiguresScreen

    screen.app.push_screen(FiguresScreen(session, saver, file_status, begin_at))


def tool_name(focused: Widget | None) -> str:
    """Return what the tool for the question in focus is called in the footer; for all others it's the calculator."""
    nodes = focused.ancestors_with_self if focused is not None else []
    path = next((node.question.path for node in nodes if isinstance(node, FieldBox)), "")
    return {"causes": "Causes", "actions": "Actions"}.get(path.split(".")[0], "Impact")


def open_causes(
    screen: Screen[None], session: Session, saver: Saver, file_status: FileStatus, path: str = "", node_id: str = ""
) -> None:
    """Open the causes builder, with a cause selected, otherwise on the question's track."""
    from pmtui.tui.screens.causes import STRANDS, CausesScreen

    tree = Tree(session.postmortem)
    strand = tree.strand(node_id) if node_id in tree.nodes else STRANDS.get(path, WhyTrack.HAPPENED)
    screen.app.push_screen(CausesScreen(session, saver, file_status, strand, node_id))


def reminder(session: Session, question: Question, keys: KeyMap) -> str:
    """Return the organization's reminder for a question: for severity, the deadline; for causes, no blame."""
    settings = session.template.settings
    if question.path.startswith("causes."):
        how = f"Press {keys.name('build')} to work through the whys; that fills this in."
        ask = "" if session.postmortem.causes.tree else how
        return f"{settings.reminder} {ask}".strip()
    if question.path != "incident.severity" or not settings.mandatory:
        return ""
    labels = " and ".join(settings.label(severity) for severity in settings.mandatory)
    days = settings.deadline_business_days
    within = f", within {plural(days, 'business day')} of the resolution" if days else ""
    return f"A postmortem is required for {labels}{within}."
