"""The calculator's inputs and the config files: filling in saved inputs, and saving them."""

from pmtui import config
from pmtui.advice import Advice
from pmtui.errors import PmtuiError
from pmtui.model.catalog import model_questions
from pmtui.model.edit import Batch
from pmtui.session.defaults import filling
from pmtui.session.saved_settings import remember, rememberable, replaced_by
from pmtui.session.session import Session
from pmtui.text import plural


def fill(session: Session) -> Advice:
    """Fill the blank inputs with what the config files know; return what to tell the author."""
    services = session.postmortem.impact.services
    try:
        known = config.load()
        edits = filling(session.postmortem, known, services)
    except PmtuiError as error:
        return Advice(str(error))
    if edits:
        session.apply(Batch(edits=tuple(edits)), edits[0].path)
        return Advice(f"Filled in {plural(len(edits), 'input')}.", "undo", ("undo",))
    if known.answers(services):
        return Advice("Nothing to fill in: every saved input has an answer here.")
    return Advice("No saved inputs yet.", "save these for the next incident", ("figures.remember",))


def keep(session: Session, asked: str) -> tuple[Advice, str]:
    """Keep the inputs for the next incident: for the service, if there is one, otherwise for your organization.

    Args:
        session: the session.
        asked: what the author was told would be replaced, and has seen.

    Returns:
        What to tell the author, and what would be replaced; the latter is empty when it's done.
    """
    if session.within is not None:
        return Advice("Inputs can't be saved in the browser: they'd go into the server's config file."), ""
    services = [name for name in session.postmortem.impact.services if name.strip()]
    service = services[0] if len(services) == 1 else ""
    answers = rememberable(session.postmortem)
    try:
        replaced = replaced_by(answers, service)
        if replaced and asked != replaced:
            return Advice(f"Already saved: {replaced}", "replace it", ("figures.remember",), "again"), replaced
        path = remember(answers, service)
    except PmtuiError as error:
        return Advice(str(error)), ""
    whose = f"for {service}" if service else "for your organization"
    labels = ", ".join(model_questions()[place].label for place in answers)
    return Advice(f"Saved {whose} in {path}: {labels}."), ""
