"""`sed`: a script for each line of files, or of the input."""

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import open_input
from layerlab.runners.tools.lines import lines_of
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.sed_machine import TROUBLE, WRONG_SCRIPT, Machine, Quit
from layerlab.runners.tools.sed_script import Parser, ScriptError
from layerlab.runners.tools.usage import Arguments, Option, Program, Usage

SED = Usage(
    "sed",
    "[OPTION]... {SCRIPT | -e SCRIPT | -f FILE}... [FILE]...",
    "Edit the lines of files, or of the input, by a script.",
    (
        Option("-n, --quiet, --silent", "print only what the script says"),
        Option("-e, --expression=SCRIPT", "a piece of the script"),
        Option("-f, --file=FILE", "a piece of the script, from a file"),
        Option("-E, -r, --regexp-extended", "patterns are extended regular expressions"),
        Option("-i, --in-place[=SUFFIX]", "change the files themselves; keep the old with SUFFIX"),
        Option("-s, --separate", "each file is a text of its own"),
        Option("-z, --null-data", "lines end with a zero byte"),
    ),
    notes=("The command e, and the flag e of s, run programs and are not known.",),
)


_USAGE = b"Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n"


def sed(call: Call, arguments: Arguments) -> int:
    words = list(arguments.operands)
    script = _script(call, arguments, words)
    if isinstance(script, int):
        return script
    try:
        commands = Parser(script, arguments.has("E")).parse()
    except ScriptError as error:
        if error.place < 0:  # of the script as a whole
            return call.complain(str(error), TROUBLE)
        return call.complain(f"-e expression #1, char {error.place}: {error}", WRONG_SCRIPT)
    machine = Machine(call, arguments, commands)
    try:
        return machine.run(words)
    except Quit as quitting:
        return quitting.status
    finally:
        machine.close()


def _script(call: Call, arguments: Arguments, words: list[str]) -> str | int:
    pieces: list[str] = []
    for key, value in arguments.given:
        if key == "e":
            pieces.append(value)
        elif key == "f":
            try:
                with open_input(call, value) as stream:
                    text = b"".join(lines_of(call, stream)).decode("utf-8", "surrogateescape")
            except PROBLEMS as error:
                return call.complain(f"couldn't open file {value}: {reason(error)}", WRONG_SCRIPT)
            pieces.append(text.removesuffix("\n"))
    if not pieces:
        if not words:
            call.stderr.write(_USAGE)
            return WRONG_SCRIPT
        pieces.append(words.pop(0))
    return "\n".join(pieces)


PROGRAMS = (Program(SED, sed),)
