"""The stage's picture: where slabs lie, as values; and one renderer of it for all devices."""
