"""What a question of the interview is built with, and what the organization reminds of at it."""

from textual.screen import Screen

from pmtui.causes.tree import Tree
from pmtui.figures.catalog import figure_at
from pmtui.keys import KeyMap
from pmtui.model.catalog import Question, model_questions
from pmtui.model.scales import WhyTrack
from pmtui.session.file_status import FileStatus
from pmtui.session.session import Session
from pmtui.template.interview import Section as Section
from pmtui.tui.autosave import Saver


def open_builder(
    screen: Screen[None], session: Session, saver: Saver, keeping: FileStatus, question: Question | None
) -> None:
    """Open the tool for a question: the causes builder, all action items, or the impact calculator at its figure."""
    if question is not None and question.path.startswith("causes."):
        open_causes(screen, session, saver, keeping, question.path)
        return
    if question is not None and question.path.split(".")[0] == "actions":
        from pmtui.tui.screens.actions import ActionsScreen

        screen.app.push_screen(ActionsScreen(session, saver, keeping))
        return
    from pmtui.tui.screens.figures import FiguresScreen

    figure = figure_at(question.path) if question is not None else None
    screen.app.push_screen(FiguresScreen(session, saver, keeping, figure.name if figure is not None else ""))


def tool_name(question: Question | None) -> str:
    """Return what the tool for a question is called in the footer; the impact calculator is for all the others."""
    return {"causes": "Causes", "actions": "Actions"}.get(
        question.path.split(".")[0] if question is not None else "", "Impact"
    )


def open_causes(
    screen: Screen[None], session: Session, saver: Saver, keeping: FileStatus, path: str = "", node_id: str = ""
) -> None:
    """Open the causes builder, with a cause selected, otherwise on the question's track."""
    from pmtui.tui.screens.causes import STRANDS, CausesScreen

    tree = Tree(session.postmortem)
    strand = tree.strand(node_id) if node_id in tree.nodes else STRANDS.get(path, WhyTrack.HAPPENED)
    screen.app.push_screen(CausesScreen(session, saver, keeping, strand, node_id))


def outside(sections: tuple[Section, ...], path: str) -> Question | None:
    """Return the field of an answer that no section asks for and a builder does; None if a section asks for it."""
    if any(question.concerns(path) for section in sections for question in section.questions):
        return None
    question = model_questions().get(path)
    if question is not None and path.startswith("impact."):
        return question
    return model_questions()["actions"] if path.split(".")[0] == "actions" else None


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
    within = f", within {days} business days of the resolution" if days else ""
    return f"A postmortem is required for {labels}{within}."
