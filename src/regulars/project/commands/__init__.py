"""One command of `regulars` per file; each names its `command`."""
