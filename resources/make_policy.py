"""Makes docs/policy.md, the table of what is done where the specification is silent.

python resources/make_policy.py            write it
python resources/make_policy.py --check    compare what is committed with what would be made
"""

import sys
from pathlib import Path

from keeping import keep
from layerlab.rules import POLICIES, SENTENCES, TOOLS, Policy, SpecSentence
from layerlab.rules.specification import VERSION

TARGET = Path(__file__).parents[1] / "docs" / "policy.md"

HEAD = f"""\
# Where the specification is silent

Made from `engine/layerlab/rules` by `resources/make_policy.py`; change it there.

Where the OCI image specification (v{VERSION}) decides, it decides: its sentences are
[below](#where-the-specification-decides). Where it is silent, or tools do not follow it, this
table says what Layerlab does and why, and what others do. `why` and the path trail name the row or
the sentence that decided.

Rows marked *run* are held by tests: `tests/spec/test_policy.py` gives each row's layers to
Layerlab, `tests/peers/test_policy.py` to each tool, in the versions that head the columns. Rows
marked *read* were measured once, or read in the tools' source. "refuses" is of the whole image.
"""

DECIDED = """\
## Where the specification decides

Each sentence has a test in `tests/spec` that bears it.
"""


def document() -> str:
    columns = ["", "Layerlab", "why", *TOOLS.values(), "known"]
    rows = [_row(columns), _row(["---"] * len(columns)), *map(_policy, POLICIES)]
    return "\n".join([HEAD, *rows, "", DECIDED, *map(_sentence, SENTENCES)]) + "\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _policy(row: Policy) -> str:
    anchor = f'<a id="{row.id}"></a>{row.question}'
    tools = [getattr(row.tools, name) for name in TOOLS]
    return _row([anchor, f"**{row.layerlab}**", row.because, *tools, row.evidence.value])


def _sentence(one: SpecSentence) -> str:
    return f"- {one.text} ({one.document}, {one.section})"


if __name__ == "__main__":
    sys.exit(keep(TARGET, document(), __doc__))
