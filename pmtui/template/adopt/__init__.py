"""Turns an organization's Markdown template, or a finished postmortem of theirs, into a template of pmtui."""
