"""The figures, one module per group, each with the definitions of its figures and their sources."""
