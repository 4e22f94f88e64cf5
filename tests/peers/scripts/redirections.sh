#### to and from files (XCU 2.7)
echo out; echo err >&2; { echo a; echo b >&2; } 2>&1 | cat; echo x >f; echo y >>f; cat <f; cat f; : >f; cat f
#### here-documents (XCU 2.7.4)
cat <<E
hello $((1+1)) $(echo sub) \$x `echo b`
  tab
E
cat <<'E'
no $x \$y
E
cat <<-E
	tab removed
		two
	E
#### two here-documents
cat <<A; cat <<B
a
A
b
B
echo c
#### quotes in a here-document
x=v; cat <<E
"$x" '$x' ${x:-"d"} ${y:-"q"} ${y:-'q'} \\ \" \`
E
#### a here-document without an end
cat <<E
abc
#### a here-document in a substitution
echo "$(cat <<E
in here $((1+1))
E
)"
#### here-documents in loops and functions
for i in 1 2; do cat <<E; done
i=$i
E
f() { cat <<E
f=$1
E
}; f a; f b
#### joined lines in a here-document
cat <<E
a\
b \$c \\
E
cat <<"E"
a\
b
E
#### a delimiter in pieces
cat <<E"O"F
$x
EOF
cat <<\E
$y
E
#### exec
exec 3>f; echo three >&3; exec 3>&-; cat f; exec 4<f; read x <&4; echo "$x"; exec 4<&-
#### order
echo a 3>f >&3; cat f; { echo b; echo c >&2; } >g 2>&1; cat g; echo d 2>&1 >h | cat; cat h
#### what can't be opened
cat <nofile; echo $?; echo a >nodir/f; echo $?; echo b; mkdir d; echo a >d; echo $?; touch f; echo a >f/x; echo $?
#### special builtins end the shell
: <nofile; echo no
#### a compound command goes on
{ echo a; } <nofile; echo $?; if true; then echo no; fi <nofile; echo $?; (echo no) >nodir/f; echo $?
#### a bad descriptor
echo >&5; echo $?; cat <&7; echo $?
#### a descriptor that is none
echo a >&x
#### a descriptor from a variable
n=2; echo a >&$n; n=x; echo a >&$n; echo no
#### closed
echo a >&-; echo $?; { echo b; } 1>&-; echo $?; (exec >&-; echo c); echo $?
#### both ways
echo a >f; echo b 1<>f; cat f; exec 5<>f; echo zz >&5; exec 5>&-; cat f; read x 0<f; echo $x
#### compound commands
{ echo a; } >f; cat f; ( echo b ) >>f; cat f; for i in 1 2; do echo $i; done >f; cat f; if true; then cat; fi <f
while read x; do echo "r$x"; done <f; case a in a) echo c;; esac >f; cat f
#### noclobber
set -C; echo a >f; echo b >f; echo $?; echo c >|f; cat f; echo d >>f; cat f; echo e >/dev/null; echo $?
#### /dev/null
echo a >/dev/null; cat </dev/null; nosuchcommand 2>/dev/null; echo $?; cat /dev/null; echo $?; echo a >/dev/full; echo $?
#### many words
>a >b echo x >c; cat a b c; <c cat >d; cat d
#### stdin is shared
printf '1\n2\n3\n' | { read a; read b; cat; echo "$a$b"; }; printf '1\n2\n3\n' >f; { read a; read b; echo "$a$b"; cat; } <f
#### appending by two
exec 3>>f 4>>f; echo a >&3; echo b >&4; echo c >&3; cat f
#### one offset
exec 3>f; echo a >&3; (echo b >&3); echo c >&3; cat f
#### a digit is a word where it is one
echo 2 >f; cat f; echo 12>f; cat f; echo a2>f; cat f; x=1; echo $x>f; cat f
