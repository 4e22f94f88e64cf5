#### set -e (XCU 2.15 set)
set -e; true; false; echo no
#### set -e where a status is tested
set -e; if false; then :; fi; false || true; ! true; false && true; echo yes; (false); echo no
#### set -e in functions
set -e; f() { false; echo in; }; f || true; f; echo no
#### set -e and substitutions
set -e; echo $(false; echo a); false | true; echo yes; x=$(false); echo no
#### set -e and pipelines
set -e; { false; echo no; } | cat; echo yes; true | false; echo no
#### set -e and loops
set -e; while false; do :; done; for i in 1; do false || :; done; until true; do :; done; case a in a) false;; esac; echo no
#### set -e in eval and dot
set -e; eval false || echo a; echo 'false; echo in' >f; . ./f || echo b; eval false; echo no
#### set -u
set -u; x=1; echo $x ${y-d} ${y+z} $#; echo $y; echo no
#### set -u in arithmetic
set -u; echo $((nosuch+1)); echo no
#### set -x
set -x; x=1; echo a "b c" >/dev/null; y=2 echo c; for i in 1 2; do : $i; done; (echo sub) ; case a in a) true;; esac
#### set -x with PS4
PS4='> '; set -x; echo a; x=$(echo b); set +x; echo c
#### set -f
set -f; echo *; set +f; set -- -x; echo $1; set a b; echo $# $1
#### set -n
set -n; echo no
#### set -a
set -a; x=1; sh -c 'echo $x'
#### set -o by name
set -o errexit; echo $-; set +o errexit; echo "[$-]"; set -o nosuch; echo no
#### pattern of set
b=2; a=1; set | { while read x; do case $x in a=*|b=*) echo "$x";; esac; done; }; c="it's"; set | { while read x; do case $x in c=*) echo "$x";; esac; done; }
#### trap (XCU 2.15 trap)
trap 'echo bye' EXIT; echo hi; exit 3
#### trap and status
trap 'echo bye $?' 0; false
#### trap in a subshell
(trap 'echo sub' EXIT; echo in); echo out; trap 'echo end' EXIT; (echo quiet); x=$(echo z); echo $x
#### trap lists
trap 'echo "a b"' EXIT; trap "echo 'q'" TERM; trap; trap - EXIT; trap; trap '' INT; trap
#### trap exit changes the status
trap 'exit 5' EXIT; exit 2
#### trap and faults
trap 'echo bye' EXIT; echo ${x?gone}; echo no
#### trap that is bad
trap 'echo a' NOSUCH; echo $?
#### eval
eval 'x=5; echo $x'; eval echo '$x'; eval; echo $?; eval 'exit 4'; echo no
#### eval of what is wrong
eval 'echo a; )'; echo no
#### dot
echo 'echo dot $1; y=7; return 3; echo no' >f; . ./f; echo $? $y; . ./nofile; echo no
#### readonly
readonly x=5; x=6; echo no
#### readonly in a subshell
readonly r=1; (r=2; echo no); echo $?; r=2 true; echo no
#### readonly unset
readonly r=1; unset r; echo no
#### readonly in read
readonly r=1; echo a | { read r; echo $?; }
#### readonly lists
readonly b=1; readonly a="x y"; readonly c; readonly -p | { while read x; do echo "$x"; done; }
#### export
export x=1 y; y=2; sh -c 'echo "$x $y"'; z=3 sh -c 'echo "$z"'; echo "[$z]"; unset x; sh -c 'echo "[$x]"'
#### export lists
export zz1="a'b" zz2; export -p | { while read -r x; do case $x in *zz*) echo "$x";; esac; done; }
#### export of a bad name
export 1x=2; echo no
#### unset of functions
f() { echo a; }; unset -f f; f 2>/dev/null; echo $?; x=1; unset x y; echo "[$x]"; unset -v nosuch; echo $?
#### exit
exit 5
#### exit wraps
exit 256
#### exit of a word
exit abc; echo no
#### exit of the last status
false; exit
#### return at the top
return 4; echo no
#### local at the top
local x; echo no
#### shift too far
shift; echo no
#### command (XCU command)
command -v cd; command -v nosuch; echo $?; command -V cd; command -V if; command -v if; command echo hi; command exit 3; echo no
#### command of a special builtin
command : <nofile; echo $?; command . ./nofile; echo $?; command export 1x; echo $?
#### type
type cd : if; f() { :; }; type f; type nosuch; echo $?; command -v f
#### exec
exec echo hi; echo no
#### exec in a subshell
(exec echo hi; echo no); echo yes; exec 2>/dev/null; cd /nosuch; echo $?
#### read (XCU read)
echo "a b c" | { read x y; echo "$x|$y"; }; echo "a" | { read x y; echo "$x|$y"; }; echo " a  b " | { read x; echo "<$x>"; }
printf 'a\\\nb\n' | { read x; echo "$x"; }; printf 'a\\b\n' | { read -r x; echo "$x"; }; printf 'nonl' | { read x; echo "$? $x"; }
#### read with separators
echo "a:b:c" | { IFS=: read x y; echo "$x|$y"; }; echo "a:b:" | { IFS=: read x y; echo "$x|$y"; }; echo "a:b::" | { IFS=: read x y; echo "$x|$y"; }
echo ":a" | { IFS=: read x y; echo "$x|$y"; }; echo "a : b" | { IFS=" :" read x y; echo "$x|$y"; }; echo "a::b" | { IFS=: read x y z; echo "$x|$y|$z"; }
#### read escaped separators
printf 'a\\ b c\n' | { read x y; echo "$x|$y"; }; printf 'a\\:b:c\n' | { IFS=: read x y; echo "$x|$y"; }
#### read nothing
read x </dev/null; echo $? "[$x]"; read; echo $?; read -z x; echo $?; echo a | read -r 1x; echo $?
#### getopts (XCU getopts)
while getopts ab:c o -a -b x -c d; do echo "$o $OPTARG"; done; echo $OPTIND
OPTIND=1; while getopts :ab: o -x -b; do echo "$o $OPTARG"; done; OPTIND=1; while getopts a o -x; do echo "$o"; done
OPTIND=1; getopts ab o -ab; echo $o $OPTIND; getopts ab o -ab; echo $o $OPTIND; getopts ab o -ab; echo $? $o
#### getopts of parameters
f() { OPTIND=1; while getopts x:y o; do echo "$o=$OPTARG"; done; shift $((OPTIND-1)); echo "$@"; }; f -yx1 -- -y z; f -x 2 a; f -x; f
#### test (XCU test)
[ a = a ]; echo $?; [ a != a ]; echo $?; [ -z "" ]; echo $?; [ -n a ]; echo $?; [ 1 -lt 2 -a 3 -gt 2 ]; echo $?; [ 1 -lt 2 -o 3 -gt 4 ]; echo $?
[ ! a = b ]; echo $?; [ "(" = "(" ]; echo $?; [ \( a \) ]; echo $?; [ ]; echo $?; [ a ]; echo $?; [ "" ]; echo $?; test; echo $?
#### test of files
touch f; mkdir d; ln -s f l; ln -s nowhere n; [ -e f ]; echo $?; [ -f f ]; echo $?; [ -d d ]; echo $?; [ -s f ]; echo $?; [ -r f ] && [ -w f ]; echo $?
[ -x f ]; echo $?; [ -e nof ]; echo $?; [ -L l ]; echo $?; [ -h f ]; echo $?; [ -e n ]; echo $?; [ -L n ]; echo $?; [ -f l ]; echo $?; [ -x d ]; echo $?; [ f -ef l ]; echo $?; [ -d d/ ]; echo $?; [ -f f/ ]; echo $?
#### test of what is wrong
[ 1 -eq a ]; echo $?; [ a -b ]; echo $?; [ a; echo $?; [ a b ]; echo $?; [ a b c ]; echo $?; [ -f ]; echo $?; [ ! ]; echo $?; [ = ]; echo $?
[ -a ]; echo $?; [ a = ]; echo $?; [ " 5 " -eq 5 ]; echo $?; [ -5 -lt 3 ]; echo $?; [ abc '<' abd ]; echo $?; [ 010 -eq 10 ]; echo $?; [ "" -eq 0 ]; echo $?
#### test with many words
[ a -a b ]; echo $?; [ a -a "" ]; echo $?; [ "" -o b ]; echo $?; [ ! a -a b ]; echo $?; [ ! "" -a b ]; echo $?; [ a = a -a ! b = c ]; echo $?; [ \( a = b \) -o c ]; echo $?; [ ! ! a ]; echo $?; [ -n = ]; echo $?; [ ! = ! ]; echo $?
#### printf (XCU printf)
printf '%s\n' a b c; printf '%d-%s|' 1 a 2 b; echo; printf '%5s|%-5s|%05d|%x|%o|%c|%%\n' a b 42 255 8 xyz; printf '%b' 'a\tb\n'; printf 'x\ty\n'; printf '%.2s|%5.1f\n' abc 3.14159
#### printf of numbers
printf '%d\n' 0x10 010 "'a" -5 +3; printf '%d\n' abc; echo $?; printf '%d\n' 12x; echo $?; printf '%s'; echo; printf '%s %s\n' a; printf '%u\n' -1; printf '%i\n' 5; printf '%e\n' 1.5; printf '%#x %#o %+d\n' 255 8 5
#### printf of nothing
printf; echo $?; printf '%d %s|\n'; printf 'no newline'; printf '\n'; printf '%5d|%-5d|%05d|% d\n' 1 2 3 4; printf '%*d|%-*d|%.*s\n' 5 1 5 2 2 abc
#### printf with backslashes
printf 'a\101\x\n'; printf '%b|' 'a\0101' 'x\cy' z; echo; printf '%s\n' 'a\nb'; printf '\\ \" \a' | cat; printf -- '-x\n'; printf '%z\n'; echo $?
#### echo (XCU echo)
echo -n a; echo; echo 'a\nb'; echo 'a\cb'; echo; echo '\0101\t|'; echo -e x; echo '\x41'; echo 'a\\b' 'c\'; echo -- a; echo -nn; echo "" "" ; echo -n -n a; echo
#### umask
umask 022; umask; umask -S; umask u=rwx,g=,o=; umask; umask g+r; umask; umask 9; echo no
#### umask makes modes
umask 077; echo a >f; umask 022; echo b >g; umask 000; echo c >h; umask 777; echo d >i; echo $?
#### cd, pwd
mkdir d; mkdir d/e; cd d/e; pwd; cd ..; pwd; cd - >/dev/null; pwd; cd nosuch; echo $?; unset HOME; cd; echo $?; cd ""; echo $?
#### cd through links
mkdir d; ln -s d l; cd l; pwd; pwd -P; cd ..; pwd; cd -P l; pwd; echo $PWD; echo $OLDPWD
#### cd with CDPATH
mkdir d; mkdir d/x; CDPATH=d; cd x; pwd
#### cd to a file
touch f; cd f; echo $?
#### wait, hash, times
wait; echo $?; hash; hash -r; echo $?
#### sh
sh -c 'echo $0 $1 $#' a b c; sh -c 'echo "$@"' x 1 2 3; sh -c 'exit 3'; echo $?; sh -ec 'false; echo no'; echo $?; sh -c ''; echo $?; echo 'echo $1' >f; sh f a; sh nofile; echo $?
#### sh on stdin
echo 'echo stdin
echo more' | sh; echo $?; echo 'exit 3' | sh; echo $?; echo 'echo $1 $#' | sh -s a b
