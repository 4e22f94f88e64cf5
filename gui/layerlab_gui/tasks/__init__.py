"""What a person can have done: an action a class, run beside the window's thread."""
