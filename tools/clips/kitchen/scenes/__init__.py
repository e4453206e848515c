"""One file per filmed area."""
