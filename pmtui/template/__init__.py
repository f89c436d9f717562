"""The Markdown template: one file, parsed to one tree, from which the interview asks and the document is printed."""
