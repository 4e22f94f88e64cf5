"""What the scripts beside this one have in common: a text that is made and committed."""

import argparse
import sys
from pathlib import Path


def keep(target: Path, text: str, description: str | None) -> int:
    """Writes the text, or with --check compares it with what is there. The exit status."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        target.write_text(text, "utf-8", newline="\n")
        return 0
    is_same = target.read_text("utf-8") == text
    if not is_same:
        print(f"{target.name} is not what {Path(sys.argv[0]).name} makes", file=sys.stderr)
    return 0 if is_same else 1
