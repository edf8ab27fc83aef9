"""What was said against what was printed."""
