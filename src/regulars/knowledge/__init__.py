"""Know what the facts mean: pure table expressions, rebuilt at will."""
