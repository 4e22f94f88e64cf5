"""What the views show, as Qt models over the engine's values."""
