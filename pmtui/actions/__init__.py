"""Action items: the entry line, sorting and filtering, which causes they address. Pure."""
