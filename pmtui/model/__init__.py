"""The model of a postmortem: its fields and questions, and the edits that change it."""
