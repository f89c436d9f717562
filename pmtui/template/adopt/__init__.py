"""Turns an organization's Markdown template, or a finished postmortem of theirs, into a template of pmtui."""

from pmtui.template.adopt.adopted import Adoption, adopt
from pmtui.template.adopt.model import Context, Place, Proposal

__all__ = ["Adoption", "Context", "Place", "Proposal", "adopt"]
