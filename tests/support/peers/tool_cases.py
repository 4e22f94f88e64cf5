"""Calls of tools whose results are compared with the real ones', a line each.

A line is split as the shell does it, `$'\\n'` and all; nothing is expanded.
"""

import shlex
from dataclasses import dataclass

PEERS = (
    *("cat", "tee", "touch", "mkdir", "rmdir", "rm", "cp", "mv", "ln", "readlink", "realpath"),
    *("ls",),
)


@dataclass(frozen=True, slots=True)
class Case:
    """`before` are calls of the same tools that change the tree first."""

    line: str
    stdin: bytes = b""
    any_order: bool = False
    before: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> list[str]:
        return shlex.split(self.line.replace("\\n", "\n"))

    @property
    def tells_link_count(self) -> bool:
        """Of files; of an image's the number of their names is not known."""
        name, *options = self.words
        letters = "".join(word for word in options if word[:1] == "-" and word[:2] != "--")
        return name == "ls" and (bool(set("lgon") & set(letters)) or "--full-time" in options)

    def __str__(self) -> str:
        return self.line


def _cases(lines: str, *, stdin: bytes = b"", any_order: bool = False) -> list[Case]:
    """A line each; what stands before ` ;; ` is run first."""
    found = []
    for line in filter(None, map(str.strip, lines.splitlines())):
        *before, last = line.split(" ;; ")
        words = tuple(tuple(shlex.split(part)) for part in before)
        found.append(Case(last, stdin, any_order, words))
    return found


_CAT = """
cat a
cat a b big
cat -n a b
cat -b b
cat -s b
cat -E b
cat -T b
cat -v b
cat -A b big
cat -e b
cat -t b
cat -ns b a
cat -bn b
cat nope a
cat d
cat
cat - a -
cat a/b
cat dirlink/x.txt
cat loop
cat dangling
cat absolute
cat 'sp ace' "it's"
cat -q
cat --number a
cat --nope
cat --number=3 a
"""
_TEE = """
tee new
tee new a
tee -a a
tee d
tee nope/x
tee link
tee dangling
tee
"""
_TOUCH = """
touch new
touch a
touch -c new
touch nope/x
touch d
touch
touch -d 2001-02-03 a
touch -d '2001-02-03 04:05:06' a new
touch -d '2001-02-03T04:05:06.789Z' a
touch -d '2001-02-03 04:05:06 +0130' a
touch -d @1234567890 a
touch -d @1234567890.25 a
touch -d '3 Feb 2001 10:11' a
touch -d 'Feb 3 2001' a
touch -d 'Sat, 3 Feb 2001 04:05:06 +0000' a
touch -d '2001-01-31 1 month' a
touch -d '2001-03-01 -1 day' a
touch -d '2001-03-01 2 weeks ago' a
touch -d '2001-03-01 12:00 UTC 3 hours ago' a
touch -d 20010203 a
touch -d nonsense a
touch -t 200102030405 a
touch -t 0102030405.06 a
touch -t 7001010000 a
touch -t 99 a
touch -r b a
touch -r b -d '1 day' a
touch -r nope a
touch -m -r b a
touch -h -r b link
touch -r b link
touch -h -r link a
touch dangling
touch -h dangling
touch -h new
touch -r b d
touch new/
touch loop
touch -z a
touch -t
touch a/b
"""
_MKDIR = """
mkdir n
mkdir n m
mkdir d
mkdir a
mkdir n/m
mkdir -p n/m/o
mkdir -p d/sub/new
mkdir -p d
mkdir -p a
mkdir -p a/b
mkdir -pv n/m/o
mkdir -v n
mkdir -m 700 n
mkdir -m u=rwx,go= n
mkdir -m 2755 n
mkdir -m a=r n
mkdir -m g+w n
mkdir -pm 711 n/m
mkdir -m 9 n
mkdir -m u?x n
mkdir
mkdir -m
mkdir n/
mkdir dirlink/n
mkdir dangling
mkdir -p dangling
mkdir -p dirlink/n
mkdir -p dirlink
mkdir -p /t/n/m
mkdir a/b
mkdir e/n
mkdir ''
mkdir --parents n/m
mkdir --par n/m
mkdir --nope n
mkdir -p n/../m
mkdir d/../n
rmdir e
rmdir d
rmdir a
rmdir nope
rmdir -v e
rmdir d/sub/deep
rmdir -p d/sub/deep
mkdir -p n/m/o ;; rmdir -p n/m/o
mkdir -p n/m/o ;; rmdir -pv n/m/o
rmdir --ignore-fail-on-non-empty d
rmdir --ignore-fail-on-non-empty nope
rmdir dirlink
rmdir e/
rmdir a/
rmdir
rmdir a/b
"""
_RM = """
rm a
rm a b
rm nope
rm -f nope
rm -f nope a
rm
rm -f
rm d
rm -r d
rm -rf d nope a
rm -d e
rm -d d
rm e
rm -r .
rm -r ..
rm -rf d/.
rm -rf /
rm link
rm dirlink
rm -r dirlink
rm -r dirlink/
rm dirlink/
rm dangling
rm -v a b
rm -rv e
rm a/
rm a/b
rm -f a/b
rm -r 'sp ace' "it's"
rm -v 'new\\nline'
rm hard1
rm -q a
rm special/fifo
rm -r special
rm ''
rm loop
rm d/sub/../x.txt
"""
_RM_ASKING = """
rm -i a b
rm -ri e
rm -ri d/sub
rm -fi a
rm -if a
rm -i nope
rm -i empty link
"""
_CP = """
cp a new
cp a b
cp a d
cp a d/
cp a b d
cp a nope/x
cp a nope/
cp a b nope
cp a b empty
cp nope x
cp nope a d
cp a a
cp a link
cp link a
cp hard1 hard2
cp
cp a
cp d new
cp -r d new
cp -r d e
cp -r d/ e
cp -r d/. e
cp -r e e
cp -r e e/new
cp -r d a
cp -R e/. dirlink
cp -r dirlink new
cp -r dirlink/ new
cp -rL dirlink new
cp -rH dirlink new
cp -rP dirlink new
cp -a dirlink new
cp dirlink new
cp -P link new
cp -d link new
cp -L link new
cp link new
cp -a link new
cp -P link b
cp -r link b
cp dangling new
cp -P dangling new
cp a dangling
cp -f a dangling
cp --remove-destination a dangling
cp --remove-destination a link
cp -p a new
cp -p b new
cp -p setid new
cp setid new
cp prog new
cp -p a b
cp b a
cp -a d new
cp -a d e
cp -rp d new
cp -a hard1 hard2 d
cp -d hard1 hard2 d
cp -r hard1 hard2 d
cp --preserve=timestamps a new
cp --preserve=mode setid new
cp --preserve=links hard1 hard2 e
cp --preserve=nope a new
cp -p --no-preserve=timestamps a new
cp -n a b
cp -n a new
cp -u a b
cp -u b a
cp -v a new
cp -v a d
cp -rv d/sub new
cp -rv d/sub e
cp -v link new
cp -t d a b
cp -t nope a
cp -t a b
cp -t
cp -T a d
cp -T d a
cp -rT d e
cp -rT d new
cp -T a b c
cp -t d -T a
cp -l a new
cp -l a b
cp -lf a b
cp -s a new
cp -s /t/a d
cp -s a d
cp -rl d new
cp --parents d/sub/z e
cp --parents d/sub/z new
cp -r --parents d/sub e
cp --parents -v d/sub/z e
cp /t/a /t/new
cp a d/sub/../new
cp a b/
cp a/ new
cp d/x.txt d/y.c b e
cp a d/x.txt ;; cp a d/a d
cp a d ;; cp a d/a e
cp e/nope x
cp -z a b
cp loop new
cp -r loop new
cp 'sp ace' "it's" d
cp -v 'sp ace' "it's" d
cp -r d/sub/.. new
cp -r special/fifo e/
cp -a special/fifo new
cp -rv special/fifo a
cp -Pv link b
cp -v --remove-destination a b
mkdir e/d ;; touch e/d/x.txt ;; cp -r d e
mkdir -p e/d/x.txt ;; cp -r d e
touch e/d ;; cp -r d e
mkdir -p e/a ;; cp a e
cp -r a d e
cp a a e
cp a d/../a e
"""
_CP_ASKING = """
cp -i a b
cp -i a b d
cp -ri d/x.txt a
cp -in a b
cp -ni a b
"""
_MV = """
mv a new
mv a b
mv a d
mv a d/
mv a b d
mv d new
mv d e
mv d a
mv a e/nope/x
mv a nope/
mv a b nope
mv d nope/
mv nope x
mv a a
mv d d
mv d d/new
mv d d/sub/new
mv d dirlink
mv link new
mv dirlink new
mv dirlink/ new
mv dangling new
mv a link
mv a dangling
mv hard1 hard2
mv -v a new
mv -v a b d
mv -v d e
mv -n a b
mv -n a new
mv -u a b
mv -u b a
mv -f a b
mv -t d a b
mv -t nope a
mv -t a b
mv -T a d
mv -T d e
mv -T e d
mv -T d a
mv -T a b c
mv
mv a
mv -q a b
mkdir e/d ;; mv d e
mkdir -p e/d/x ;; mv d e
touch e/d ;; mv d e
mkdir e/a ;; mv a e
mkdir e/a ;; mv -v a b e
mv a d/x.txt e
mv a a e
touch d/a ;; mv a d/a e
mv a/ new
mv a/b new
mv special/fifo e
mv special/null e
mv setid new
mv 'sp ace' "it's" e
"""
_MV_ASKING = """
mv -i a b
mv -if a b
mv -fi a b
mv -ni a b
"""
_LN = """
ln a new
ln a b
ln -f a b
ln -f a a
ln -f a link
ln a d
ln a b d
ln a b nope
ln a b nope/
ln nope x
ln d x
ln a nope/x
ln link new
ln -L link new
ln -P link new
ln dangling new
ln
ln d/x.txt
ln a
ln -s a new
ln -s nope new
ln -s a b
ln -s a nope/x
ln -sf a b
ln -sf a d
ln -sfn d dirlink
ln -sf e dirlink
ln -sn e dirlink
ln -sfT a d
ln -sT e dirlink
ln -sfT e dirlink
ln -s d/x.txt
ln -sv a new
ln -v a new
ln -sfv a b
ln -s -t d a b
ln -t d a
ln -t nope a
ln -sr d/x.txt e/new
ln -sr a d/sub/new
ln -sr d new
ln -r a new
ln -s a new/
ln -s a b/
ln -T a b c
ln -s '' new
ln -s a ''
ln -z a new
ln -s 'sp ace' new
ln -s a b e
ln d/x.txt a e
touch d/a ;; ln a d/a e
touch d/a ;; ln -f a d/a e
ln -sf dangling dangling
"""
_LN_ASKING = """
ln -i a b
ln -si a b
ln -fi a b
"""
_READLINK = """
readlink link
readlink dirlink dangling
readlink a
readlink nope
readlink -v a nope
readlink -n link
readlink -n link dirlink
readlink -z link
readlink
readlink -f link
readlink -f dirlink/x.txt
readlink -f d/../a
readlink -f dirlink/../a
readlink -f dangling
readlink -f nope/x
readlink -f nope
readlink -f a/b
readlink -f a/
readlink -f nope/
readlink -e nope
readlink -e dangling
readlink -e absolute
readlink -e a/
readlink -m nope/x/../y
readlink -m a/b
readlink -f loop
readlink -vf loop
readlink -f .
readlink -f /
readlink -f ''
readlink dirlink/
realpath a
realpath link dirlink/x.txt
realpath nope
realpath nope/x
realpath -e nope
realpath -m nope/x/y
realpath -s link
realpath --relative-to=d a
realpath --relative-to=d/sub d/x.txt
realpath --relative-to=. d/sub
realpath -z a
realpath -q nope/x
realpath
"""
_LS = """
ls
ls -a
ls -A
ls -1
ls -l
ls -la d/sub
ls -lA d
ls -d
ls -d d
ls -ld d e .
ls -l a
ls -l a nope d
ls nope
ls nope a
ls d
ls d e
ls a d
ls -R
ls -R d
ls -lR d
ls -aR d
ls -lh
ls -lh big
ls -ln
ls -lg
ls -lo
ls -lG
ls -go
ls -F
ls -lF
ls -p
ls -lp
ls -t
ls -tr
ls -lt
ls -S
ls -Sr
ls -lSr
ls -X
ls -r
ls -s
ls -sh
ls -ls
ls -U d/sub
ls --sort=size
ls --sort=time d
ls --sort=nope
ls -m
ls -C
ls -x
ls -C -w 40
ls -C -w 20 d
ls -x -w 50
ls -CF -w 60
ls -m -w 30
ls -Q
ls -q
ls -lQ
ls -N
ls -C -Q
ls --full-time
ls -l --time-style=long-iso
ls -l --time-style=full-iso d
ls -l --time-style=iso d
ls -l --time-style=+%Y d
ls -l --time-style=nope d
ls --group-directories-first
ls -l --group-directories-first -r
ls -L
ls -lL d
ls -lL link dirlink
ls -lH dirlink
ls dirlink
ls -l dirlink
ls -ld dirlink
ls -F dirlink
ls -l dirlink/
ls link
ls -l link
ls dangling
ls -l dangling
ls -L dangling
ls -L link
ls -l special
ls -lh special
ls -F special
ls -l e
ls -l empty big
ls a/
ls a/b
ls loop
ls -lL loop
ls .dot
ls -d .*
ls -d */
ls ''
ls -w x
ls --color=never
ls --color=auto d
ls --nope
ls -Y
ls --directory d
ls /t/d /t/e
ls d/..
ls dirlink/..
ls dirlink/../a
touch -d 'yesterday 12:00' new ;; ls -l new
touch -d 'yesterday 12:00' new ;; ls -lt --full-time
touch -d 'yesterday 12:00' new ;; ls -l --time-style=iso a new
ls -ls1
ls -C1
ls -l1
ls -1l
ls -lC
ls -aC
ls -k -s
"""

CASES: list[Case] = [
    *_cases(_CAT, stdin=b"from\nthe input"),
    *_cases(_TEE, stdin=b"from\nthe input"),
    *_cases(_TOUCH),
    *_cases(_MKDIR),
    *_cases(_RM, any_order=True),
    *_cases(_RM_ASKING, stdin=b"y\nn\ny\ny\n"),
    *_cases(_CP, any_order=True),
    *_cases(_CP_ASKING, stdin=b"n\ny\n"),
    *_cases(_MV),
    *_cases(_MV_ASKING, stdin=b"n\n"),
    *_cases(_LN),
    *_cases(_LN_ASKING, stdin=b"y\n"),
    *_cases(_READLINK),
    *_cases(_LS),
]
