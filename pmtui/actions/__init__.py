"""Action items: due dates as text, the entry line, sorting and filtering, which causes they address. Pure."""
