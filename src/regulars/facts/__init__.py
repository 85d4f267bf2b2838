"""What happened. Append-only; everything after this stage can be thrown away and rebuilt."""
