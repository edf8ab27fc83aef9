"""The stages of the line: pure functions, no I/O, no clock, no import of a sibling."""
