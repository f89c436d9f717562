"""The figures, one file for each group: its DEFINITIONS name them, with how they are counted and who says so."""
