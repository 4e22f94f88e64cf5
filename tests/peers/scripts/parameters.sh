#### set, unset, empty (XCU 2.6.2)
x=1; echo $x ${x} "${x}y" '$x'; unset x; echo "[${x-def}]" "[${x:-def}]" "[${x+set}]"
x=; echo "[${x-def}]" "[${x:-def}]" "[${x+set}]" "[${x:+set}]"
#### assigned
echo ${x:=5} $x; echo ${y=6} $y
#### indicated
echo ${x?}; echo no
#### indicated with words
echo ${x:?msg here}; echo no
#### indicated null
x=; echo ${x:?}; echo no
#### trimmed
p=/a/b/c.tar.gz; echo ${p##*/} ${p#*/} ${p%.*} ${p%%.*} ${p%/*} ${#p}
#### trimmed by what is quoted
x='a*b'; echo ${x#"a*"} ${x#a\*} "${x%'*b'}"; y='*'; echo ${x#a$y} ${x#a"$y"}
#### trimmed of nothing
x=abc; echo ${x#} ${x%} ${x#x} ${x%%x*} ${x#*} ${x##*} ${x%%*} "[${x##*}]"
#### trimmed by classes
x=abc123def; echo ${x%%[0-9]*} ${x##*[0-9]} ${x#[!x]} ${x%[[:alpha:]]*} ${x##[[:alpha:]]*[[:digit:]]}
#### positional
set -- a "b c" d; echo $#; for i in "$@"; do echo "<$i>"; done; for i in $*; do echo "<$i>"; done
for i; do echo "{$i}"; done
#### positional with a separator
set -- a "b c" ""; IFS=:; echo "$*"; echo "$@"; for i in $@; do echo "<$i>"; done
for i in "x$@y"; do echo "<$i>"; done
#### no positional
set --; for i in "$@"; do echo no; done; for i in "a$@"; do echo "<$i>"; done
for i in "$@" ""; do echo "<$i>"; done; for i in ""$@; do echo "{$i}"; done
#### assigned from all
set -- a "b c" ""; x="$@"; echo "$x"; IFS=:; x=$*; echo "$x"; x="$*"; echo "$x"; x=$@; echo "$x"
#### more than nine
echo "$1" "${1-none}" ${10-ten} "$10"; set -- 1 2 3 4 5 6 7 8 9 10 11; echo $10 ${10} ${11}
#### the idiom for old shells
set -- "a b" c; for i in ${1+"$@"}; do echo "<$i>"; done
#### quotes inside of braces
echo "${x-'a'}" "${x-"b c"}" ${x-'d  e'} "${x-a\}b}" "${x-\a}"
#### lengths
echo ${#}; set -- a b; echo ${#} ${#@} ${#*} $#; x=hello; echo ${#x} ${#1} ${#nosuch}
#### bad
echo ${x!y}; echo no
#### bad in a subshell
(echo ${x!y}; echo no); echo $?
#### special
false; echo $? $#; set -- a b; echo $#; set -u; echo "$-"; set -fe; echo "$-"
#### nested
x=abc; y=b; echo ${x%${y}*} ${nosuch:-${x#a}} "${nosuch:-"${x}"}" ${x:+${y:+z}}
#### backslashes from a variable
x='a\*b'; echo $x; echo "$x"; case 'a*b' in $x) echo m;; esac; y='[a]'; case a in $y) echo m2;; esac
case '[a]' in "$y") echo m3;; esac
#### unset positional with -u
set -u; echo "${1-none}" "$#" "$*" "$@"; echo $1; echo no
#### shift
set -- a b c; shift 2; echo $1; shift; echo $#; shift 1; echo no
#### an assigned default with spaces
for i in ${x:="a  b"}; do echo "<$i>"; done; echo "$x"
#### at with defaults
set --; echo "${*:-none}" "[${@+some}]"; set -- a b; echo "${@-none}" "${*:-none}" "[${@+some}]"
