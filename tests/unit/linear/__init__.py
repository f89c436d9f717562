"""What the tests of linear time run on: the parsers of the house, and the runs of characters that they are given."""
