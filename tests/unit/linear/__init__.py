"""The input of the tests of linear time: pmtui's parsers, and the runs of characters that they get."""
