"""Calls of the text tools whose results are compared with the real ones'; see `tool_cases`."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

PEERS = (
    *("head", "tail", "wc", "sort", "uniq", "cut", "tr", "grep", "sed", "seq", "xargs"),
    *("echo", "false", "cat"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """A line as it is typed into a shell that expands nothing, and its input."""

    line: str
    stdin: bytes = b""

    @property
    def words(self) -> list[str]:
        return shlex.split(self.line)

    def __str__(self) -> str:
        return self.line


TEXT = b"""the quick brown fox
jumps over the lazy dog

The End
apple:red:3
banana:yellow:12
apple:green:3
cherry:red:007
  indented line\twith tab
foo.bar[baz] (qux) {1,2} a+b=c? ^x$ \\end
word_one word-two word3
aaa
aaa
AAA
bbb
"""

NUMBERS = b"10\n9\n2\n-1\n1.5\n007\n1e3\n\nabc\n3K\n2M\n1G\n500\n-2K\n0.25\n"
TABLE = b"b 2 x\na  10 y\nc 1 x\na 2 z\nB 3 x\n  d 1 y\na 10 a\n"

_HEAD = """
head
head -n 3
head -n -3
head -n 0
head -5
head -2 a
head -c 10
head -c -10
head -c 1K
head a d/x.txt
head -q a d/x.txt
head -v a
head -n 1 a nope d/x.txt
head d
head -n x
head --lines=2
tail
tail -n 3
tail -n +3
tail -n 0
tail -n +0
tail -3
tail -c 10
tail -c +10
tail a d/x.txt
tail -v a
tail -n 1 nope a
tail -q -n 1 a b
tail d
"""
_WC = """
wc
wc -l
wc -w
wc -c
wc -m
wc -L
wc -lw
wc a
wc a big
wc -l a big d/x.txt
wc nope a
wc d
wc empty
wc - a
wc -c big
wc -L b
"""
_SORT = """
sort
sort -r
sort -u
sort -f
sort -fu
sort -b
sort -d
sort -n
sort -nr
sort -h
sort -k 2
sort -k 2,2
sort -k 2n
sort -k 2,2n -k 1,1
sort -k 1,1 -k 2,2nr
sort -t : -k 2
sort -t : -k 3n -k 1,1r
sort -t : -k 1.2,1.3
sort -k 1.2b
sort -s -k 1,1
sort -u -k 1,1
sort -c
sort -C
sort -cn
sort -o out
sort -o a a
sort a nope
sort a d/x.txt b
sort -k 0
sort -k x
sort -t ab
sort -z
uniq
uniq -c
uniq -d
uniq -u
uniq -i
uniq -D
uniq -f 1
uniq -s 1
uniq -w 1
uniq -ci
uniq -c a
uniq a out
uniq nope
uniq -f x
"""
_CUT = """
cut -d : -f 1
cut -d : -f 2-
cut -d : -f -2
cut -d : -f 1,3
cut -d : -f 3,1
cut -d : -f 2 -s
cut -f 2
cut -c 1-3
cut -b 2-4,6
cut -c -2,5-
cut -d : -f 2 --complement
cut -c 2 --complement
cut -d : -f 1,3 --output-delimiter=XX
cut -c 1,3 --output-delimiter=_
cut -d ' ' -f 2
cut -f 0
cut -f 3-1
cut -f x
cut -c
cut
cut -f 1 -c 1
cut -d ab -f 1
cut -d : -c 1
cut -d : -f 1 nope a
tr a-z A-Z
tr '[:lower:]' '[:upper:]'
tr -d aeiou
tr -d '\\n'
tr -s a
tr -s '[:space:]'
tr -s a-z A-Z
tr -c '[:alnum:]' _
tr -cd '[:alnum:]'
tr -cs A-Za-z '\\n'
tr -ds a b
tr abc x
tr abc xy
tr -t abc x
tr '[a*3]' x
tr abc '[x*]'
tr a-c '[x*2]y'
tr ':' '\\\\t'
tr '\\n' ' '
tr a '\\\\101'
tr '[=a=]' b
tr 'a\\-z' 'b_c'
tr
tr a
tr -d a b
tr a b c
tr z-a x
tr '[:nope:]' x
"""
_GREP = """
grep the
grep -i the
grep -v a
grep -n a
grep -c a
grep -o a
grep -on 'a*'
grep -w word
grep -w aaa
grep -x aaa
grep -F .bar
grep -F '[baz]'
grep -E 'apple|cherry'
grep 'apple\\|cherry'
grep -E '^[a-z]+:'
grep -E '(a|b){3}'
grep 'a\\{3\\}'
grep '^$'
grep -n '^'
grep -E '[0-9]{2,}'
grep '[[:upper:]]'
grep '[^a-z :]'
grep -E 'o.*o'
grep '\\.'
grep '(qux)'
grep -E '\\(qux\\)'
grep '{1,2}'
grep 'a+b'
grep -E 'a\\+b'
grep 'c?'
grep '^^x'
grep 'x$ '
grep '\\^x\\$'
grep '\\\\end'
grep '*'
grep -E 'x*'
grep '\\<word'
grep 'word\\>'
grep '\\bdog\\b'
grep '\\w\\+_'
grep '\\s'
grep -E '\\d'
grep '[]]'
grep '[^]a-z]'
grep '[a\\]'
grep -e fox -e dog
grep -m 1 a
grep -A 1 fox
grep -B 1 End
grep -C 1 apple
grep -A1 -n red
grep -l alpha a b d/x.txt
grep -L alpha a b d/x.txt
grep alpha a b
grep -h alpha a b
grep -H alpha a
grep -r x d
grep -rn x d
grep -rl x .
grep -r x
grep -q the
grep -q nope
grep nope
grep x nope
grep -s x nope a
grep x d
grep -c a a b
grep -c x a d/x.txt
grep A big
grep -a A empty
grep -f a a
grep -f nope a
grep
grep '['
grep '\\('
grep -E '('
grep -E ')'
grep -E 'a{2,1}'
grep '[[:nope:]]'
grep -i APPLE:RED
grep ''
grep -v ''
grep -o '[a-z]*:[a-z]*'
grep -ow 'word[0-9]*'
grep -E 'a|ab|abc'
grep -oE 'qu|quick'
"""
_SED = """
sed p
sed -n p
sed -n 2p
sed -n '2,3p'
sed -n '$p'
sed -n '2,$p'
sed -n '/apple/p'
sed -n '/apple/,/cherry/p'
sed -n '/apple/!p'
sed -n '2!p'
sed -n '1~2p'
sed -n '2,+1p'
sed -n '2,~4p'
sed -n '0,/the/p'
sed -n '0,/nope/p'
sed -n '/End/,2p'
sed d
sed 1d
sed '/^$/d'
sed '$d'
sed '2,4d'
sed s/a/X/
sed s/a/X/g
sed s/a/X/2
sed s/a/X/2g
sed -n s/a/X/p
sed s/THE/X/I
sed 's/\\(a\\)\\(p\\)/\\2\\1/'
sed -E 's/(a)(p)/\\2\\1/'
sed -E 's/[a-z]+/<&>/g'
sed 's/[a-z]*/<&>/g'
sed 's/x*/-/g'
sed 's/b*/X/2'
sed 's/apple/a\\&b/'
sed 's,/,|,g'
sed 's|a|/|g'
sed 's/:/\\n/g'
sed 's/a/\\t/'
sed 's/\\./\\\\./g'
sed 's/^/> /'
sed 's/$/ </'
sed -E 's/^(.)(.*)$/\\2\\1/'
sed 's/.*/\\U&/'
sed -E 's/\\b(.)/\\u\\1/g'
sed -E 's/(a)|b/[\\1]/g'
sed 's/a/1/;s/b/2/'
sed -e s/a/1/ -e s/b/2/
sed '/apple/{s/apple/APPLE/;s/red/RED/}'
sed -n '/apple/{p;p}'
sed '1a\\\\nadded'
sed '1a added'
sed '1i first'
sed '2c changed'
sed '2,3c changed'
sed '/aaa/c x'
sed '$a last'
sed '1aone\\ntwo'
sed y/abc/xyz/
sed 'y/a:/b\\n/'
sed =
sed -n '$='
sed q
sed 3q
sed '3q5'
sed '2Q'
sed n
sed 'n;d'
sed N
sed 'N;s/\\n/+/'
sed '$!N;P;D'
sed ':a;N;$!ba;s/\\n/,/g'
sed -n 'H;${x;s/\\n/,/g;p}'
sed '1!G;h;$!d'
sed G
sed x
sed -n 'h;G;p'
sed 's/a/b/;ta;s/^/no /;:a'
sed 's/a/b/;Ta;s/^/yes /;:a'
sed -n l
sed -n 'l 20'
sed '1r a'
sed '$r d/x.txt'
sed '1r nope'
sed '1R d/x.txt'
sed 'w out'
sed -n '/apple/w out'
sed 's/a/b/w out'
sed -i s/alpha/beta/ a
sed -i.bak s/alpha/beta/ a
sed -i 1q b
sed -i s/x/y/ a d/x.txt
sed -i s/a/b/ hard1
sed -s -n '$p' a d/x.txt
sed -n '$p' a d/x.txt
sed -n F a
sed p a nope d/x.txt
sed p d
sed -i p d
sed -z 's/\\n/,/g'
sed '/x/s//Y/g'
sed 's/a/b/' a b
sed '# comment'
sed -n '#n\\np'
sed '}'
sed '{p'
sed k
sed 's/a/b'
sed 's/a/b/k'
sed 's/\\(a/b/'
sed 's/a/\\1/'
sed 'p p'
sed '1,p'
sed '3,1p'
sed -n '0p'
sed 'y/ab/c/'
sed 'b nope'
sed ':'
sed a
sed 'r'
sed
sed -n '/a/I p'
sed '\\,a,d'
sed 's/[/]/_/g'
sed 's/a\\|b/X/g'
sed -E 's/a|ab/X/g'
sed 's/a\\+/X/'
sed 's/a\\?p/X/'
sed -n '/^[^:]*$/p'
sed -n '2{p;q}'
sed -e '1{' -e p -e '}'
sed 's/\\s*$//'
sed 's/[[:space:]]\\+/ /g'
"""
_SEQ = """
seq 5
seq 2 5
seq 1 2 10
seq 5 -1 1
seq 5 1
seq -w 8 11
seq -w -5 5
seq -s , 5
seq -s '' 3
seq 0.1 0.1 0.5
seq 1 0.5 3
seq 1.0 3
seq -f %03g 3
seq -f 'n%.2f!' 1 3
seq 1 0 3
seq x
seq
seq 1 2 3 4
seq -1
seq 1e1
"""
_XARGS = """
xargs
xargs echo x
xargs -n 2
xargs -n 2 echo
xargs -I {} echo '[{}]'
xargs -I X echo X X
xargs -L 1 echo
xargs -L 2 echo
xargs -0 echo
xargs -d : echo
xargs -d '\\n' -n 1 echo
xargs -t echo
xargs -n 1 false
xargs -a a echo
xargs -a nope echo
xargs -n 0
xargs -r echo
"""


def cases(lines: str, *, stdin: bytes = b"", only: Sequence[str] = ()) -> list[Case]:
    """A line each, as it is typed; with `only` just those."""
    found = filter(None, map(str.strip, lines.splitlines()))
    return [Case(line, stdin) for line in found if not only or line in only]


CASES: list[Case] = [
    *cases(_HEAD, stdin=TEXT),
    *cases(_WC, stdin=TEXT),
    *cases(_SORT, stdin=TABLE),
    *cases(_SORT, stdin=NUMBERS, only=("sort -n", "sort -nr", "sort -h", "sort -u", "sort -cn")),
    *cases(_SORT, stdin=TEXT, only=("sort", "sort -f", "sort -d", "sort -b", "uniq", "uniq -c")),
    *cases(_CUT, stdin=TEXT),
    *cases(_GREP, stdin=TEXT),
    *cases(_SED, stdin=TEXT),
    *cases(_SED, stdin=b"no newline at the end", only=("sed p", "sed G", "sed n", "sed '$a last'")),
    *cases(_SEQ),
    *cases(_XARGS, stdin=b"a b  'c d'\n\"e f\" g\\ h\n\n i \n"),
    *cases(_XARGS, stdin=b"", only=("xargs", "xargs -r echo", "xargs -n 1 false")),
    *cases(_XARGS, stdin=b"it's\n", only=("xargs", "xargs -0 echo")),
]
