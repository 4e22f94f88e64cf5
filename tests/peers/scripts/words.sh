#### words and quoting (XCU 2.2)
echo a b  c; echo "a  b"; echo 'x$y'; echo a\ b
#### more quoting
echo "a'b" 'a"b' "a\"b" "a\\b" 'a'\''b' "\$x" "\a"
#### joined lines and comments
echo a#b #comment
# comment
echo c
echo a \
b; ec\
ho c; echo "d\
e"; echo 'f\
g'
#### braces and bangs are words
echo x{a,b} {a..c}; echo a{; echo }; echo !; echo a!b; [ ! -e nosuch ] && echo ok
#### tilde (XCU 2.6.1)
x=~; echo $x; echo ~ ~/a "~" a~ ~nosuchuser; x=a:~:b; echo $x; HOME=/h; echo ~ ${y-~}; echo a=~
#### field splitting (XCU 2.6.5)
x="  a  b  "; for i in $x; do echo "<$i>"; done; for i in b$x'c'; do echo "<$i>"; done
#### colons as separators
IFS=:; x=a::b:; for i in $x; do echo "<$i>"; done; x=:a; for i in $x; do echo "<$i>"; done
for i in ${x}b; do echo "<$i>"; done
#### blanks and colons
IFS=": "; x="a : b:c  :  :d"; for i in $x; do echo "<$i>"; done
#### no separators
IFS=; x="a b"; for i in $x; do echo "<$i>"; done
#### separators in a default
unset x; for i in ${x-a b} ${x-"c d"} "${x-e f}"; do echo "<$i>"; done
#### empty words
f() { echo $#; }; f "" '' a; f $nosuch; f "$nosuch"; f ""$nosuch; f $nosuch""
#### fields of a substitution
set -- "$(echo a b)" $(echo c d); echo $#
#### bytes
x=é; echo ${#x} "${x#?}" | cat; case é in ??) echo two;; esac
#### IFS unset and set again
x="a b"; IFS=b; set -- $x; echo $#; unset IFS; set -- $x; echo $#; IFS='
'; set -- $x; echo $#
#### assignments are not split
x="a b"; y=$x; echo "$y"; export z=$x; echo "$z"; readonly w=$x; echo "$w"; f() { local v=$x; echo "$v"; }; f
#### dollar alone
echo $ "$" a$ "a$" $% "$%"
#### backslash at the end
echo 'a\' "b\\" c\\
#### a tilde that is no tilde
x='~'; y=$x; echo "$y"; y=$(echo "~"); echo "$y"; echo $x; y=a:$x; echo "$y"; y=~:$x; echo "$y"; echo ${z-~} ${z-$x} ${z-"~"}
