"""The Markdown template: one file, parsed to one tree, which defines the interview and the document."""
