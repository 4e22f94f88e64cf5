"""The command that opens the window."""

import argparse

from layerlab.commands.grammar.parser import Commands, Parser, add_command


def add_commands(commands: "Commands[Parser]") -> None:
    gui = add_command(commands, "gui", "window:gui", "Open the window")
    gui.add_argument("--screenshot", metavar="FILE", help="draw into a PNG and exit")
    gui.add_argument("--size", type=_size, metavar="WxH", help="of the window, in pixels")
    gui.add_argument("--lang", choices=["en", "ko"])
    gui.add_argument("--scale", type=_scale, metavar="N", help="size of everything, 0.5 to 4")
    gui.add_argument("archives", nargs="*", metavar="ARCHIVE")


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and 200 <= int(width) <= 16000):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form 1280x800")
    return int(width), int(height)


def _scale(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.5 <= value <= 4:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0.5 to 4")
    return value
