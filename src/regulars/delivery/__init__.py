"""Send it: words, outbox, carriers."""
