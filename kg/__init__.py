"""Knowledge graphs of who stands with whom in a conflict, and on whose word."""
