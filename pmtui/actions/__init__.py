"""Action items: due dates in words, the entry line, sorting and filtering, which causes they address. Pure."""
