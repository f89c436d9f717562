"""Findings about a postmortem: completeness, timeline, figures, causes, actions, language, sharing. Pure, offline."""
