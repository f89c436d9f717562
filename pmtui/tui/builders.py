"""What a question of the interview is built with, and what the organization reminds of at it."""

from textual.screen import Screen

from pmtui.causes.tree import Tree
from pmtui.figures.catalog import figure_at
from pmtui.model.catalog import leaves
from pmtui.model.scales import WhyTrack
from pmtui.session.field_spec import FieldSpec, is_at
from pmtui.session.file_status import FileStatus
from pmtui.session.session import Session
from pmtui.template.interview import Section as Section
from pmtui.tui.autosave import Saver


def open_builder(
    screen: Screen[None], session: Session, saver: Saver, keeping: FileStatus, spec: FieldSpec | None
) -> None:
    """Open the tool for a question: the causes builder, all action items, or the impact calculator at its figure."""
    if spec is not None and spec.path.startswith("causes."):
        open_causes(screen, session, saver, keeping, spec.path)
        return
    if spec is not None and spec.path.split(".")[0] == "actions":
        from pmtui.tui.screens.actions import ActionsScreen

        screen.app.push_screen(ActionsScreen(session, saver, keeping))
        return
    from pmtui.tui.screens.figures import FiguresScreen

    figure = figure_at(spec.path) if spec is not None else None
    screen.app.push_screen(FiguresScreen(session, saver, keeping, figure.name if figure is not None else ""))


def tool_name(spec: FieldSpec | None) -> str:
    """Return what the tool for a question is called in the footer; the impact calculator is for all the others."""
    return {"causes": "Causes", "actions": "Actions"}.get(spec.path.split(".")[0] if spec is not None else "", "Impact")


def open_causes(
    screen: Screen[None], session: Session, saver: Saver, keeping: FileStatus, path: str = "", node_id: str = ""
) -> None:
    """Open the causes builder, with a cause selected, otherwise on the question's track."""
    from pmtui.tui.screens.causes import STRANDS, CausesScreen

    tree = Tree(session.postmortem)
    strand = tree.strand(node_id) if node_id in tree.nodes else STRANDS.get(path, WhyTrack.HAPPENED)
    screen.app.push_screen(CausesScreen(session, saver, keeping, strand, node_id))


def outside(sections: tuple[Section, ...], path: str) -> FieldSpec | None:
    """Return the field of an answer that no section asks for and a builder does; None if a section asks for it."""
    if any(is_at(path, FieldSpec.of_question(question)) for section in sections for question in section.questions):
        return None
    leaf = leaves().get(path)
    if leaf is not None and path.startswith("impact."):
        return FieldSpec.of_leaf(leaf)
    return FieldSpec.of_leaf(leaves()["actions"]) if path.split(".")[0] == "actions" else None


def reminder(session: Session, spec: FieldSpec) -> str:
    """Return the organization's reminder for a question: for severity, the deadline; for causes, no blame."""
    settings = session.template.settings
    if spec.path.startswith("causes."):
        ask = "" if session.postmortem.causes.tree else "Press Ctrl+G to work through the whys; that fills this in."
        return f"{settings.reminder} {ask}".strip()
    if spec.path != "incident.severity" or not settings.mandatory:
        return ""
    labels = " and ".join(settings.label(severity) for severity in settings.mandatory)
    days = settings.deadline_business_days
    within = f", within {days} business days of the resolution" if days else ""
    return f"A postmortem is required for {labels}{within}."
