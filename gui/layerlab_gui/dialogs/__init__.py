"""Questions of the window. A dialog only asks: what is done with its answer is a task's."""
