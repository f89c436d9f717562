"""pmtui: write an incident postmortem in the terminal, section by section."""

__version__ = "0.1.0"
