"""A simulated shop whose customers have minds of their own."""
