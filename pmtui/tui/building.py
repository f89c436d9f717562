"""What a question of the interview is built with, and what the organisation reminds of at it."""

from textual.screen import Screen

from pmtui.figures.catalog import figure_at
from pmtui.model.scales import Strand
from pmtui.tui.keeping import Keeping
from pmtui.tui.saver import Saver
from pmtui.tui.session import Session
from pmtui.tui.spec import Spec


def open_builder(screen: Screen[None], session: Session, saver: Saver, keeping: Keeping, spec: Spec | None) -> None:
    """Open the causes builder at a cause, else the impact calculator, at the figure that is asked for."""
    if spec is not None and spec.path.startswith("causes."):
        open_causes(screen, session, saver, keeping, spec.path)
        return
    from pmtui.tui.screens.figures import FiguresScreen

    figure = figure_at(spec.path) if spec is not None else None
    screen.app.push_screen(FiguresScreen(session, saver, keeping, figure.name if figure is not None else ""))


def open_causes(screen: Screen[None], session: Session, saver: Saver, keeping: Keeping, path: str = "") -> None:
    """Open the causes builder, at the one of its three questions that a question of the interview is about."""
    from pmtui.tui.screens.causes import STRANDS, CausesScreen

    screen.app.push_screen(CausesScreen(session, saver, keeping, STRANDS.get(path, Strand.HAPPENED)))


def reminder(session: Session, spec: Spec) -> str:
    """Return what the organisation asks for at a question: by severity, a deadline; at the causes, no blame."""
    settings = session.template.settings
    if spec.path.startswith("causes."):
        ask = "" if session.postmortem.causes.tree else "Ctrl+G asks why by why, and fills this in."
        return f"{settings.reminder} {ask}".strip()
    if spec.path != "incident.severity" or not settings.mandatory:
        return ""
    labels = " and ".join(settings.label(severity) for severity in settings.mandatory)
    days = settings.deadline_business_days
    within = f", within {days} business days of the resolution" if days else ""
    return f"A postmortem is mandatory for {labels}{within}."
