"""Time left, from the pace so far."""


def seconds_left(done_bytes: int, total_bytes: int, seconds: float) -> float | None:
    """None before there is a pace, or where the total is not known."""
    if total_bytes <= 0 or done_bytes <= 0 or seconds < 0.5:
        return None
    return max(0.0, (total_bytes - done_bytes) * seconds / done_bytes)
