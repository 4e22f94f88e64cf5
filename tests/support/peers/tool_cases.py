"""Calls of tools whose results are compared with the real ones', a line each.

A line is split as the shell does it, `$'\\n'` and all; nothing is expanded.
"""

import shlex
from dataclasses import dataclass

PEERS = (
    *("cat", "tee", "touch", "mkdir", "rmdir", "rm", "cp", "mv", "ln", "readlink", "realpath"),
    *("ls", "find", "stat", "chmod", "chown", "chgrp", "dd", "truncate", "du", "basename"),
    *("dirname", "date", "id", "whoami", "env", "printenv", "sleep", "md5sum", "sha1sum"),
    *("sha256sum", "sha512sum", "tar", "cmp", "install", "mkfifo", "mktemp"),
    *("gzip", "sh"),
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
        if name == "du":
            return True
        if name == "find":
            return "-links" in options
        if name == "stat":
            return "%h" in self.line or "%" not in self.line
        return name == "ls" and (bool(set("lgon") & set(letters)) or "--full-time" in options)

    def __str__(self) -> str:
        return self.line


def _cases(lines: str, *, stdin: bytes = b"", any_order: bool = False) -> list[Case]:
    """A line each; what stands before ` ;; ` is run first."""
    found = []
    for line in filter(None, map(str.strip, lines.splitlines())):
        *before, last = line.split(" ;; ")
        words = tuple(tuple(Case(part).words) for part in before)
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
_STAT = """
stat -c '%a %A %b %B %f %F %g %G %h %n %N %o %s %u %U %y %Y' a
stat -c '%a %A %b %f %F %g %G %n %N %s %t %T %u %U %r %R' link b e special/fifo special/null
stat -c '%F' empty d big link
stat -c '%.3Y %.Y %5s|%-5s|%05s' a
stat -c '%Q%%' a
stat -c %s
stat -c %s nope a
stat -L -c '%n %s %F' link dirlink
stat -L -c %n dangling
stat -c %N 'sp ace' "it's" dangling
stat --printf '%n\\t%s\\n' a b
stat --printf '%n' a
stat --format=%a setid prog
stat -c '%#a %10n|%-10n|' setid
stat a
stat link
stat 'sp ace'
stat special/null
stat d/sub
stat e
stat
stat -q a
stat ''
stat a/b
"""
_CHMOD = """
chmod 600 a
chmod 600 a nope b
chmod -v 600 a b
chmod -c 644 a b
chmod 9 a
chmod u?x a
chmod
chmod 600
chmod u+x a
chmod a=rw,u+x a
chmod go-r a
chmod +x a
chmod -r a
chmod -rw a
chmod -x,+w prog
chmod = a
chmod u=g,o= prog
chmod g=u a
chmod o+w,g-r a
chmod u+s,g+s prog
chmod +t e
chmod -t e
chmod 0 e
chmod 755 e
chmod 00755 e
chmod 2755 d
chmod u-s setid
chmod 4711 a
chmod ug+rwX d a
chmod u+w-x+r prog
chmod a-x+X prog
chmod =r,u+w prog
chmod +w b
chmod 77777 a
chmod link
chmod 600 link
chmod 600 dangling
chmod 600 loop
chmod -R 700 d
chmod -Rv 700 d
chmod -R u=rwX,go= d
chmod -R a-w .
chmod -Rc go-r d
chmod -R 700 dirlink
chmod -f 600 nope
chmod --reference=b a
chmod --reference=nope a
chmod -- 600 a
chmod -v u=rwx prog
chmod 600 ''
chmod -z 600 a
chmod 2755 d ;; chmod 755 d
chmod 2755 d ;; chmod u=rwx,go=rx d
chmod 2755 d ;; chmod g-s d
chmod 2755 d ;; chmod a=rx d
chmod 2755 d ;; mkdir d/new
chmod 2755 d ;; touch d/new
chmod 2775 e ;; cp -r d e
"""
_CHOWN = """
chown ada a
chown ada:crew a
chown ada: a
chown :crew a
chown : a
chown 5 a
chown 5:6 a
chown 5: a
chown +5 a
chown nobody a
chown ada:nobody a
chown :nobody a
chown nobody: a
chown -v ada a b
chown -v ada:crew a b
chown -v ada: a
chown -v :crew a
chown -v :7 a
chown -v :root a
chown -v :0 a
chown -v root a
chown -v : a
chown -c ada a b
chown -v 7:8 a e
chown -R ada d
chown -Rv ada:crew d
chown -R ada dirlink
chown ada dirlink
chown ada link
chown -h ada link
chown -h ada dangling
chown ada dangling
chown ada loop
chown ada nope a
chown -f ada nope
chown ada setid
chown root setid
chown --reference=b a
chown --reference=nope a
chown
chown ada
chown '' a
chown -z ada a
chgrp crew a
chgrp 7 a
chgrp nobody a
chgrp -v crew a b
chgrp -Rv crew d
chgrp -R crew .
chgrp --reference=b a
chgrp
chgrp crew
chgrp -h crew link
"""
_FIND = """
find
find .
find d
find d e nope
find nope
find d -name x.txt
find . -name '*.txt'
find . -name '.*'
find . -name '[ab]*'
find . -iname 'X*'
find . -path './d/*'
find . -path '*sub*'
find . -wholename ./d/y.c
find . -ipath '*SUB*'
find . -lname 'd*'
find . -type f
find . -type d
find . -type l
find . -type f,l
find . -type p
find . -type c
find . -type q
find . -maxdepth 0
find . -maxdepth 1
find . -mindepth 2
find . -mindepth 1 -maxdepth 1 -type d
find . -maxdepth x
find . -size 0
find . -size +1
find . -size 1
find . -size -2k
find . -size +9k
find . -size 6c
find . -size +5c -type f
find . -size 1q
find . -mtime +10
find . -mtime -1
find . -mtime 0
find . -mmin -60
find . -mtime x
find . -newer d/sub
find . -newer nope
find . -newermt 2020-10-01
find . -newermt nonsense
find . -perm 644
find . -perm -u+x
find . -perm /u+s,o+t
find . -perm -4000
find . -perm 0600
find . -perm 9
find . -user ada
find . -user root -type d
find . -user nobody
find . -user 1000
find . -group crew
find . -group 5
find . -group nobody
find . -uid +0
find . -gid 0 -type l
find . -nouser
find . -nogroup
find . -links +1 -type f
find . -samefile hard1
find . -empty
find . -empty -type d
find . -true
find . -false
find d -print
find d -print -print
find d -name x.txt -print0
find d -name x.txt -print -o -name y.c
find d -name x.txt -o -name y.c
find d ( -name x.txt -o -name y.c )
find d ( -name x.txt -o -name y.c ) -print
find d -not -name x.txt
find d ! -name x.txt ! -name y.c
find d -type f -a -name '*.c'
find d -name x.txt , -name y.c
find d -prune
find d -name sub -prune -o -print
find . -path ./d -prune -o -type f -print
find d -depth
find d -depth -name sub -prune -o -print
find d -name '*.txt' -delete
find d -delete
find d -name sub -delete
find . -maxdepth 1 -name '*a*' -delete
find e -type d -delete
find d -name y.c -exec cat {} ;
find d -type f -exec cat {} +
find d -type f -name '*.c' -exec cp {} e ;
find d -type f -exec cp -t e {} +
find d -type f -exec cat {}
find d -exec cat ;
find d -type f -exec cat {} {} +
find d -name x.txt -exec cat nope ; -print
find d -name x.txt -exec cat nope {} + -print
find d -name x.txt ! -exec cat nope ; -print
find d -name y.c -exec touch {}.new {}-too ;
find d -exec chmod o-r {} +
find d -foo
find d -name
find d ( -name x
find d -name x )
find d ( )
find d !
find d -a
find d -o -name x
find d -name x -o
find d -name x -a -o -name y
find -name x d
find d -maxdepth
find d -printf '%p|%f|%h|%s|%m|%M|%u|%U|%g|%G|%d|%P|%H|%l|%y|%Y|%k|%b\\n'
find . -printf '%p %y %Y %l\\n'
find . -type f -printf '%t %T@ %TY-%Tm-%Td %TH:%TM:%TS %T+\\n'
find d -printf '%-10f|%10f|%05s%%\\t\\012'
find d/sub/ -printf '%f %h %P\\n'
find d/ -name sub
find d/
find dirlink
find dirlink/
find -H dirlink
find -L dirlink
find -L . -type l
find -L . -maxdepth 1 -type d
find -P dirlink -type l
find -H dirlink -type d
find dangling -type l
find -L dangling
find -L loop
find a
find a/b
find a/
find 'sp ace' "it's"
find . -name 'new*'
find . -readable -maxdepth 1
find . -executable -type f
find . -writable -name a
find . -xdev -name z
find . -quit
find . -name a -quit -print
find d -not
find d -type f ! ! -name x.txt
find d -d
find d -name sub -o -name z -print
find special
find special -empty
ln -s .. d/up ;; find -L d
touch -d 'now 3 days ago' d/new ;; find d -mtime 3
touch -d 'now 3 days ago' d/new ;; find d -mtime -4
touch -d 'now 90 seconds ago' d/new ;; find d -mmin 2
touch -d 'now 90 seconds ago' d/new ;; find d -mmin +1
touch -d 'now 90 seconds ago' d/new ;; find d -mmin -2
"""
_NAMES = """
basename /a/b/c
basename a/b.txt .txt
basename .txt .txt
basename a/b/
basename /
basename //
basename ''
basename -a a/b c/d
basename -s .c x/a.c b.c
basename --suffix=.c a.c
basename -z a
basename
basename a b c
basename -q a
dirname /a/b/c
dirname a
dirname a/
dirname a//b//
dirname /a
dirname /
dirname //a
dirname ''
dirname a/b c
dirname -z a/b
dirname
"""
_SUMS = """
sha256sum a
sha256sum a b nope d
sha256sum -b a
sha256sum 'sp ace' 'new\\nline'
sha256sum
sha256sum -
md5sum a
sha1sum a
sha512sum a
sha256sum -c sums
sha256sum --quiet a
sha256sum -c nope
sha256sum -c a
sha256sum -9
sha256sum -c -
sha256sum -c --quiet -
sha256sum -c --status -
sha256sum -c -w -
sha256sum -c --strict -
sha256sum -c --ignore-missing -
"""
_SUMS_INPUT = b"""\
b6a98d9ce9a2d9149288fa3df42d377c3e42737afdcdaf714e33c0a100b51060  a
b6a98d9ce9a2d9149288fa3df42d377c3e42737afdcdaf714e33c0a100b51060 *b
b6a98d9ce9a2d9149288fa3df42d377c3e42737afdcdaf714e33c0a100b51060  nope
SHA256 (a) = b6a98d9ce9a2d9149288fa3df42d377c3e42737afdcdaf714e33c0a100b51060
no sum
"""
_OTHERS = """
truncate -s 3 a
truncate -s 10 a
truncate -s 0 a b
truncate -s +3 a
truncate -s -3 a
truncate -s -30 a
truncate -s '<3' a
truncate -s '>30' a
truncate -s %4 a
truncate -s /4 a
truncate -s 1K new
truncate -s 1KB new
truncate -c -s 3 nope
truncate -s 3 nope/x
truncate -s 3 d
truncate -s x a
truncate -s %0 a
truncate -r big a
truncate -r big -s +1 a
truncate -r big -s 1 a
truncate -r nope a
truncate
truncate a
truncate -s 3
truncate --size=3 a
truncate -s 5 link
dd if=a of=new status=none
dd if=a of=b status=none
dd if=a of=b bs=2 seek=1 conv=notrunc status=none
dd if=a of=b bs=2 seek=1 status=none
dd if=a of=new bs=2 seek=3 status=none
dd if=big bs=16 skip=3 count=2 of=new status=none
dd if=a status=noxfer
dd if=a bs=4 status=noxfer
dd if=big ibs=7 obs=11 of=new status=noxfer
dd if=a ibs=3 conv=sync of=new status=noxfer
dd if=a conv=ucase status=none
dd if=a conv=swab status=none
dd if=a of=new conv=excl status=none
dd if=a of=b conv=excl status=none
dd if=a of=new conv=nocreat status=none
dd if=a of=b oflag=append conv=notrunc status=none
dd if=nope
dd if=d status=none
dd if=a of=d
dd if=a of=nope/x
dd if=a bs=x
dd if=a bs=0
dd if=a conv=nope
dd if=a status=q
dd foo
dd if=a bs=1K count=1x1 status=noxfer
dd if=a skip=1 bs=1k status=none
dd bs=4 count=2 iflag=fullblock status=none
dd count=0 if=a of=b status=none
id
id -u
id -un
id -g
id -gn
id -G
id -Gn
id ada
id -u ada
id -Gn ada
id nobody
id 1000
id -n
id -u -g
id -z
id -x
whoami
whoami x
env -i
env -i A=1 B=2
env -i A=1 printenv A
env A=1 printenv A
env -u HOME printenv HOME
env -i -u
env -i A=1 B=2 printenv
env -i -0 A=1
env -0 printenv
env - A=1
env -i A=1 printenv A nope
env -i A=1 printenv -0 A
sleep
sleep x
sleep 0
sleep 0.01 0s
sleep 1q
sleep -1
date -u -d @0
date -d @1234567890
date -d @1234567890 +%F
date -d @1234567890 '+%a %A %b %B %c %C %d %D %e %F %g %G %h %H %I %j %k %l %m %M %n'
date -d @1234567890.123 '+%N %3N %p %P %q %r %R %s %S %t %T %u %U %V %w %W %x %X %y %Y %z %Z %%'
date -d @1234567890 '+%-d %_d %-H %_H %^a %#Z %:z %::z %:::z %5d %-5d %010Y'
date -d '2009-02-13 23:31:30 +0100' -R
date -d 2009-02-13 -I
date -d 2009-02-13 -Iseconds
date -d 2009-02-13 -Ihours
date -d 2009-02-13 --rfc-3339=seconds
date -d 2009-02-13 --rfc-3339=ns
date -d 2009-02-13 -Inope
date -r a
date -r a +%s
date -r nope
date foo
date +%Y x
date -d nonsense
date -d '2009-02-13 1 month' +%F
date -d '2009-12-31 +1 day' +%F
date -d '2009-03-31 1 month ago' +%F
date -d '2009-02-13 10 days ago' +%F
date -d '2009-02-13T10:00Z' +%s
date -d 'Feb 13 2009' +%F
date -d '13 February 2009 10:11:12' '+%F %T'
date -d 20090213 +%F
date -d '2009-02-30' +%F
date -d '10:11 pm 2009-02-13' +%T
"""
_DU = """
du
du d
du -a d
du -s d
du -s d e a
du -c d e
du -h d
du -b d
du -ab d
du --apparent-size d
du -k d
du -m d
du -d 0 d
du -d 1
du --max-depth=1 d
du -S d
du -B 512 d
du -B K d
du -x d
du a nope
du -s .
du -sl .
du link
du -sh d
du -s -a d
du -d x d
du -q d
"""
_TAR = """
tar tf made.tar
tar tvf made.tar
tar tf made.tgz
tar tzf made.tgz
tar -tf made.tar m/file
tar tf made.tar m/file nope
tar --exclude 'f*' -tf made.tar
tar tf made.tar --exclude=long
tar xf made.tar
tar xvf made.tar
tar xzf made.tgz
tar -xf made.tgz -C e
tar -x -f made.tar -C nope
tar xf made.tar m/set
tar xf made.tar m
tar xf made.tar --strip-components=1
tar xf made.tar --strip-components 2 -C e
tar xOf made.tar m/file
tar xf made.tar --no-same-owner
tar xf nope.tar
tar tf a
tar xf empty
tar tf d
tar -Y
mkdir m ;; touch m/file ;; tar xf made.tar
mkdir m ;; touch m/file ;; tar xkf made.tar
mkdir -p m/file/x ;; tar xf made.tar
ln -s d m ;; tar xf made.tar
ln -s nope m ;; tar xf made.tar
tar cf new.tar a d
tar cvf new.tar a d
tar -cvf new.tar d/sub
tar czf new.tgz d
tar caf new.tar.gz d
tar cf new.tar nope a
tar cf new.tar
tar cf nope/new.tar a
tar cvf new.tar /t/a
tar cvf new.tar ../t/a
tar cvf new.tar -C d sub x.txt
tar cf d/new.tar a b hard1 hard2 link special e ;; rm -rf a b hard1 hard2 ;; tar xf d/new.tar a b e
tar cf new.tar hard1 hard2 link dangling setid ;; rm -r hard1 hard2 link setid ;; tar xf new.tar
tar cf new.tar d ;; rm -r d ;; tar xvf new.tar
tar cf new.tar -C d . ;; tar tf new.tar
tar cf new.tar -C d . ;; tar xf new.tar -C e
tar czf new.tgz --exclude z d ;; tar tf new.tgz
tar chf new.tar link dirlink ;; tar tvf new.tar
tar cf new.tar --exclude '*.tar' . ;; tar tf new.tar
tar cf new.tar 'new\\nline' 'sp ace' ;; tar tf new.tar
tar cf new.tar d ;; tar xf new.tar -C e d/x.txt
"""
_MAKING = """
mkfifo new
mkfifo new a new2
mkfifo -m 9 new
mkfifo nope/x
mkfifo
cmp a a
cmp a b
cmp -s a b
cmp a nope
cmp -s a nope
cmp a empty
cmp empty a
cmp hard1 hard2
cmp a
cmp - a
cmp d a
install a new
install a b
install -m 600 a new
install -m u=rw a new
install -m 9 a new
install a d
install a b d
install a b nope
install -t d a b
install -t nope a
install -T a new
install -d p/q
install -d -m 700 p/q
install -dv p/q
install -d d
install -d a
install -D a p/q/new
install -Dv a p/q/new
install -D -t p/q a
install -o ada -g crew a new
install -o nobody a new
install -g nobody a new
install -o 5 a new
install -p a new
install -v a new
install -v a b
install d new
install nope new
install
install a
install setid new
install link new
install a link
mktemp -p nope
mktemp XX
mktemp nope/XXXX
mktemp a b
mktemp -q nope/XXXX
mktemp -d nope/XXXX
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
    *_cases(_STAT),
    *_cases(_FIND, any_order=True),
    *_cases(_NAMES),
    *_cases(_SUMS, stdin=_SUMS_INPUT),
    *_cases(_OTHERS, stdin=b"from\nthe input"),
    *_cases(_MAKING, stdin=b"alpha\n"),
    *_cases(_DU, any_order=True),
    *_cases(_TAR, any_order=True),
    *_cases(_CHMOD, any_order=True),
    *_cases(_CHOWN, any_order=True),
]
