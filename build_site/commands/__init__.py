"""What each command does, as functions that return text; only ``cli`` prints and exits."""
