"""The tree of causes: its structure, its edits, and the fields of the document derived from it."""
