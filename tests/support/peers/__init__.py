"""Real tools: running them, what they make, and comparing it."""
