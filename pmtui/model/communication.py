"""Communication, internal and external."""

from pmtui.model.answer import Answer, ask_answer
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.text import Line, Prose


class Communication(Record):
    """Channels, notices, and the messages that were sent."""

    channel: Line = ask(
        "Where did the responders talk?",
        "The channel's name, or a link to its log.",
        example="#inc-2026-041",
        kind=Kind.LINK,
        label="Incident channel",
    )
    stakeholders: tuple[Line, ...] = ask(
        "Which internal stakeholders were told?",
        "Names or teams, separated by commas.",
        example="Support, Sales, the CTO",
        kind=Kind.PEOPLE,
        default=(),
        label="Stakeholders",
    )
    status_page: Answer = ask_answer(
        "Was the status page updated?",
        "When, and where can people find it?",
        example="Yes: 14:52, 15:20 and 15:45",
        label="Status page",
    )
    customer_email: Answer = ask_answer(
        "Were customers emailed?",
        "When, and which customers?",
        example="Yes: 16:30, to the affected accounts",
        label="Customer email",
    )
    social_media: Answer = ask_answer(
        "Was anything posted on social media?", "When, and where?", example="No", label="Social media"
    )
    public_postmortem: Answer = ask_answer(
        "Is there a public postmortem?",
        "If so, where? If not, why not?",
        example="No: customers of one region only",
        label="Public postmortem",
    )
    status_page_text: Prose = ask(
        "What did the status page say?",
        "The text as published.",
        example="We are investigating errors at checkout. Orders already placed are safe.",
        kind=Kind.PROSE,
        label="Status page text",
    )
    customer_email_text: Prose = ask(
        "What did the email to customers say?",
        "The text as sent.",
        example="On Saturday afternoon you may have seen an error when you paid …",
        kind=Kind.PROSE,
        label="Customer email text",
    )
