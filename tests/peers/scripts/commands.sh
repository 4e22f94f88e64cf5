#### if (XCU 2.9.4)
if true; then echo a; else echo b; fi; if false; then echo a; elif true; then echo c; fi; if false; then echo; fi; echo $?
#### while, until
i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done; until [ $i -eq 0 ]; do i=$((i-1)); done; echo $i
#### break, continue
for i in 1 2 3 4; do [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done
#### break out of several
for i in 1 2; do for j in a b; do [ $j = b ] && continue 2; echo $i$j; done; done
for i in 1 2; do for j in a b; do break 2; done; echo no; done; echo end
for i in 1 2; do break 9; done; echo $?
#### break outside of loops
break; echo a; continue; echo b; f() { break; }; for i in 1 2; do f; echo $i; done
#### break in a subshell
for i in 1 2; do (break); echo $i; done
#### functions (XCU 2.9.5)
f() { echo "$1 $# $0"; return 3; }; f a b; echo $?; f() ( echo sub; exit 4 ); f; echo $?
#### return
f() { return; }; false; f; echo $?; g() { false; return; }; g; echo $?; h() { for i in 1 2; do return 5; done; }; h; echo $?
#### local
x=1; f() { local x=2; g; echo $x; }; g() { echo "g$x"; x=3; }; f; echo $x
#### local keeps the value
y=3; f() { local x=$1 y; echo "$x $y"; y=4; }; f "a b"; echo $y
#### recursion
f() { [ $1 -le 1 ] && { echo 1; return; }; echo $(($1 * $(f $(($1-1))))); }; f 10
#### subshells and groups
(x=5; echo $x; exit 3); echo $? "[$x]"; { y=6; }; echo $y
#### pipelines (XCU 2.9.2)
echo a | cat | cat; echo a | { read x; echo "$x"; }; false | true; echo $?; true | false; echo $?; ! true; echo $?; ! false | true; echo $?
#### lists (XCU 2.9.3)
true && echo a || echo b; false && echo a || echo b; false || false; echo $?
true &&
echo c ||
echo d; echo a |
cat
#### variables of pipelines
x=1; { x=2; } | cat; echo $x; echo 3 | read x; echo $x
#### statuses
true; x=$(exit 3); echo $?; echo $(exit 3); echo $?; x=1; echo $?; false; y=2; echo $?
#### negation in conditions
if ! false; then echo a; fi; while ! true; do :; done; echo b
#### loops with reading
while read a b; do echo "$b $a"; done <<E
1 2
3 4 5
E
i=0; while :; do i=$((i+1)); case $i in 3) continue;; 5) break;; esac; echo $i; done
#### substitution (XCU 2.6.3)
echo $(echo a; echo b) "$(echo a; echo b)" `echo c` "`echo \"d e\"`" $(echo $(echo nested)) `echo \`echo deep\``
#### newlines at the end
x=$(printf 'a\n\n\n'); echo "[$x]"; x=$(printf '\n\na'); echo "[$x]"
#### case in a substitution
echo $(case a in (a) echo x;; esac) $(case a in a) echo y;; esac)
#### assignments before commands
x=5; x=6 true; echo $x; x=7 :; echo $x; f() { echo "in $x"; x=9; }; x=8 f; echo $x; a=1 b=2; echo $a$b; a=5 echo $a; echo $a
#### functions in the place of tools
cat() { echo mine; }; cat; command cat <<E
theirs
E
unset -f cat; echo x | cat
#### a pipe that nobody reads
i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done | { read x; echo $x; }; echo $?
#### a deep pipeline
echo a | cat | cat | cat | cat | cat | cat | cat | cat | cat | cat | cat | cat
#### functions with redirections
f() { echo fn; } >g; f; cat g; f() { cat; } <<E
here
E
f
#### for without in
f() { for x
do echo $x; done; for y do echo $y; done; for z; do echo $z; done; }; f 1 2
#### empty lists
for i in; do echo no; done; echo $?; for i in $nosuch; do echo no; done; case a in esac; echo $?
#### status of loops
while false; do :; done; echo $?; for i in 1; do false; done; echo $?; until true; do :; done; echo $?
#### the status while a command is expanded
false; echo $(exit 3) $?; false; echo "$(true)" $?; x=$(exit 4) y=$?; echo $? $y; (exit 5); for i in $(true) $?; do echo $i; done
