"""Small controls that several views share."""

ZOOMS_ITSELF = "zooms"
"""The property of a widget in which Ctrl and the wheel zoom something of its own."""
