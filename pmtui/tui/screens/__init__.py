"""The screens: one per file, each with a style sheet of the same name."""
