"""Scripts made up at random, that end and need nothing but what the shell has itself, and `cat`."""

from hypothesis import strategies as st

# fmt: off
NAMES = st.sampled_from(["a", "b", "c", "IFS_", "HOME"])
_TEXTS = st.sampled_from(
    ["a", "b", "x y", "a:b::c", "1", "-2", "*", "a*", "[ab]", "?", "/", "~", "~/x", ".", "'", '"']
)
_PATTERNS = st.sampled_from(
    ["a", "*", "a*", "*a", "?", "[ab]*", "[!a]", "*:*", "'*'", '"a"*', "\\*", "[[:digit:]]",
     "[a", ""]
)
_SINGLE = st.text('ab *?[]$`\\"~:=#1 \t', max_size=6).map(lambda text: f"'{text}'")
_PLAIN = st.sampled_from(
    ["a", "b1", "*", "a*", "?", "[ab]", "f", "~", "a:b", "x=1", "-n", "--", "\\*", "\\$a",
     "a\\ b", "a#"]
)
# fmt: on
_SPECIAL = st.sampled_from(["$#", "$?", "$*", "$@", '"$*"', '"$@"', "$1", '"$2"', "${#}", "$0"])


def _quoted(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pieces = st.lists(st.one_of(st.sampled_from(["a", " ", "*", "\\$", "\\\\", "'", "~"]), inner))
    return pieces.map(lambda found: '"' + "".join(found) + '"')


def _parameter(word: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    defaults = st.tuples(NAMES, st.sampled_from(["-", ":-", "=", ":=", "+", ":+"]), word)
    trims = st.tuples(NAMES, st.sampled_from(["#", "##", "%", "%%"]), _PATTERNS)
    return st.one_of(
        NAMES.map(lambda name: f"${name}"),
        NAMES.map(lambda name: f"${{#{name}}}"),
        st.one_of(defaults, trims).map(lambda found: "${" + "".join(found) + "}"),
    )


def _arithmetic() -> st.SearchStrategy[str]:
    atoms = st.sampled_from(["0", "1", "2", "7", "010", "0x1f", "n", "m"])
    operators = st.sampled_from(
        [
            "+",
            "-",
            "*",
            "/",
            "%",
            "<",
            "<=",
            ">",
            ">=",
            "==",
            "!=",
            "&",
            "|",
            "^",
            "<<",
            ">>",
            "&&",
            "||",
        ]
    )
    assignments = st.sampled_from(["n=", "n+=", "m-=", "m*=", "n<<=", "n|="])

    def extend(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.tuples(inner, operators, inner).map(" ".join),
            st.tuples(inner, inner, inner).map(lambda e: f"({e[0]} ? {e[1]} : {e[2]})"),
            st.tuples(st.sampled_from("-!~+"), inner).map(lambda e: f"{e[0]} {e[1]}"),
            st.tuples(assignments, inner).map(lambda e: f"({e[0]}{e[1]})"),
            inner.map(lambda e: f"({e})"),
        )

    return st.recursive(atoms, extend, max_leaves=6).map(lambda e: f"$(({e}))")


def _words() -> st.SearchStrategy[str]:
    variables = NAMES.map(lambda name: f"${name}")
    leaves = st.one_of(_PLAIN, _SINGLE, _SPECIAL, variables, _arithmetic())

    def extend(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            _parameter(inner),
            _quoted(st.one_of(_parameter(_PLAIN), _arithmetic())),
            st.lists(inner, min_size=1, max_size=3).map("".join),
            inner.map(lambda word: f"$(echo {word})"),
            inner.map(lambda word: f'"$(echo {word})"'),
        )

    return st.recursive(leaves, extend, max_leaves=5)


WORDS = _words()
_LINES = st.lists(WORDS, max_size=3).map(lambda words: "echo " + " ".join(f"{w}" for w in words))
_FIELDS = st.lists(WORDS, max_size=3).map(lambda words: "show " + " ".join(words))
_ASSIGNED = st.tuples(NAMES, WORDS).map("=".join)
_COMMANDS = (
    "true|false|:|set -- a 'b c' ''|set --|shift|unset a|return 3|exit 4|break|continue|set -f|"
    "set +f|IFS=:|unset IFS|IFS=|set -u|set -e|f|f 1 2|local a=1|cat f|echo a >f|echo b >>f|cat <g|"
    "n=5|m=3|trap 'echo trapped $?' EXIT|cd d|pwd|eval echo $a|command echo $b|umask 077"
)
_OTHERS = st.one_of(
    _TEXTS.map(lambda text: f"read a b <<'E'\n{text}\nE"),
    st.tuples(_TEXTS, _TEXTS).map(lambda e: f"read -r a b <<'E'\n{e[0]} {e[1]}\nE"),
    st.sampled_from(_COMMANDS.split("|")),
)
SIMPLE = st.one_of(_LINES, _FIELDS, _ASSIGNED, _OTHERS)


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Each is a line of its own, or several: a here-document needs the end of its line."""
    body = st.lists(inner, min_size=1, max_size=3).map("\n".join)
    case = st.tuples(WORDS, _PATTERNS.filter(bool), body, _PATTERNS.filter(bool), body)
    return st.one_of(
        st.tuples(body, body, body).map(lambda e: f"if {e[0]}\nthen {e[1]}\nelse {e[2]}\nfi"),
        st.tuples(NAMES, WORDS, WORDS, body).map(
            lambda e: f"for {e[0]} in {e[1]} {e[2]}\ndo {e[3]}\ndone"
        ),
        case.map(lambda e: f"case {e[0]} in\n{e[1]}) {e[2]}\n;;\n{e[3]}) {e[4]}\n;;\nesac"),
        body.map(lambda e: f"(\n{e}\n)"),
        body.map(lambda e: f"{{\n{e}\n}}"),
        body.map(lambda e: f"{{\n{e}\n}} | cat"),
        body.map(lambda e: f"{{\n{e}\n}} >f"),
        body.map(lambda e: f"! {{\n{e}\n}}"),
        st.tuples(body, body).map(lambda e: f"{{\n{e[0]}\n}} && {{\n{e[1]}\n}}"),
        st.tuples(body, body).map(lambda e: f"{{\n{e[0]}\n}} || {{\n{e[1]}\n}}"),
        body.map(lambda e: f"f() {{\n{e}\n}}"),
        st.lists(WORDS, max_size=2).map(lambda e: f"cat <<E\n{' '.join(e)}\nE"),
    )


_SHOW = """show() { for i; do echo "<$i>"; done; }
f() { echo "f $#"; }
"""
SCRIPTS = st.lists(st.recursive(SIMPLE, _compound, max_leaves=8), min_size=1, max_size=5).map(
    lambda lines: _SHOW + "\n".join([*lines, 'echo "$?" "$a" "$b"', ""])
)
